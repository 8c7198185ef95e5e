using System.Text;
using Entente.TradeData;

namespace Entente.Tests.TradeData;

/// <summary>Damaged input ends with a verdict and never with an exception.</summary>
public sealed class HostileTests
{
    private static readonly string[] Samples =
    [
        "messages/wco-dm/samples/annotated_XML_samples/TT_EX013b/TT_EX013b.xml", "messages/ncts/cc029c-valid.xml", "messages/ens/rule-cases/CITCO124.0.1.xml",
        "messages/edifact/CUSDEC-EXD-D99B.edi", "messages/edifact/CUSCAR-WARREL-D99B.edi", "messages/edifact/CUSREP-DEPART-D99B.edi",
    ];

    public static TheoryData<string> Documents => [Given.Wco, Given.EntrySummary, Given.Transit, Given.Cuscar, "<Declarations>" + Given.Wco + Given.EntrySummary + "</Declarations>", "reference,kind\nA,\"Imp\"\"ort\"\nB,Export\n"];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_cut_anywhere_or_with_any_byte_changed_ends_with_a_verdict(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            await Ends(bytes[..length]);
        }

        await Flip(bytes, 300);
    }

    [Fact]
    public async Task Samples_cut_at_every_97th_byte_or_damaged_end_with_a_verdict()
    {
        foreach (var sample in Samples)
        {
            var bytes = await File.ReadAllBytesAsync(Given.Data(sample), TestContext.Current.CancellationToken);
            for (var length = 0; length < bytes.Length; length += 97)
            {
                await Ends(bytes[..length]);
            }

            await Flip(bytes, 100);
        }
    }

    [Fact]
    public async Task A_stream_that_gives_one_byte_at_a_time_is_read_the_same()
    {
        foreach (var text in new[] { Given.Wco, Given.Cuscar, "<Declarations>" + Given.Wco + "</Declarations>" })
        {
            using var drip = new Drip(Encoding.UTF8.GetBytes(text));
            var readings = new List<Reading>();
            await foreach (var reading in TradeReader.ReadAsync(drip, TradeFormat.Detect, ReadingLimits.Default, null, TestContext.Current.CancellationToken))
            {
                readings.Add(reading);
            }

            readings.ShouldHaveSingleItem().ShouldBeOfType<Reading.Accepted>();
        }
    }

    private static async Task Flip(byte[] bytes, int times)
    {
        var random = new Random(97);
        for (var round = 0; round < times; round++)
        {
            var damaged = bytes.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            await Ends(damaged);
        }
    }

    private static async Task Ends(byte[] bytes)
    {
        var readings = await Given.Read(bytes, mapping: CsvMapping.BuiltIn("declarations"));
        readings.Count.ShouldBeLessThan(bytes.Length + 2);
        readings.OfType<Reading.Refused>().ShouldAllBe(refused => refused.Fault.Code.Id.StartsWith("trade-", StringComparison.Ordinal));
    }

    private sealed class Drip(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
