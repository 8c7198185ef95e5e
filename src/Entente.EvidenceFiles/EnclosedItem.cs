using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Entente.EvidenceFiles;

/// <summary>A thing that is evidence, with the history of who held it.</summary>
/// <param name="Number">At the node that made the file.</param>
/// <param name="Kind"><c>document</c>, <c>image</c>, <c>seizure</c>, <c>sample</c>, <c>object</c> or <c>translation</c>.</param>
/// <param name="Name">What it is, in words.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Steps">From the first on.</param>
/// <param name="Conditions">What binds whoever holds it.</param>
/// <param name="Sha256">Of its bytes, where it has any.</param>
public sealed record EnclosedItem(long Number, string Kind, string Name, string Origin, IReadOnlyList<EnclosedStep> Steps, string? Conditions = null, string? Sha256 = null)
{
    /// <summary>Its bytes, where the node that made the file has them.</summary>
    public EnclosedFile? File { get; init; }

    /// <summary>Of a translation: of what, into which language, by whom.</summary>
    public EnclosedTranslation? Translation { get; init; }

    /// <summary>Why what it is and where it comes from is not said here, in words; <see langword="null"/>: it is said.</summary>
    public string? Withheld { get; init; }

    /// <summary>What a record of its custody commits to: kind, name, origin, conditions and what it translates, as SHA-256 in 64 small hexadecimal digits (<c>docs/spec/custody.md</c>, "What is on record").</summary>
    public static string Describe(string kind, string name, string origin, string? conditions, EnclosedTranslation? translation = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(origin);
        var text = new StringBuilder("entente/thing/1\n");
        foreach (var (label, value) in new[] { ("kind", kind), ("name", name), ("origin", origin), ("conditions", conditions), ("original", translation?.Of), ("language", translation?.Language), ("translator", translation?.By) })
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{label} {Encoding.UTF8.GetByteCount(value)} {value}\n");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <param name="Of">The SHA-256 of what it translates: of a content of a message, or of the file of another thing.</param>
/// <param name="Language">Into which it translates; ISO 639-1.</param>
/// <param name="By">Who translated it, in words.</param>
public sealed record EnclosedTranslation(string Of, string Language, string By);

/// <param name="Sha256">Of the bytes; a step of its custody has a record that says the same.</param>
/// <param name="Apart">Why they are not in this file, in words; <see langword="null"/>: they are.</param>
public sealed record EnclosedFile(string Name, string MediaType, string Sha256, long Size, string? Apart = null)
{
    [JsonIgnore]
    public bool IsEnclosed => Apart is null;

    /// <summary>What it is called in the container.</summary>
    internal string At(int item) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"items/{item + 1}/file.{EnclosedContent.EndingOf(MediaType)}");
}

/// <param name="Act"><c>taken</c>, <c>handed</c>, <c>received</c>, <c>copied</c>, <c>lent</c>, <c>returned</c>, <c>ended</c>, <c>filed</c>; across a border <c>sent</c>, <c>arrived</c>, <c>confirmed</c>, <c>declined</c> or <c>restored</c>.</param>
/// <param name="Holder">Who holds it from then on.</param>
/// <param name="By">The number of the officer who put it on record.</param>
/// <param name="Record">The record that says so.</param>
public sealed record EnclosedStep(string Act, DateTimeOffset At, string Holder, string By, long Record, string? Note = null)
{
    /// <summary>The officer's own signature; <see langword="null"/>: the node's log attests the step, nobody else.</summary>
    public StepSignature? Signature { get; init; }
}
