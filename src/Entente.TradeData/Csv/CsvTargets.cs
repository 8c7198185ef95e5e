using System.Collections.Frozen;
using Entente.TradeData.Model;

namespace Entente.TradeData.Csv;

/// <summary>The values of the model that a flat row can hold, by the names that mapping files use.</summary>
internal static class CsvTargets
{
    public static readonly string[] PartyFields =
        ["name", "street", "city", "postCode", "region", "country", "contact", "capacity", "nationality", "birthDate", "isPerson", "identifier",
         .. Enum.GetNames<IdentifierScheme>().Select(Camel)];

    private static readonly FrozenSet<string> Simple = new[]
    {
        "reference", "localReference", "version", "kind", "function", "procedure", "lodgedAt", "grossMass", "packageCount", "invoiceTotal.amount",
        "invoiceTotal.currency", "consignment.transportDocument.type", "consignment.transportDocument.number", "consignment.uniqueReference",
        "consignment.grossMass", "consignment.packageCount", "consignment.deliveryTerms", "consignment.freightPayment", "consignment.equipment.number",
        "consignment.equipment.sizeType", "consignment.equipment.full", "consignment.equipment.seals", "goods.sequence", "goods.description", "goods.uniqueReference",
        "goods.commodityCode", "goods.origin", "goods.originMark", "goods.dispatch", "goods.destination", "goods.grossMass", "goods.netMass",
        "goods.supplementaryQuantity.amount", "goods.supplementaryQuantity.unit", "goods.value.amount", "goods.value.currency",
        "goods.customsValue.amount", "goods.customsValue.currency", "goods.dutyRate", "goods.dutyRegime", "goods.paymentMethod", "goods.procedure",
        "goods.packaging.kind", "goods.packaging.count", "goods.packaging.marks", "goods.dangerousGoods", "goods.containers",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] MeansFields = ["mode", "identity", "identityKind", "name", "nationality", "journey", "departsAt", "arrivesAt"];
    private static readonly string[] PlaceFields = ["location", "country", "name", "at"];

    public static bool IsKnown(string? target)
    {
        if (target is null || Simple.Contains(target))
        {
            return target is not null;
        }

        var parts = target.Split('.');
        var own = parts is ["consignment" or "goods", ..] ? parts[1..] : parts;
        var level = parts.Length == own.Length ? "" : parts[0];
        return own switch
        {
            ["offices", var role] => level.Length == 0 && Is<OfficeRole>(role),
            ["parties", var role, var field] => Is<PartyRole>(role) && PartyFields.Contains(field),
            ["documents", { Length: > 0 }] => true,
            ["transport", var leg, var field] => level == "consignment" && Is<TransportLeg>(leg) && MeansFields.Contains(field),
            ["route", var role, var field] => level == "consignment" && Is<RouteRole>(role) && PlaceFields.Contains(field),
            ["identifiers", var scheme] => level == "goods" && Is<IdentifierScheme>(scheme),
            _ => false,
        };
    }

    public static T Parse<T>(string name) where T : struct, Enum => Enum.Parse<T>(name, true);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static bool Is<T>(string name) where T : struct, Enum =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse<T>(name, true, out var value) && Camel(value.ToString()) == name;
}
