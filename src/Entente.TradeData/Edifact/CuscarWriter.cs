using System.Globalization;
using Entente.TradeData.Model;

namespace Entente.TradeData.Edifact;

/// <summary>Writes declarations as CUSCAR D.99B messages of one interchange in UTF-8.</summary>
internal sealed class CuscarWriter(EdifactOut edi)
{
    private static string?[] E(params string?[] components) => components;

    public static void Write(IEnumerable<Declaration> declarations, Stream output)
    {
        var edi = new EdifactOut();
        var messages = 0;
        string? control = null;
        foreach (var declaration in declarations)
        {
            if (control is null)
            {
                control = declaration.Reference.Length <= 14 ? declaration.Reference : declaration.Reference[..14];
                output.Write("UNA:+.? '\n"u8);
                var at = declaration.LodgedAt ?? DateTimeOffset.UnixEpoch;
                edi.Segment("UNB", E("UNOY", "4"), E("TRADER"), E("CUSTOMS"), E(at.ToString("yyMMdd", CultureInfo.InvariantCulture), at.ToString("HHmm", CultureInfo.InvariantCulture)), E(control));
            }

            new CuscarWriter(edi).Message(declaration, (++messages).ToString(CultureInfo.InvariantCulture));
            edi.Flush(output);
        }

        if (control is not null)
        {
            edi.Segment("UNZ", E(messages.ToString(CultureInfo.InvariantCulture)), E(control));
            edi.Flush(output);
        }
    }

    private void Message(Declaration declaration, string number)
    {
        edi.Begin();
        edi.Segment("UNH", E(number), E("CUSCAR", "D", "99B", "UN"));
        var function = declaration.Function switch { DeclarationFunction.Cancellation => "1", DeclarationFunction.Amendment => "4", _ => "9" };
        edi.Segment("BGM", E("785", null, null, declaration.Procedure), E(declaration.Reference, declaration.Version.ToString(CultureInfo.InvariantCulture)), E(function));
        Instant("137", declaration.LodgedAt);
        foreach (var office in declaration.Offices)
        {
            if (Array.Find(EdifactCodes.Offices, row => row.Role == office.Role).Code is { } code)
            {
                edi.Segment("LOC", E(code), E(office.Code));
            }
        }

        Documents(declaration.Documents);
        Parties(declaration.Parties);
        var consignments = 0;
        foreach (var consignment in declaration.Consignments)
        {
            Consignment(consignment, ++consignments, null);
            foreach (var house in consignment.Houses)
            {
                Consignment(house, ++consignments, consignment.TransportDocument?.Number);
            }
        }

        Total("11", EdifactOut.Number(declaration.PackageCount), null);
        Total("7", EdifactOut.Number(declaration.GrossMass), "KGM");
        edi.Segment("UNT", E((edi.Segments + 1).ToString(CultureInfo.InvariantCulture)), E(number));
    }

    private void Consignment(Consignment consignment, int number, string? master)
    {
        var contract = consignment.TransportDocument;
        var known = contract is null ? default : Array.Find(EdifactCodes.TransportDocuments, row => row.Type == contract.Type);
        edi.Segment("CNI", E(number.ToString(CultureInfo.InvariantCulture)), E(known.Code is null ? contract?.Number : null));
        if (known.Code is not null)
        {
            edi.Segment("RFF", E(known.Code, contract!.Number));
        }

        if (master is not null)
        {
            edi.Segment("RFF", E("MB", master));
        }

        Reference("UCN", consignment.UniqueReference);
        foreach (var means in consignment.Transport)
        {
            Transport(means);
        }

        foreach (var place in consignment.Route)
        {
            var code = Array.Find(EdifactCodes.Places, row => row.Role == place.Role).Code;
            var alone = place.Location is null && place.Name is null;
            edi.Segment("LOC", E(code), E(place.Location ?? (alone ? place.Country : null), null, place.Location is null ? null : "6", place.Name), E(alone ? null : place.Country));
        }

        Parties(consignment.Parties);
        Documents(consignment.Documents);
        if (consignment.DeliveryTerms is { } terms)
        {
            edi.Segment("TOD", E(), E(), E(terms));
        }

        if (consignment.FreightPayment is { } payment)
        {
            edi.Segment("CPI", E(), E(), E(payment));
        }

        Mass("WT", null, consignment.GrossMass);
        foreach (var seal in consignment.Seals)
        {
            edi.Segment("SEL", E(seal));
        }

        foreach (var equipment in consignment.Equipment)
        {
            edi.Segment("EQD", E("CN"), E(equipment.Number), E(equipment.SizeType), E(), E(), E(equipment.Full switch { true => "5", false => "4", null => null }));
            foreach (var seal in equipment.Seals)
            {
                edi.Segment("SEL", E(seal));
            }
        }

        foreach (var item in consignment.Goods)
        {
            Goods(item);
        }
    }

