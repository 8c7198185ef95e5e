using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <content>The objects of an alert: the means of transport of (b), what a business of (c) moves goods with, and what is found with the goods and cash of (a), (g) and (h).</content>
public sealed partial class AlertForm
{
    /// <summary>The fields of the means of transport that a whole alert is about begin with this.</summary>
    public const string MeansAt = "means.";

    /// <summary>Names the type of an object whose fields are asked for.</summary>
    public const string NewObject = "newObject";

    /// <summary>Containers beside those that have fields of their own.</summary>
    public const string MoreContainers = "containers";

    // A browser sends every field of a form, and a form has at most 1,024.
    private const int MostObjects = 40;

    /// <summary>The objects that the form has fields for, by their place in it.</summary>
    public IReadOnlyList<int> Objects => [.. from i in Enumerable.Range(0, NextObject) where TypeAt(ObjectAt(i)) is not null select i];

    /// <summary>The place of one object more.</summary>
    public int NextObject => Math.Min(MostObjects, LastOf("object") + 1);

    public bool TakesObjects => NextObject < MostObjects;

    /// <summary>How many objects the alert holds beyond those that the form shows; they stay as they are.</summary>
    public static int Unseen(AlertContent? before) => before is null ? 0 : Math.Max(0, ThingsOf(before).Count - MostObjects);

    /// <summary>The fields of an object begin with this.</summary>
    public static string ObjectAt(int index) => $"object{index}.";

    public ObjectType? TypeAt(string at) => Read<ObjectType>($"{at}type");

    private static IReadOnlyList<ObjectFields> ThingsOf(AlertContent content) => content switch
    {
        CommodityAlert goods => goods.Objects,
        BusinessAlert business => business.Transport,
        GoodsDetainedAlert goods => goods.Objects,
        CashDetainedAlert cash => cash.Objects,
        _ => [],
    };

    /// <summary>Makes room for the object whose type was chosen.</summary>
    private void Add()
    {
        if (this["add"] == "object" && Read<ObjectType>(NewObject) is { } type && TakesObjects)
        {
            values[$"{ObjectAt(NextObject)}type"] = type.ToString();
        }
    }

    private static IEnumerable<(string Field, string? Value)> Fields(IEnumerable<ObjectFields> things) => things.Take(MostObjects).SelectMany((thing, i) => Fields(ObjectAt(i), thing));

    private static IEnumerable<(string Field, string? Value)> Fields(string at, ObjectFields thing)
    {
        IEnumerable<(string Name, string? Value)> own = thing switch
        {
            RoadVehicle vehicle => [("plate", vehicle.Plate), ("plateCountry", vehicle.PlateCountry), ("vin", vehicle.Vin)],
            Boat boat =>
            [
                ("imo", boat.Imo), ("name", boat.Name), ("flag", boat.Flag), ("callSign", boat.CallSign), ("mmsi", boat.Mmsi), ("hullNumber", boat.HullNumber),
                ("owner", boat.Owner), ("formerNames", Lines(boat.FormerNames.Select(name => name.Text))),
            ],
            Aircraft aircraft => [("tail", aircraft.Tail), ("serialNumber", aircraft.SerialNumber), ("operator", aircraft.Operator), ("formerTails", Lines(aircraft.FormerTails))],
            Container container => [("number", container.Number)],
            Firearm firearm => [("serialNumber", firearm.SerialNumber), ("calibre", firearm.Calibre)],
            Numbered numbered => [("serialNumber", numbered.SerialNumber)],
            BlankDocument blank => [("firstNumber", blank.FirstNumber), ("lastNumber", blank.LastNumber), ("country", blank.Country)],
            IssuedDocument issued => [("kind", issued.Kind.ToString()), ("number", issued.Number), ("country", issued.Country)],
            RegistrationPlate plate => [("number", plate.Number), ("country", plate.Country)],
            Banknotes notes =>
            [
                ("firstNumber", notes.FirstNumber), ("lastNumber", notes.LastNumber), ("currency", notes.Currency), ("denomination", Figure(notes.Denomination)),
            ],
            _ => [],
        };
        return
        [
            ($"{at}type", thing.Type.ToString()), ($"{at}description", Line(thing.Description)),
            .. own.Select(field => ($"{at}{field.Name}", field.Name is "formerNames" or "formerTails" ? field.Value : (string?)Line(field.Value))),
        ];
    }

