using System.Collections.Frozen;
using Entente.TradeData.Model;

namespace Entente.TradeData.Edifact;

/// <summary>The qualifiers of the UN/EDIFACT code lists that the model has a place for.</summary>
internal static class EdifactCodes
{
    /// <summary>Code list 3035, party function.</summary>
    public static readonly (string Code, PartyRole Role)[] Parties =
    [
        ("DT", PartyRole.Declarant), ("AG", PartyRole.Representative), ("IM", PartyRole.Importer), ("EX", PartyRole.Exporter), ("CZ", PartyRole.Consignor),
        ("CN", PartyRole.Consignee), ("CA", PartyRole.Carrier), ("NI", PartyRole.NotifyParty), ("BY", PartyRole.Buyer), ("SE", PartyRole.Seller),
        ("MF", PartyRole.Manufacturer), ("FW", PartyRole.FreightForwarder), ("WH", PartyRole.Warehouse), ("AF", PartyRole.HolderOfProcedure),
        ("SR", PartyRole.Guarantor), ("PR", PartyRole.Payer), ("CS", PartyRole.Consolidator),
        ("AE", PartyRole.Representative), ("CB", PartyRole.Representative), ("N1", PartyRole.NotifyParty), ("N2", PartyRole.NotifyParty),
    ];

    /// <summary>Code list 3227, place function.</summary>
    public static readonly (string Code, RouteRole Role)[] Places =
    [
        ("76", RouteRole.Origin), ("10", RouteRole.Acceptance), ("5", RouteRole.Departure), ("9", RouteRole.Loading), ("13", RouteRole.Transhipment),
        ("92", RouteRole.Transit), ("17", RouteRole.Border), ("24", RouteRole.Entry), ("11", RouteRole.Discharge), ("43", RouteRole.Presentation),
        ("7", RouteRole.Delivery), ("8", RouteRole.Destination), ("153", RouteRole.Call),
        ("88", RouteRole.Acceptance), ("80", RouteRole.Departure), ("35", RouteRole.Departure), ("12", RouteRole.Discharge), ("60", RouteRole.Entry),
        ("18", RouteRole.Presentation), ("83", RouteRole.Delivery), ("28", RouteRole.Destination), ("36", RouteRole.Destination),
        ("49", RouteRole.Call), ("61", RouteRole.Call), ("94", RouteRole.Call), ("125", RouteRole.Call),
    ];

    public static readonly (string Code, OfficeRole Role)[] Offices =
        [("22", OfficeRole.Lodgement), ("41", OfficeRole.FirstEntry), ("42", OfficeRole.Exit), ("118", OfficeRole.Departure), ("119", OfficeRole.Destination)];

    /// <summary>Code list 1153 for transport documents, and their codes in the Union's list.</summary>
    public static readonly (string Code, string Type)[] TransportDocuments =
        [("BM", "N705"), ("MB", "N704"), ("BH", "N714"), ("AWB", "N740"), ("MWB", "N741"), ("HWB", "N703"), ("CMR", "N730"), ("CIM", "N720")];

    /// <summary>Code list 8179, type of means of transport, where the mode itself is not given.</summary>
    public static readonly FrozenDictionary<string, TransportMode> MeansTypes = new Dictionary<string, TransportMode>(StringComparer.Ordinal)
    {
        ["6"] = TransportMode.Air, ["8"] = TransportMode.InlandWater, ["11"] = TransportMode.Sea, ["13"] = TransportMode.Sea,
        ["23"] = TransportMode.Rail, ["25"] = TransportMode.Rail, ["31"] = TransportMode.Road,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Code list 8051, transport stage.</summary>
    public static readonly (string Code, TransportLeg Leg)[] Stages =
        [("10", TransportLeg.Departure), ("20", TransportLeg.Border), ("1", TransportLeg.Inland), ("25", TransportLeg.Arrival), ("30", TransportLeg.Onward)];

    /// <summary>Code lists that say what kind of number identifies a means of transport; 146 is the list's own code for IMO numbers.</summary>
    private static readonly (string Code, TransportIdentity Kind)[] IdentityLists =
    [
        ("146", TransportIdentity.ImoNumber), ("VSL", TransportIdentity.VesselName), ("REG", TransportIdentity.Registration), ("WAG", TransportIdentity.WagonNumber),
        ("FLT", TransportIdentity.FlightNumber), ("ACR", TransportIdentity.AircraftRegistration), ("ENI", TransportIdentity.EniNumber), ("OTH", TransportIdentity.Other),
    ];

    private static readonly (string Code, IdentifierScheme Scheme)[] SchemeLists =
    [
        ("VA", IdentifierScheme.Vat), ("160", IdentifierScheme.Duns), ("LEI", IdentifierScheme.Lei), ("EOR", IdentifierScheme.Eori), ("ZZZ", IdentifierScheme.Other),
        ("TAX", IdentifierScheme.TaxNumber), ("NID", IdentifierScheme.NationalId), ("PAS", IdentifierScheme.Passport), ("IBA", IdentifierScheme.Iban), ("AEO", IdentifierScheme.Aeo),
    ];

    public static string ListOf(TransportIdentity kind) => Array.Find(IdentityLists, row => row.Kind == kind).Code;

    public static TransportIdentity? IdentityOf(string? list) => Array.Find(IdentityLists, row => row.Code == list) is { Code: not null } row ? row.Kind : null;

    public static string? ListOf(IdentifierScheme scheme) => Array.Find(SchemeLists, row => row.Scheme == scheme).Code;

    public static IdentifierScheme? SchemeOf(string? list) => Array.Find(SchemeLists, row => row.Code == list) is { Code: not null } row ? row.Scheme : null;

    public static bool IsMaster(string qualifier) => qualifier is "MB" or "MWB";

    public static DeclarationKind Kind(string message, string? code, string? name) => (message, code) switch
    {
        ("CUSCAR", _) => DeclarationKind.CargoReport,
        ("CUSREP", _) => DeclarationKind.ConveyanceReport,
        (_, "830" or "833") => DeclarationKind.Export,
        (_, "821" or "822" or "823" or "820" or "824" or "825") => DeclarationKind.Transit,
        _ => Wco.WcoCodes.Kind(name) ?? (code is "929" ? DeclarationKind.Import : DeclarationKind.Other),
    };

    /// <summary>Code list 1225, message function.</summary>
    public static DeclarationFunction Function(string? code) => code switch
    {
        "1" or "3" => DeclarationFunction.Cancellation,
        "2" or "4" or "5" or "36" => DeclarationFunction.Amendment,
        _ => DeclarationFunction.Original,
    };
}
