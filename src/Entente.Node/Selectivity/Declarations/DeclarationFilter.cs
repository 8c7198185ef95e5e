using System.Globalization;
using Entente.Protocol.Faults;
using Entente.Protocol.Reference;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What a list of declarations is narrowed to, as it stands in the address.</summary>
internal sealed record DeclarationFilter
{
    public string? Kind { get; init; }

    public string? Reference { get; init; }

    /// <summary>Words of a party's name.</summary>
    public string? Name { get; init; }

    /// <summary>A trader's number.</summary>
    public string? Trader { get; init; }

    public string? Container { get; init; }

    public string? Document { get; init; }

    public string? Hs { get; init; }

    public string? Country { get; init; }

    public string? Office { get; init; }

    /// <summary>Where the journey starts, as the flow map has it.</summary>
    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>A place at either end or on the way.</summary>
    public string? Port { get; init; }

    /// <summary>First day of intake, UTC.</summary>
    public string? Since { get; init; }

    /// <summary>Last day of intake, UTC.</summary>
    public string? Until { get; init; }

    /// <summary>Only those with hits.</summary>
    public bool? Hits { get; init; }

    /// <summary>Only those with suspect values.</summary>
    public bool? Suspect { get; init; }

    public bool? Simulated { get; init; }

    /// <summary><c>received</c> or <c>lodged</c>; with <c>-</c> before it from the latest on, which by intake is the order where nothing is said.</summary>
    public string? Sort { get; init; }

    public string? Older { get; init; }

    public string? Newer { get; init; }

    /// <summary>Whether it looks for somebody or for one thing, as a search does, and not only through what came.</summary>
    public bool IsSearch => (Name ?? Trader ?? Container ?? Document ?? Reference) is not null;

    public static DeclarationFilter Read(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        bool? Flag(string name) => Text(name) is "true" or "1" or "on" ? true : null;
        return new()
        {
            Kind = Text("kind"),
            Reference = Text("reference"),
            Name = Text("name"),
            Trader = Text("trader"),
            Container = Text("container"),
            Document = Text("document"),
            Hs = Text("hs"),
            Country = Text("country"),
            Office = Text("office"),
            From = Text("from"),
            To = Text("to"),
            Port = Text("port"),
            Since = Text("since"),
            Until = Text("until"),
            Hits = Flag("hits"),
            Suspect = Flag("suspect"),
            Simulated = Flag("simulated"),
            Sort = Text("sort"),
            Older = Text("older"),
            Newer = Text("newer"),
        };
    }

    /// <summary>The filter in terms and bounds, or the fault where it cannot be read.</summary>
    public (Asked? Asked, Fault? Fault) Decide()
    {
        if (Kind is not null && !(Enum.TryParse<DeclarationKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind)))
        {
            return Wrong("kind", $"Expected one of {string.Join(", ", Enum.GetNames<DeclarationKind>())}.");
        }

        if (Sort is not null && Sort is not ("received" or "-received" or "lodged" or "-lodged"))
        {
            return Wrong("sort", "Expected received or lodged, or one of them with - before it.");
        }

        if (Country is not null && Countries.Find(Country) is null)
        {
            return Wrong("country", "Expected a country code of ISO 3166-1.");
        }

        if (Hs is not null && !(Hs.All(char.IsAsciiDigit) && Hs.Length is 2 or 4 or (>= 6 and <= 12)))
        {
            return Wrong("hs", "Expected two, four or six digits.");
        }

        if (Day(Since) is null && Since is not null)
        {
            return Wrong("since", "Expected yyyy-MM-dd.");
        }

        if (Day(Until) is null && Until is not null)
        {
            return Wrong("until", "Expected yyyy-MM-dd.");
        }

        if ((Key(Older) is null && Older is not null) || (Key(Newer) is null && Newer is not null))
        {
            return Wrong(Older is null ? "newer" : "older", "Expected a number from the answer before.");
        }

        var terms = new List<long>();
        foreach (var (field, value, name) in Values())
        {
            if (value is not null)
            {
                if (SearchTerms.Of(field, value) is not { } term)
                {
                    return Wrong(name, "Expected letters or digits.");
                }

                terms.Add(term);
            }
        }

        if (Name is not null)
        {
            var words = SearchTerms.OfName(Name);
            if (words.Count == 0)
            {
                return Wrong("name", "Expected a word of two letters or more.");
            }

            terms.AddRange(words);
        }

        return (new([.. terms.Distinct()], Midnight(Day(Since)), Midnight(Day(Until)?.AddDays(1)), Key(Older), Key(Newer), Hits == true) { Sort = Sort }, null);
    }

    /// <summary>What is asked, for the record: names and values as typed.</summary>
    public string Words() => string.Join(", ", Given().Select(pair => $"{pair.Name}={pair.Value}"));

    private IEnumerable<(string Name, string Value)> Given() =>
        from pair in new (string Name, string? Value)[]
        {
            ("kind", Kind), ("reference", Reference), ("name", Name), ("trader", Trader), ("container", Container), ("document", Document), ("hs", Hs),
            ("country", Country), ("office", Office), ("from", From), ("to", To), ("port", Port), ("since", Since), ("until", Until),
            ("hits", Hits?.ToString()), ("suspect", Suspect?.ToString()), ("simulated", Simulated?.ToString()), ("sort", Sort), ("older", Older), ("newer", Newer),
        }
        where pair.Value is not null
        select (pair.Name, pair.Value);

    private IEnumerable<(TermField Field, string? Value, string Name)> Values() =>
    [
        (TermField.Kind, Kind, "kind"),
        (TermField.Reference, Reference, "reference"),
        (TermField.Trader, Trader, "trader"),
        (TermField.Container, Container, "container"),
        (TermField.TransportDocument, Document, "document"),
        (TermField.Hs, Hs is { Length: > 6 } ? Hs[..6] : Hs, "hs"),
        (TermField.Country, Country is null ? null : Countries.Find(Country)?.Alpha2, "country"),
        (TermField.Office, Office, "office"),
        (TermField.From, From, "from"),
        (TermField.To, To, "to"),
        (TermField.Place, Port, "port"),
        (TermField.Flag, Hits == true ? TermValues.Hit : null, "hits"),
        (TermField.Flag, Suspect == true ? TermValues.Suspect : null, "suspect"),
        (TermField.Flag, Simulated == true ? TermValues.Simulated : null, "simulated"),
    ];

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset? Midnight(DateOnly? day) => day is null ? null : new(day.Value, TimeOnly.MinValue, TimeSpan.Zero);

    private static long? Key(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    private static (Asked? Asked, Fault? Fault) Wrong(string name, string detail) => (null, new(FaultCode.IntakeFilter, detail, name));

    /// <param name="Terms">All must be there.</param>
    /// <param name="Since">First instant of intake.</param>
    /// <param name="Before">First instant that is too late.</param>
    /// <param name="Hits">Whether there must be a hit that the reader may see.</param>
    internal sealed record Asked(IReadOnlyList<long> Terms, DateTimeOffset? Since, DateTimeOffset? Before, long? Older, long? Newer, bool Hits)
    {
        public string? Sort { get; init; }

        /// <summary>The last declaration that counts.</summary>
        public long? Top { get; init; }
    }
}