    /// <summary>The places of the objects that the alert gets of the form; one whose fields were emptied goes.</summary>
    private IEnumerable<int> Described() =>
        from i in Objects where ObjectInputs.Of(TypeAt(ObjectAt(i))!.Value).Any(input => input.Name != ObjectInputs.PaperKind && this[$"{ObjectAt(i)}{input.Name}"] is not null) select i;

    private IReadOnlyList<ObjectFields> Things(IReadOnlyList<ObjectFields> before) =>
    [
        .. Described().Select(i => Thing(ObjectAt(i), before.ElementAtOrDefault(i))),
        .. before.Skip(MostObjects),
        .. Split(MoreContainers, '\n').Select(number => new Container { Number = number }),
    ];

    private ObjectFields Means(ObjectFields before) => TypeAt(MeansAt) is null ? before : Thing(MeansAt, before);

    /// <summary>The object that the fields describe, with what they do not show of the one that stood there.</summary>
    private ObjectFields Thing(string at, ObjectFields? before)
    {
        var type = TypeAt(at)!.Value;
        var same = before?.Type == type ? before : null;
        ObjectFields thing = type switch
        {
            ObjectType.MotorVehicle => Vehicle(at, (same as RoadVehicle) ?? new MotorVehicle()),
            ObjectType.Trailer => Vehicle(at, (same as RoadVehicle) ?? new Trailer()),
            ObjectType.Caravan => Vehicle(at, (same as RoadVehicle) ?? new Caravan()),
            ObjectType.Boat => Vessel(at, (same as Boat) ?? new()),
            ObjectType.Aircraft => Plane(at, (same as Aircraft) ?? new()),
            ObjectType.Container => ((same as Container) ?? new() { Number = "" }) with { Number = Kept($"{at}number", (same as Container)?.Number) ?? "" },
            ObjectType.Firearm => Serial(at, (same as Firearm) ?? new() { SerialNumber = "" }) with { Calibre = Kept($"{at}calibre", (same as Firearm)?.Calibre) },
            ObjectType.IndustrialEquipment => Serial(at, (same as IndustrialEquipment) ?? new() { SerialNumber = "" }),
            ObjectType.BoatEngine => Serial(at, (same as BoatEngine) ?? new() { SerialNumber = "" }),
            ObjectType.AircraftEngine => Serial(at, (same as AircraftEngine) ?? new() { SerialNumber = "" }),
            ObjectType.InformationTechnology => Serial(at, (same as InformationTechnology) ?? new() { SerialNumber = "" }),
            ObjectType.VehicleComponent => Serial(at, (same as VehicleComponent) ?? new() { SerialNumber = "" }),
            ObjectType.IndustrialComponent => Serial(at, (same as IndustrialComponent) ?? new() { SerialNumber = "" }),
            ObjectType.HighValueObject => Serial(at, (same as HighValueObject) ?? new() { SerialNumber = "" }),
            ObjectType.BlankOfficialDocument => Blank(at, (same as BlankDocument) ?? new() { FirstNumber = "" }),
            ObjectType.IdentityDocument => Issued(at, (same as IssuedDocument) ?? new() { Kind = PaperKind.Other, Number = "" }),
            ObjectType.RegistrationCertificateOrPlate => Certificate(at, (same as RegistrationPlate) ?? new() { Number = "" }),
            _ => Notes(at, (same as Banknotes) ?? new() { Currency = "", Denomination = 0, FirstNumber = "" }),
        };
        return thing with { Description = Kept($"{at}description", same?.Description) };
    }

