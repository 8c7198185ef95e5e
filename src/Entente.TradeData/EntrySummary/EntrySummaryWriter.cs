using System.Globalization;
using System.Xml;
using Entente.TradeData.Model;
using Entente.TradeData.Xml;

namespace Entente.TradeData.EntrySummary;

/// <summary>Writes a declaration as IE315, or as IE313 where it changes an earlier one. The schema has one consignment; houses and further consignments are left out.</summary>
internal sealed class EntrySummaryWriter(XmlOut xml)
{
    public static void Write(IEnumerable<Declaration> declarations, Stream output, bool envelope) => XmlOut.WriteAll(declarations, output, envelope, Write);

    private static void Write(XmlWriter writer, Declaration declaration)
    {
        var name = declaration.Function is DeclarationFunction.Amendment ? "CC313A" : "CC315A";
        writer.WriteStartElement("ie", name, "http://ics.dgtaxud.ec/" + name);
        new EntrySummaryWriter(new XmlOut(writer, "")).Write(declaration, name);
        writer.WriteEndElement();
    }

    private void Write(Declaration declaration, string name)
    {
        var amends = name == "CC313A";
        var consignment = declaration.Consignments.Count > 0 ? declaration.Consignments[0] : new Consignment();
        var border = consignment.Transport.FirstOrDefault(means => means.Leg is TransportLeg.Border);
        xml.Leaf("MesTypMES20", name);
        xml.Begin("HEAHEA");
        xml.Leaf(amends ? "DocNumHEA5" : "RefNumHEA4", declaration.Reference);
        xml.Leaf("TraModAtBorHEA76", border?.Mode is { } mode ? (int)mode : null);
        xml.Leaf("IdeOfMeaOfTraCroHEA85", border?.Identity);
        xml.Leaf("NatOfMeaOfTraCroHEA87", border?.Nationality);
        xml.Leaf("TotNumOfIteHEA305", consignment.Goods.Count);
        xml.Leaf("TotNumOfPacHEA306", declaration.PackageCount);
        xml.Leaf("TotGroMasHEA307", declaration.GrossMass);
        xml.Leaf("SpeCirIndHEA1", declaration.Procedure);
        xml.Leaf("TraChaMetOfPayHEA1", consignment.FreightPayment);
        xml.Leaf("ComRefNumHEA", consignment.UniqueReference);
        xml.Leaf("ConRefNumHEA", border?.Journey);
        xml.Leaf("PlaLoaGOOITE334", Place(consignment, RouteRole.Loading));
        xml.Leaf("PlaUnlGOOITE334", Place(consignment, RouteRole.Discharge));
        xml.Leaf(amends ? "DatTimAmeHEA113" : "DecDatTimHEA114", Minute(declaration.LodgedAt));
        xml.End();
        Party(consignment.Parties, PartyRole.Consignor, "TRACONCO1", "CO1");
        Party(consignment.Parties, PartyRole.Consignee, "TRACONCE1", "CE1");
        Party(consignment.Parties, PartyRole.NotifyParty, "NOTPAR670", "NOTPAR67");
        foreach (var item in consignment.Goods)
        {
            Goods(item);
        }

        foreach (var place in consignment.Route.Where(place => place is { Role: RouteRole.Transit, Country: not null }))
        {
            xml.Begin("ITI");
            xml.Leaf("CouOfRouCodITI1", place.Country);
            xml.End();
        }

        Office(declaration, OfficeRole.Lodgement, "CUSOFFLON", "RefNumCOL1", null);
        Party(declaration.Parties, PartyRole.Representative, "TRAREP", "TRE1");
        Party(declaration.Parties, PartyRole.Declarant, "PERLODSUMDEC", "PLD1");
        foreach (var seal in consignment.Equipment.SelectMany(equipment => equipment.Seals).Concat(consignment.Seals))
        {
            xml.Begin("SEAID529");
            xml.Leaf("SeaIdSEAID530", seal);
            xml.End();
        }

        Office(declaration, OfficeRole.FirstEntry, "CUSOFFFENT730", "RefNumCUSOFFFENT731", Minute(border?.ArrivesAt));
        Office(declaration, OfficeRole.SubsequentEntry, "CUSOFFSENT740", "RefNumSUBENR909", null);
        Party(declaration.Parties, PartyRole.Carrier, "TRACARENT601", "TRACARENT60");
    }

