using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>The examination of a whole log.</summary>
public sealed class LogAuditTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(66_000)]
    public void A_log_as_it_was_written_holds_and_every_tile_of_it_is_looked_at(int size)
    {
        var log = ServedLog.Of(MemoryLog.Of(Given.Entries(size)));
        var read = new HashSet<string>();
        LogAudit.Check(log.Checkpoint, Read).ShouldBeNull();
        read.ShouldBe(log.Files.Keys, ignoreOrder: true);

        ReadOnlyMemory<byte>? Read(TileAddress address)
        {
            read.Add(address.Path).ShouldBeTrue("once");
            return log.Read(address);
        }
    }

    [Fact]
    public void Each_file_that_is_missing_cut_short_or_changed_is_named()
    {
        var log = ServedLog.Of(MemoryLog.Of(Given.Entries(600)));
        foreach (var (path, bytes) in log.Files.ToList())
        {
            foreach (var changed in (byte[]?[])[null, [], bytes[..^1], [.. bytes, 0], [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]])
            {
                if (changed is null)
                {
                    log.Files.Remove(path);
                }
                else
                {
                    log.Files[path] = changed;
                }

                var fault = LogAudit.Check(log.Checkpoint, log.Read).ShouldNotBeNull(path);
                if (!path.StartsWith("tile/entries", StringComparison.Ordinal) || changed is null || changed.Length != bytes.Length)
                {
                    fault.At.ShouldBe(path);
                }

                log.Files[path] = bytes;
            }
        }

        LogAudit.Check(log.Checkpoint, log.Read).ShouldBeNull();
        LogAudit.Check(log.Checkpoint with { Root = TreeHash.Empty }, log.Read).ShouldNotBeNull().Code.ShouldBe(FaultCode.LogProof);
    }
}
