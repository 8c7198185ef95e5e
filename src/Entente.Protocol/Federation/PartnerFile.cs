using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Federation;

/// <summary>
/// What a node has to know of a partner whose product makes no node cards (<c>docs/spec/partner-file.md</c>): who it is, where it is reached, its
/// certificates, and what is agreed for each direction. Well formed, which says nothing of trust.
/// </summary>
/// <param name="Form">The version of the form; 1. It is the first member, by which the file is known.</param>
/// <param name="Party">How this node calls the partner.</param>
/// <param name="Name">The administration.</param>
/// <param name="Country">ISO 3166-1 alpha-2; the party id begins with it.</param>
/// <param name="Version">Rises with every file for this partner.</param>
/// <param name="Endpoint">The https address that takes its messages.</param>
/// <param name="Theirs">Who the partner is on the wire.</param>
/// <param name="Ours">Who this node is on the wire for the partner.</param>
/// <param name="Suite">The security suite of both directions.</param>
/// <param name="Sign">Whose signatures are taken.</param>
/// <param name="Tls">Whose connections are taken, and who must be at the other end of ours.</param>
/// <param name="Sends">What the partner may send to this node.</param>
/// <param name="Takes">What this node may send to the partner.</param>
/// <param name="Encrypt">For whom messages are encrypted; <see langword="null"/> where both directions are signed only.</param>
/// <param name="Agreement">What messages name as their agreement.</param>
/// <param name="Token">How signatures name their certificate.</param>
/// <param name="RecipientToken">How messages name the certificate that they are encrypted for.</param>
/// <param name="IssuedCertificate">Whether this node shows the partner the certificates that an authority issued to it, and not those of its card.</param>
/// <param name="Corners">The original sender and final recipient of what this node sends; the partner's messages must name theirs as well.</param>
/// <param name="Channel">The channel from which the partner pulls; nothing is pushed to it.</param>
/// <param name="TheirChannel">The channel of the partner from which this node may pull.</param>
public sealed record PartnerFile(
    [property: JsonPropertyName("partnerFile")] int Form,
    string Party,
    string Name,
    string Country,
    long Version,
    string Endpoint,
    FileParty Theirs,
    FileParty Ours,
    string Suite,
    FileTrust Sign,
    FileTrust Tls,
    IReadOnlyList<FileLeg> Sends,
    IReadOnlyList<FileLeg> Takes,
    FileTrust? Encrypt = null,
    FileAgreement? Agreement = null,
    FileToken Token = FileToken.BinarySecurityToken,
    FileToken RecipientToken = FileToken.SubjectKeyIdentifier,
    bool IssuedCertificate = false,
    FileCorners? Corners = null,
    string? Channel = null,
    string? TheirChannel = null)
{
    public const int LongestBytes = NodeCard.LongestBytes;

    /// <summary>Whether the bytes mean to be a partner file: an object whose first member is <c>partnerFile</c>.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> file)
    {
        var reader = new Utf8JsonReader(WithoutMark(file), isFinalBlock: true, state: default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.ValueTextEquals("partnerFile"u8);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a file strictly: an unknown, missing, doubled or empty member refuses it.</summary>
    public static PartnerFile? Read(ReadOnlySpan<byte> bytes, out Fault? fault)
    {
        if (bytes.Length > LongestBytes)
        {
            fault = Malformed($"A partner file has at most {LongestBytes} bytes.");
            return null;
        }

        try
        {
            var file = JsonSerializer.Deserialize(WithoutMark(bytes), PartnerFileJson.Default.PartnerFile);
            fault = file is null ? Malformed("Expected a JSON object.", "$") : PartnerFileRules.Check(file);
            return fault is null ? file : null;
        }
        catch (JsonException exception)
        {
            fault = Malformed("The file does not follow the published form.", exception.Path);
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, PartnerFileJson.Default.PartnerFile);

    /// <summary>The DER of a certificate of a file that was read.</summary>
    public static byte[] Der(string pem) => PartnerFileRules.Der(pem) ?? throw new FormatException("Not one certificate in PEM.");

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;

    private static Fault Malformed(string detail, string? at = null) => new(FaultCode.PartnerFileMalformed, detail, at);
}

/// <summary>How a message names a certificate.</summary>
public enum FileToken
{
    BinarySecurityToken = 1,
    CertificatePath,
    SubjectKeyIdentifier,
    IssuerSerial,
}

/// <param name="Ids">The identifiers; a message names all of them.</param>
/// <param name="Role">The role in both directions; without one, who sends is the initiator and who receives the responder.</param>
public sealed record FileParty(IReadOnlyList<FileId> Ids, string? Role = null);

/// <param name="Value">An identifier.</param>
/// <param name="Type">The domain of names that it belongs to; without one the value is a URI.</param>
public sealed record FileId(string Value, string? Type = null);

/// <summary>Certificates that were compared one by one, or authorities that issue them and the name that they must have.</summary>
/// <param name="Certificates">PEM, one certificate each.</param>
/// <param name="Authorities">PEM: the root, and those between that the partner does not send along.</param>
/// <param name="Name">Of a certificate that an authority issued: the subject (RFC 4514) of one that signs, the host name of one for connections.</param>
public sealed record FileTrust(IReadOnlyList<string>? Certificates = null, IReadOnlyList<string>? Authorities = null, string? Name = null);

/// <summary>A service and its actions, in one direction.</summary>
/// <param name="Service">The service.</param>
/// <param name="Type">The type of the service.</param>
/// <param name="Actions">Its actions; none listed means every one.</param>
/// <param name="Reply">Whether its messages answer messages of the other side, and name them: the second leg of a two-way exchange.</param>
public sealed record FileLeg(string Service, IReadOnlyList<string> Actions, string? Type = null, bool Reply = false);

/// <param name="Value">The agreement.</param>
/// <param name="Type">Its type.</param>
/// <param name="PMode">The id of the P-Mode, if messages name it.</param>
public sealed record FileAgreement(string Value, string? Type = null, string? PMode = null);

/// <param name="OriginalSender">Who hands messages to this node.</param>
/// <param name="FinalRecipient">Who gets them from the partner.</param>
public sealed record FileCorners(FileId OriginalSender, FileId FinalRecipient);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 6,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(PartnerFile))]
internal sealed partial class PartnerFileJson : JsonSerializerContext;
