using System.Globalization;
using System.Text;
using Entente.TradeData.Model;

namespace Entente.TradeData.Csv;

/// <summary>Writes one row for each goods item of the first consignment, in the columns of the mapping <c>declarations</c>, whose names are those of the model.</summary>
internal static class CsvWriter
{
    private delegate string? Value(Declaration declaration, Consignment consignment, GoodsItem? item, int row);

    private static readonly PartyRole[] DeclarationParties = [PartyRole.Declarant, PartyRole.Representative, PartyRole.Importer, PartyRole.Exporter, PartyRole.Carrier, PartyRole.Seller];
    private static readonly PartyRole[] ConsignmentParties = [PartyRole.Consignor, PartyRole.Consignee, PartyRole.Carrier, PartyRole.NotifyParty];
    private static readonly IdentifierScheme[] Schemes = [IdentifierScheme.Eori, IdentifierScheme.Vat, IdentifierScheme.TaxNumber, IdentifierScheme.Passport, IdentifierScheme.Lei, IdentifierScheme.Other];
    private static readonly TransportLeg[] Legs = [TransportLeg.Departure, TransportLeg.Border, TransportLeg.Arrival];
    private static readonly RouteRole[] Places = [RouteRole.Loading, RouteRole.Transhipment, RouteRole.Discharge, RouteRole.Destination];

    /// <summary>The columns in order; the mapping of the same name has exactly these.</summary>
    private static readonly (string Name, Value Get)[] Columns = [.. Simple(), .. Composite()];

    public static IReadOnlyList<string> Header { get; } = [.. Columns.Select(column => column.Name)];

