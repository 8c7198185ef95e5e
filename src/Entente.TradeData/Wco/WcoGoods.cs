using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Wco;

internal sealed class WcoGoods(Ledger ledger, WcoParties parties)
{
    private int number;

    public GoodsItem Read(Element item)
    {
        var commodity = item.Child("Commodity");
        var measure = commodity?.Child("GoodsMeasure") ?? item.Child("GoodsMeasure");
        var origin = item.Child("Origin");
        var duties = commodity?.Children("DutyTaxFee").ToList() ?? [];
        var sequence = ledger.Count(item.Child("SequenceNumeric"));
        number++;
        if (sequence is null)
        {
            ledger.Defaulted(item.At, $"The line has no number and gets {number} by its place.");
        }

        return new GoodsItem
        {
            Sequence = sequence ?? number,
            UniqueReference = ledger.Text(item.Child("UCR", "TraderAssignedReferenceID") ?? item.Child("UCR", "ID")),
            Description = ledger.Text(commodity?.Child("Description")),
            CommodityCode = CommodityCode(commodity),
            Origin = ledger.Country(origin?.Child("CountryCode")),
            OriginMark = ledger.Text(origin?.Child("TypeCode")),
            Dispatch = ledger.Country(item.Child("ExportCountry", "ID")),
            Destination = ledger.Country(item.Child("Destination", "CountryCode")),
            GrossMass = Mass(measure?.Child("GrossMassMeasure")),
            NetMass = Mass(measure?.Child("NetNetWeightMeasure") ?? measure?.Child("NetWeightMeasure")),
            SupplementaryQuantity = Supplementary(measure?.Child("TariffQuantity")),
            Value = Money(commodity?.Child("InvoiceLine", "ItemChargeAmount")),
            CustomsValue = Money(item.Child("CustomsValueAmount") ?? item.Child("StatisticalValueAmount")),
            DutyRate = ledger.Number(duties.Select(duty => duty.Child("TaxRateNumeric")).FirstOrDefault(leaf => leaf is not null)),
            DutyRegime = ledger.Text(duties.Select(duty => duty.Child("DutyRegimeCode")).FirstOrDefault(leaf => leaf is not null)),
            PaymentMethod = ledger.Text(duties.Select(duty => duty.Child("Payment", "MethodCode")).FirstOrDefault(leaf => leaf is not null)),
            Procedure = Procedure(item),
            Packaging = [.. item.Children("Packaging").Select(Package).OfType<Packaging>()],
            DangerousGoods = ledger.Text(commodity?.Child("DangerousGoods", "UNDGID")),
            Containers = [.. (commodity?.Children("TransportEquipment") ?? []).Concat(item.Children("TransportEquipment")).Select(Container).OfType<string>()],
            Parties = [.. parties.Of(item)],
            Documents = [.. WcoValues.Documents(ledger, item)],
            Identifiers = [.. (commodity?.Children("Identification") ?? []).Select(Identifier).OfType<Identifier>()],
        };
    }

    /// <summary>The nomenclature's eight digits and the two that the Union tariff adds are one code; additional codes of other lists are not part of it.</summary>
    private string? CommodityCode(Element? commodity)
    {
        string? code = null;
        foreach (var type in new[] { "TSP", "HS", "", "TRC" })
        {
            var row = commodity?.Children("Classification").FirstOrDefault(one => (one.Child("IdentificationTypeCode")?.Text.Trim() ?? "") == type);
            var leaf = row?.Child("ID");
            if (leaf is null || code is not null && type is not "TRC" || code is null && type is "TRC")
            {
                continue;
            }

            code += type == "TRC" ? ledger.Text(leaf) : ledger.CommodityCode(leaf);
            ledger.Structural(row!.Child("IdentificationTypeCode"));
        }

        return code;
    }

    private decimal? Mass(Element? leaf)
    {
        var mass = ledger.Number(leaf);
        var unit = leaf?.Attribute("unitCode");
        switch (mass is null ? null : unit?.Text.Trim())
        {
            case "GRM":
                ledger.Text(unit);
                return mass / 1000;
            case "TNE":
                ledger.Text(unit);
                return mass * 1000;
            case "KGM":
                ledger.Structural(unit);
                return mass;
            default:
                return mass;
        }
    }

    private Quantity? Supplementary(Element? leaf)
    {
        if (ledger.Number(leaf) is not { } amount)
        {
            return null;
        }

        var unit = ledger.Text(leaf!.Attribute("unitCode"));
        if (unit is null)
        {
            ledger.Defaulted(leaf.At, "The quantity has no unit; the tariff's unit for the goods is meant.");
        }

        return new Quantity(amount, unit ?? "");
    }

    private Money? Money(Element? amount) => ledger.Money(amount, amount?.Attribute("currencyID"));

    private string? Procedure(Element item)
    {
        var codes = item.Children("GovernmentProcedure")
            .Select(one => ledger.Text(one.Child("CurrentCode")) + ledger.Text(one.Child("PreviousCode")))
            .Where(code => code.Length > 0);
        var text = string.Join(' ', codes);
        return text.Length == 0 ? null : text;
    }

    private Packaging? Package(Element element)
    {
        ledger.Structural(element.Child("SequenceNumeric"));
        var packaging = new Packaging(ledger.Text(element.Child("TypeCode")), ledger.Count(element.Child("QuantityQuantity")), ledger.Text(element.Child("MarksNumbersID")));
        return packaging == new Packaging(null, null, null) ? null : packaging;
    }

    private string? Container(Element element)
    {
        ledger.Structural(element.Child("SequenceNumeric"));
        return ledger.Container(element.Child("ID"));
    }

    private Identifier? Identifier(Element element)
    {
        var scheme = ledger.Text(element.Child("ID")?.Attribute("schemeID"));
        return ledger.Text(element.Child("ID")) is { } text
            ? new Identifier(Enum.TryParse<IdentifierScheme>(scheme, true, out var known) ? known : IdentifierScheme.SerialNumber, text)
            : null;
    }
}
