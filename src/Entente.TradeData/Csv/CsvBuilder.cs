using Entente.TradeData.Model;
using Entente.TradeData.Values;

namespace Entente.TradeData.Csv;

/// <summary>Builds one declaration from the rows of its goods items; what stands above the items is taken from the first row.</summary>
internal sealed class CsvBuilder(CsvPlan plan)
{
    private readonly (PartyRole Role, string Prefix)[] declarationParties = Roles<PartyRole>(plan, "parties.");
    private readonly (PartyRole Role, string Prefix)[] consignmentParties = Roles<PartyRole>(plan, "consignment.parties.");
    private readonly (PartyRole Role, string Prefix)[] goodsParties = Roles<PartyRole>(plan, "goods.parties.");
    private readonly (TransportLeg Role, string Prefix)[] legs = Roles<TransportLeg>(plan, "consignment.transport.");
    private readonly (RouteRole Role, string Prefix)[] places = Roles<RouteRole>(plan, "consignment.route.");
    private readonly (OfficeRole Role, string Target)[] offices = Ends<OfficeRole>(plan, "offices.");
    private readonly (IdentifierScheme Role, string Target)[] objects = Ends<IdentifierScheme>(plan, "goods.identifiers.");
    private readonly string[] documents = [.. plan.Targets.Where(target => target.StartsWith("documents.", StringComparison.Ordinal))];
    private readonly string[] consignmentDocuments = [.. plan.Targets.Where(target => target.StartsWith("consignment.documents.", StringComparison.Ordinal))];
    private readonly string[] goodsDocuments = [.. plan.Targets.Where(target => target.StartsWith("goods.documents.", StringComparison.Ordinal))];

    public Declaration Build(IReadOnlyList<CsvRow> rows, out LossReport loss)
    {
        var ledger = new Ledger(plan.Point);
        var first = rows[0];
        var reader = new CsvValues(ledger);
        var kind = reader.Word<DeclarationKind>(first["kind"]);
        if (kind is null)
        {
            ledger.Defaulted(first["reference"]!.At, "The row does not say what the declaration is for; it is read as \"other\".");
        }

        var declaration = new Declaration
        {
            Kind = kind ?? DeclarationKind.Other,
            Function = reader.Word<DeclarationFunction>(first["function"]) ?? DeclarationFunction.Original,
            Reference = ledger.Text(first["reference"])!,
            LocalReference = ledger.Text(first["localReference"]),
            Version = ledger.Count(first["version"]) is { } version and > 0 ? version : 1,
            Procedure = ledger.Text(first["procedure"]),
            LodgedAt = ledger.Instant(first["lodgedAt"]),
            GrossMass = ledger.Number(first["grossMass"]),
            PackageCount = ledger.Count(first["packageCount"]),
            InvoiceTotal = ledger.Money(first["invoiceTotal.amount"], first["invoiceTotal.currency"]),
            Offices = [.. from office in offices let code = ledger.Text(first[office.Target]) where code is not null select new OfficeReference(office.Role, code)],
            Parties = reader.Parties(first, declarationParties),
            Documents = reader.Documents(first, documents),
            Consignments = [Consignment(rows, reader, ledger)],
        };

        foreach (var row in rows)
        {
            foreach (var (target, leaf) in row.Values.Where(value => value.Value.Fate is Fate.Untouched))
            {
                // Every row of a group repeats what stands above the items; a row that says something else is an open contradiction.
                if (!ReferenceEquals(row, first) && !target.StartsWith("goods.", StringComparison.Ordinal) && first[target]?.Text == leaf.Text)
                {
                    ledger.Structural(leaf);
                }
                else
                {
                    ledger.NotCarried(leaf, ReferenceEquals(row, first) ? "The model has no place for it" : "Only the first row of a declaration counts for this value");
                }
            }

            foreach (var leaf in row.Unmapped)
            {
                ledger.NotCarried(leaf, "The column is not mapped");
            }
        }

        loss = ledger.Report();
        return declaration;
    }

