using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Federation;

/// <summary>What a node says of itself so that others can exchange with it (<c>docs/spec/node-card.md</c>). Well formed, which says nothing of trust.</summary>
/// <param name="Card">The version of the form; 1.</param>
/// <param name="Party">The party id.</param>
/// <param name="Name">The administration.</param>
/// <param name="Country">ISO 3166-1 alpha-2; the party id begins with it.</param>
/// <param name="Endpoint">The https address that takes its messages.</param>
/// <param name="Suite">The security suite it asks others to use, for example <c>2.0</c>.</param>
/// <param name="Version">Rises with every card of this node.</param>
/// <param name="IssuedAt">When the node says that it made the card. It decides nothing.</param>
/// <param name="Keys">Its certificates. The first for signing is the newest, and signs the card.</param>
/// <param name="Reads">The kinds of message it reads, as <c>kind/version</c>.</param>
/// <param name="Log">The public key of its transparency log; <see langword="null"/> where it keeps none.</param>
/// <param name="Witness">The public key by which it witnesses the logs of others; <see langword="null"/> where it does not.</param>
public sealed record NodeCard(
    int Card,
    string Party,
    string Name,
    string Country,
    string Endpoint,
    string Suite,
    long Version,
    DateTimeOffset IssuedAt,
    IReadOnlyList<CardKey> Keys,
    IReadOnlyList<string> Reads,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Log = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Witness = null)
{
    public const int LongestBytes = 64 * 1024;
    public const int MostKeys = 24;
    public const int MostKinds = 200;

    private static readonly JsonSerializerOptions Form = StrictJson.Of(NodeCardJson.Default);

    /// <summary>Reads a card strictly: an unknown, missing, doubled or empty member refuses it.</summary>
    public static NodeCard? Read(ReadOnlySpan<byte> json, out Fault? fault)
    {
        if (json.Length > LongestBytes)
        {
            fault = Malformed($"A card has at most {LongestBytes} bytes.");
            return null;
        }

        try
        {
            var card = JsonSerializer.Deserialize<NodeCard>(json, Form);
            fault = card is null ? Malformed("Expected a JSON object.", "$") : NodeCardRules.Check(card);
            return fault is null ? card : null;
        }
        catch (JsonException exception)
        {
            fault = Malformed("The card does not follow the published form.", StrictJson.PathOf(exception));
            return null;
        }
    }

    /// <summary>The bytes to sign: one line of JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, NodeCardJson.Default.NodeCard);

    private static Fault Malformed(string detail, string? at = null) => new(FaultCode.PartnerCardMalformed, detail, at);
}

/// <param name="Purpose">What the key is for.</param>
/// <param name="From">When it begins to count; within the certificate's own period.</param>
/// <param name="Until">When it ceases to count; within the certificate's own period.</param>
/// <param name="Certificate">The X.509 certificate, DER.</param>
public sealed record CardKey(KeyPurpose Purpose, DateTimeOffset From, DateTimeOffset Until, ReadOnlyMemory<byte> Certificate);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = 4,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(NodeCard))]
internal sealed partial class NodeCardJson : JsonSerializerContext;
