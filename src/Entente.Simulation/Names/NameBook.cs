using System.Collections.Frozen;

namespace Entente.Simulation.Names;

/// <summary>Makes names and addresses as people and companies of a country have them. All are invented.</summary>
internal static class NameBook
{
    private static readonly FrozenDictionary<string, string> cultures = EmbeddedTable.Rows("cultures.csv").ToFrozenDictionary(row => row[0], row => row[1]);

    private static readonly FrozenDictionary<(string Culture, string Part), ScriptName[]> words = EmbeddedTable.Rows("people.csv").Concat(EmbeddedTable.Rows("companies.csv"))
        .ToFrozenDictionary(row => (row[0], row[1]), row => row[2].Split(row[1] is "form" or "street" ? '|' : ' ').Select(Word).ToArray());

    public static string CultureOf(string country) => cultures.GetValueOrDefault(country, "en");

    public static ScriptName Person(ref Dice dice, string country)
    {
        var culture = CultureOf(country);
        var given = dice.Pick(words[(culture, "given")]);
        var family = dice.Pick(words[(culture, "family")]);
        return culture is "zh" or "ko" or "ja" or "vi"
            ? new($"{family.Latin} {given.Latin}", family.Original is null ? null : family.Original + given.Original)
            : new($"{given.Latin} {family.Latin}", given.Original is null ? null : $"{given.Original} {family.Original}");
    }

    public static ScriptName Company(ref Dice dice, string country)
    {
        var culture = CultureOf(country);
        var stem = dice.Chance(0.35) ? dice.Pick(words[(culture, "family")]) : dice.Pick(words[(culture, "stem")]);
        var trade = dice.Pick(words[(culture, "trade")]);
        var form = dice.Pick(words[(culture, "form")]);
        return new($"{stem.Latin} {trade.Latin} {form.Latin}", stem.Original is null ? null : culture switch
        {
            "zh" or "ja" => $"{stem.Original}{trade.Original}{form.Original}",
            "ko" => $"{form.Original} {stem.Original}{trade.Original}",
            "ru" or "uk" => $"{form.Original} «{stem.Original} {trade.Original}»",
            _ => $"{stem.Original} {trade.Original} {form.Original}",
        });
    }

    /// <summary>The legal form at the end of a company name of that country, chosen anew.</summary>
    public static string LegalForm(ref Dice dice, string country) => dice.Pick(words[(CultureOf(country), "form")]).Latin;

    public static string Street(ref Dice dice, string country) => $"{dice.Pick(words[(CultureOf(country), "street")]).Latin} {dice.Between(1, 240)}";

    public static string PostCode(ref Dice dice, string country) => country switch
    {
        "NL" => $"{dice.Between(1000, 9999)} {dice.Letters(2)}",
        "GB" or "IE" or "CA" => $"{dice.Letters(2)}{dice.Between(1, 19)} {dice.Between(1, 9)}{dice.Letters(2)}",
        "BE" or "CH" or "AT" or "DK" or "NO" or "AU" or "HU" => $"{dice.Between(1000, 9999)}",
        "CN" or "IN" or "RU" or "VN" or "SG" => dice.Between(100_000, 999_999).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => dice.Between(10_000, 99_999).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static ScriptName Word(string text)
    {
        var parts = text.Replace('_', ' ').Split('=');
        return new ScriptName(parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
