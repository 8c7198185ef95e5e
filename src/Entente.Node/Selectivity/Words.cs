using Entente.Node.Alerts;
using Entente.Node.Console;
using Entente.Node.Selectivity.Declarations;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity;

/// <summary>The codes of the model in words; the text table translates them.</summary>
internal static class Words
{
    public static string Of(DeclarationKind kind) => kind switch
    {
        DeclarationKind.Import => Text.Key("Import"),
        DeclarationKind.Export => Text.Key("Export"),
        DeclarationKind.Transit => Text.Key("Transit"),
        DeclarationKind.EntrySummary => Text.Key("Entry summary"),
        DeclarationKind.ExitSummary => Text.Key("Exit summary"),
        DeclarationKind.CargoReport => Text.Key("Cargo report"),
        DeclarationKind.ArrivalNotice => Text.Key("Arrival notice"),
        DeclarationKind.ConveyanceReport => Text.Key("Conveyance report"),
        DeclarationKind.TravellerCash => Text.Key("Traveller's cash"),
        _ => Text.Key("Other"),
    };

    public static string Of(DeclarationFunction function) => function switch
    {
        DeclarationFunction.Amendment => Text.Key("Amendment"),
        DeclarationFunction.Cancellation => Text.Key("Cancellation"),
        DeclarationFunction.Notification => Text.Key("Notification"),
        _ => Text.Key("Original"),
    };

    public static string Of(PartyRole role) => role switch
    {
        PartyRole.Declarant => Text.Key("Declarant"),
        PartyRole.Representative => Text.Key("Representative"),
        PartyRole.Importer => Text.Key("Importer"),
        PartyRole.Exporter => Text.Key("Exporter"),
        PartyRole.Consignor => Text.Key("Consignor"),
        PartyRole.Consignee => Text.Key("Consignee"),
        PartyRole.Carrier => Text.Key("Carrier"),
        PartyRole.NotifyParty => Text.Key("Notify party"),
        PartyRole.Buyer => Text.Key("Buyer"),
        PartyRole.Seller => Text.Key("Seller"),
        PartyRole.Manufacturer => Text.Key("Manufacturer"),
        PartyRole.FreightForwarder => Text.Key("Freight forwarder"),
        PartyRole.Warehouse => Text.Key("Warehouse"),
        PartyRole.HolderOfProcedure => Text.Key("Holder of the procedure"),
        PartyRole.Guarantor => Text.Key("Guarantor"),
        PartyRole.Traveller => Text.Key("Traveller"),
        PartyRole.Payer => Text.Key("Payer"),
        PartyRole.Consolidator => Text.Key("Consolidator"),
        PartyRole.Courier => Text.Key("Courier"),
        PartyRole.Authorised => Text.Key("Authorised"),
        _ => Text.Key("Other"),
    };

    public static string Of(RouteRole role) => role switch
    {
        RouteRole.Origin => Text.Key("Origin"),
        RouteRole.Acceptance => Text.Key("Acceptance"),
        RouteRole.Departure => Text.Key("Departure"),
        RouteRole.Loading => Text.Key("Loading"),
        RouteRole.Transhipment => Text.Key("Transhipment"),
        RouteRole.Transit => Text.Key("Transit"),
        RouteRole.Border => Text.Key("Border"),
        RouteRole.Entry => Text.Key("Entry"),
        RouteRole.Discharge => Text.Key("Discharge"),
        RouteRole.Delivery => Text.Key("Delivery"),
        RouteRole.Destination => Text.Key("Destination"),
        RouteRole.Call => Text.Key("Call"),
        _ => Text.Key("Presentation"),
    };

    public static string Of(OfficeRole role) => role switch
    {
        OfficeRole.Lodgement => Text.Key("Office of lodgement"),
        OfficeRole.Departure => Text.Key("Office of departure"),
        OfficeRole.Destination => Text.Key("Office of destination"),
        OfficeRole.Transit => Text.Key("Office of transit"),
        OfficeRole.FirstEntry => Text.Key("Office of first entry"),
        OfficeRole.SubsequentEntry => Text.Key("Office of subsequent entry"),
        OfficeRole.Exit => Text.Key("Office of exit"),
        OfficeRole.Presentation => Text.Key("Office of presentation"),
        _ => Text.Key("Supervising office"),
    };

    public static string Of(TransportLeg leg) => leg switch
    {
        TransportLeg.Departure => Text.Key("At departure"),
        TransportLeg.Border => Text.Key("At the border"),
        TransportLeg.Inland => Text.Key("Inland"),
        TransportLeg.Arrival => Text.Key("At arrival"),
        _ => Text.Key("Onward"),
    };

    public static string Of(TransportMode mode) => mode switch
    {
        TransportMode.Sea => Text.Key("Sea"),
        TransportMode.Rail => Text.Key("Rail"),
        TransportMode.Road => Text.Key("Road"),
        TransportMode.Air => Text.Key("Air"),
        TransportMode.Post => Text.Key("Post"),
        TransportMode.Multimodal => Text.Key("Multimodal"),
        TransportMode.Fixed => Text.Key("Fixed installation"),
        TransportMode.InlandWater => Text.Key("Inland waterway"),
        _ => Text.Key("Own propulsion"),
    };

    public static string Of(TransportIdentity identity) => identity switch
    {
        TransportIdentity.ImoNumber => Text.Key("IMO number"),
        TransportIdentity.VesselName => Text.Key("Name of the vessel"),
        TransportIdentity.Registration => Text.Key("Registration"),
        TransportIdentity.WagonNumber => Text.Key("Wagon number"),
        TransportIdentity.FlightNumber => Text.Key("Flight"),
        TransportIdentity.AircraftRegistration => Text.Key("Aircraft registration"),
        TransportIdentity.EniNumber => Text.Key("ENI number"),
        _ => Text.Key("Number"),
    };

    public static string Of(ConsignmentLevel level) => level switch
    {
        ConsignmentLevel.Master => Text.Key("Master consignment"),
        ConsignmentLevel.House => Text.Key("House consignment"),
        _ => Text.Key("Consignment"),
    };

    public static string Of(RemarkKind kind) => kind switch
    {
        RemarkKind.Defaulted => Text.Key("Defaulted"),
        RemarkKind.NotCarried => Text.Key("Not carried"),
        RemarkKind.CutShort => Text.Key("Cut short"),
        _ => Text.Key("Suspect"),
    };

    public static string Of(HitState state) => state switch
    {
        HitState.Open => Text.Key("Open"),
        HitState.True => Text.Key("True"),
        HitState.False => Text.Key("False"),
        _ => Text.Key("Undecided"),
    };

    public static string Of(TermField field) => field switch
    {
        TermField.Reference => Text.Key("Declarations with this reference"),
        TermField.Container => Text.Key("Declarations with this container"),
        TermField.TransportDocument => Text.Key("Declarations under this transport document"),
        TermField.Trader => Text.Key("Declarations of this trader's number"),
        TermField.Transport => Text.Key("Declarations with this vessel, craft or vehicle"),
        TermField.Seal => Text.Key("Declarations with this seal"),
        _ => Text.Key("Declarations of parties with this name"),
    };
}
