using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <content>What the alert is about, category by category.</content>
public sealed partial class AlertForm
{
    private static readonly BusinessNumberKind[] OfferedNumbers = [BusinessNumberKind.Vat, BusinessNumberKind.Eori, BusinessNumberKind.Registration];

    private static IEnumerable<(string Field, string? Value)> Fields(AlertContent content) => content switch
    {
        PersonAlert { Person: var person } => Fields("", person),
        BusinessAlert business =>
        [
            ("name", Line(business.Name)), ("aliases", Lines(business.OtherNames.Select(name => name.Text))), ("addresses", Lines(business.Addresses.Select(Words))),
            .. OfferedNumbers.Select(kind => (NumberField(kind), (string?)Lines(business.Numbers.Where(number => number.Kind == kind).Select(number => number.Value)))),
            .. Fields(business.Persons),
        ],
        TransportAlert transport => [.. Fields(transport.Means), .. Fields(transport.Persons)],
        CommodityAlert goods =>
        [
            ("description", Text(goods.Description)), ("hsCodes", string.Join(' ', goods.HsCodes)), ("origins", string.Join(' ', goods.Origins)),
            ("containers", ContainerLines(goods.Objects)), .. Fields(goods.Persons),
        ],
        FraudTrendAlert trend => [("description", Text(trend.Description)), ("hsCodes", string.Join(' ', trend.HsCodes)), ("route", string.Join(' ', trend.Route))],
        ExpertiseAlert expert => [("name", Line(expert.Name)), ("forename", Line(expert.Forename)), ("expertise", Line(expert.Expertise))],
        GoodsDetainedAlert goods =>
        [
            ("description", Text(goods.Description)), ("hsCodes", string.Join(' ', goods.HsCodes)), ("quantity", Line(goods.Quantity)), ("place", Line(goods.Place)),
            ("detainedOn", goods.DetainedOn is { } day ? Day(day) : null), ("containers", ContainerLines(goods.Objects)), .. Fields(goods.Persons.Select(Whole)),
        ],
        CashDetainedAlert cash =>
        [
            ("amount", cash.Amount.ToString(CultureInfo.InvariantCulture)), ("currency", cash.Currency), ("place", Line(cash.Place)),
            ("detainedOn", cash.DetainedOn is { } day ? Day(day) : null), .. Fields(cash.Persons.Select(Whole)),
        ],
        _ => [],
    };

