using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Entente.Node.Console;

/// <summary>
/// The words of the console in the officer's language. The key is the English sentence, with <c>{0}</c> where a value goes; each module
/// brings a table per other language (<c>Texts.fr.json</c>), and a sentence that is in no table is shown in English.
/// </summary>
internal sealed class Text : IStringLocalizer
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> tables = Read("Texts/");

    /// <summary>The languages there are tables for, English first.</summary>
    public IReadOnlyList<CultureInfo> Languages => [new("en"), .. tables.Keys.Order(StringComparer.Ordinal).Select(name => new CultureInfo(name))];

    public string this[string english] => Find(english) ?? english;

    public string this[string english, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[english], values);

    LocalizedString IStringLocalizer.this[string name] => new(name, this[name], Find(name) is null);

    LocalizedString IStringLocalizer.this[string name, params object[] arguments] => new(name, this[name, arguments], Find(name) is null);

    /// <summary>Declares a sentence that is translated elsewhere, so that it is known to be in use.</summary>
    public static string Key(string english) => english;

    /// <summary>The sentence for one or for several, with the number as <c>{0}</c>. French counts nought as one.</summary>
    public string Plural(long count, string one, string several, params object?[] more)
    {
        var single = count == 1 || (count == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr");
        return this[single ? one : several, [count.ToString("N0", CultureInfo.CurrentCulture), .. more]];
    }

    /// <summary>The table of one language, for tests.</summary>
    internal IReadOnlyDictionary<string, string> TableOf(string language) => tables[language];

    IEnumerable<LocalizedString> IStringLocalizer.GetAllStrings(bool includeParentCultures) =>
        tables.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)?.Select(row => new LocalizedString(row.Key, row.Value)) ?? [];

    private string? Find(string english) =>
        tables.TryGetValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, out var table) ? table.GetValueOrDefault(english) : null;

    /// <summary>The embedded tables of one kind, of all modules together, by language.</summary>
    internal static FrozenDictionary<string, FrozenDictionary<string, string>> Read(string prefix)
    {
        var assembly = typeof(Text).Assembly;
        var rows =
            from name in assembly.GetManifestResourceNames()
            where name.StartsWith(prefix, StringComparison.Ordinal)
            from row in JsonSerializer.Deserialize<Dictionary<string, string>>(assembly.GetManifestResourceStream(name)!)!
            let language = name.Split('.')[^2]
            select (Language: language, row.Key, Value: language == "fr" ? FrenchTypography.Set(row.Value) : row.Value);
        return rows.GroupBy(row => row.Language, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => group.DistinctBy(row => row.Key).ToFrozenDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
