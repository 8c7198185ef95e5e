using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>What an evidence file holds and what it is for: <c>evidence.json</c>, in the form of <c>docs/spec/evidence-file.md</c>.</summary>
/// <param name="Evidence">The version of the form; 1.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="MadeBy">The party id of the node that made and signed it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Handout">For whom, why, asked and approved by whom.</param>
/// <param name="Cards">The cards of the nodes whose signatures are in it.</param>
/// <param name="Agreements">The texts under which was exchanged.</param>
/// <param name="Messages">What went over the wire, the oldest first.</param>
/// <param name="Absent">What belongs here and could not be put in, with the reason.</param>
/// <param name="Records">What the log of the node that made it proves.</param>
/// <param name="Statement">The statement of a true copy, by the officer who approved the file.</param>
public sealed record EvidenceIndex(
    int Evidence,
    EvidenceSubject Subject,
    string MadeBy,
    DateTimeOffset MadeAt,
    EvidenceHandout Handout,
    IReadOnlyList<EnclosedCard> Cards,
    IReadOnlyList<EnclosedAgreement> Agreements,
    IReadOnlyList<EnclosedMessage> Messages,
    IReadOnlyList<AbsentMessage> Absent,
    IReadOnlyList<EnclosedRecord> Records,
    string Statement)
{
    public const string Name = "evidence.json";
    public const int LongestBytes = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Form = StrictJson.Of(EvidenceJson.Default);

    /// <summary>Things that have a history of who held them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EnclosedItem>? Items { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.EvidenceIndex);

    /// <summary>Reads it strictly, and as it would have been written.</summary>
    public static EvidenceIndex? Read(ReadOnlySpan<byte> json, out Fault? fault)
    {
        try
        {
            var read = json.Length > LongestBytes ? null : JsonSerializer.Deserialize<EvidenceIndex>(json, Form);
            fault = read is { Evidence: 1 } ? null : new(FaultCode.EvidenceMalformed, "The index is of another form than this program reads.", Name);
            return fault is null ? read : null;
        }
        catch (JsonException exception)
        {
            fault = new(FaultCode.EvidenceMalformed, "The index does not follow the published form.", $"{Name} {StrictJson.PathOf(exception)}");
            return null;
        }
    }
}

/// <param name="Kind"><c>message</c>, or <c>assistance</c> for a case.</param>
/// <param name="Id">The id of the message, or the id of the request.</param>
public sealed record EvidenceSubject(string Kind, string Id);

/// <summary>The watermark: who has this file, and by whose decision.</summary>
/// <param name="Number">The number of the handing out at the node that made it.</param>
/// <param name="Recipient">Who is meant to have it.</param>
/// <param name="Query">What was asked for.</param>
/// <param name="Purpose">Of the officer who asked.</param>
/// <param name="AskedBy">The number of that officer.</param>
/// <param name="ApprovedBy">The number of the other one.</param>
public sealed record EvidenceHandout(long Number, string Recipient, string Query, string Purpose, string AskedBy, string ApprovedBy);

/// <param name="Approval">The record by which the node that made the file approved it; <see langword="null"/>: it is its own card.</param>
public sealed record EnclosedCard(string Party, long Version, string Fingerprint, long? Approval = null)
{
    [JsonIgnore]
    public string File => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cards/{Party}-{Version}.card");
}

/// <param name="Id">For example <c>NL-CA-CMAA</c>.</param>
/// <param name="Sha256">Of its text.</param>
/// <param name="Signatures">Of the nodes of its parties.</param>
public sealed record EnclosedAgreement(string Id, int Version, string Sha256, IReadOnlyList<AgreementSignature> Signatures);

/// <param name="Certificate">DER; on a card of that party.</param>
/// <param name="Value">Over id, version and digest of the text.</param>
public sealed record AgreementSignature(string Party, ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte> Value);

/// <param name="Id">Of the message.</param>
/// <param name="From">The party id of the sender.</param>
/// <param name="To">The party id of the receiver.</param>
/// <param name="Sha256">Of the body as it went over the wire.</param>
/// <param name="Contents">What it holds, decrypted and decompressed.</param>
/// <param name="HasReceipt">Whether the receiver's receipt is there.</param>
/// <param name="Clause">The clause that its sender states, for example <c>NL-CA-CMAA/1 8(1)</c>; <see langword="null"/> where it states none.</param>
/// <param name="Wording">How the law is worded there.</param>
public sealed record EnclosedMessage(
    string Id, string From, string To, string Sha256, IReadOnlyList<EnclosedContent> Contents, bool HasReceipt, string? Clause = null, string? Wording = null);

/// <param name="Name">As its sender named it; empty for the leading one.</param>
public sealed record EnclosedContent(string Name, string MediaType, string Sha256, long Size)
{
    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["application/json"] = "json", ["application/xml"] = "xml", ["text/xml"] = "xml", ["text/plain"] = "txt", ["application/pdf"] = "pdf", ["image/jpeg"] = "jpeg", ["image/png"] = "png", ["text/csv"] = "csv",
    };

    /// <summary>What its name in the container ends in.</summary>
    [JsonIgnore]
    public string Ending => EndingOf(MediaType);

    internal static string EndingOf(string mediaType) => Endings.GetValueOrDefault(mediaType, "bin");
}

/// <param name="Why">In words.</param>
/// <param name="Sha256">Of the body as it went over the wire, where that is known.</param>
public sealed record AbsentMessage(string Id, string Why, string? Sha256 = null);

/// <param name="Number">Of the record.</param>
/// <param name="Kind">Of what it is about.</param>
/// <param name="Subject">Its id.</param>
public sealed record EnclosedRecord(long Number, string Kind, string Subject);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, MaxDepth = 8)]
[JsonSerializable(typeof(EvidenceIndex))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
