using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>Cargo reports (manifests): consignments of a call, those under one master document as its houses.</summary>
internal static class CargoReports
{
    public static Declaration Write(HomeGround home, DateTime at, IReadOnlyList<Shipment> block)
    {
        var first = block[0];
        return new Declaration
        {
            Kind = DeclarationKind.CargoReport,
            Reference = References.Of(Stage.CargoReport, first.Key, home, first.LoadsAt),
            LodgedAt = at.Utc,
            Offices = [new(OfficeRole.Lodgement, HomeGround.OfficeAt(first.Discharge.Locode))],
            Parties = [first.Carrier, first.Carrier with { Role = PartyRole.Declarant }],
            Consignments =
            [
                .. block.Where(shipment => shipment.Master is null).Select(shipment => Consignments.AsCarried(shipment, ConsignmentLevel.Straight)),
                .. block.Where(shipment => shipment.Master is not null).GroupBy(shipment => shipment.Master!.Number).Select(houses => Master([.. houses])),
            ],
            Simulated = true,
        };
    }

    private static Consignment Master(Shipment[] houses)
    {
        var first = houses[0];
        return new Consignment
        {
            Level = ConsignmentLevel.Master,
            TransportDocument = first.Master,
            Parties = [first.Lane.Broker.As(PartyRole.Consolidator), first.Carrier],
            Transport = [first.Means],
            Equipment = first.Equipment,
            Route = first.Route,
            GrossMass = houses.Sum(house => house.GrossMass + house.Hidden),
            PackageCount = houses.Sum(house => house.Packages),
            Houses = [.. houses.Select(house => Consignments.AsCarried(house, ConsignmentLevel.House))],
        };
    }
}
