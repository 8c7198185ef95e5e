using System.Buffers;
using System.Text;
using System.Text.Json;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.TradeData;

public sealed class WriterTests
{
    public static TheoryData<TradeFormat> Formats => [.. TradeWriter.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_written_is_read_back_equal(TradeFormat format)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var declaration = new Carried(format, seed).Declaration();
            var reading = (await Given.Read(Written(declaration, format), format, Mapping(format))).ShouldHaveSingleItem();
            var back = reading.ShouldBeOfType<Reading.Accepted>(reading is Reading.Refused refused ? refused.Fault.ToString() : null);
            DeclarationJson.WriteText(back.Declaration).ShouldBe(DeclarationJson.WriteText(declaration), $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_batch_is_read_back_item_by_item(TradeFormat format)
    {
        var declarations = Enumerable.Range(0, 20).Select(seed => new Carried(format, seed).Declaration() with { Reference = $"B{seed}" }).ToList();
        using var bytes = new MemoryStream();
        TradeWriter.WriteBatch(declarations, format, bytes);
        var readings = await Given.Read(bytes.ToArray(), format, Mapping(format));
        readings.Select(reading => DeclarationJson.WriteText(reading.ShouldBeOfType<Reading.Accepted>().Declaration)).ShouldBe(declarations.Select(DeclarationJson.WriteText));
    }

    [Fact]
    public async Task Text_that_a_format_uses_for_itself_survives()
    {
        const string Name = "A&B <x> \"q\" 'r' + s:t? ; , \\ ﷽ 日本";
        foreach (var format in TradeWriter.Formats)
        {
            var declaration = new Declaration
            {
                Kind = format is TradeFormat.EntrySummaryXml ? DeclarationKind.EntrySummary : DeclarationKind.CargoReport,
                Reference = "R",
                Consignments = [new Consignment { Parties = [new Party { Role = PartyRole.Consignee, Name = Name }] }],
            };
            var reading = (await Given.Read(Written(declaration, format), format, Mapping(format))).ShouldHaveSingleItem().ShouldBeOfType<Reading.Accepted>(format.ToString());
            reading.Declaration.Consignments[0].Parties[0].Name.ShouldBe(Name, format.ToString());
        }
    }

    [Fact]
    public async Task Characters_that_xml_cannot_hold_do_not_stop_the_writing()
    {
        var declaration = new Declaration { Kind = DeclarationKind.Import, Reference = "R", LocalReference = "a\u0001b\uD800c😀" };
        (await Given.Read(Written(declaration, TradeFormat.WcoXml))).ShouldHaveSingleItem().ShouldBeOfType<Reading.Accepted>().Declaration.LocalReference.ShouldBe("a\uFFFDb\uFFFDc😀");
    }

    [Fact]
    public async Task The_loss_of_a_format_names_what_it_leaves_out()
    {
        var declaration = new Declaration
        {
            Kind = DeclarationKind.EntrySummary,
            Reference = "R",
            InvoiceTotal = new Money(5, "EUR"),
            Consignments = [new Consignment { Goods = [new GoodsItem { Sequence = 1, Origin = "KE" }] }],
        };
        var token = TestContext.Current.CancellationToken;
        (await TradeWriter.LossAsync(declaration, TradeFormat.EntrySummaryXml, token)).Remarks.Select(remark => remark.At)
            .ShouldBe(["$.invoiceTotal.amount", "$.invoiceTotal.currency", "$.consignments[].goods[].origin"]);
        (await TradeWriter.LossAsync(declaration, TradeFormat.WcoXml, token)).Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void Json_is_strict_and_leaves_out_what_is_empty()
    {
        var text = DeclarationJson.WriteText(new Declaration { Kind = DeclarationKind.Import, Reference = "R", Parties = [new Party { Role = PartyRole.Importer }] });
        text.ShouldBe("""{"kind":"Import","function":"Original","reference":"R","version":1,"parties":[{"role":"Importer"}],"simulated":false}""");
        foreach (var bad in new[]
        {
            "{}", "null", """{"kind":"Import"}""", """{"kind":1,"reference":"R"}""", """{"kind":"Import","reference":"R","x":1}""", """{"kind":"Import","reference":null}""",
            """{"kind":"Import","reference":"R","reference":"S"}""", """{"kind":"Import","reference":"R","offices":[{"role":"Exit"}]}""", """{"Kind":"Import","reference":"R"}""",
        })
        {
            Should.Throw<JsonException>(() => DeclarationJson.Read(Encoding.UTF8.GetBytes(bad)), bad);
        }
    }

    [Fact]
    public void Json_reads_back_every_member()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var text = DeclarationJson.WriteText(new Carried(TradeFormat.WcoXml, seed).Declaration());
            DeclarationJson.WriteText(DeclarationJson.Read(Encoding.UTF8.GetBytes(text))).ShouldBe(text);
        }
    }

    private static byte[] Written(Declaration declaration, TradeFormat format)
    {
        var bytes = new ArrayBufferWriter<byte>();
        TradeWriter.Write(declaration, format, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static CsvMapping? Mapping(TradeFormat format) => format is TradeFormat.Csv ? CsvMapping.BuiltIn(TradeWriter.CsvMappingName) : null;
}
