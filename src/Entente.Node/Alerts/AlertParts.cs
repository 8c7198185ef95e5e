using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>The objects that an alert names, each with where it stands.</summary>
internal static class AlertParts
{
    public static IEnumerable<(ObjectFields Object, string At)> Objects(AlertContent content) => content switch
    {
        CommodityAlert goods => Objects(goods.Objects, "objects"),
        TransportAlert transport => [(transport.Means, "$.alert.content.means")],
        BusinessAlert business => Objects(business.Transport, "transport"),
        GoodsDetainedAlert goods => Objects(goods.Objects, "objects"),
        CashDetainedAlert cash => Objects(cash.Objects, "objects"),
        _ => [],
    };

    private static IEnumerable<(ObjectFields Object, string At)> Objects(IReadOnlyList<ObjectFields> objects, string member) =>
        objects.Select((one, i) => (one, $"$.alert.content.{member}[{i}]"));
}
