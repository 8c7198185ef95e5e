using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Protocol.Federation;

/// <summary>A node's partners as it has signed them: who, by which exact card, in which state. Auditors compare it with the cards.</summary>
/// <param name="Directory">The version of the form; 1.</param>
/// <param name="Node">The party id of the node whose directory it is.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Partners">In the order of their party ids.</param>
/// <param name="RevokedKeys">SHA-256 of public keys (SubjectPublicKeyInfo) that count for nothing, whoever shows them.</param>
public sealed record DirectoryContent(
    int Directory, string Node, long Version, DateTimeOffset SignedAt, IReadOnlyList<DirectoryEntry> Partners, IReadOnlyList<string> RevokedKeys)
{
    private static readonly JsonSerializerOptions Form = StrictJson.Of(DirectoryJson.Default);

    private static readonly byte[] Context = "entente/directory/1\n"u8.ToArray();

    /// <summary>The message that the signature covers.</summary>
    public static byte[] MessageOf(ReadOnlySpan<byte> content) => [.. Context, .. content];

    public static DirectoryContent? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<DirectoryContent>(json, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, DirectoryJson.Default.DirectoryContent);
}

/// <param name="Party">The party id.</param>
/// <param name="Version">The version of its card in force.</param>
/// <param name="Fingerprint">That of the card.</param>
/// <param name="Suspended">Whether nothing is sent to it or taken from it.</param>
public sealed record DirectoryEntry(string Party, long Version, string Fingerprint, bool Suspended);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 4)]
[JsonSerializable(typeof(DirectoryContent))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
