namespace Entente.TradeData.Model;

/// <summary>A vessel, aircraft, truck or wagon and the leg it carries the goods on.</summary>
public sealed record TransportMeans
{
    public required TransportLeg Leg { get; init; }

    public TransportMode? Mode { get; init; }

    /// <summary>IMO number, registration plate, flight or wagon number, according to <see cref="IdentityKind"/>.</summary>
    public string? Identity { get; init; }

    public TransportIdentity? IdentityKind { get; init; }

    /// <summary>The vessel's or craft's name.</summary>
    public string? Name { get; init; }

    /// <summary>Flag or country of registration, ISO 3166-1 alpha-2.</summary>
    public string? Nationality { get; init; }

    /// <summary>Voyage, flight or trip number.</summary>
    public string? Journey { get; init; }

    public DateTimeOffset? DepartsAt { get; init; }

    public DateTimeOffset? ArrivesAt { get; init; }
}

public enum TransportLeg { Departure, Border, Inland, Arrival, Onward }

/// <summary>UN/ECE Recommendation 19 codes.</summary>
public enum TransportMode { Sea = 1, Rail = 2, Road = 3, Air = 4, Post = 5, Multimodal = 6, Fixed = 7, InlandWater = 8, Own = 9 }

public enum TransportIdentity { ImoNumber, VesselName, Registration, WagonNumber, FlightNumber, AircraftRegistration, EniNumber, Other }

/// <param name="Number">The container number as declared, upper case without separators.</param>
/// <param name="SizeType">ISO 6346 size and type code, for example <c>45G1</c>.</param>
/// <param name="Full">Whether it is laden; <see langword="null"/> where not said.</param>
/// <param name="Seals">Seal numbers.</param>
public sealed record TransportEquipment(string Number, string? SizeType, bool? Full, IReadOnlyList<string> Seals)
{
    public IReadOnlyList<string> Seals { get; init; } = Seals ?? [];
}

/// <summary>A place on the way.</summary>
/// <param name="Role">What happens there.</param>
/// <param name="Location">UN/LOCODE where the document gives one.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Name">The name where it is not coded.</param>
/// <param name="At">When, where known.</param>
public sealed record RoutePlace(RouteRole Role, string? Location, string? Country, string? Name = null, DateTimeOffset? At = null);

public enum RouteRole { Origin, Acceptance, Departure, Loading, Transhipment, Transit, Border, Entry, Discharge, Presentation, Delivery, Destination, Call }

/// <summary>A document, licence or previous declaration that is cited.</summary>
/// <param name="Type">Its code in the format's list, for example <c>N705</c> (bill of lading), <c>N380</c> (invoice).</param>
public sealed record DocumentReference(string Type, string Number, DateOnly? IssuedOn = null);
