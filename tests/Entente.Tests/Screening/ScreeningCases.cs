using System.Globalization;
using System.Xml.Linq;
using CsvHelper;
using CsvHelper.Configuration;
using Entente.Screening;

namespace Entente.Tests.Screening;

/// <summary>The labelled cases and lists that screening is measured on; read-only files beside the repository.</summary>
internal sealed class ScreeningCases(string folder)
{
    public sealed record NamePair(SubjectKind Kind, string Declared, string Listed, bool IsMatch);

    /// <summary>A person of the positive or negative samples.</summary>
    public sealed record Person(string Name, PartialDate? Birth, string Country);

    /// <summary>The folder <c>screening</c> of the data, or <see langword="null"/> where it is absent.</summary>
    public static ScreeningCases? Here() => PublicData.Find("screening") is { } screening ? new(screening) : null;

    public List<NamePair> NamePairs() => [.. Rows("name_pairs.csv").Select(row => new NamePair(
        row["schema"] switch { "Person" => SubjectKind.Person, "Vessel" => SubjectKind.Vessel, "Company" or "Organization" => SubjectKind.Organisation, _ => SubjectKind.Unknown },
        row["name1"], row["name2"], row["is_match"] == "true"))];

    /// <summary>Entities of the OFAC list with their primary name only.</summary>
    public List<ListedEntry> OfacPrimaries() => [.. Cells("ofac/sdn.csv").Where(row => row.Length > 2 && long.TryParse(row[0], CultureInfo.InvariantCulture, out _))
        .Select(row => new ListedEntry(long.Parse(row[0], CultureInfo.InvariantCulture), KindOf(row[2]), "OFAC") { Names = [new(row[1], NameQuality.Primary)] })];

    public List<(long Entry, SubjectKind Kind, string Alias)> OfacAliases() => [.. Rows("ofac_aliases.csv")
        .Select(row => (long.Parse(row["ent"], CultureInfo.InvariantCulture), KindOf(row["type"]), row["alias"]))];

    /// <summary>The OFAC list with all aliases.</summary>
    public List<ListedEntry> Ofac()
    {
        var aliases = Cells("ofac/alt.csv").Where(row => row.Length > 3).ToLookup(row => row[0], row => row[3]);
        return [.. OfacPrimaries().Select(entry => entry with
        {
            Names = [.. entry.Names, .. aliases[entry.Id.ToString(CultureInfo.InvariantCulture)].Select(alias => new ListedName(alias))],
        })];
    }

    /// <summary>The UN list. Ids are those of its records.</summary>
    public List<ListedEntry> UnitedNations()
    {
        var list = XDocument.Load(Path.Combine(folder, "un_consolidated.xml")).Root!;
        return [.. list.Descendants("INDIVIDUAL").Select(record => Entry(record, SubjectKind.Person)), .. list.Descendants("ENTITY").Select(record => Entry(record, SubjectKind.Organisation))];
    }

    /// <summary>The UN list as it would be without original scripts.</summary>
    public List<ListedEntry> UnitedNationsInLatin() => UnitedNations()
        .ConvertAll(entry => entry with { Names = [.. entry.Names.Where(name => name.Text.All(c => c < '\u0250' || c == '’'))] });

    public List<(string Latin, string Original, long Id)> OriginalScript() => [.. Rows("un_original_script.csv")
        .Select(row => (row["latin"], row["original"], long.Parse(row["id"], CultureInfo.InvariantCulture)))];

    public List<Person> Positives(string treatment) => [.. Rows($"yente_positives_un_{treatment}.csv").Select(ToPerson)];

    public List<Person> Negatives() => [.. Rows("yente_negatives_global.csv").Select(ToPerson)];

    public static double ScoreOf(NamePair pair)
    {
        var index = new ScreeningIndex();
        index.Apply([new(1, pair.Kind, "test") { Names = [new(pair.Listed)] }], []);
        return index.Screen(new(pair.Kind) { Names = [pair.Declared] }, 0) is [var match, ..] ? match.Score : 0;
    }

    public static Subject ToSubject(Person person, bool withFacts) => new(SubjectKind.Person)
    {
        Names = [person.Name],
        Birth = withFacts ? person.Birth : null,
        Countries = withFacts && person.Country.Length > 0 ? [person.Country] : [],
    };

    private static ListedEntry Entry(XElement record, SubjectKind kind)
    {
        string Text(string element) => record.Element(element)?.Value.Trim() ?? "";
        var name = string.Join(' ', new[] { "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME" }.Select(Text).Where(part => part.Length > 0 && part != "na"));
        var aliases = record.Elements().Where(element => element.Name.LocalName.EndsWith("_ALIAS", StringComparison.Ordinal))
            .Select(alias => new ListedName(alias.Element("ALIAS_NAME")?.Value.Trim() ?? "", alias.Element("QUALITY")?.Value == "Low" ? NameQuality.Weak : NameQuality.Strong));
        var births = record.Elements("INDIVIDUAL_DATE_OF_BIRTH").Select(birth =>
            PartialDate.TryParse(birth.Element("DATE")?.Value is { Length: > 0 } day ? day : birth.Element("YEAR")?.Value, out var date) ? date
            : int.TryParse(birth.Element("FROM_YEAR")?.Value, out var from) && int.TryParse(birth.Element("TO_YEAR")?.Value, out var to) ? new(new(from, 1, 1), new(to, 12, 31))
            : default(PartialDate?));
        return new(long.Parse(Text("DATAID"), CultureInfo.InvariantCulture), kind, "UN")
        {
            Names = [.. new[] { new ListedName(name, NameQuality.Primary), new(Text("NAME_ORIGINAL_SCRIPT")) }.Concat(aliases).Where(listed => listed.Text.Length > 0)],
            Births = [.. births.OfType<PartialDate>()],
            Countries = [.. record.Elements("NATIONALITY").Elements("VALUE").Select(value => Country(value.Value)).Where(code => code.Length > 0)],
        };
    }

    private static Person ToPerson(Dictionary<string, string> row) => new(
        row["full_name"], PartialDate.TryParse(row["date_of_birth"], out var birth) ? birth : null, Country(row["nationality"]));

    /// <summary>The samples write codes or English names; what neither is stays unknown.</summary>
    private static string Country(string text) => text.Length == 2 ? text.ToUpperInvariant() : Countries.GetValueOrDefault(text, "");

    private static readonly Dictionary<string, string> Countries = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name)).Where(region => region.TwoLetterISORegionName.Length == 2 && char.IsAsciiLetter(region.TwoLetterISORegionName[0]))
        .GroupBy(region => region.EnglishName).ToDictionary(region => region.Key, region => region.First().TwoLetterISORegionName);

    private static SubjectKind KindOf(string type) => type.Trim() switch
    {
        "individual" => SubjectKind.Person,
        "vessel" => SubjectKind.Vessel,
        "aircraft" => SubjectKind.Aircraft,
        _ => SubjectKind.Organisation,
    };

    private List<Dictionary<string, string>> Rows(string file)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(folder, file)), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(pair => pair.Key, pair => (string)pair.Value))];
    }

    private List<string[]> Cells(string file)
    {
        using var csv = new CsvParser(new StreamReader(Path.Combine(folder, file)), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, HasHeaderRecord = false });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(csv.Record!);
        }

        return rows;
    }
}
