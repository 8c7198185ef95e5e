using System.Globalization;
using Entente.Node.Console;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>The content of an alert as lines of label and value, for pages.</summary>
internal static class AlertFacts
{
    public static IEnumerable<(string Label, string Value)> Of(AlertContent content, Text t) =>
        from pair in Pairs(content, t) where !string.IsNullOrEmpty(pair.Value) select (pair.Label, pair.Value!);

    private static IEnumerable<(string Label, string? Value)> Pairs(AlertContent content, Text t) => content switch
    {
        CommodityAlert goods => [(t["Goods"], goods.Description), (t["HS codes"], Join(goods.HsCodes)), (t["Origins"], Join(goods.Origins)), .. Objects(goods.Objects, t), .. Persons(goods.Persons, t)],
        TransportAlert transport => [.. Object(transport.Means, t), .. Persons(transport.Persons, t)],
        BusinessAlert business =>
        [
            (t["Name"], business.Name), (t["Other names"], Names(business.OtherNames, t)),
            .. business.Numbers.GroupBy(number => number.Kind).Select(numbers => (t.Of(numbers.Key), (string?)Join(numbers.Select(number => In(number.Value, number.Country))))),
            (t["Addresses"], Join(business.Addresses.Select(address => In(address.Lines, address.Country)))),
            .. Objects(business.Transport, t), .. Persons(business.Persons, t),
        ],
        PersonAlert person => Person(person.Person, t),
        FraudTrendAlert trend => [(t["Fraud trend"], trend.Description), (t["HS codes"], Join(trend.HsCodes)), (t["Route"], string.Join(" → ", trend.Route))],
        ExpertiseAlert expert => [(t["Expertise"], expert.Expertise), (t["Name"], $"{expert.Forename} {expert.Name}")],
        GoodsDetainedAlert goods =>
        [
            (t["Goods detained"], goods.Description), (t["HS codes"], Join(goods.HsCodes)), (t["Quantity"], goods.Quantity), (t["Place"], goods.Place),
            (t["Detained on"], goods.DetainedOn?.ToString("yyyy-MM-dd", null)), .. Objects(goods.Objects, t), .. Limited(goods.Persons, t),
        ],
        CashDetainedAlert cash =>
        [
            (t["Cash detained"], cash.Title), (t["Place"], cash.Place), (t["Detained on"], cash.DetainedOn?.ToString("yyyy-MM-dd", null)), .. Objects(cash.Objects, t),
            .. Limited(cash.Persons, t),
        ],
        _ => [],
    };

    private static IEnumerable<(string Label, string? Value)> Person(PersonFields person, Text t) =>
    [
        (t["Name"], person.Name), (t["Forenames"], string.Join(' ', person.Forenames)), (t["Name at birth"], person.MaidenName), (t["Former surnames"], Join(person.FormerSurnames)),
        (t["Aliases"], Names(person.Aliases, t)), (t["Birth"], Join(person.Births)),
        (t["Place of birth"], Join(person.BirthPlaces)), (t["Nationality"], Join(person.Nationalities)),
        (t["Sex"], Sex(person.Sex, t)),
        (t["Papers"], Join(person.Papers.Select(paper => string.Join(", ", new[] { $"{t.Of(paper.Kind)} {In(paper.Number, paper.Country)}", paper.IssuedAt, paper.IssuedOn }.Where(part => !string.IsNullOrEmpty(part)))))),
        (t["Addresses"], Join(person.Addresses.Select(address => In(address.Lines, address.Country)))), (t["Characteristics"], Join(person.Characteristics)),
        (t["Number plates"], Join(person.TransportRegistrations)),
    ];

    private static IEnumerable<(string Label, string? Value)> Persons(IReadOnlyList<PersonFields> persons, Text t) => persons.SelectMany(person => Person(person, t));

    private static IEnumerable<(string Label, string? Value)> Limited(IReadOnlyList<LimitedPersonFields> persons, Text t) => persons.SelectMany(person => new (string, string?)[]
    {
        (t["Name"], person.Name), (t["Forenames"], string.Join(' ', person.Forenames)), (t["Aliases"], Names(person.Aliases, t)), (t["Birth"], Join(person.Births)),
        (t["Place of birth"], Join(person.BirthPlaces)), (t["Nationality"], Join(person.Nationalities)), (t["Sex"], Sex(person.Sex, t)),
        (t["Addresses"], Join(person.Addresses.Select(address => In(address.Lines, address.Country)))),
    });

    private static IEnumerable<(string Label, string? Value)> Objects(IReadOnlyList<ObjectFields> objects, Text t) => objects.SelectMany(one => Object(one, t));

    private static IEnumerable<(string Label, string? Value)> Object(ObjectFields one, Text t)
    {
        (string, string?)[] own = one switch
        {
            Boat boat => [(t["Vessel"], boat.Name), (t["Former names"], Join(boat.FormerNames.Select(name => name.Text))), (t["Flag"], boat.Flag), (t["Ship owner"], boat.Owner)],
            Aircraft aircraft => [(t["Operator"], aircraft.Operator)],
            Firearm firearm => [(t["Object"], t.Of(one.Type)), (t["Calibre"], firearm.Calibre)],
            IssuedDocument issued => [(t["Object"], $"{t.Of(one.Type)}: {t.Of(issued.Kind)}")],
            Banknotes notes => [(t["Object"], t.Of(one.Type)), (t["Denomination"], string.Create(CultureInfo.InvariantCulture, $"{notes.Denomination} {notes.Currency}"))],
            _ => [(t["Object"], t.Of(one.Type))],
        };
        return [.. own, .. one.Numbers.Select(number => (t.Of(number.Kind), (string?)In(number.Last is null ? number.Value : $"{number.Value}\u2013{number.Last}", one is Boat ? null : number.Country))), (t["Description"], one.Description)];
    }

    private static string Names(IReadOnlyList<OtherName> names, Text t) => Join(names.Select(name => name.Weak ? $"{name.Text} ({t["weak"]})" : name.Text));

    private static string In(string value, string? country) => string.IsNullOrEmpty(country) ? value : $"{value} ({country})";

    private static string? Sex(PersonSex? sex, Text t) => sex switch
    {
        PersonSex.Female => t["Female"],
        PersonSex.Male => t["Male"],
        PersonSex.Other => t["Other"],
        _ => null,
    };

    private static string Join(IEnumerable<string> values) => string.Join(" · ", values);
}
