using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Node.Evidence.Files;

/// <summary>What an evidence file holds as it was asked for: the second officer approves exactly this, and nothing that came later leaves with it.</summary>
/// <param name="Messages">The oldest first.</param>
/// <param name="Absent">Ids of messages that belong to it and cannot be given.</param>
/// <param name="Items">Things in custody.</param>
/// <param name="Through">The last record of what it is about that was there.</param>
internal sealed record EvidenceExtent(IReadOnlyList<EvidenceExtent.Message> Messages, IReadOnlyList<string> Absent, IReadOnlyList<EvidenceExtent.Item> Items, long Through)
{
    /// <param name="Sha256">Of its body as it went over the wire.</param>
    /// <param name="Contents">How many contents it has.</param>
    internal sealed record Message(string Id, string From, string To, string Sha256, int Contents);

    /// <param name="Name">What it is; its kind where the law keeps the rest back.</param>
    /// <param name="Step">The record of the last step of its custody.</param>
    /// <param name="Bytes">The size of its file, where that goes along.</param>
    internal sealed record Item(long Number, string Name, long Step, long? Bytes = null);

    /// <param name="parts">What the source gives now.</param>
    /// <param name="records">The records of what it is about.</param>
    public static EvidenceExtent Of(EvidenceParts parts, IReadOnlyList<long> records) => new(
        [.. parts.Messages.Select(message => new Message(message.Listed.Id, message.Listed.From, message.Listed.To, message.Listed.Sha256, message.Listed.Contents.Count))],
        [.. parts.Absent.Select(absent => absent.Id)],
        [.. parts.Items.Select(item => new Item(item.Listed.Number, item.Listed.Name, item.Listed.Steps[^1].Record, item.Listed.File is { IsEnclosed: true } file ? file.Size : null))],
        records.Count == 0 ? 0 : records[^1]);

    public static EvidenceExtent? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, EvidenceExtentJson.Default.EvidenceExtent);

    public string Write() => JsonSerializer.Serialize(this, EvidenceExtentJson.Default.EvidenceExtent);

    /// <summary>Whether what there is now is what there was, but for records that came later.</summary>
    public bool IsStill(EvidenceExtent now) => (this with { Through = 0 }).Write() == (now with { Through = 0 }).Write();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvidenceExtent))]
internal sealed partial class EvidenceExtentJson : JsonSerializerContext;
