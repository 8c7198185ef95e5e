using System.Globalization;
using System.Text;
using Entente.TradeData;

namespace Entente.Tests.TradeData;

/// <summary>A batch of any length is read in memory for one item and the references that are remembered.</summary>
[Collection<Alone>]
public sealed class MemoryTests
{
    private const long Growth = 64L << 20;

    [Fact]
    public async Task A_csv_file_of_200_megabytes_is_read_in_64()
    {
        var filler = new string('x', 980);
        using var rows = new Generated(200 << 20, row => row == 0 ? "reference,kind,goods.description\n" : string.Create(CultureInfo.InvariantCulture, $"R{row},Import,{filler}\n"), "");
        (await Read(rows)).ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public async Task An_interchange_of_100_000_messages_is_read_in_64_megabytes()
    {
        using var messages = new Generated(
            long.MaxValue,
            n => n == 0 ? "UNB+UNOA:2+A+B+260127:0730+7'" : n > 100_000 ? null : string.Create(CultureInfo.InvariantCulture, $"UNH+{n}+CUSCAR:D:99B:UN'BGM+785+M{n}+9'CNI+1+B{n}'GID+1+3:CT'FTX+AAA+++GOODS'UNT+6+{n}'"),
            "UNZ+100000+7'");
        (await Read(messages)).ShouldBe(100_000);
    }

    private static async Task<int> Read(Stream input)
    {
        var before = GC.GetTotalMemory(true);
        var (count, most) = (0, 0L);
        await foreach (var reading in TradeReader.ReadAsync(input, TradeFormat.Detect, ReadingLimits.Default, CsvMapping.BuiltIn("declarations"), TestContext.Current.CancellationToken))
        {
            reading.ShouldBeOfType<Reading.Accepted>();
            if (++count % 20_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(true) - before);
            }
        }

        most.ShouldBeLessThan(Growth);
        return count;
    }

    /// <summary>Text that is made while it is read.</summary>
    private sealed class Generated(long length, Func<int, string?> part, string end) : MemoryStream
    {
        private byte[] current = [];
        private int at;
        private int number;
        private long given;
        private bool ended;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (at == current.Length && !ended)
            {
                var next = given < length ? part(number++) : null;
                ended = next is null;
                (current, at) = (Encoding.ASCII.GetBytes(next ?? end), 0);
            }

            var count = Math.Min(buffer.Length, current.Length - at);
            current.AsSpan(at, count).CopyTo(buffer.Span);
            at += count;
            given += count;
            return ValueTask.FromResult(count);
        }
    }
}