    private Consignment Consignment(IReadOnlyList<CsvRow> rows, CsvValues reader, Ledger ledger)
    {
        var first = rows[0];
        var number = ledger.Text(first["consignment.transportDocument.number"]);
        return new Consignment
        {
            TransportDocument = number is null ? null : new DocumentReference(ledger.Text(first["consignment.transportDocument.type"]) ?? "", number),
            UniqueReference = ledger.Text(first["consignment.uniqueReference"]),
            GrossMass = ledger.Number(first["consignment.grossMass"]),
            PackageCount = ledger.Count(first["consignment.packageCount"]),
            DeliveryTerms = ledger.Text(first["consignment.deliveryTerms"]),
            FreightPayment = ledger.Text(first["consignment.freightPayment"]),
            Parties = reader.Parties(first, consignmentParties),
            Transport = [.. legs.Select(leg => reader.Means(first, leg.Role, leg.Prefix)).OfType<TransportMeans>()],
            Route = [.. places.Select(place => reader.Place(first, place.Role, place.Prefix)).OfType<RoutePlace>()],
            Equipment = [.. rows.Select(reader.Equipment).OfType<TransportEquipment>().DistinctBy(equipment => equipment.Number)],
            Documents = reader.Documents(first, consignmentDocuments),
            Goods = [.. rows.Select((row, index) => Goods(row, index + 1, reader, ledger)).OfType<GoodsItem>()],
        };
    }

    private GoodsItem? Goods(CsvRow row, int number, CsvValues reader, Ledger ledger)
    {
        if (!row.HasGoods)
        {
            return null;
        }

        return new GoodsItem
        {
            Sequence = ledger.Count(row["goods.sequence"]) ?? number,
            UniqueReference = ledger.Text(row["goods.uniqueReference"]),
            Description = ledger.Text(row["goods.description"]),
            CommodityCode = ledger.CommodityCode(row["goods.commodityCode"]),
            Origin = ledger.Country(row["goods.origin"]),
            OriginMark = ledger.Text(row["goods.originMark"]),
            Dispatch = ledger.Country(row["goods.dispatch"]),
            Destination = ledger.Country(row["goods.destination"]),
            GrossMass = ledger.Number(row["goods.grossMass"]),
            NetMass = ledger.Number(row["goods.netMass"]),
            SupplementaryQuantity = ledger.Number(row["goods.supplementaryQuantity.amount"]) is { } amount
                ? new Quantity(amount, ledger.Text(row["goods.supplementaryQuantity.unit"]) ?? "")
                : null,
            Value = ledger.Money(row["goods.value.amount"], row["goods.value.currency"]),
            CustomsValue = ledger.Money(row["goods.customsValue.amount"], row["goods.customsValue.currency"]),
            DutyRate = ledger.Number(row["goods.dutyRate"]),
            DutyRegime = ledger.Text(row["goods.dutyRegime"]),
            PaymentMethod = ledger.Text(row["goods.paymentMethod"]),
            Procedure = ledger.Text(row["goods.procedure"]),
            Packaging = reader.Packaging(row),
            DangerousGoods = ledger.Text(row["goods.dangerousGoods"]),
            Containers = CsvValues.Split(ledger.Text(row["goods.containers"])),
            Parties = reader.Parties(row, goodsParties),
            Documents = reader.Documents(row, goodsDocuments),
            Identifiers = [.. from one in objects let text = ledger.Text(row[one.Target]) where text is not null select new Identifier(one.Role, text)],
        };
    }

    private static (T Role, string Prefix)[] Roles<T>(CsvPlan plan, string prefix) where T : struct, Enum =>
        [.. plan.Targets.Where(target => target.StartsWith(prefix, StringComparison.Ordinal))
            .Select(target => target[prefix.Length..].Split('.')[0]).Distinct(StringComparer.Ordinal)
            .Select(role => (CsvTargets.Parse<T>(role), $"{prefix}{role}.")).OrderBy(role => role.Item1)];

    private static (T Role, string Target)[] Ends<T>(CsvPlan plan, string prefix) where T : struct, Enum =>
        [.. plan.Targets.Where(target => target.StartsWith(prefix, StringComparison.Ordinal)).Select(target => (CsvTargets.Parse<T>(target[prefix.Length..]), target)).OrderBy(role => role.Item1)];
}
