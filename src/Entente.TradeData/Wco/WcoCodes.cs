using Entente.TradeData.Model;

namespace Entente.TradeData.Wco;

/// <summary>The codes of the WCO Data Model that say what a document is.</summary>
internal static class WcoCodes
{
    public static readonly (string Element, OfficeRole Role)[] Offices =
    [
        ("DeclarationOfficeID", OfficeRole.Lodgement), ("DepartureOffice", OfficeRole.Departure), ("DestinationOffice", OfficeRole.Destination),
        ("TransitOffice", OfficeRole.Transit), ("EntryOffice", OfficeRole.FirstEntry), ("SubsequentEntryOffice", OfficeRole.SubsequentEntry),
        ("ExitOffice", OfficeRole.Exit), ("PresentationOffice", OfficeRole.Presentation), ("SupervisingOffice", OfficeRole.Supervising),
    ];

    /// <summary>Codes that say the kind and nothing more; a type code such as <c>IMA</c> says more and is kept.</summary>
    private static readonly (string Code, DeclarationKind Kind)[] Bare =
    [
        ("IM", DeclarationKind.Import), ("EX", DeclarationKind.Export), ("TRA", DeclarationKind.Transit), ("ENS", DeclarationKind.EntrySummary),
        ("EXS", DeclarationKind.ExitSummary), ("CRI", DeclarationKind.CargoReport), ("ARN", DeclarationKind.ArrivalNotice),
        ("CONV", DeclarationKind.ConveyanceReport), ("CASH", DeclarationKind.TravellerCash), ("OTH", DeclarationKind.Other),
    ];

    /// <summary>Type codes that belong to a message about a declaration and not to the declaration.</summary>
    public static bool IsBareKind(string? type) => Array.Exists(Bare, row => row.Code == type);

    public static string Bared(DeclarationKind kind) => Array.Find(Bare, row => row.Kind == kind).Code;

    public static DeclarationKind? Kind(string? type) => type switch
    {
        null => null,
        _ when Array.Find(Bare, row => row.Code == type) is { Code: not null } row => row.Kind,
        ['I', 'M', ..] => DeclarationKind.Import,
        // CO is trade with territories of the customs union that are outside its fiscal territory: it comes in as an import does.
        ['C', 'O', 'R'] => null,
        ['C', 'O', _] => DeclarationKind.Import,
        ['E', 'X', ..] => DeclarationKind.Export,
        ['T'] or ['T', (>= '1' and <= '5') or '-', ..] or "TIR" or "TIF" => DeclarationKind.Transit,
        "929" => DeclarationKind.Import,
        "830" => DeclarationKind.Export,
        "785" or "833" or "933" or "CRE" => DeclarationKind.CargoReport,
        _ => null,
    };

    /// <param name="function">Code list 1225, and 13 for a request about an earlier declaration.</param>
    public static DeclarationFunction Function(string? function, string? type) => (function, type) switch
    {
        ("13", "INV") or ("1" or "3", _) => DeclarationFunction.Cancellation,
        ("13", _) or ("2" or "4" or "5" or "36", _) => DeclarationFunction.Amendment,
        _ => DeclarationFunction.Original,
    };

    public static string Function(DeclarationFunction function) => function switch
    {
        DeclarationFunction.Cancellation => "1",
        DeclarationFunction.Amendment => "4",
        _ => "9",
    };

    /// <summary>Type of identification of a means of transport, as the Union customs data model numbers it.</summary>
    public static TransportIdentity Identity(string? code) => code switch
    {
        "10" => TransportIdentity.ImoNumber,
        "11" or "81" => TransportIdentity.VesselName,
        "20" or "21" => TransportIdentity.WagonNumber,
        "30" or "31" => TransportIdentity.Registration,
        "40" => TransportIdentity.FlightNumber,
        "41" => TransportIdentity.AircraftRegistration,
        "80" => TransportIdentity.EniNumber,
        _ => TransportIdentity.Other,
    };

    public static string Identity(TransportIdentity identity) => identity switch
    {
        TransportIdentity.ImoNumber => "10",
        TransportIdentity.VesselName => "11",
        TransportIdentity.WagonNumber => "20",
        TransportIdentity.Registration => "30",
        TransportIdentity.FlightNumber => "40",
        TransportIdentity.AircraftRegistration => "41",
        TransportIdentity.EniNumber => "80",
        _ => "99",
    };

    /// <summary>Transport documents by the last three characters of their code: bills of lading, waybills, CMR, and their house forms.</summary>
    public static bool IsTransportDocument(string type) =>
        type.Length is 3 or 4 && type[^3..] is "703" or "704" or "705" or "710" or "714" or "720" or "722" or "730" or "740" or "741" or "750" or "787";
}