    private static IEnumerable<(string Field, string? Value)> Fields(ObjectFields means)
    {
        IEnumerable<(string, string?)> own = means switch
        {
            Boat boat => [("name", Line(boat.Name)), ("number", boat.Imo), ("callSign", boat.CallSign), ("mmsi", boat.Mmsi), ("country", boat.Flag)],
            RoadVehicle vehicle => [("number", vehicle.Plate), ("country", vehicle.PlateCountry), ("vin", vehicle.Vin)],
            _ => [("number", means.Numbers.FirstOrDefault()?.Value)],
        };
        return [("kind", means.Type.ToString()), ("details", Line(means.Description)), .. own];
    }

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
        Persons = Persons(before.Persons),
    };

    private CommodityAlert Goods(CommodityAlert before) => before with
    {
        Warnings = Kept(before.Warnings),
        Description = Kept("description", before.Description) ?? "",
        HsCodes = KeptCodes("hsCodes", before.HsCodes),
        Origins = KeptCodes("origins", before.Origins),
        Objects = Containers(before.Objects),
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
        Objects = Containers(before.Objects),
        Persons = LimitedPersons(before.Persons),
    };

    private CashDetainedAlert Detained(CashDetainedAlert before) => before with
    {
        Amount = this["amount"] == before.Amount.ToString(CultureInfo.InvariantCulture) ? before.Amount : Amount(this["amount"]),
        Currency = this["currency"] == before.Currency ? before.Currency : this["currency"]?.ToUpperInvariant() ?? "",
        Place = Kept("place", before.Place),
        DetainedOn = ReadDay("detainedOn"),
        Persons = LimitedPersons(before.Persons),
    };

    /// <summary>The same dangers in the order they stood in; a form knows none.</summary>
    private IReadOnlyList<WarningCode> Kept(IReadOnlyList<WarningCode> before)
    {
        WarningCode[] ticked = [.. Warnings.Select(text => Enum.TryParse<WarningCode>(text, out var warning) ? warning : 0).Where(warning => warning != 0)];
        return ticked.ToHashSet().SetEquals(before) ? before : ticked;
    }

    /// <summary>Numbers of a kind that the form does not offer stay as they are, each where it stood.</summary>
    private IReadOnlyList<BusinessNumber> Numbers(IReadOnlyList<BusinessNumber> before)
    {
        var typed = OfferedNumbers.ToDictionary(
            kind => kind,
            kind => Kept(NumberField(kind), [.. before.Where(number => number.Kind == kind)], number => number.Value, line => new(kind, line)));
        return typed.All(pair => pair.Value.SequenceEqual(before.Where(number => number.Kind == pair.Key)))
            ? before
            : [.. typed.Values.SelectMany(numbers => numbers), .. before.Where(number => !typed.ContainsKey(number.Kind))];
    }

    private static string NumberField(BusinessNumberKind kind) => kind switch
    {
        BusinessNumberKind.Vat => "vat",
        BusinessNumberKind.Eori => "eori",
        _ => "register",
    };

    private ObjectFields Means(ObjectFields before)
    {
        var kind = Read<ObjectType>("kind") ?? ObjectType.Boat;
        var same = before.Type == kind ? before : null;
        ObjectFields means = kind switch
        {
            ObjectType.Boat => Vessel((same as Boat) ?? new()),
            ObjectType.Aircraft => ((same as Aircraft) ?? new()) with { Tail = Kept("number", (same as Aircraft)?.Tail) },
            ObjectType.Container => ((same as Container) ?? new() { Number = "" }) with { Number = Kept("number", (same as Container)?.Number) ?? "" },
            ObjectType.MotorVehicle => Vehicle((same as RoadVehicle) ?? new MotorVehicle()),
            ObjectType.Trailer => Vehicle((same as RoadVehicle) ?? new Trailer()),
            ObjectType.Caravan => Vehicle((same as RoadVehicle) ?? new Caravan()),
            _ when same is Numbered numbered => numbered with { SerialNumber = Kept("number", numbered.SerialNumber) ?? "" },
            _ => before,
        };
        return means with { Description = Kept("details", before.Description) };
    }

    private Boat Vessel(Boat before) => before with
    {
        Name = Kept("name", before.Name),
        Imo = Kept("number", before.Imo),
        CallSign = Kept("callSign", before.CallSign),
        Mmsi = Kept("mmsi", before.Mmsi),
        Flag = Country(before.Flag),
    };

    private RoadVehicle Vehicle(RoadVehicle before) => before with
    {
        Plate = Kept("number", before.Plate),
        PlateCountry = Country(before.PlateCountry),
        Vin = Kept("vin", before.Vin),
    };

    private string? Country(string? before) => Kept("country", before) is var country && country == before ? before : country?.ToUpperInvariant();

    /// <summary>Where containers were changed, what else there was follows them.</summary>
    private IReadOnlyList<ObjectFields> Containers(IReadOnlyList<ObjectFields> before)
    {
        Container[] stood = [.. before.OfType<Container>()];
        var typed = Kept("containers", stood, container => container.Number, line => new() { Number = line });
        return typed.SequenceEqual(stood) ? before : [.. typed, .. before.Where(one => one is not Container)];
    }

    private static string ContainerLines(IReadOnlyList<ObjectFields> objects) => Lines(objects.OfType<Container>().Select(container => container.Number));

    /// <summary>An amount in either notation, with blanks between the thousands; nought where it is none, or could be read in two ways.</summary>
    private static decimal Amount(string? typed) =>
        Plain().Match(string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c)))) is { Success: true } match
        && decimal.TryParse(match.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : 0;

    [GeneratedRegex("^[0-9]+([.,][0-9]{1,2})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}
