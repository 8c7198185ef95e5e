using System.Text;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.TradeData;

public sealed class CsvReaderTests
{
    private const string Small = """
        { "name": "small", "separator": ";", "decimal": ",",
          "columns": { "Ref": { "to": "reference" }, "Date": { "to": "lodgedAt", "format": "dd/MM/yyyy" }, "Importer": { "to": "parties.importer.name" },
            "Goods": { "to": "goods.description" }, "Net": { "to": "goods.netMass" }, "Mode": { "to": "consignment.transport.border.mode", "values": { "S": "1" } },
            "P1": { "to": "goods.procedure" }, "P2": { "to": "goods.procedure", "join": "-" }, "Gone": { "to": "goods.origin", "optional": true } },
          "constants": { "kind": "Export" } }
        """;

    [Fact]
    public async Task Neighbouring_rows_with_one_reference_are_one_declaration()
    {
        var text = "Ref;Date;Importer;Goods;Net;Mode;P1;P2;Label\nA;31/01/2026;\"Dar; \"\"es\"\" Salaam\nLtd\";tea;1,5;S;40;00;x\nA;31/01/2026;\"Dar; \"\"es\"\" Salaam\nLtd\";coffee;2,5;S;;71;\nB;;;salt;;;;;y\n";
        var readings = await Given.Read(text, mapping: Given.Mapping(Small));

        var first = readings[0].ShouldBeOfType<Reading.Accepted>();
        first.Declaration.Kind.ShouldBe(DeclarationKind.Export);
        first.Declaration.LodgedAt.ShouldBe(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero));
        first.Declaration.Parties.ShouldHaveSingleItem().Name.ShouldBe("Dar; \"es\" Salaam\nLtd");
        first.Declaration.Consignments[0].Transport.ShouldHaveSingleItem().Mode.ShouldBe(TransportMode.Sea);
        first.Declaration.Consignments[0].Goods.Select(item => (item.Sequence, item.Description, item.NetMass, item.Procedure))
            .ShouldBe([(1, "tea", 1.5m, "40-00"), (2, "coffee", 2.5m, "71")]);
        first.Loss.Remarks.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            remark => remark.At.ShouldBe("line 2, column Label"), remark => remark.Kind.ShouldBe(RemarkKind.NotCarried));
        first.Loss.Mapped.ShouldBe(11); // seven of the first row without the label, and reference, goods, net and procedure of the second
        readings[1].ShouldBeOfType<Reading.Accepted>().Declaration.Reference.ShouldBe("B");
        Encoding.UTF8.GetString(readings[1].Source.Span).ShouldBe("Ref;Date;Importer;Goods;Net;Mode;P1;P2;Label\nB;;;salt;;;;;y\n");
    }

    [Fact]
    public async Task Labels_of_the_public_declarations_are_never_carried()
    {
        var text = "Declaration ID,Date,Office ID,Process Type,Import Type,Import Use,Payment Type,Mode of Transport,Declarant ID,Importer ID,Seller ID,Courier ID,HS6 Code,Country of Departure,Country of Origin,Tax Rate,Tax Type,Country of Origin Indicator,Net Mass,Item Price,Fraud,Critical Fraud\n" +
            "97061800,2020-01-01,30,B,11,21,11,10,ZZR1LT6,QLRUBN9,0VKY2BR,,440890,BE,BE,0.0,FEU1,G,108.0,372254.4,1,2\n";
        var (declaration, loss) = await Given.Accepted(text, Given.Declarations);

        declaration.Consignments[0].Goods[0].ShouldSatisfyAllConditions(
            item => item.CommodityCode.ShouldBe("440890"), item => item.Procedure.ShouldBe("11-21"), item => item.DutyRegime.ShouldBe("FEU1"),
            item => item.Value.ShouldBe(new Money(372254.4m, "KRW")));
        loss.Remarks.Select(remark => remark.At).ShouldBe(["line 2, column Fraud", "line 2, column Critical Fraud"]);
        loss.Mapped.ShouldBe(19);
    }

    [Fact]
    public async Task The_public_declarations_are_all_read()
    {
        var bytes = await File.ReadAllBytesAsync(Given.Data("targeting/declarations/valid_2021Q1.csv"), TestContext.Current.CancellationToken);
        var readings = await Given.Read(bytes, mapping: Given.Declarations);
        readings.Count.ShouldBe(8134);
        readings.ShouldAllBe(reading => reading is Reading.Accepted);
    }

    [Fact]
    public void Every_mapping_that_comes_along_can_be_used()
    {
        CsvMapping.BuiltInNames.ShouldBe(["customs-declarations", "declarations"]);
        CsvMapping.BuiltInNames.ShouldAllBe(name => CsvMapping.BuiltIn(name)!.Name == name);
    }

    [Theory]
    [InlineData("{", "$")] // no JSON
    [InlineData("""{"name":"x","columns":{"A":{"to":"goods.orgin"}}}""", "$.columns['A'].to")]
    [InlineData("""{"name":"x","columns":{"A":{"to":"parties.2.name"}}}""", "$.columns['A'].to")] // a number is no role
    [InlineData("""{"name":"x","columns":{"A":{"to":"goods.origin"}}}""", "$.columns")] // no reference
    [InlineData("""{"name":"x","columns":{"A":{"to":"reference"},"B":{"to":"reference"}}}""", "$.columns")]
    [InlineData("""{"name":"x","columns":{"A":{"to":"reference"}},"separator":"ab"}""", "$.separator")]
    [InlineData("""{"name":"x","columns":{"A":{"to":"reference"}},"encoding":"ebcdic"}""", "$.encoding")]
    [InlineData("""{"name":"x","columns":{"A":{"to":"reference"}},"decimal":"'"}""", "$.decimal")]
    [InlineData("""{"name":"x","columns":{"A":{"to":"reference"}},"constants":{"kidn":"Import"}}""", "$.constants['kidn']")]
    [InlineData("""{"name":"x","columns":{"A":{"to":"reference"}},"colour":1}""", "$.colour")]
    public void A_mapping_that_cannot_be_used_is_refused_where_it_is_wrong(string json, string at)
    {
        CsvMapping.TryParse(Encoding.UTF8.GetBytes(json), out _, out var fault).ShouldBeFalse();
        fault!.Code.Id.ShouldBe("trade-mapping-invalid");
        fault.At.ShouldBe(at);
    }
}
