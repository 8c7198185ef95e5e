using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>Entry summary declarations, lodged by the carrier before loading or arrival.</summary>
internal static class EntrySummaries
{
    public static Declaration Write(HomeGround home, DateTime at, Shipment shipment)
    {
        var consignment = Consignments.AsCarried(shipment, ConsignmentLevel.Straight);
        var office = HomeGround.OfficeAt(shipment.Discharge.Locode);
        return new Declaration
        {
            Kind = DeclarationKind.EntrySummary,
            Reference = References.Of(Stage.EntrySummary, shipment.Key, home, shipment.LoadsAt),
            LodgedAt = at.Utc,
            Offices = [new(OfficeRole.Lodgement, office), new(OfficeRole.FirstEntry, office)],
            Parties = [shipment.Carrier with { Role = PartyRole.Declarant }],
            // IE315 has transport documents in the goods items only.
            Consignments = [consignment with { Goods = [.. consignment.Goods.Select(item => item with { Documents = [shipment.Document] })] }],
            Simulated = true,
        };
    }
}
