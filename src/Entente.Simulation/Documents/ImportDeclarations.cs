using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>Declarations for free circulation, lodged by a broker after arrival.</summary>
internal static class ImportDeclarations
{
    public static Declaration Write(HomeGround home, DateTime at, Shipment shipment) => new()
    {
        Kind = DeclarationKind.Import,
        Reference = References.Of(Stage.Import, shipment.Key, home, at),
        Procedure = "IMA",
        LodgedAt = at.Utc,
        Offices = [new(OfficeRole.Lodgement, HomeGround.OfficeAt(shipment.Discharge.Locode))],
        Parties =
        [
            shipment.Consignee with { Role = PartyRole.Importer },
            shipment.Consignor with { Role = PartyRole.Exporter },
            shipment.Lane.Broker.As(PartyRole.Declarant),
        ],
        InvoiceTotal = new Money(shipment.Lines.Sum(line => line.Value.Amount), shipment.Lane.Currency),
        Documents = [References.InvoiceOf(shipment), References.EntrySummaryOf(shipment, home)],
        Consignments = [WithProcedure(Consignments.AsDeclared(shipment, PapersRoute(shipment), [shipment.Means]), "4000")],
        Simulated = true,
    };

    internal static Consignment WithProcedure(Consignment consignment, string procedure) =>
        consignment with { Goods = [.. consignment.Goods.Select(item => item with { Procedure = procedure })] };

    /// <summary>The route as the papers have it: goods of false origin start where they changed ships.</summary>
    private static IReadOnlyList<RoutePlace> PapersRoute(Shipment shipment)
    {
        if (shipment.Lane.Scheme is not { Kind: SchemeKind.OriginByTranshipment })
        {
            return shipment.Route;
        }

        var changed = shipment.Route.FirstOrDefault(place => place.Role == RouteRole.Transhipment) ?? shipment.Route[1];
        return [.. shipment.Route.SkipWhile(place => place != changed).Select(place => place == changed ? place with { Role = RouteRole.Loading } : place)];
    }
}
