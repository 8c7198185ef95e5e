using Entente.Node.Selectivity;
using Entente.Node.Selectivity.Reference;

namespace Entente.Tests.Node.Selectivity;

public sealed class ReferenceWriterTests
{
    [Fact]
    public void What_is_written_is_read_as_it_was()
    {
        ReferenceCode[] places =
        [
            new() { Code = "NLRTM", Name = "Rotterdam", Latitude = 51.9, Longitude = -4.123456789, Functions = "12B" },
            new() { Code = "CNSHK", Name = "Shànghǎi, \"the\" port\nof", Latitude = null, Longitude = null, Functions = null },
        ];
        ReferenceCode[] goods = [new() { Code = "01", Name = "Animals; live" }, new() { Code = "010121", Name = "Horses, pure-bred" }];

        Again(ReferenceKind.Locode, places).ShouldBe(places, ignoreOrder: true);
        Again(ReferenceKind.Hs, goods).ShouldBe(goods, ignoreOrder: true);
    }

    [Fact]
    public void The_same_codes_give_the_same_bytes()
    {
        ReferenceCode[] goods = [new() { Code = "02", Name = "Meat" }, new() { Code = "01", Name = "Animals" }];

        ReferenceWriter.Write(ReferenceKind.Hs, goods.Reverse()).ShouldBe(ReferenceWriter.Write(ReferenceKind.Hs, goods));
        ReferenceWriter.Write(ReferenceKind.Hs, goods).ShouldBe("hscode,description\n01,Animals\n02,Meat\n"u8.ToArray());
    }

    [Theory]
    [InlineData(1, "reference/un-locode.csv")]
    [InlineData(2, "reference/harmonized-system.csv")]
    public void The_published_lists_survive_it(int kind, string file)
    {
        using var published = File.OpenRead(PublicData.Need(file));
        var (codes, _) = ReferenceFile.Read((ReferenceKind)kind, published, null, default);

        Again((ReferenceKind)kind, codes.Values).OrderBy(code => code.Code).SequenceEqual(codes.Values.OrderBy(code => code.Code)).ShouldBeTrue();
    }

    private static IEnumerable<ReferenceCode> Again(ReferenceKind kind, IEnumerable<ReferenceCode> codes)
    {
        using var text = new MemoryStream(ReferenceWriter.Write(kind, codes));
        var (read, fault) = ReferenceFile.Read(kind, text, null, default);
        fault.ShouldBeNull();
        return read.Values;
    }
}