    public static void Write(IEnumerable<Declaration> declarations, Stream output)
    {
        var text = new StringBuilder().AppendJoin(',', Header).Append('\n');
        foreach (var declaration in declarations)
        {
            var consignment = declaration.Consignments.Count > 0 ? declaration.Consignments[0] : new Consignment();
            for (var row = 0; row < Math.Max(1, Math.Max(consignment.Goods.Count, consignment.Equipment.Count)); row++)
            {
                var item = row < consignment.Goods.Count ? consignment.Goods[row] : null;
                for (var column = 0; column < Columns.Length; column++)
                {
                    text.Append(column == 0 ? "" : ",");
                    Append(text, Columns[column].Get(declaration, consignment, item, row));
                }

                text.Append('\n');
            }

            if (text.Length > 32 << 10)
            {
                output.Write(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
            }
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            text.Append(value);
            return;
        }

        text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private static IEnumerable<(string, Value)> Simple() =>
    [
        ("reference", (d, _, _, _) => d.Reference),
        ("localReference", (d, _, _, _) => d.LocalReference),
        ("version", (d, _, _, _) => Text(d.Version)),
        ("kind", (d, _, _, _) => d.Kind.ToString()),
        ("function", (d, _, _, _) => d.Function.ToString()),
        ("procedure", (d, _, _, _) => d.Procedure),
        ("lodgedAt", (d, _, _, _) => Text(d.LodgedAt)),
        ("grossMass", (d, _, _, _) => Text(d.GrossMass)),
        ("packageCount", (d, _, _, _) => Text(d.PackageCount)),
        ("invoiceTotal.amount", (d, _, _, _) => Text(d.InvoiceTotal?.Amount)),
        ("invoiceTotal.currency", (d, _, _, _) => d.InvoiceTotal?.Currency),
        ("consignment.transportDocument.type", (_, c, _, _) => c.TransportDocument?.Type),
        ("consignment.transportDocument.number", (_, c, _, _) => c.TransportDocument?.Number),
        ("consignment.uniqueReference", (_, c, _, _) => c.UniqueReference),
        ("consignment.grossMass", (_, c, _, _) => Text(c.GrossMass)),
        ("consignment.packageCount", (_, c, _, _) => Text(c.PackageCount)),
        ("consignment.deliveryTerms", (_, c, _, _) => c.DeliveryTerms),
        ("consignment.freightPayment", (_, c, _, _) => c.FreightPayment),
        ("consignment.equipment.number", (_, c, _, row) => At(c, row)?.Number),
        ("consignment.equipment.sizeType", (_, c, _, row) => At(c, row)?.SizeType),
        ("consignment.equipment.full", (_, c, _, row) => Text(At(c, row)?.Full)),
        ("consignment.equipment.seals", (_, c, _, row) => At(c, row) is { Seals.Count: > 0 } one ? string.Join(';', one.Seals) : null),
        ("goods.sequence", (_, _, g, _) => Text(g?.Sequence)),
        ("goods.description", (_, _, g, _) => g?.Description),
        ("goods.commodityCode", (_, _, g, _) => g?.CommodityCode),
        ("goods.uniqueReference", (_, _, g, _) => g?.UniqueReference),
        ("goods.origin", (_, _, g, _) => g?.Origin),
        ("goods.originMark", (_, _, g, _) => g?.OriginMark),
        ("goods.dispatch", (_, _, g, _) => g?.Dispatch),
        ("goods.destination", (_, _, g, _) => g?.Destination),
        ("goods.grossMass", (_, _, g, _) => Text(g?.GrossMass)),
        ("goods.netMass", (_, _, g, _) => Text(g?.NetMass)),
        ("goods.supplementaryQuantity.amount", (_, _, g, _) => Text(g?.SupplementaryQuantity?.Amount)),
        ("goods.supplementaryQuantity.unit", (_, _, g, _) => g?.SupplementaryQuantity?.Unit),
        ("goods.value.amount", (_, _, g, _) => Text(g?.Value?.Amount)),
        ("goods.value.currency", (_, _, g, _) => g?.Value?.Currency),
        ("goods.customsValue.amount", (_, _, g, _) => Text(g?.CustomsValue?.Amount)),
        ("goods.customsValue.currency", (_, _, g, _) => g?.CustomsValue?.Currency),
        ("goods.dutyRate", (_, _, g, _) => Text(g?.DutyRate)),
        ("goods.dutyRegime", (_, _, g, _) => g?.DutyRegime),
        ("goods.paymentMethod", (_, _, g, _) => g?.PaymentMethod),
        ("goods.procedure", (_, _, g, _) => g?.Procedure),
        ("goods.packaging.kind", (_, _, g, _) => Pack(g)?.Kind),
        ("goods.packaging.count", (_, _, g, _) => Text(Pack(g)?.Count)),
        ("goods.packaging.marks", (_, _, g, _) => Pack(g)?.Marks),
        ("goods.dangerousGoods", (_, _, g, _) => g?.DangerousGoods),
        ("goods.containers", (_, _, g, _) => g is { Containers.Count: > 0 } ? string.Join(';', g.Containers) : null),
    ];

    private static IEnumerable<(string, Value)> Composite() =>
    [
        .. Enum.GetValues<OfficeRole>().Select(role => ($"offices.{CsvTargets.Camel(role.ToString())}", (Value)((d, _, _, _) => d.Offices.FirstOrDefault(office => office.Role == role)?.Code))),
        .. DeclarationParties.SelectMany(role => Party("parties.", role, (d, _) => d.Parties)),
        .. ConsignmentParties.SelectMany(role => Party("consignment.parties.", role, (_, c) => c.Parties)),
        .. Legs.SelectMany(Means),
        .. Places.SelectMany(Place),
    ];

    private static IEnumerable<(string, Value)> Party(string level, PartyRole role, Func<Declaration, Consignment, IReadOnlyList<Party>> all)
    {
        var prefix = $"{level}{CsvTargets.Camel(role.ToString())}.";
        Party? One(Declaration d, Consignment c) => all(d, c).FirstOrDefault(party => party.Role == role);
        return
        [
            (prefix + "name", (d, c, _, _) => One(d, c)?.Name),
            (prefix + "street", (d, c, _, _) => One(d, c)?.Address?.Street),
            (prefix + "city", (d, c, _, _) => One(d, c)?.Address?.City),
            (prefix + "postCode", (d, c, _, _) => One(d, c)?.Address?.PostCode),
            (prefix + "region", (d, c, _, _) => One(d, c)?.Address?.Region),
            (prefix + "country", (d, c, _, _) => One(d, c)?.Address?.Country),
            (prefix + "contact", (d, c, _, _) => One(d, c)?.Contact),
            .. Schemes.Select(scheme => (prefix + CsvTargets.Camel(scheme.ToString()),
                (Value)((d, c, _, _) => One(d, c)?.Identifiers.FirstOrDefault(identifier => identifier.Scheme == scheme)?.Value))),
        ];
    }

    private static IEnumerable<(string, Value)> Means(TransportLeg leg)
    {
        var prefix = $"consignment.transport.{CsvTargets.Camel(leg.ToString())}.";
        TransportMeans? One(Consignment c) => c.Transport.FirstOrDefault(means => means.Leg == leg);
        return
        [
            (prefix + "mode", (_, c, _, _) => Text((int?)One(c)?.Mode)),
            (prefix + "identity", (_, c, _, _) => One(c)?.Identity),
            (prefix + "identityKind", (_, c, _, _) => One(c)?.IdentityKind?.ToString()),
            (prefix + "name", (_, c, _, _) => One(c)?.Name),
            (prefix + "nationality", (_, c, _, _) => One(c)?.Nationality),
            (prefix + "journey", (_, c, _, _) => One(c)?.Journey),
            (prefix + "departsAt", (_, c, _, _) => Text(One(c)?.DepartsAt)),
            (prefix + "arrivesAt", (_, c, _, _) => Text(One(c)?.ArrivesAt)),
        ];
    }

    private static IEnumerable<(string, Value)> Place(RouteRole role)
    {
        var prefix = $"consignment.route.{CsvTargets.Camel(role.ToString())}.";
        RoutePlace? One(Consignment c) => c.Route.FirstOrDefault(place => place.Role == role);
        return
        [
            (prefix + "location", (_, c, _, _) => One(c)?.Location),
            (prefix + "country", (_, c, _, _) => One(c)?.Country),
            (prefix + "name", (_, c, _, _) => One(c)?.Name),
            (prefix + "at", (_, c, _, _) => Text(One(c)?.At)),
        ];
    }

    private static TransportEquipment? At(Consignment consignment, int row) => row < consignment.Equipment.Count ? consignment.Equipment[row] : null;

    private static Packaging? Pack(GoodsItem? item) => item is { Packaging.Count: > 0 } ? item.Packaging[0] : null;

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? flag) => flag switch { true => "true", false => "false", null => null };

    private static string? Text(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
