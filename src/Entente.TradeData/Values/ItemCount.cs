using Entente.TradeData.Model;

namespace Entente.TradeData.Values;

internal static class ItemCount
{
    public static int Of(Declaration declaration) => declaration.Consignments.Sum(Of);

    private static int Of(Consignment consignment) => consignment.Goods.Count + consignment.Houses.Sum(Of);
}
