using Entente.Node.Federation.Delivery;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class ArrivingTests
{
    private const int Mebi = 1024 * 1024;

    private readonly HandClock clock = new();
    private readonly HeldBytes held = new(Mebi);

    /// <summary>How many bytes come in how many seconds, of how many in all; and the status.</summary>
    public static TheoryData<int, int, int, int> Paces => new()
    {
        { 100_000, 16_384, 0, StatusCodes.Status200OK },
        { 20_000, 1000, 1, StatusCodes.Status200OK }, // slower than is asked for, and through before it is asked
        { 400_000, 4096, 2, StatusCodes.Status200OK }, // a slow line, for three minutes
        { 400_000, 65_536, 28, StatusCodes.Status200OK }, // one that falters
        { 400_000, 1000, 2, StatusCodes.Status408RequestTimeout },
        { 400_000, 1, 29, StatusCodes.Status408RequestTimeout }, // a byte now and then
        { 100, 1, 31, StatusCodes.Status408RequestTimeout }, // nothing, for longer than a line falters
        { 2 * Mebi, 65_536, 3, StatusCodes.Status200OK }, // a large one, fast enough
        { 2 * Mebi, 8192, 2, StatusCodes.Status408RequestTimeout }, // and one for which others would wait too long
    };

    [Theory, MemberData(nameof(Paces))]
    public async Task Who_is_slow_is_waited_for_and_who_is_too_slow_is_let_go(int all, int piece, int seconds, int status)
    {
        foreach (var length in (long?[])[all, null])
        {
            using var holding = held.Open("CA");
            var body = new Body(all, piece, () => clock.Advance(TimeSpan.FromSeconds(seconds)));

            var (came, answer) = await new Arriving(holding, length, 4 * Mebi, clock).ReadAsync(body, CancellationToken.None);

            answer.ShouldBe(status);
            (came?.Length).ShouldBe(status == StatusCodes.Status200OK ? all : null);
            (came ?? []).ShouldAllBe(one => one == 7);
        }
    }

    [Fact]
    public async Task What_is_promised_takes_no_room_until_it_comes()
    {
        using var promised = held.Open("CA");
        var others = 0;
        var body = new Body(1000, 100, () =>
        {
            using var other = held.Open("SG");
            others += other.TryGrow(400_000) && !other.IsLarge ? 1 : 0;
        });

        await Should.ThrowAsync<EndOfStreamException>(() => new Arriving(promised, 100 * Mebi, 128 * Mebi, clock).ReadAsync(body, CancellationToken.None));

        others.ShouldBe(11);
    }

    [Fact]
    public async Task There_is_no_room_for_a_second_large_one_at_the_same_time()
    {
        using var first = held.Open("SG");
        first.TryGrow(2 * Mebi).ShouldBeTrue();
        using var second = held.Open("CA");

        (await new Arriving(second, 2 * Mebi, 4 * Mebi, clock).ReadAsync(new Body(2 * Mebi, 65_536, () => { }), CancellationToken.None)).ShouldBe((null, StatusCodes.Status503ServiceUnavailable));
    }

    [Fact]
    public async Task What_does_not_say_its_length_is_read_up_to_the_most_and_no_further()
    {
        foreach (var (bytes, status) in ((int, int)[])[(300_000, StatusCodes.Status200OK), (300_001, StatusCodes.Status413PayloadTooLarge)])
        {
            using var holding = held.Open("CA");

            (await new Arriving(holding, null, 300_000, clock).ReadAsync(new Body(bytes, 65_536, () => { }), CancellationToken.None)).Status.ShouldBe(status);
        }
    }

    [Fact]
    public async Task A_request_that_is_broken_off_is_no_slow_one()
    {
        using var holding = held.Open("CA");
        using var aborted = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => new Arriving(holding, 1000, Mebi, clock).ReadAsync(new Body(1000, 10, aborted.Cancel), aborted.Token));
    }

    /// <summary>Bytes that come in pieces; before each, something happens.</summary>
    private sealed class Body(int all, int piece, Action before) : Stream
    {
        private int left = all;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            before();
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Math.Min(piece, left), buffer.Length);
            left -= count;
            buffer.Span[..count].Fill(7);
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
