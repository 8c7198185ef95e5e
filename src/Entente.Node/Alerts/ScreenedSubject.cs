using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>Something declared, with where it was declared and what an officer is shown of it.</summary>
public sealed record ScreenedSubject
{
    /// <summary>The label of the field that says that the declaration is made up.</summary>
    public const string SimulatedLabel = "Simulated";

    /// <summary>For example <c>declaration</c> or <c>manifest</c>.</summary>
    public required string ConsignmentKind { get; init; }

    /// <summary>The reference that officers and traders know it by, for example an MRN.</summary>
    public required string Reference { get; init; }

    public required string DeclarationId { get; init; }

    /// <summary>Where in the declaration, for example <c>/items/3/consignor</c>. Declaration, path and alert make a hit once.</summary>
    public required string Path { get; init; }

    /// <summary>For example <c>consignor</c>, <c>vessel</c>, <c>container</c>.</summary>
    public required string Role { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>UN/LOCODE of the port or town where the consignment is met, as far as it is declared: no more of it leaves this node unasked.</summary>
    public string? Place { get; init; }

    /// <summary>What stands beside it on the hit page, in order.</summary>
    public IReadOnlyList<DisplayField> Display { get; init; } = [];

    [JsonIgnore]
    public bool IsSimulated => Display.Any(shown => shown.Label == SimulatedLabel);

    public string Title => Subject switch
    {
        { Names: [var name, ..] } => name,
        { Identifiers: [var number, ..] } => number.Value,
        _ => Role,
    };
}

/// <param name="Label">English; other languages translate it.</param>
public sealed record DisplayField(string Label, string Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScreenedSubject))]
[JsonSerializable(typeof(Match))]
internal sealed partial class ScreenedJson : JsonSerializerContext;

internal static class SubjectContent
{
    extension(Subject subject)
    {
        /// <summary>Equal for subjects that say the same: the key of cached answers and of remembered judgements.</summary>
        public string ContentHash =>
            Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(subject, ScreenedJson.Default.Subject)).AsSpan(0, 16));
    }
}
