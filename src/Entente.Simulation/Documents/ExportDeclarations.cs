using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>Export declarations, lodged before the vessel sails.</summary>
internal static class ExportDeclarations
{
    public static Declaration Write(HomeGround home, DateTime at, Shipment shipment)
    {
        var office = HomeGround.OfficeAt(shipment.Loading.Locode);
        return new Declaration
        {
            Kind = DeclarationKind.Export,
            Reference = References.Of(Stage.Export, shipment.Key, home, at),
            Procedure = "EXA",
            LodgedAt = at.Utc,
            Offices = [new(OfficeRole.Lodgement, office), new(OfficeRole.Exit, office)],
            Parties = [shipment.Consignor with { Role = PartyRole.Exporter }, shipment.Lane.Broker.As(PartyRole.Declarant)],
            InvoiceTotal = new Money(shipment.Lines.Sum(line => line.Value.Amount), shipment.Lane.Currency),
            Documents = [References.InvoiceOf(shipment)],
            Consignments = [ImportDeclarations.WithProcedure(Consignments.AsDeclared(shipment, shipment.Route, [shipment.Means]), "1000")],
            Simulated = true,
        };
    }
}
