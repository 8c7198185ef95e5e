using System.Globalization;
using System.Text;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts.Lists;

/// <summary>The SDN list in its three files, without a header: entries, alternate names, addresses. <c>-0-</c> stands for nothing.</summary>
internal static class OfacReader
{
    public static ListReading Read(Stream entries, Stream names, Stream addresses)
    {
        try
        {
            var alternates = ReadNames(names);
            var places = ReadAddresses(addresses);
            return new ListReading.Read(null, ReadEntries(entries, alternates, places));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return new ListReading.Broken(new(FaultCode.ListMalformed, exception is DecoderFallbackException ? "The file is not UTF-8." : exception.Message));
        }
    }

    private static Dictionary<int, List<OtherName>> ReadNames(Stream stream)
    {
        var all = new Dictionary<int, List<OtherName>>();
        var rows = Rows(stream, "alt.csv", 5);
        foreach (var row in rows.Read())
        {
            Of(all, Number(rows, row[0])).Add(new(Text(row[3]) ?? throw rows.Broken("an alternate name without the name."), Weak: false));
        }

        return all;
    }

    private static Dictionary<int, List<Address>> ReadAddresses(Stream stream)
    {
        var all = new Dictionary<int, List<Address>>();
        var rows = Rows(stream, "add.csv", 6);
        foreach (var row in rows.Read())
        {
            var lines = string.Join(", ", new[] { Text(row[2]), Text(row[3]), Text(row[4]) }.OfType<string>());
            if (lines.Length > 0)
            {
                Of(all, Number(rows, row[0])).Add(new(lines, ListCountries.Find(Text(row[4]))));
            }
        }

        return all;
    }

    private static List<ListEntry> ReadEntries(Stream stream, Dictionary<int, List<OtherName>> names, Dictionary<int, List<Address>> addresses)
    {
        var entries = new List<ListEntry>();
        var seen = new HashSet<int>();
        var rows = Rows(stream, "sdn.csv", 12);
        foreach (var row in rows.Read())
        {
            var number = Number(rows, row[0]);
            if (!seen.Add(number))
            {
                throw rows.Broken($"entry {number} stands twice.");
            }

            var name = Text(row[1]) ?? throw rows.Broken("an entry without a name.");
            var remarks = OfacRemarks.Read(Text(row[11]));
            List<OtherName> others = [.. names.GetValueOrDefault(number, []), .. remarks.Names];
            var places = addresses.GetValueOrDefault(number, []);
            AlertContent content = Text(row[2]) switch
            {
                "individual" => new PersonAlert { Person = Person(name, others, places, remarks) },
                "vessel" => new TransportAlert { Means = Vessel(row, name, others, remarks) },
                "aircraft" => new TransportAlert { Means = Aircraft(name, remarks) },
                null => new BusinessAlert { Name = name, OtherNames = others, Numbers = remarks.BusinessNumbers, Addresses = places },
                var other => throw rows.Broken($"'{other}' is no type of entry."),
            };
            var reference = number.ToString(CultureInfo.InvariantCulture);
            entries.Add(new(reference, content, new("OFAC-SDN", reference)
            {
                Programmes = [.. (Text(row[3]) ?? "").Split("] [", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => one.Trim('[', ']'))],
                Remarks = string.Join(" ", new[] { Text(row[4]), Text(row[11]) }.OfType<string>()) is { Length: > 0 } text ? text : null,
                LinkedTo = remarks.LinkedTo,
                Numbers = remarks.Numbers,
            }));
        }

        return entries.Count > 0 ? entries : throw rows.Broken("the list is empty.");
    }

    private static PersonFields Person(string name, List<OtherName> others, List<Address> places, OfacRemarks remarks)
    {
        // "LAST, First Middle"; a name without a comma is kept whole.
        var comma = name.IndexOf(", ", StringComparison.Ordinal);
        return new()
        {
            Name = comma < 0 ? name : name[..comma],
            Forenames = comma < 0 ? [] : [name[(comma + 2)..]],
            Aliases = others,
            Births = remarks.Births,
            BirthPlaces = remarks.BirthPlaces,
            Nationalities = remarks.Nationalities,
            Sex = remarks.Sex,
            Papers = remarks.Papers,
            Addresses = places,
        };
    }

    private static Boat Vessel(IReadOnlyList<string> row, string name, List<OtherName> others, OfacRemarks remarks) => new()
    {
        Name = name,
        FormerNames = others,
        Imo = remarks.Imo,
        CallSign = Text(row[5]) ?? remarks.CallSign,
        Mmsi = remarks.Mmsi,
        Flag = ListCountries.Find(Text(row[9]) ?? remarks.Flag),
        Owner = Text(row[10]),
        Description = string.Join(", ", new[] { Text(row[6]), Text(row[7]) is { } tons ? $"{tons} DWT" : null, Text(row[8]) is { } gross ? $"{gross} GRT" : null }.OfType<string>())
            is { Length: > 0 } text ? text : null,
    };

    private static Aircraft Aircraft(string name, OfacRemarks remarks) => new()
    {
        Tail = remarks.Tail ?? name,
        FormerTails = remarks.FormerTails,
        SerialNumber = remarks.Serial,
        Operator = remarks.Operator,
        Description = remarks.Model,
    };

    private static CsvRows Rows(Stream stream, string file, int columns) =>
        new(new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true)), file, columns);

    private static int Number(CsvRows rows, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw rows.Broken($"'{text}' is no entry number.");

    private static List<T> Of<T>(Dictionary<int, List<T>> all, int number)
    {
        if (!all.TryGetValue(number, out var list))
        {
            all[number] = list = [];
        }

        return list;
    }

    private static string? Text(string field) => field.Trim() is { Length: > 0 } text && text != "-0-" ? text : null;
}
