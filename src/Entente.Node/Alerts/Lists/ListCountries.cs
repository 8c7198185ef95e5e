using System.Collections.Frozen;
using Entente.Protocol.Reference;

namespace Entente.Node.Alerts.Lists;

/// <summary>Country names as lists write them, as codes.</summary>
internal static class ListCountries
{
    private static readonly FrozenDictionary<string, string> Codes = Countries.All
        .Select(country => (Name: country.English, country.Alpha2))
        .Concat(Countries.All.Select(country => (Name: country.English.Replace(" & ", " and ", StringComparison.Ordinal), country.Alpha2)))
        .Concat(
        [
            ("Korea, North", "KP"), ("Democratic People's Republic of Korea", "KP"), ("Korea, South", "KR"), ("Republic of Korea", "KR"), ("Turkey", "TR"),
            ("Burma", "MM"), ("Syrian Arab Republic", "SY"), ("Democratic Republic of the Congo", "CD"), ("Congo, Democratic Republic of the", "CD"),
            ("Congo, Republic of the", "CG"), ("Iran (Islamic Republic of)", "IR"), ("Bosnia-Herzegovina", "BA"),
            ("United Kingdom of Great Britain and Northern Ireland", "GB"), ("Russian Federation", "RU"), ("Palestinian", "PS"), ("West Bank", "PS"),
            ("State of Palestine", "PS"), ("Region: Gaza", "PS"), ("Virgin Islands, British", "VG"), ("The Gambia", "GM"), ("United States of America", "US"),
            ("United Republic of Tanzania", "TZ"), ("Czech Republic", "CZ"), ("Saint Kitts and Nevis", "KN"), ("Cote d Ivoire", "CI"),
            ("Cote d'Ivoire", "CI"), ("Cabo Verde", "CV"), ("Bahamas, The", "BS"), ("Saint Vincent and the Grenadines", "VC"), ("Macau", "MO"),
            ("Hong Kong", "HK"), ("Venezuela (Bolivarian Republic of)", "VE"), ("Bolivia (Plurinational State of)", "BO"), ("Viet Nam", "VN"),
            ("Republic of Moldova", "MD"), ("Lao People's Democratic Republic", "LA"),
        ])
        .DistinctBy(pair => pair.Item1, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>The code, or <see langword="null"/> for a name that is no country of ISO 3166-1.</summary>
    public static string? Find(string? name) => name is null ? null : Codes.GetValueOrDefault(name.Trim());
}
