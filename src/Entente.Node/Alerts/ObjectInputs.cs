using System.Collections.Frozen;
using Entente.Node.Console;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>A field by which the form describes an object.</summary>
/// <param name="Name">As the member of the object is called in JSON.</param>
/// <param name="Label">In English.</param>
/// <param name="Needed">Whether the object cannot be recognised without it.</param>
internal sealed record ObjectInput(string Name, string Label, bool Needed = false)
{
    public string? Hint { get; init; }

    public string? Placeholder { get; init; }

    public int Rows { get; init; } = 1;

    public int Longest { get; init; } = 100;
}

/// <summary>The fields of each type of object, in the order of the form; the first is that which a fault of the whole object stands at.</summary>
internal static class ObjectInputs
{
    /// <summary>What carries, and what belongs to it: the types of the categories for means of transport, and of the transport of a business.</summary>
    public static readonly IReadOnlyList<ObjectType> Transport =
    [
        ObjectType.Boat, ObjectType.Aircraft, ObjectType.Container, ObjectType.MotorVehicle, ObjectType.Trailer, ObjectType.Caravan, ObjectType.IndustrialEquipment,
        ObjectType.BoatEngine, ObjectType.AircraftEngine, ObjectType.VehicleComponent, ObjectType.RegistrationCertificateOrPlate,
    ];

    /// <summary>Where an identity document says what it is, which is chosen and not typed.</summary>
    public const string PaperKind = "kind";

    private static readonly ObjectInput Description = new("description", Text.Key("Description")) { Hint = Text.Key("Make, model, colour"), Longest = 500 };
    private static readonly ObjectInput Country = new("country", Text.Key("Country code")) { Placeholder = "NL", Longest = 2 };
    private static readonly ObjectInput FirstNumber = new("firstNumber", Text.Key("First number"), Needed: true);
    private static readonly ObjectInput LastNumber = new("lastNumber", Text.Key("Last number")) { Hint = Text.Key("Where it is a run of numbers") };
    private static readonly ObjectInput Serial = new("serialNumber", Text.Key("Serial number"), Needed: true);

    private static readonly ObjectInput[] Numbered = [Serial, Description];

    private static readonly ObjectInput[] Vehicle =
    [
        new("plate", Text.Key("Number plate")), new("plateCountry", Text.Key("Country of the plate")) { Placeholder = "NL", Longest = 2 },
        new("vin", Text.Key("Vehicle identification number")), Description,
    ];

    private static readonly FrozenDictionary<ObjectType, ObjectInput[]> All = new Dictionary<ObjectType, ObjectInput[]>
    {
        [ObjectType.MotorVehicle] = Vehicle,
        [ObjectType.Trailer] = Vehicle,
        [ObjectType.Caravan] = Vehicle,
        [ObjectType.Boat] =
        [
            new("imo", Text.Key("IMO number")), new("name", Text.Key("Name")) { Longest = 200 }, new("flag", Text.Key("Flag")) { Placeholder = "NL", Longest = 2 },
            new("callSign", Text.Key("Call sign")), new("mmsi", "MMSI"), new("hullNumber", Text.Key("Hull number")), new("owner", Text.Key("Ship owner")) { Longest = 200 },
            new("formerNames", Text.Key("Former names")) { Hint = Text.Key("One per line"), Rows = 2, Longest = 1_000 }, Description,
        ],
        [ObjectType.Aircraft] =
        [
            new("tail", Text.Key("Aircraft registration")), new("serialNumber", Text.Key("Serial number")), new("operator", Text.Key("Operator")) { Longest = 200 },
            new("formerTails", Text.Key("Former registrations")) { Hint = Text.Key("One per line"), Rows = 2, Longest = 1_000 }, Description,
        ],
        [ObjectType.Container] = [new("number", Text.Key("Container number"), Needed: true), Description],
        [ObjectType.IndustrialEquipment] = Numbered,
        [ObjectType.BoatEngine] = Numbered,
        [ObjectType.AircraftEngine] = Numbered,
        [ObjectType.Firearm] = [Serial, new("calibre", Text.Key("Calibre")), Description],
        [ObjectType.InformationTechnology] = Numbered,
        [ObjectType.VehicleComponent] = Numbered,
        [ObjectType.IndustrialComponent] = Numbered,
        [ObjectType.HighValueObject] = Numbered,
        [ObjectType.BlankOfficialDocument] = [FirstNumber, LastNumber, Country, Description],
        [ObjectType.IdentityDocument] = [new("number", Text.Key("Document number"), Needed: true), new(PaperKind, Text.Key("Paper"), Needed: true), Country, Description],
        [ObjectType.RegistrationCertificateOrPlate] = [new("number", Text.Key("Number of the certificate or plate"), Needed: true), Country, Description],
        [ObjectType.Banknote] =
        [
            FirstNumber, LastNumber, new("currency", Text.Key("Currency"), Needed: true) { Placeholder = "EUR", Longest = 3 },
            new("denomination", Text.Key("Denomination"), Needed: true) { Hint = Text.Key("Of one note: 500"), Longest = 20 }, Description,
        ],
    }.ToFrozenDictionary();

    public static IReadOnlyList<ObjectInput> Of(ObjectType type) => All[type];
}
