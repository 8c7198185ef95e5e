using System.Globalization;
using Entente.Protocol.Faults;
using Entente.TradeData.Model;
using Entente.TradeData.Values;

namespace Entente.TradeData.Edifact;

internal sealed partial class EdifactMessage
{
    private void BeginGoods(EdifactSegment segment)
    {
        // Some senders describe the goods before GID numbers them.
        if (goods is null || goods.Number is not null)
        {
            goods = new GoodsDraft();
            Current.Goods.Add(goods);
        }

        goods.Number = ledger.Count(segment[0]) ?? Current.Goods.Count;
        if (segment.Tag == "CST")
        {
            for (var element = 1; element <= 5; element++)
            {
                CustomsCode(segment[element]);
            }

            return;
        }

        for (var element = 1; element <= 3; element++)
        {
            var count = ledger.Count(segment[element]);
            var kind = ledger.Text(segment[element, 1]);
            if (count is not null || kind is not null)
            {
                goods.Packaging.Add(new Packaging(kind, count, null));
            }
        }
    }

    private void CustomsCode(EdifactValue? leaf)
    {
        if (leaf is null)
        {
            return;
        }

        if (leaf.Text.Length >= 6 && leaf.Text.AsSpan().ContainsOnlyDigits() && goods!.Item.CommodityCode is null)
        {
            goods.Item = goods.Item with { CommodityCode = ledger.CommodityCode(leaf) };
        }
        else if (ledger.Text(leaf) is { } code)
        {
            goods!.Procedures.Add(code);
        }
    }

    /// <summary>What belongs to an item, also when the item's number comes later.</summary>
    private void TakeGoods(EdifactSegment segment)
    {
        if (goods is null && consignment is null || summary || segment.Tag is "BGM" or "GIS" || segment.Tag == "FTX" && segment.Peek(0) != "AAA")
        {
            return;
        }

        if (goods is null && segment.Tag is not ("FTX" or "QTY"))
        {
            if (segment.Tag == "MEA" && Mass(segment) is (true, { } total))
            {
                Current.Consignment = Current.Consignment with { GrossMass = total };
            }

            return;
        }

        var item = Goods;
        switch (segment.Tag)
        {
            case "FTX" when item.Item.Description is null:
                ledger.Text(segment[0]);
                item.Item = item.Item with { Description = Joined(segment, 3) };
                break;
            case "QTY" when item.Item.SupplementaryQuantity is null && ledger.Number(segment[0, 1]) is { } amount:
                ledger.Structural(segment[0]);
                item.Item = item.Item with { SupplementaryQuantity = new Quantity(amount, ledger.Text(segment[0, 2]) ?? "") };
                break;
            case "MEA" when Mass(segment) is (var gross, { } weight):
                item.Item = gross ? item.Item with { GrossMass = weight } : item.Item with { NetMass = weight };
                break;
            case "PAC":
                item.Packaging.Add(new Packaging(ledger.Text(segment[2]), ledger.Count(segment[0]), null));
                break;
            case "PCI" when item.Packaging.Count > 0 && item.Packaging[^1].Marks is null:
                item.Packaging[^1] = item.Packaging[^1] with { Marks = string.Join(' ', Enumerable.Range(0, 10).Select(part => ledger.Text(segment[1, part])).OfType<string>()) };
                break;
            case "DGS" when item.Item.DangerousGoods is null:
                item.Item = item.Item with { DangerousGoods = ledger.Text(segment[2]) };
                break;
            case "TAX":
                item.Item = item.Item with
                {
                    DutyRegime = item.Item.DutyRegime ?? ledger.Text(segment[1]),
                    DutyRate = item.Item.DutyRate ?? ledger.Number(segment[4, 3]),
                };
                break;
        }
    }

    private GoodsDraft Goods
    {
        get
        {
            if (goods is null)
            {
                goods = new GoodsDraft();
                Current.Goods.Add(goods);
            }

            return goods;
        }
    }

    /// <summary>A weight in kilograms, and whether it is gross; nothing for other measures and for what is known already.</summary>
    private (bool Gross, decimal? Weight) Mass(EdifactSegment segment)
    {
        var measured = segment.Peek(1) ?? segment.Peek(0);
        var gross = measured is "G" or "AAB" or "AAD" or "WT";
        var known = goods is null ? consignment?.Consignment.GrossMass : gross ? goods.Item.GrossMass : goods.Item.NetMass;
        decimal? factor = segment.Peek(2) switch { "KGM" or "KG" => 1, "GRM" => 0.001m, "TNE" => 1000, _ => null };
        if (!gross && measured is not ("N" or "AAA" or "AAC" or "AAL") || known is not null || factor is null || ledger.Number(segment[2, 1]) is not { } amount)
        {
            return default;
        }

        ledger.Text(segment[1] ?? segment[0]);
        ledger.Text(segment[2]);
        if (segment[1] is not null)
        {
            ledger.Structural(segment[0]);
        }

        return (gross, amount * factor);
    }