    private void Goods(GoodsItem item)
    {
        var first = item.Packaging.Count > 0 ? item.Packaging[0] : null;
        edi.Segment("GID", E(item.Sequence.ToString(CultureInfo.InvariantCulture)), E(EdifactOut.Number(first?.Count), first?.Kind));
        Marks(first?.Marks);
        foreach (var packaging in item.Packaging.Skip(1))
        {
            edi.Segment("PAC", E(EdifactOut.Number(packaging.Count)), E(), E(packaging.Kind));
            Marks(packaging.Marks);
        }

        if (item.Description is { } description)
        {
            edi.Segment("FTX", E("AAA"), E(), E(), E(description));
        }

        Reference("HS", item.CommodityCode);
        Reference("UCN", item.UniqueReference);
        Mass("AAE", "G", item.GrossMass);
        Mass("AAE", "N", item.NetMass);
        Country("27", item.Origin);
        Country("35", item.Dispatch);
        Country("28", item.Destination);
        Amount("38", item.Value);
        Amount("40", item.CustomsValue);
        if (item.SupplementaryQuantity is { } quantity)
        {
            edi.Segment("QTY", E("1", EdifactOut.Number(quantity.Amount), quantity.Unit));
        }

        if (item.DangerousGoods is { } dangerous)
        {
            edi.Segment("DGS", E("IMD"), E(), E(dangerous));
        }

        if (item.DutyRegime is not null || item.DutyRate is not null)
        {
            edi.Segment("TAX", E("1"), E(item.DutyRegime), E(), E(), E(null, null, null, EdifactOut.Number(item.DutyRate)));
        }

        foreach (var container in item.Containers)
        {
            edi.Segment("SGP", E(container));
        }

        Parties(item.Parties);
        Documents(item.Documents);
    }

    private void Transport(TransportMeans means)
    {
        var stage = Array.Find(EdifactCodes.Stages, row => row.Leg == means.Leg).Code;
        var list = means is { IdentityKind: { } kind, Identity: not null } ? EdifactCodes.ListOf(kind) : null;
        edi.Segment(
            "TDT", E(stage), E(means.Journey), E(EdifactOut.Number((int?)means.Mode)), E(), E(), E(), E(), E(means.Identity, list, null, means.Name, means.Nationality));
        Instant("133", means.DepartsAt);
        Instant("132", means.ArrivesAt);
    }

    private void Parties(IReadOnlyList<Party> parties)
    {
        foreach (var party in parties)
        {
            var code = Array.Find(EdifactCodes.Parties, row => row.Role == party.Role).Code ?? party.Capacity ?? "ZZZ";
            var identifier = party.Identifiers.Count > 0 ? party.Identifiers[0] : null;
            var address = party.Address;
            edi.Segment(
                "NAD", E(code), E(identifier?.Value, identifier is null ? null : EdifactCodes.ListOf(identifier.Scheme)), E(), E(party.Name), E(address?.Street),
                E(address?.City), E(address?.Region), E(address?.PostCode), E(address?.Country));
            if (party.Contact is { } contact)
            {
                edi.Segment("CTA", E("IC"), E(null, contact));
            }
        }
    }

    private void Documents(IReadOnlyList<DocumentReference> documents)
    {
        foreach (var document in documents.Where(document => document.Number.Length > 0))
        {
            edi.Segment("DOC", E(document.Type), E(document.Number));
        }
    }

    private void Instant(string qualifier, DateTimeOffset? instant)
    {
        if (instant is not null)
        {
            edi.Segment("DTM", E(qualifier, instant.Value.ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture), "304"));
        }
    }

    private void Marks(string? marks)
    {
        if (marks is not null)
        {
            edi.Segment("PCI", E("28"), E(marks));
        }
    }

    private void Reference(string qualifier, string? number)
    {
        if (number is not null)
        {
            edi.Segment("RFF", E(qualifier, number));
        }
    }

    private void Mass(string measurement, string? measured, decimal? mass)
    {
        if (mass is not null)
        {
            edi.Segment("MEA", E(measurement), E(measured), E("KGM", EdifactOut.Number(mass)));
        }
    }

    private void Country(string qualifier, string? country)
    {
        if (country is not null)
        {
            edi.Segment("LOC", E(qualifier), E(country, null, "5"));
        }
    }

    private void Amount(string qualifier, Money? money)
    {
        if (money is { } amount)
        {
            edi.Segment("MOA", E(qualifier, EdifactOut.Number(amount.Amount), amount.Currency));
        }
    }

    private void Total(string qualifier, string? count, string? unit)
    {
        if (count is not null)
        {
            edi.Segment("CNT", E(qualifier, count, unit));
        }
    }
}