    private void Goods(GoodsItem item)
    {
        xml.Begin("GOOITEGDS");
        xml.Leaf("IteNumGDS7", item.Sequence);
        xml.Leaf("GooDesGDS23", item.Description);
        xml.Leaf("GroMasGDS46", item.GrossMass);
        xml.Leaf("ComRefNumGIM1", item.UniqueReference);
        xml.Leaf("UNDanGooCodGDI1", item.DangerousGoods);
        foreach (var document in item.Documents)
        {
            xml.Begin("PRODOCDC2");
            xml.Leaf("DocTypDC21", document.Type);
            xml.Leaf("DocRefDC23", document.Number);
            xml.End();
        }

        Party(item.Parties, PartyRole.Consignor, "TRACONCO2", "CO2");
        if (item.CommodityCode is not null)
        {
            xml.Begin("COMCODGODITM");
            xml.Leaf("ComNomCMD1", item.CommodityCode);
            xml.End();
        }

        Party(item.Parties, PartyRole.Consignee, "TRACONCE2", "CE2");
        foreach (var container in item.Containers)
        {
            xml.Begin("CONNR2");
            xml.Leaf("ConNumNR21", container);
            xml.End();
        }

        foreach (var packaging in item.Packaging)
        {
            xml.Begin("PACGS2");
            xml.Leaf("KinOfPacGS23", packaging.Kind);
            xml.Leaf(packaging.Kind is "NE" or "NF" or "NG" ? "NumOfPieGS25" : "NumOfPacGS24", packaging.Count);
            xml.Leaf("MarNumOfPacGSL21", packaging.Marks);
            xml.End();
        }

        Party(item.Parties, PartyRole.NotifyParty, "PRTNOT640", "PRTNOT64");
        xml.End();
    }

    /// <summary>The schema numbers the same words differently in each party: <c>StrAndNumCO122</c>, <c>StrNumNOTPAR673</c>, <c>StrNumPRTNOT646</c>.</summary>
    private void Party(IReadOnlyList<Party> parties, PartyRole role, string element, string place)
    {
        if (parties.FirstOrDefault(one => one.Role == role) is not { } party)
        {
            return;
        }

        var (name, street, post, city, country, number) = place switch
        {
            "NOTPAR67" => ("NamNOTPAR672", "StrNumNOTPAR673", "PosCodNOTPAR676", "CitNOTPAR674", "CouCodNOTPAR675", "TINNOTPAR671"),
            "PRTNOT64" => ("NamPRTNOT642", "StrNumPRTNOT646", "PstCodPRTNOT644", "CtyPRTNOT643", "CouCodGINOT647", "TINPRTNOT641"),
            "TRACARENT60" => ("NamTRACARENT604", "StrNumTRACARENT607", "PstCodTRACARENT606", "CtyTRACARENT603", "CouCodTRACARENT605", "TINTRACARENT602"),
            "TRE1" or "PLD1" => ($"Nam{place}", $"StrAndNum{place}", $"PosCod{place}", $"Cit{place}", $"CouCod{place}", $"TIN{place}"),
            _ => ($"Nam{place}7", $"StrAndNum{place}22", $"PosCod{place}23", $"Cit{place}24", $"Cou{place}25", $"TIN{place}59"),
        };
        xml.Begin(element);
        xml.Leaf(name, party.Name);
        xml.Leaf(street, party.Address?.Street);
        xml.Leaf(post, party.Address?.PostCode);
        xml.Leaf(city, party.Address?.City);
        xml.Leaf(country, party.Address?.Country);
        xml.Leaf(number, party.Identifiers.FirstOrDefault(identifier => identifier.Scheme is IdentifierScheme.Eori)?.Value);
        xml.End();
    }

    private void Office(Declaration declaration, OfficeRole role, string element, string code, string? arrival)
    {
        foreach (var office in declaration.Offices.Where(office => office.Role == role))
        {
            xml.Begin(element);
            xml.Leaf(code, office.Code);
            xml.Leaf("ExpDatOfArrFIRENT733", arrival);
            xml.End();
        }
    }

    private static string? Place(Consignment consignment, RouteRole role) =>
        consignment.Route.FirstOrDefault(place => place.Role == role) is { } place ? place.Location ?? place.Name : null;

    private static string? Minute(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