    private RoadVehicle Vehicle(string at, RoadVehicle before) => before with
    {
        Plate = Kept($"{at}plate", before.Plate),
        PlateCountry = Code($"{at}plateCountry", before.PlateCountry),
        Vin = Kept($"{at}vin", before.Vin),
    };

    private Boat Vessel(string at, Boat before) => before with
    {
        Name = Kept($"{at}name", before.Name),
        FormerNames = Kept($"{at}formerNames", before.FormerNames, name => name.Text, line => new(line)),
        Imo = Kept($"{at}imo", before.Imo),
        CallSign = Kept($"{at}callSign", before.CallSign),
        Mmsi = Kept($"{at}mmsi", before.Mmsi),
        HullNumber = Kept($"{at}hullNumber", before.HullNumber),
        Flag = Code($"{at}flag", before.Flag),
        Owner = Kept($"{at}owner", before.Owner),
    };

    private Aircraft Plane(string at, Aircraft before) => before with
    {
        Tail = Kept($"{at}tail", before.Tail),
        FormerTails = Kept($"{at}formerTails", before.FormerTails, tail => tail, line => line),
        SerialNumber = Kept($"{at}serialNumber", before.SerialNumber),
        Operator = Kept($"{at}operator", before.Operator),
    };

    private T Serial<T>(string at, T before)
        where T : Numbered => before with { SerialNumber = Kept($"{at}serialNumber", before.SerialNumber) ?? "" };

    private BlankDocument Blank(string at, BlankDocument before) => before with
    {
        FirstNumber = Kept($"{at}firstNumber", before.FirstNumber) ?? "",
        LastNumber = Kept($"{at}lastNumber", before.LastNumber),
        Country = Code($"{at}country", before.Country),
    };

    private IssuedDocument Issued(string at, IssuedDocument before) => before with
    {
        Kind = Read<PaperKind>($"{at}kind") ?? before.Kind,
        Number = Kept($"{at}number", before.Number) ?? "",
        Country = Code($"{at}country", before.Country),
    };

    private RegistrationPlate Certificate(string at, RegistrationPlate before) => before with
    {
        Number = Kept($"{at}number", before.Number) ?? "",
        Country = Code($"{at}country", before.Country),
    };

    private Banknotes Notes(string at, Banknotes before) => before with
    {
        FirstNumber = Kept($"{at}firstNumber", before.FirstNumber) ?? "",
        LastNumber = Kept($"{at}lastNumber", before.LastNumber),
        Currency = Code($"{at}currency", before.Currency) ?? "",
        Denomination = this[$"{at}denomination"] == Figure(before.Denomination) ? before.Denomination : Amount(this[$"{at}denomination"]),
    };

    /// <summary>A code of a list, which is written in capitals.</summary>
    private string? Code(string field, string? before) => Kept(field, before) is var code && code == before ? code : code?.ToUpperInvariant();

    private static string Figure(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>The field of what is wrong with an object: that of its member, else the first of its type.</summary>
    private string ObjectField(Match at)
    {
        var places = Described().ToList();
        var prefix = at.Groups["means"].Success ? MeansAt
            : int.Parse(at.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) is var place && place < places.Count ? ObjectAt(places[place])
            : null;
        if (prefix is null || TypeAt(prefix) is not { } type)
        {
            return MoreContainers;
        }

        var inputs = ObjectInputs.Of(type);
        return $"{prefix}{(inputs.FirstOrDefault(input => input.Name == at.Groups["member"].Value) ?? inputs[0]).Name}";
    }

    [GeneratedRegex(@"\.(?:(?<means>means)|(?:objects|transport)\[(?<index>[0-9]{1,6})\])(?:\.(?<member>\w+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex ObjectPath();
}
