using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <content>What the alert is about, category by category.</content>
public sealed partial class AlertForm
{
    /// <summary>The kinds of number that a business has fields for: all that there are.</summary>
    public static IReadOnlyList<BusinessNumberKind> NumberKinds { get; } =
    [
        BusinessNumberKind.Vat, BusinessNumberKind.Eori, BusinessNumberKind.Registration, BusinessNumberKind.Tax, BusinessNumberKind.Excise, BusinessNumberKind.Lei,
        BusinessNumberKind.Iban, BusinessNumberKind.Bic, BusinessNumberKind.ImoCompany, BusinessNumberKind.Other,
    ];

    private static IEnumerable<(string Field, string? Value)> Fields(AlertContent content) => content switch
    {
        PersonAlert { Person: var person } => Fields("", person),
        BusinessAlert business =>
        [
            ("name", Line(business.Name)), ("aliases", Lines(business.OtherNames.Select(name => name.Text))), ("addresses", Lines(business.Addresses.Select(Words))),
            .. NumberKinds.Select(kind => (NumberField(kind), (string?)Lines(business.Numbers.Where(number => number.Kind == kind).Select(Words)))),
            .. Fields(business.Transport), .. Fields(business.Persons),
        ],
        TransportAlert transport => [.. Fields(MeansAt, transport.Means), .. Fields(transport.Persons)],
        CommodityAlert goods =>
        [
            ("description", Text(goods.Description)), ("hsCodes", string.Join(' ', goods.HsCodes)), ("origins", string.Join(' ', goods.Origins)),
            .. Fields(goods.Objects), .. Fields(goods.Persons),
        ],
        FraudTrendAlert trend => [("description", Text(trend.Description)), ("hsCodes", string.Join(' ', trend.HsCodes)), ("route", string.Join(' ', trend.Route))],
        ExpertiseAlert expert => [("name", Line(expert.Name)), ("forename", Line(expert.Forename)), ("expertise", Line(expert.Expertise))],
        GoodsDetainedAlert goods =>
        [
            ("description", Text(goods.Description)), ("hsCodes", string.Join(' ', goods.HsCodes)), ("quantity", Line(goods.Quantity)), ("place", Line(goods.Place)),
            ("detainedOn", goods.DetainedOn is { } day ? Day(day) : null), .. Fields(goods.Objects), .. Fields(goods.Persons.Select(Whole)),
        ],
        CashDetainedAlert cash =>
        [
            ("amount", cash.Amount.ToString(CultureInfo.InvariantCulture)), ("currency", cash.Currency), ("place", Line(cash.Place)),
            ("detainedOn", cash.DetainedOn is { } day ? Day(day) : null), .. Fields(cash.Objects), .. Fields(cash.Persons.Select(Whole)),
        ],
        _ => [],
    };

    private AlertContent Content(AlertCategory category, AlertContent? before) => category switch
    {
        AlertCategory.Persons => Wanted((before as PersonAlert) ?? new() { Person = new() { Name = "" } }),
        AlertCategory.Businesses => Business((before as BusinessAlert) ?? new() { Name = "" }),
        AlertCategory.MeansOfTransport => Transport((before as TransportAlert) ?? new() { Means = new Boat() }),
        AlertCategory.Commodities => Goods((before as CommodityAlert) ?? new() { Description = "" }),
        AlertCategory.FraudTrends => Trend((before as FraudTrendAlert) ?? new() { Description = "" }),
        AlertCategory.Expertise => Expert((before as ExpertiseAlert) ?? new() { Name = "", Forename = "", Expertise = "" }),
        AlertCategory.GoodsDetained => Detained((before as GoodsDetainedAlert) ?? new() { Description = "" }),
        _ => Detained((before as CashDetainedAlert) ?? new() { Amount = 0, Currency = "" }),
    };

    private PersonAlert Wanted(PersonAlert before) => before with { Warnings = Kept(before.Warnings), Person = Person("", before.Person) };

    private TransportAlert Transport(TransportAlert before) => before with
    {
        Warnings = Kept(before.Warnings),
        Means = Means(before.Means),
        Persons = Persons(before.Persons),
    };

