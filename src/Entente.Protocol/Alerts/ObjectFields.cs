using System.Text.Json.Serialization;

namespace Entente.Protocol.Alerts;

/// <summary>An identifiable object, in one of the eighteen types of <see cref="ObjectType"/>; each type carries the numbers that identify it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(MotorVehicle), "motorVehicle")]
[JsonDerivedType(typeof(Trailer), "trailer")]
[JsonDerivedType(typeof(Caravan), "caravan")]
[JsonDerivedType(typeof(IndustrialEquipment), "industrialEquipment")]
[JsonDerivedType(typeof(Boat), "boat")]
[JsonDerivedType(typeof(BoatEngine), "boatEngine")]
[JsonDerivedType(typeof(Container), "container")]
[JsonDerivedType(typeof(Aircraft), "aircraft")]
[JsonDerivedType(typeof(AircraftEngine), "aircraftEngine")]
[JsonDerivedType(typeof(Firearm), "firearm")]
[JsonDerivedType(typeof(BlankDocument), "blankOfficialDocument")]
[JsonDerivedType(typeof(IssuedDocument), "identityDocument")]
[JsonDerivedType(typeof(RegistrationPlate), "registrationCertificateOrPlate")]
[JsonDerivedType(typeof(Banknotes), "banknote")]
[JsonDerivedType(typeof(InformationTechnology), "informationTechnology")]
[JsonDerivedType(typeof(VehicleComponent), "vehicleComponent")]
[JsonDerivedType(typeof(IndustrialComponent), "industrialComponent")]
[JsonDerivedType(typeof(HighValueObject), "highValueObject")]
public abstract record ObjectFields
{
    private protected ObjectFields()
    {
    }

    /// <summary>Make, model, colour: what helps to recognise it.</summary>
    public string? Description { get; init; }

    [JsonIgnore]
    public abstract ObjectType Type { get; }

    /// <summary>Its identifying numbers, with what each is.</summary>
    [JsonIgnore]
    public abstract IEnumerable<ObjectNumber> Numbers { get; }

    [JsonIgnore]
    public virtual string Title => Numbers.FirstOrDefault()?.Value ?? Description ?? "";
}

/// <param name="Kind">What sort of number it is.</param>
/// <param name="Value">As painted or printed.</param>
/// <param name="Country">Of the register that gave it, ISO 3166-1 alpha-2.</param>
public sealed record ObjectNumber(ObjectNumberKind Kind, string Value, string? Country = null)
{
    /// <summary>Of a run of numbers the last, where <see cref="Value"/> is the first.</summary>
    public string? Last { get; init; }

    internal static IEnumerable<ObjectNumber> Run(ObjectNumberKind kind, string first, string? last, string? country) =>
        string.IsNullOrEmpty(first) ? RoadVehicle.Given((kind, last, country)) : [new(kind, first, country) { Last = string.IsNullOrEmpty(last) ? null : last }];
}

public enum ObjectNumberKind { Container = 1, Imo, CallSign, Mmsi, Tail, Plate, Vin, Document, Serial }

/// <summary>A road vehicle, by plate or vehicle identification number.</summary>
public abstract record RoadVehicle : ObjectFields
{
    private protected RoadVehicle()
    {
    }

    public string? Plate { get; init; }

    public string? PlateCountry { get; init; }

    public string? Vin { get; init; }

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => Given((ObjectNumberKind.Plate, Plate, PlateCountry), (ObjectNumberKind.Vin, Vin, null));

    internal static IEnumerable<ObjectNumber> Given(params (ObjectNumberKind Kind, string? Value, string? Country)[] numbers) =>
        from number in numbers where !string.IsNullOrEmpty(number.Value) select new ObjectNumber(number.Kind, number.Value, number.Country);
}

public sealed record MotorVehicle : RoadVehicle
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.MotorVehicle;
}

public sealed record Trailer : RoadVehicle
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.Trailer;
}

public sealed record Caravan : RoadVehicle
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.Caravan;
}

