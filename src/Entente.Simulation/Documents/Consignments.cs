using Entente.TradeData.Model;

namespace Entente.Simulation.Documents;

/// <summary>What all declarations of a consignment have in common.</summary>
internal static class Consignments
{
    /// <summary>As the carrier knows it: six digits, no value, and the mass that was weighed.</summary>
    public static Consignment AsCarried(Shipment shipment, ConsignmentLevel level) => new()
    {
        Level = level,
        TransportDocument = shipment.Document,
        Parties = [.. PartiesOf(shipment), shipment.Carrier],
        Transport = [shipment.Means],
        Equipment = shipment.Equipment,
        Route = shipment.Route,
        Goods = [.. shipment.Lines.Select(line => GoodsOf(shipment, line, carried: true))],
        Documents = shipment.Master is { } master && level != ConsignmentLevel.House ? [master] : [],
        GrossMass = shipment.GrossMass + shipment.Hidden,
        PackageCount = shipment.Packages,
        FreightPayment = shipment.Key % 3 == 0 ? "A" : "H",
    };

    /// <summary>As the importer or holder of a procedure declares it: ten digits, value and the mass of the papers.</summary>
    public static Consignment AsDeclared(Shipment shipment, IReadOnlyList<RoutePlace> route, IReadOnlyList<TransportMeans> transport) => new()
    {
        TransportDocument = shipment.Document,
        Parties = [.. PartiesOf(shipment)],
        Transport = transport,
        Equipment = shipment.Equipment,
        Route = route,
        Goods = [.. shipment.Lines.Select(line => GoodsOf(shipment, line, carried: false))],
        Documents = shipment.Master is { } master ? [master] : [],
        GrossMass = shipment.GrossMass,
        PackageCount = shipment.Packages,
        DeliveryTerms = shipment.Lane.Terms,
    };

    private static IEnumerable<Party> PartiesOf(Shipment shipment)
    {
        yield return shipment.Consignor;
        yield return shipment.Consignee;
        if (shipment.Notify is { } notify)
        {
            yield return notify;
        }

        if (shipment.Manufacturer is { } manufacturer)
        {
            yield return manufacturer;
        }
    }

    private static GoodsItem GoodsOf(Shipment shipment, Line line, bool carried) => new()
    {
        Sequence = line.Number,
        Description = line.Description,
        CommodityCode = carried ? line.Code[..6] : line.Code,
        Origin = carried ? null : line.Origin,
        Dispatch = shipment.Loading.Country,
        Destination = shipment.Lane.TransitTo?.Country ?? shipment.Discharge.Country,
        GrossMass = carried && line.Number == 1 ? line.GrossMass + shipment.Hidden : line.GrossMass,
        NetMass = carried ? null : line.NetMass,
        SupplementaryQuantity = carried ? null : line.Supplementary,
        Value = carried ? null : line.Value,
        Packaging = [new Packaging(line.PackageKind, line.Packages, $"{shipment.Lane.Importer.Number % 10_000:D4}/{line.Number}")],
        Containers = [.. shipment.Equipment.Select(box => box.Number)],
    };
}
