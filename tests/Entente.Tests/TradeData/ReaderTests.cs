using System.Text;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.TradeData;

public sealed class ReaderTests
{
    [Fact]
    public async Task A_wco_declaration_becomes_a_consignment_with_goods()
    {
        var (declaration, loss) = await Given.Accepted(Given.Wco);

        declaration.Kind.ShouldBe(DeclarationKind.Import);
        declaration.Reference.ShouldBe("LRN-1");
        var consignment = declaration.Consignments.ShouldHaveSingleItem();
        consignment.Parties.ShouldHaveSingleItem().Name.ShouldBe("Bakari & Söhne");
        consignment.Equipment.ShouldHaveSingleItem().Number.ShouldBe("MSKU9070323");
        var item = consignment.Goods.ShouldHaveSingleItem();
        item.CommodityCode.ShouldBe("0907100000");
        item.Hs6.ShouldBe("090710");
        item.GrossMass.ShouldBe(120.5m);
        item.Value.ShouldBe(new Money(900, "EUR"));
        item.Procedure.ShouldBe("4000");
        loss.Remarks.ShouldHaveSingleItem().At.ShouldEndWith("GovernmentAgencyGoodsItem/TransactionNatureCode");
    }

    [Theory]
    [InlineData("13", "INV", DeclarationFunction.Cancellation)]
    [InlineData("13", "COR", DeclarationFunction.Amendment)]
    [InlineData("5", "IMA", DeclarationFunction.Amendment)] // replacement
    [InlineData("9", "EXD", DeclarationFunction.Original)]
    public async Task The_function_and_type_say_what_is_done_to_the_reference(string function, string type, DeclarationFunction expected)
    {
        var (declaration, _) = await Given.Accepted(Given.Wco.Replace(">9<", $">{function}<", StringComparison.Ordinal).Replace("IMA", type, StringComparison.Ordinal));
        declaration.Function.ShouldBe(expected);
    }