/// <summary>A ship or boat. The IMO number stays with the hull; name and flag do not.</summary>
public sealed record Boat : ObjectFields
{
    public string? Name { get; init; }

    public IReadOnlyList<OtherName> FormerNames { get; init; } = [];

    public string? Imo { get; init; }

    public string? CallSign { get; init; }

    public string? Mmsi { get; init; }

    public string? HullNumber { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Flag { get; init; }

    public string? Owner { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.Boat;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => RoadVehicle.Given(
        (ObjectNumberKind.Imo, Imo, null), (ObjectNumberKind.CallSign, CallSign, Flag), (ObjectNumberKind.Mmsi, Mmsi, Flag), (ObjectNumberKind.Serial, HullNumber, null));

    [JsonIgnore]
    public override string Title => Name ?? base.Title;
}

public sealed record Aircraft : ObjectFields
{
    /// <summary>The registration painted on it, for example <c>EP-GOM</c>.</summary>
    public string? Tail { get; init; }

    public IReadOnlyList<string> FormerTails { get; init; } = [];

    public string? SerialNumber { get; init; }

    public string? Operator { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.Aircraft;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => RoadVehicle.Given((ObjectNumberKind.Tail, Tail, null), (ObjectNumberKind.Serial, SerialNumber, null))
        .Concat(FormerTails.Select(tail => new ObjectNumber(ObjectNumberKind.Tail, tail)));
}

public sealed record Container : ObjectFields
{
    /// <summary>ISO 6346.</summary>
    public required string Number { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.Container;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => RoadVehicle.Given((ObjectNumberKind.Container, Number, null));
}

/// <summary>Something that carries a serial number.</summary>
public abstract record Numbered : ObjectFields
{
    private protected Numbered()
    {
    }

    public required string SerialNumber { get; init; }

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => RoadVehicle.Given((ObjectNumberKind.Serial, SerialNumber, null));
}

public sealed record IndustrialEquipment : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.IndustrialEquipment;
}

public sealed record BoatEngine : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.BoatEngine;
}

public sealed record AircraftEngine : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.AircraftEngine;
}

public sealed record Firearm : Numbered
{
    public string? Calibre { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.Firearm;
}

public sealed record InformationTechnology : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.InformationTechnology;
}

public sealed record VehicleComponent : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.VehicleComponent;
}

public sealed record IndustrialComponent : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.IndustrialComponent;
}

public sealed record HighValueObject : Numbered
{
    [JsonIgnore]
    public override ObjectType Type => ObjectType.HighValueObject;
}

/// <summary>Blank forms, usually stolen as a run of numbers.</summary>
public sealed record BlankDocument : ObjectFields
{
    public required string FirstNumber { get; init; }

    public string? LastNumber { get; init; }

    public string? Country { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.BlankOfficialDocument;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => ObjectNumber.Run(ObjectNumberKind.Document, FirstNumber, LastNumber, Country);
}

public sealed record IssuedDocument : ObjectFields
{
    public required PaperKind Kind { get; init; }

    public required string Number { get; init; }

    public string? Country { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.IdentityDocument;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => RoadVehicle.Given((ObjectNumberKind.Document, Number, Country));
}

public sealed record RegistrationPlate : ObjectFields
{
    public required string Number { get; init; }

    public string? Country { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.RegistrationCertificateOrPlate;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => RoadVehicle.Given((ObjectNumberKind.Plate, Number, Country));
}

/// <summary>Registered banknotes: one, or a run of numbers.</summary>
public sealed record Banknotes : ObjectFields
{
    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required decimal Denomination { get; init; }

    public required string FirstNumber { get; init; }

    public string? LastNumber { get; init; }

    [JsonIgnore]
    public override ObjectType Type => ObjectType.Banknote;

    [JsonIgnore]
    public override IEnumerable<ObjectNumber> Numbers => ObjectNumber.Run(ObjectNumberKind.Serial, FirstNumber, LastNumber, null);
}