    private void GoodsCountry(EdifactSegment segment, string qualifier)
    {
        var known = qualifier switch { "27" => goods!.Item.Origin, "35" => goods!.Item.Dispatch, _ => goods!.Item.Destination };
        if (known is not null || ledger.Country(segment[1]) is not { } country)
        {
            return;
        }

        ledger.Text(segment[0]);
        ledger.Structural(segment[1, 2]);
        goods.Item = qualifier switch
        {
            "27" => goods.Item with { Origin = country },
            "35" => goods.Item with { Dispatch = country },
            _ => goods.Item with { Destination = country },
        };
    }

    private void Reference(EdifactSegment segment)
    {
        var qualifier = segment.Peek(0);
        var leaf = segment.Tag == "DOC" ? segment[1] : segment[0, 1];
        if (qualifier is null || leaf is null || summary)
        {
            return;
        }

        if (segment.Tag == "RFF" && qualifier is "HS" && (goods is not null || consignment is not null) && Goods.Item.CommodityCode is null)
        {
            ledger.Text(segment[0]);
            Goods.Item = Goods.Item with { CommodityCode = ledger.CommodityCode(leaf) };
            return;
        }

        if (segment.Tag == "RFF" && goods is null && Contract(segment, qualifier, leaf))
        {
            return;
        }

        var number = ledger.Text(leaf)!;
        ledger.Text(segment[0]);
        if (segment.Tag == "RFF" && qualifier is "UCN" && (goods is not null ? goods.Item.UniqueReference : Current.Consignment.UniqueReference) is null)
        {
            if (goods is not null)
            {
                goods.Item = goods.Item with { UniqueReference = number };
            }
            else
            {
                Current.Consignment = Current.Consignment with { UniqueReference = number };
            }

            return;
        }

        (goods?.Documents ?? consignment?.Documents ?? documents).Add(new DocumentReference(qualifier, number));
    }

    private bool Contract(EdifactSegment segment, string qualifier, EdifactValue leaf)
    {
        var row = Array.FindIndex(EdifactCodes.TransportDocuments, document => document.Code == qualifier);
        if (row < 0)
        {
            return false;
        }

        var known = Current.Consignment.TransportDocument;
        var type = EdifactCodes.TransportDocuments[row].Type;
        if (EdifactCodes.IsMaster(qualifier) && known is not null && known.Number != leaf.Text && Current.Master is null)
        {
            Current.Master = ledger.Text(leaf);
            ledger.Text(segment[0]);
            return true;
        }

        if (known is not null && (known.Type.Length > 0 || known.Number != leaf.Text))
        {
            // The house bill's number is in CNI without its type, and a bill behind it names the same carriage.
            return false;
        }

        ledger.Text(segment[0]);
        Current.Consignment = Current.Consignment with { TransportDocument = new DocumentReference(type, ledger.Text(leaf)!) };
        return true;
    }

    private void Equipment(EdifactSegment segment)
    {
        switch (segment.Tag)
        {
            case "EQD" when ledger.Container(segment[1]) is { } number:
                ledger.Structural(segment[0]);
                var full = ledger.Text(segment[5]);
                equipment = new EquipmentDraft(number, ledger.Text(segment[2]), full switch { "5" => true, "4" => false, _ => null });
                Current.Equipment.Add(equipment);
                break;
            case "SEL" when ledger.Text(segment[0]) is { } seal:
                (equipment?.Seals ?? Current.Seals).Add(seal);
                break;
            case "SGP" when goods is not null && ledger.Container(segment[0]) is { } container:
                goods.Containers.Add(container);
                break;
        }
    }

    private void Amount(EdifactSegment segment)
    {
        var qualifier = segment.Peek(0);
        var own = segment[0, 2];
        if (segment[0, 1] is null)
        {
            currency ??= own;
            return;
        }

        if (goods is null)
        {
            if (qualifier is "39" && invoice is null)
            {
                currency ??= own;
                invoice = Money(segment);
            }

            return;
        }

        if (qualifier is "38" or "203" or "66" && goods.Item.Value is null)
        {
            goods.Item = goods.Item with { Value = Money(segment) };
        }
        else if (qualifier is "63" or "40" or "123" && goods.Item.CustomsValue is null)
        {
            goods.Item = goods.Item with { CustomsValue = Money(segment) };
        }
    }

    private Money? Money(EdifactSegment segment)
    {
        var money = ledger.Money(segment[0, 1], segment[0, 2] ?? currency);
        if (money is not null)
        {
            ledger.Text(segment[0]);
        }

        return money;
    }

    private void Total(EdifactSegment segment)
    {
        switch (segment.Peek(0))
        {
            case "11" when packages is null:
                packages = ledger.Count(segment[0, 1]);
                break;
            case "7" when mass is null && segment.Peek(0, 2) is null or "KGM":
                mass = ledger.Number(segment[0, 1]);
                ledger.Structural(segment[0, 2]);
                break;
            case "16" when lines is null:
                ledger.Structural(segment[0, 1]);
                lines = ledger.Count(segment[0, 1]);
                break;
            case "5" when segment[0, 1] is { } leaf && int.TryParse(leaf.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                ledger.Structural(leaf);
                var items = consignments.Append(shared).Sum(draft => draft.Goods.Count);
                if (count != items)
                {
                    ledger.Suspect(segment[0, 1]!, FaultCode.TradeTotalMismatch, $"items are counted, and {items} are there");
                }

                break;
            default:
                return;
        }

        ledger.Structural(segment[0]);
    }
}