    private BusinessAlert Business(BusinessAlert before) => before with
    {
        Warnings = Kept(before.Warnings),
        Name = Kept("name", before.Name) ?? "",
        OtherNames = Kept("aliases", before.OtherNames, name => name.Text, line => new(line)),
        Addresses = Kept("addresses", before.Addresses, Words, AddressOf),
        Numbers = Numbers(before.Numbers),
        Transport = Things(before.Transport),
        Persons = Persons(before.Persons),
    };

    private CommodityAlert Goods(CommodityAlert before) => before with
    {
        Warnings = Kept(before.Warnings),
        Description = Kept("description", before.Description) ?? "",
        HsCodes = KeptCodes("hsCodes", before.HsCodes),
        Origins = KeptCodes("origins", before.Origins),
        Objects = Things(before.Objects),
        Persons = Persons(before.Persons),
    };

    private FraudTrendAlert Trend(FraudTrendAlert before) => before with
    {
        Description = Kept("description", before.Description) ?? "",
        HsCodes = KeptCodes("hsCodes", before.HsCodes),
        Route = KeptCodes("route", before.Route),
    };

    private ExpertiseAlert Expert(ExpertiseAlert before) => before with
    {
        Name = Kept("name", before.Name) ?? "",
        Forename = Kept("forename", before.Forename) ?? "",
        Expertise = Kept("expertise", before.Expertise) ?? "",
    };

    private GoodsDetainedAlert Detained(GoodsDetainedAlert before) => before with
    {
        Description = Kept("description", before.Description) ?? "",
        HsCodes = KeptCodes("hsCodes", before.HsCodes),
        Quantity = Kept("quantity", before.Quantity),
        Place = Kept("place", before.Place),
        DetainedOn = ReadDay("detainedOn"),
        Objects = Things(before.Objects),
        Persons = LimitedPersons(before.Persons),
    };

    private CashDetainedAlert Detained(CashDetainedAlert before) => before with
    {
        Amount = this["amount"] == before.Amount.ToString(CultureInfo.InvariantCulture) ? before.Amount : Amount(this["amount"]),
        Currency = this["currency"] == before.Currency ? before.Currency : this["currency"]?.ToUpperInvariant() ?? "",
        Place = Kept("place", before.Place),
        DetainedOn = ReadDay("detainedOn"),
        Objects = Things(before.Objects),
        Persons = LimitedPersons(before.Persons),
    };

    /// <summary>The same dangers in the order they stood in; a form knows none.</summary>
    private IReadOnlyList<WarningCode> Kept(IReadOnlyList<WarningCode> before)
    {
        WarningCode[] ticked = [.. Warnings.Select(text => Enum.TryParse<WarningCode>(text, out var warning) ? warning : 0).Where(warning => warning != 0)];
        return ticked.ToHashSet().SetEquals(before) ? before : ticked;
    }

    /// <summary>The same numbers in the order they stood in, where none was changed.</summary>
    private IReadOnlyList<BusinessNumber> Numbers(IReadOnlyList<BusinessNumber> before)
    {
        var typed = NumberKinds.ToDictionary(kind => kind, kind => Kept(NumberField(kind), [.. before.Where(number => number.Kind == kind)], Words, line => NumberOf(kind, line)));
        return typed.All(pair => pair.Value.SequenceEqual(before.Where(number => number.Kind == pair.Key))) ? before : [.. typed.Values.SelectMany(numbers => numbers)];
    }

    public static string NumberField(BusinessNumberKind kind) => kind switch
    {
        BusinessNumberKind.Registration => "register",
        BusinessNumberKind.Other => "otherNumber",
        _ => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()),
    };

    /// <summary>A number with the country of its register, where that is known and does not begin it: <c>123 45 [NL]</c>.</summary>
    private static string Words(BusinessNumber number) =>
        number.Country is { } country && !number.Value.StartsWith(country, StringComparison.OrdinalIgnoreCase) ? Words(new Address(number.Value, country)) : Line(number.Value);

    private static BusinessNumber NumberOf(BusinessNumberKind kind, string line)
    {
        var (value, country) = AddressOf(line);
        return new(kind, value, country);
    }

    /// <summary>An amount in either notation, with blanks between the thousands; nought where it is none, or could be read in two ways.</summary>
    private static decimal Amount(string? typed) =>
        Plain().Match(string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c)))) is { Success: true } match
        && decimal.TryParse(match.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : 0;

    [GeneratedRegex("^[0-9]+([.,][0-9]{1,2})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}
