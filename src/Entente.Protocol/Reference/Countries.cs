using System.Collections.Frozen;

namespace Entente.Protocol.Reference;

/// <summary>A country or territory of ISO 3166-1.</summary>
/// <param name="Alpha2">For example <c>NL</c>.</param>
/// <param name="Alpha3">For example <c>NLD</c>, as passports write it.</param>
/// <param name="English">The short English name.</param>
/// <param name="French">The short French name.</param>
/// <param name="IsEuropeanUnion">Whether it is a member state of the European Union.</param>
public sealed record Country(string Alpha2, string Alpha3, string English, string French, bool IsEuropeanUnion)
{
    /// <summary>The flag as its two regional indicator symbols.</summary>
    public string Flag => string.Concat(Alpha2.Select(letter => char.ConvertFromUtf32(0x1F1E6 + letter - 'A')));

    /// <summary>The name in a language: French for <c>fr</c>, English for any other.</summary>
    public string Name(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;
}

/// <summary>The countries and territories, by either code.</summary>
public static class Countries
{
    /// <summary>Every country, by alpha-2 code.</summary>
    public static IReadOnlyList<Country> All { get; } =
        [.. ReferenceTable.Rows("countries.csv").Select(row => new Country(row[0], row[1], row[2], row[3], row[4] == "EU"))];

    private static readonly FrozenDictionary<string, Country> byCode = All
        .SelectMany(country => new[] { (Code: country.Alpha2, Country: country), (Code: country.Alpha3, Country: country) })
        .ToFrozenDictionary(pair => pair.Code, pair => pair.Country, StringComparer.OrdinalIgnoreCase);

    /// <summary>The country with this alpha-2 or alpha-3 code, in any case of letters, or <see langword="null"/>.</summary>
    public static Country? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);
}
