using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <content>The persons of an alert: one in category (d), any number beside the subject in (a) to (c), and with fewer fields in (g) and (h).</content>
public sealed partial class AlertForm
{
    /// <summary>How many persons the form has fields for: those that are there and one more.</summary>
    public int People => Filled + (this["add"] == "person" ? 2 : 1);

    /// <summary>How many identity papers of a person the form has fields for.</summary>
    public int Papers(string person) => LastOf($"{person}paper") + 2;

    private int Filled => LastOf("person") + 1;

    /// <summary>The fields of a person begin with this.</summary>
    public static string PersonAt(int index) => $"person{index}.";

    /// <summary>Whether anything is said of a person.</summary>
    public bool IsFilled(string person) => values.Any(pair => pair.Value.Length > 0 && pair.Key.StartsWith(person, StringComparison.Ordinal));

    /// <summary>The fields of a person's paper begin with this.</summary>
    public static string PaperAt(string person, int index) => $"{person}paper{index}.";

    private int LastOf(string prefix) => values
        .Where(pair => pair.Value.Length > 0 && pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(pair => pair.Key.AsSpan(prefix.Length) is var rest && rest.IndexOf('.') is > 0 and var dot && int.TryParse(rest[..dot], out var index) && index is >= 0 and < 100 ? index : -1)
        .DefaultIfEmpty(-1)
        .Max();

    private static IEnumerable<(string Field, string? Value)> Fields(IEnumerable<PersonFields> persons) => persons.SelectMany((person, i) => Fields(PersonAt(i), person));

    private static IEnumerable<(string Field, string? Value)> Fields(string at, PersonFields person) =>
    [
        ($"{at}name", Line(person.Name)), ($"{at}forenames", Line(string.Join(' ', person.Forenames))), ($"{at}maidenName", Line(person.MaidenName)),
        ($"{at}formerSurnames", Lines(person.FormerSurnames)), ($"{at}aliases", Lines(person.Aliases.Select(alias => alias.Text))),
        ($"{at}births", string.Join(' ', person.Births)), ($"{at}birthPlaces", Lines(person.BirthPlaces)), ($"{at}nationalities", string.Join(' ', person.Nationalities)),
        ($"{at}sex", person.Sex?.ToString()), ($"{at}addresses", Lines(person.Addresses.Select(Words))), ($"{at}characteristics", Lines(person.Characteristics)),
        ($"{at}plates", Lines(person.TransportRegistrations)), .. person.Papers.SelectMany((paper, i) => Fields(PaperAt(at, i), paper)),
    ];

    private static IEnumerable<(string Field, string? Value)> Fields(string at, IdentityPaper paper) =>
    [
        ($"{at}kind", paper.Kind.ToString()), ($"{at}number", Line(paper.Number)), ($"{at}country", Line(paper.Country)),
        ($"{at}issuedAt", Line(paper.IssuedAt)), ($"{at}issuedOn", Line(paper.IssuedOn)),
    ];

    private IReadOnlyList<PersonFields> Persons(IReadOnlyList<PersonFields> before) =>
    [
        .. from i in Enumerable.Range(0, Math.Max(Filled, before.Count))
           where IsFilled(PersonAt(i))
           select Person(PersonAt(i), before.ElementAtOrDefault(i)),
    ];

    private IReadOnlyList<LimitedPersonFields> LimitedPersons(IReadOnlyList<LimitedPersonFields> before) => [.. Persons([.. before.Select(Whole)]).Select(Limited)];

    private PersonFields Person(string at, PersonFields? before) => (before ?? new() { Name = "" }) with
    {
        Name = Kept($"{at}name", before?.Name) ?? "",
        Forenames = Line(string.Join(' ', before?.Forenames ?? [])) == (this[$"{at}forenames"] ?? "") ? before?.Forenames ?? [] : this[$"{at}forenames"] is { } typed ? [typed] : [],
        MaidenName = Kept($"{at}maidenName", before?.MaidenName),
        FormerSurnames = Kept($"{at}formerSurnames", before?.FormerSurnames, name => name, line => line),
        Aliases = Kept($"{at}aliases", before?.Aliases, alias => alias.Text, line => new(line)),
        Births = Kept($"{at}births", before?.Births, birth => birth, word => word, ' '),
        BirthPlaces = Kept($"{at}birthPlaces", before?.BirthPlaces, place => place, line => line),
        Nationalities = KeptCodes($"{at}nationalities", before?.Nationalities),
        Sex = Read<PersonSex>($"{at}sex"),
        Papers =
        [
            .. from i in Enumerable.Range(0, LastOf($"{at}paper") + 1)
               where this[$"{PaperAt(at, i)}number"] is not null
               select Paper(PaperAt(at, i), before?.Papers.ElementAtOrDefault(i)),
        ],
        Addresses = Kept($"{at}addresses", before?.Addresses, Words, AddressOf),
        Characteristics = Kept($"{at}characteristics", before?.Characteristics, one => one, line => line),
        TransportRegistrations = Kept($"{at}plates", before?.TransportRegistrations, plate => plate, line => line),
    };

    private IdentityPaper Paper(string at, IdentityPaper? before) => new(
        Read<PaperKind>($"{at}kind") ?? PaperKind.Other,
        Kept($"{at}number", before?.Number) ?? "",
        Kept($"{at}country", before?.Country) is var country && country == before?.Country ? country : country?.ToUpperInvariant(),
        Kept($"{at}issuedAt", before?.IssuedAt),
        Kept($"{at}issuedOn", before?.IssuedOn));

    /// <summary>An address in one line, with the country where it is known: <c>Kade 1, Rotterdam [NL]</c>.</summary>
    private static string Words(Address address) => address.Country is null ? Line(address.Lines) : $"{Line(address.Lines)} [{address.Country}]";

    private static Address AddressOf(string line) =>
        line is [.. var lines, '[', var first, var second, ']'] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second)
            ? new(lines.TrimEnd(), $"{char.ToUpperInvariant(first)}{char.ToUpperInvariant(second)}")
            : new(line);

    private static PersonFields Whole(LimitedPersonFields person) => new()
    {
        Name = person.Name,
        Forenames = person.Forenames,
        Aliases = person.Aliases,
        Births = person.Births,
        BirthPlaces = person.BirthPlaces,
        Nationalities = person.Nationalities,
        Sex = person.Sex,
        Addresses = person.Addresses,
    };

    private static LimitedPersonFields Limited(PersonFields person) => new()
    {
        Name = person.Name,
        Forenames = person.Forenames,
        Aliases = person.Aliases,
        Births = person.Births,
        BirthPlaces = person.BirthPlaces,
        Nationalities = person.Nationalities,
        Sex = person.Sex,
        Addresses = person.Addresses,
    };
}
