using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Screening;

namespace Entente.Benchmarks;

/// <summary>
/// An OFAC list of any length: the published entries, and entries made of them. A made entry has the type, programme, aliases, addresses and
/// kinds of documents of one published entry, names put together from the parts of two, and numbers and dates of its own.
/// </summary>
internal sealed partial class GrownList
{
    private const int FirstMadeNumber = 1_000_000;

    private readonly List<(int Number, string Columns)> entries;
    private readonly ILookup<int, string> names;
    private readonly ILookup<int, string> addresses;

    private GrownList(string published)
    {
        entries = [.. Rows(Path.Combine(published, "sdn.csv")).Where(row => row.Columns.Count(one => one == '"') >= 2)];
        names = Rows(Path.Combine(published, "alt.csv")).ToLookup(row => row.Number, row => row.Columns);
        addresses = Rows(Path.Combine(published, "add.csv")).ToLookup(row => row.Number, row => row.Columns);
    }

    /// <summary>Not aircraft: what stands as their name is a registration, which parts of others would not make.</summary>
    private List<(int Number, string Columns)> Sources => field ??= entries.FindAll(entry => !entry.Columns.Contains("\"aircraft\"", StringComparison.Ordinal));

    /// <summary>Writes the three files of a list.</summary>
    /// <param name="published">The folder of the published files.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="count">How many entries it shall have.</param>
    /// <returns>The number of its last entry, and what a declaration would call it.</returns>
    public static (string Number, Subject Subject) Write(string published, string folder, int count)
    {
        foreach (var file in (string[])["sdn.csv", "alt.csv", "add.csv"])
        {
            File.WriteAllLines(Path.Combine(folder, file), File.ReadLines(Path.Combine(published, file)).Where(IsRow));
        }

        return new GrownList(published).Add(folder, count);
    }

    private (string Number, Subject Subject) Add(string folder, int count)
    {
        using var main = File.AppendText(Path.Combine(folder, "sdn.csv"));
        using var others = File.AppendText(Path.Combine(folder, "alt.csv"));
        using var places = File.AppendText(Path.Combine(folder, "add.csv"));
        var (number, name, person) = (0, "", false);
        for (var made = 0; made < count - entries.Count; made++)
        {
            var source = Sources[made % Sources.Count];
            person = IsPerson(source.Columns);
            var partner = Partner(made, person);
            number = FirstMadeNumber + made;
            name = Mixed(Quoted(source.Columns), Quoted(partner.Columns), made);
            main.WriteLine($"{number},{Renamed(Renumbered(source.Columns, made), name)}");
            foreach (var alias in names[source.Number])
            {
                others.WriteLine($"{number},{Renumbered(alias, made).Replace(Names(alias)[^1], $"\"{Mixed(Names(alias)[^1].Trim('"'), Quoted(partner.Columns), made)}\"", StringComparison.Ordinal)}");
            }

            foreach (var address in addresses[source.Number])
            {
                places.WriteLine($"{number},{Renumbered(address, made)}");
            }
        }

        return (number.ToString(CultureInfo.InvariantCulture), new(person ? SubjectKind.Person : SubjectKind.Unknown) { Names = [name] });
    }

    /// <summary>Another entry of the same sort, further off with every round over the list.</summary>
    private (int Number, string Columns) Partner(int made, bool person)
    {
        var at = made;
        do
        {
            at += 7_919;
        }
        while (IsPerson(Sources[at % Sources.Count].Columns) != person);
        return Sources[at % Sources.Count];
    }

    /// <summary>"LAST, First" of two people make another; of businesses and vessels, the beginning of one and the end of the other.</summary>
    private static string Mixed(string name, string other, int made)
    {
        if (name.Split(", ", 2) is [var last, _] && other.Split(", ", 2) is [_, var first])
        {
            return $"{last}, {first}";
        }

        var (begin, end) = (name.Split(' '), other.Split(' '));
        var kept = begin.Length == 1 ? 1 : 1 + made % (begin.Length - 1);
        return string.Join(' ', begin[..kept].Concat(end[(end.Length / 2)..]));
    }

    /// <summary>Years of the last century move a little; of longer numbers the last digits change. An IMO number keeps a right check digit.</summary>
    private static string Renumbered(string columns, int made) => Digits().Replace(columns, match =>
    {
        var text = match.Value;
        if (text.Length == 4)
        {
            return text.StartsWith("19", StringComparison.Ordinal) ? $"{1930 + (int.Parse(text, CultureInfo.InvariantCulture) + made) % 70}" : text;
        }

        var changed = text[..^4] + ((int.Parse(text[^4..], CultureInfo.InvariantCulture) + 1 + made) % 10_000).ToString("D4", CultureInfo.InvariantCulture);
        return text.Length == 7 ? changed[..6] + changed[..6].Select((digit, at) => (digit - '0') * (7 - at)).Sum() % 10 : changed;
    });

    private static string Renamed(string columns, string name) => $"\"{name}\"{columns[(columns.IndexOf('"', 1) + 1)..]}";

    private static string Quoted(string columns) => columns[1..columns.IndexOf('"', 1)];

    private static List<string> Names(string alias) => [.. Quote().Matches(alias).Select(match => match.Value).Take(2)];

    private static bool IsPerson(string columns) => columns.Contains("\"individual\"", StringComparison.Ordinal);

    private static bool IsRow(string line) => line.Length > 0 && char.IsAsciiDigit(line[0]);

    private static IEnumerable<(int Number, string Columns)> Rows(string file) =>
        from line in File.ReadLines(file)
        where IsRow(line)
        let comma = line.IndexOf(',', StringComparison.Ordinal)
        select (int.Parse(line.AsSpan(0, comma), CultureInfo.InvariantCulture), line[(comma + 1)..]);

    [GeneratedRegex(@"(?<![\d.])\d{4,18}(?!\d)")]
    private static partial Regex Digits();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quote();
}
