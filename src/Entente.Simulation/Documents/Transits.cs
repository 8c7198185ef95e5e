using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>Transit from the port to an office inland, and the notice that it arrived there.</summary>
internal static class Transits
{
    public static Declaration Write(HomeGround home, DateTime at, Shipment shipment) => new()
    {
        Kind = DeclarationKind.Transit,
        Reference = References.Of(Stage.Transit, shipment.Key, home, shipment.ArrivesAt),
        Procedure = "T1",
        LodgedAt = at.Utc,
        Offices = Offices(shipment),
        Parties = [shipment.Lane.Broker.As(PartyRole.HolderOfProcedure), shipment.Lane.Broker.As(PartyRole.Guarantor)],
        Documents = [References.EntrySummaryOf(shipment, home), References.InvoiceOf(shipment)],
        Consignments = [Consignments.AsDeclared(shipment, Route(shipment, at.AddHours(3), at.AddDays(2)), [Truck(shipment, at.AddHours(3))])],
        Simulated = true,
    };

    public static Declaration WriteArrival(HomeGround home, DateTime at, Shipment shipment)
    {
        var consignment = Consignments.AsDeclared(shipment, Route(shipment, shipment.ArrivesAt.AddHours(8), at), [Truck(shipment, null)]);
        return new Declaration
        {
            Kind = DeclarationKind.ArrivalNotice,
            Reference = References.Of(Stage.ArrivalNotice, shipment.Key, home, shipment.ArrivesAt),
            Procedure = "T1",
            LodgedAt = at.Utc,
            Offices = [.. Offices(shipment), new(OfficeRole.Presentation, shipment.Lane.TransitTo!.Code)],
            Parties = [shipment.Lane.Broker.As(PartyRole.HolderOfProcedure)],
            Documents = [new("N821", References.Of(Stage.Transit, shipment.Key, home, shipment.ArrivesAt))],
            Consignments = [shipment.Lane.Scheme is { Kind: SchemeKind.TransitDiversion } ? Resealed(consignment, shipment.Key) : consignment],
            Simulated = true,
        };
    }

    private static OfficeReference[] Offices(Shipment shipment) =>
        [new(OfficeRole.Departure, HomeGround.OfficeAt(shipment.Discharge.Locode)), new(OfficeRole.Destination, shipment.Lane.TransitTo!.Code)];

    private static RoutePlace[] Route(Shipment shipment, DateTime departs, DateTime arrives) =>
    [
        .. shipment.Route.Where(place => place.Role is not RouteRole.Destination),
        new(RouteRole.Departure, shipment.Discharge.Locode, shipment.Discharge.Country, shipment.Discharge.Name, departs.Utc),
        Places.OfficeAt(shipment.Lane.TransitTo!, arrives),
    ];

    private static TransportMeans Truck(Shipment shipment, DateTime? departs) => new()
    {
        Leg = TransportLeg.Departure,
        Mode = TransportMode.Road,
        Identity = $"{(char)('B' + shipment.Lane.Number % 20)}{(char)('D' + shipment.Key % 19)}-{shipment.Key % 997:D3}-{(char)('F' + shipment.Key % 17)}",
        IdentityKind = TransportIdentity.Registration,
        Nationality = shipment.Discharge.Country,
        DepartsAt = departs?.Utc,
    };

    private static Consignment Resealed(Consignment consignment, long key) =>
        consignment with { Equipment = [.. consignment.Equipment.Select(box => box with { Seals = [$"R{key % 1_000_000:D6}"] })] };
}
