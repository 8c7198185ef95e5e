using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts.Lists;

/// <summary>The consolidated list of the UN Security Council, read entry by entry: individuals and entities.</summary>
internal static partial class UnReader
{
    private static readonly XmlReaderSettings Strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 200_000_000,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    private static readonly string[] NameParts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    private static readonly string[] PlaceParts = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"];

    public static ListReading Read(Stream stream)
    {
        using var reader = XmlReader.Create(stream, Strict);
        var lines = (IXmlLineInfo)reader;
        try
        {
            reader.MoveToContent();
            if (reader.LocalName != "CONSOLIDATED_LIST" || !DateTimeOffset.TryParse(
                reader.GetAttribute("dateGenerated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var generated))
            {
                throw new FormatException("expected CONSOLIDATED_LIST with dateGenerated.");
            }

            var entries = ReadEntries(reader);
            return entries.Count > 0
                ? new ListReading.Read(DateOnly.FromDateTime(generated.UtcDateTime), entries)
                : throw new FormatException("the list is empty.");
        }
        catch (Exception exception) when (exception is FormatException or XmlException)
        {
            var line = exception is XmlException { LineNumber: > 0 } xml ? xml.LineNumber : Math.Max(1, lines.LineNumber);
            return new ListReading.Broken(new(FaultCode.ListMalformed, exception is XmlException ? "The file is not well-formed XML." : exception.Message, $"line {line}"));
        }
    }

    private static List<ListEntry> ReadEntries(XmlReader reader)
    {
        var entries = new List<ListEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "INDIVIDUAL" or "ENTITY")
            {
                var isPerson = reader.LocalName == "INDIVIDUAL";
                var entry = Entry((XElement)XNode.ReadFrom(reader), isPerson);
                entries.Add(seen.Add(entry.Reference) ? entry : throw new FormatException($"entry {entry.Reference} stands twice."));
            }
            else
            {
                reader.Read();
            }
        }

        return entries;
    }

    private static ListEntry Entry(XElement entry, bool isPerson)
    {
        var number = Text(entry, "DATAID") ?? throw new FormatException("an entry without DATAID.");
        var reference = Text(entry, "REFERENCE_NUMBER") ?? throw new FormatException($"entry {number} has no REFERENCE_NUMBER.");
        string[] parts = [.. NameParts.Select(part => Text(entry, part)).OfType<string>()];
        if (parts.Length == 0)
        {
            throw new FormatException($"entry {reference} has no name.");
        }

        var kind = isPerson ? "INDIVIDUAL" : "ENTITY";
        var comments = Text(entry, "COMMENTS1");
        var names = Names(entry, kind);
        var addresses = Addresses(entry, kind);
        AlertContent content = isPerson
            ? new PersonAlert
            {
                Person = new()
                {
                    Name = parts[^1],
                    Forenames = parts[..^1],
                    Aliases = names,
                    Births = Births(entry),
                    BirthPlaces = [.. entry.Elements("INDIVIDUAL_PLACE_OF_BIRTH").Select(Place).OfType<string>()],
                    Nationalities = [.. Values(entry, "NATIONALITY").Select(ListCountries.Find).OfType<string>().Distinct()],
                    Sex = Text(entry, "GENDER") switch { "Male" => PersonSex.Male, "Female" => PersonSex.Female, _ => null },
                    Papers = Papers(entry),
                    Addresses = addresses,
                },
            }
            : new BusinessAlert { Name = string.Join(' ', parts), OtherNames = names, Numbers = CompanyNumbers(comments), Addresses = addresses };
        return new(reference, content, new("UN-SC", reference)
        {
            Programmes = [Text(entry, "UN_LIST_TYPE") ?? throw new FormatException($"entry {reference} has no UN_LIST_TYPE.")],
            ListedOn = Text(entry, "LISTED_ON") is { } listed ? Day(listed) ?? throw new FormatException($"entry {reference}: '{listed}' is no date.") : null,
            Remarks = string.Join(" ", Values(entry, "DESIGNATION").Append(comments).OfType<string>()) is { Length: > 0 } remarks ? remarks : null,
        });
    }

    private static List<OtherName> Names(XElement entry, string kind) =>
    [
        .. from script in entry.Elements("NAME_ORIGINAL_SCRIPT") let text = Clean(script.Value) where text is not null select new OtherName(text),
        .. from alias in entry.Elements($"{kind}_ALIAS")
           let text = Text(alias, "ALIAS_NAME")
           where text is not null
           select new OtherName(text, Text(alias, "QUALITY") is "Low"),
    ];

    private static List<string> Births(XElement entry)
    {
        var births = new List<string>();
        foreach (var birth in entry.Elements("INDIVIDUAL_DATE_OF_BIRTH"))
        {
            var text = Text(birth, "TYPE_OF_DATE") switch
            {
                "BETWEEN" => (Year(birth, "FROM_YEAR"), Year(birth, "TO_YEAR")) is ({ } from, { } to) ? $"{from:D4}/{to:D4}" : null,
                "APPROXIMATELY" => (Year(birth, "YEAR") ?? Day(Text(birth, "DATE"))?.Year) is { } about ? $"{about - 1:D4}/{about + 1:D4}" : null,
                _ => Day(Text(birth, "DATE")) is { } day ? $"{day:yyyy-MM-dd}" : Year(birth, "YEAR") is { } exact ? $"{exact:D4}" : null,
            };
            if (text is not null)
            {
                births.Add(text);
            }
        }

        return births;
    }

    private static List<IdentityPaper> Papers(XElement entry) =>
    [
        .. from document in entry.Elements("INDIVIDUAL_DOCUMENT")
           let number = Text(document, "NUMBER")
           where number is not null
           let type = Text(document, "TYPE_OF_DOCUMENT") ?? ""
           select new IdentityPaper(
               type.StartsWith("Passport", StringComparison.Ordinal) || type.Contains("pas", StringComparison.OrdinalIgnoreCase) ? PaperKind.Passport
               : type.StartsWith("National", StringComparison.Ordinal) ? PaperKind.NationalIdentity : PaperKind.Other,
               number,
               ListCountries.Find(Text(document, "ISSUING_COUNTRY") ?? Text(document, "COUNTRY_OF_ISSUE")),
               Text(document, "CITY_OF_ISSUE"),
               Text(document, "DATE_OF_ISSUE")),
    ];

    private static List<Address> Addresses(XElement entry, string kind) =>
    [
        .. from address in entry.Elements($"{kind}_ADDRESS")
           let place = Place(address)
           where place is not null
           select new Address(place, ListCountries.Find(Text(address, "COUNTRY"))),
    ];

    private static List<BusinessNumber> CompanyNumbers(string? comments) =>
        [.. ImoNumbers().Matches(comments ?? "").Select(match => new BusinessNumber(BusinessNumberKind.ImoCompany, match.Groups[1].Value))];

    private static string? Place(XElement place) =>
        string.Join(", ", PlaceParts.Select(part => Text(place, part)).OfType<string>()) is { Length: > 0 } text ? text : null;

    private static int? Year(XElement parent, string name) =>
        int.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1800 and < 2200 ? year : null;

    private static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IEnumerable<string> Values(XElement parent, string name) =>
        from list in parent.Elements(name) from value in list.Elements("VALUE") let text = Clean(value.Value) where text is not null select text;

    private static string? Text(XElement parent, string name) => Clean(parent.Element(name)?.Value);

    private static string? Clean(string? text) => text is null ? null : Spaces().Replace(text, " ").Trim() is { Length: > 0 } clean ? clean : null;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\bIMO(?:\s+(?:company\s+)?number)?\)?(?:\s+Number)?\s*:?\s*(\d{7})\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ImoNumbers();
}