    [Fact]
    public async Task An_entry_summary_names_vessel_route_office_and_containers()
    {
        var (declaration, loss) = await Given.Accepted(Given.EntrySummary);

        declaration.Kind.ShouldBe(DeclarationKind.EntrySummary);
        var consignment = declaration.Consignments.ShouldHaveSingleItem();
        var vessel = consignment.Transport.ShouldHaveSingleItem();
        vessel.ShouldSatisfyAllConditions(
            () => vessel.Identity.ShouldBe("9074729"), () => vessel.IdentityKind.ShouldBe(TransportIdentity.ImoNumber),
            () => vessel.ArrivesAt.ShouldBe(new DateTimeOffset(2026, 2, 10, 12, 0, 0, TimeSpan.Zero)));
        consignment.Route.ShouldHaveSingleItem().Location.ShouldBe("CNSHA");
        consignment.Equipment.ShouldHaveSingleItem().Number.ShouldBe("CSQU3054383");
        declaration.Offices.ShouldHaveSingleItem().ShouldBe(new OfficeReference(OfficeRole.FirstEntry, "NL000510"));
        loss.Remarks.ShouldContain(remark => remark.Code == "trade-total-mismatch" && remark.At.EndsWith("TotNumOfIteHEA305", StringComparison.Ordinal));
        loss.Remarks.ShouldNotContain(remark => remark.At.EndsWith("TotNumOfPacHEA306", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transit_declaration_keeps_its_houses()
    {
        var (declaration, _) = await Given.Accepted(Given.Transit);

        declaration.ShouldSatisfyAllConditions(
            () => declaration.Kind.ShouldBe(DeclarationKind.Transit), () => declaration.Reference.ShouldBe("TRN-1"), () => declaration.Procedure.ShouldBe("T1"));
        var master = declaration.Consignments.ShouldHaveSingleItem();
        master.Level.ShouldBe(ConsignmentLevel.Master);
        master.Houses.ShouldHaveSingleItem().Goods.ShouldHaveSingleItem().CommodityCode.ShouldBe("240220");
    }

    [Fact]
    public async Task A_cuscar_manifest_gives_the_vessel_to_each_consignment_and_the_container_to_its_owner()
    {
        var (declaration, loss) = await Given.Accepted(Given.Cuscar);

        declaration.Kind.ShouldBe(DeclarationKind.CargoReport);
        declaration.Parties.ShouldHaveSingleItem().Role.ShouldBe(PartyRole.Carrier);
        var consignment = declaration.Consignments.ShouldHaveSingleItem();
        consignment.TransportDocument.ShouldBe(new DocumentReference("N705", "BL-1"));
        consignment.Transport.ShouldHaveSingleItem().ShouldBe(new TransportMeans
        {
            Leg = TransportLeg.Border, Mode = TransportMode.Sea, Identity = "9074729", IdentityKind = TransportIdentity.ImoNumber, Name = "EMMA", Nationality = "DK", Journey = "017W",
        });
        var container = consignment.Equipment.ShouldHaveSingleItem();
        (container.Number, container.SizeType, container.Full, container.Seals[0]).ShouldBe(("CSQU3054383", "45G1", true, "S77"));
        consignment.Parties.ShouldHaveSingleItem().Name.ShouldBe("O'REILLY + CO");
        loss.Count(RemarkKind.Suspect).ShouldBe(0);
    }

    [Fact]
    public async Task Edifact_in_another_service_string_and_charset_is_read()
    {
        var text = Given.Cuscar["UNA:+.? '".Length..].Replace("?'", "\0", StringComparison.Ordinal).Replace("?+", "+", StringComparison.Ordinal);
        text = "UNA|*,! ~" + text.Replace(" + CO", " & CÖ", StringComparison.Ordinal).Replace(':', '|').Replace('+', '*').Replace('\'', '~').Replace('\0', '\'');
        var reading = (await Given.Read(Encoding.Latin1.GetBytes(text))).ShouldHaveSingleItem().ShouldBeOfType<Reading.Accepted>();
        reading.Declaration.Consignments[0].Parties[0].Name.ShouldBe("O'REILLY & CÖ");
    }

    [Fact]
    public async Task Houses_of_a_manifest_stand_below_their_master()
    {
        var text = "UNB+UNOA:2+A+B+260127:0730+7'UNH+1+CUSCAR:D:99B:UN'BGM+785+MAN-2+9'CNI+1'RFF+MB:M-1'CNI+2'RFF+BH:H-1'RFF+MB:M-1'GID+1+3:CT'CNI+3'RFF+BH:H-2'RFF+MB:M-1'UNT+12+1'UNZ+1+7'";
        var (declaration, _) = await Given.Accepted(text);
        var master = declaration.Consignments.ShouldHaveSingleItem();
        master.Level.ShouldBe(ConsignmentLevel.Master);
        master.Houses.Select(house => house.TransportDocument!.Number).ShouldBe(["H-1", "H-2"]);
    }

    [Fact]
    public async Task A_declaration_in_each_xml_encoding_reads_the_same()
    {
        var expected = (await Given.Accepted(Given.Wco)).Declaration;
        foreach (var (encoding, name) in new (Encoding, string)[] { (new UTF8Encoding(true), "utf-8"), (Encoding.Unicode, "utf-16"), (Encoding.BigEndianUnicode, "UTF-16"), (Encoding.Latin1, "ISO-8859-1") })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>\n" + Given.Wco)];
            var reading = (await Given.Read(bytes)).ShouldHaveSingleItem().ShouldBeOfType<Reading.Accepted>(name);
            DeclarationJson.WriteText(reading.Declaration).ShouldBe(DeclarationJson.WriteText(expected), name);
        }
    }

    [Fact]
    public async Task An_envelope_gives_every_item_its_own_bytes_and_goes_on_after_a_bad_one()
    {
        var good = Given.Wco;
        var other = Given.Wco.Replace("LRN-1", "LRN-2", StringComparison.Ordinal);
        var broken = other.Replace("</Origin>", "</Origen>", StringComparison.Ordinal);
        var text = $"<?xml version=\"1.0\"?><!-- <a> --><Declarations xmlns=\"urn:x\">{good}{broken}{good}<![CDATA[ ]]>{other}\n</Declarations>";

        var readings = await Given.Read(text);

        readings.Select(reading => reading is Reading.Refused refused ? refused.Fault.Code.Id : "accepted")
            .ShouldBe(["accepted", "trade-xml-malformed", "trade-duplicate-reference", "accepted"]);
        readings.Select(reading => reading.Ordinal).ShouldBe([1, 2, 3, 4]);
        Encoding.UTF8.GetString(readings[3].Source.Span).ShouldBe(other);
    }

    [Fact]
    public async Task A_prefix_declared_on_the_envelope_holds_for_its_items()
    {
        var text = "<w:Declarations xmlns:w=\"urn:wco:datamodel:WCO:DEC-DMS:2\"><w:Declaration><w:FunctionalReferenceID>R</w:FunctionalReferenceID><w:TypeCode>EXA</w:TypeCode></w:Declaration></w:Declarations>";
        (await Given.Accepted(text)).Declaration.Kind.ShouldBe(DeclarationKind.Export);
    }
}
