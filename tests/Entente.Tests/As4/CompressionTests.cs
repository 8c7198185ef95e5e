using System.Security.Cryptography;
using Entente.As4;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.As4;

public sealed class CompressionTests
{
    [Fact]
    public void Any_content_comes_back() => Prop.ForAll<byte[]>(content =>
    {
        Compression.TryDecompress(Compression.Compress(content), content.Length, out var back, out _).ShouldBeTrue();
        back.ToArray().ShouldBe(content);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_length_beyond_what_is_allowed_is_refused_before_a_byte_is_made()
    {
        var bomb = Gzip.Of(new byte[50_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Compression.TryDecompress(bomb, 49_999_999, out _, out var why).ShouldBeFalse();
        why.ShouldContain("50000000");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000);
    }

    [Fact]
    public void A_length_that_lies_costs_no_more_than_it_says()
    {
        var bomb = Gzip.SayingLength(Gzip.Of(new byte[50_000_000]), 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Compression.TryDecompress(bomb, 100_000_000, out _, out _).ShouldBeFalse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000);
    }

    [Fact]
    public void What_cannot_be_compressed_is_held_once()
    {
        var content = RandomNumberGenerator.GetBytes(5_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Compression.Compress(content).Length.ShouldBeGreaterThan(content.Length);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(content.Length + 200_000);
    }
}
