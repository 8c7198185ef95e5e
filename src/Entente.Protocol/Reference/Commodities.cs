using System.Collections.Frozen;

namespace Entente.Protocol.Reference;

/// <summary>A subheading of the Harmonized System.</summary>
/// <param name="Hs6">Six digits.</param>
/// <param name="English">What it covers, in a few English words.</param>
/// <param name="French">The same in French.</param>
/// <param name="SupplementaryUnit">UN/ECE Recommendation 20 code of the unit that goods are counted in beside their mass, or <see langword="null"/>.</param>
public sealed record Commodity(string Hs6, string English, string French, string? SupplementaryUnit)
{
    /// <summary>The text in a language: French for <c>fr</c>, English for any other.</summary>
    public string Text(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;
}

/// <summary>The subheadings that come with the product; an administration loads the full Harmonized System beside them.</summary>
public static class Commodities
{
    /// <summary>Every subheading, by code.</summary>
    public static IReadOnlyList<Commodity> All { get; } =
        [.. ReferenceTable.Rows("commodities.csv").Select(row => new Commodity(row[0], row[1], row[2], row[3] is { Length: > 0 } unit ? unit : null))];

    private static readonly FrozenDictionary<string, Commodity> byHs6 = All.ToFrozenDictionary(commodity => commodity.Hs6, StringComparer.Ordinal);

    /// <summary>The subheading with these six digits; a longer national code is found by its first six. <see langword="null"/> where unknown.</summary>
    public static Commodity? Find(string? code) => code is { Length: >= 6 } ? byHs6.GetValueOrDefault(code[..6]) : null;
}
