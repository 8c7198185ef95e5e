using System.Security.Cryptography;
using Entente.Node.Federation.Delivery;
using Entente.Scenarios.Faults;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>A message takes as long as its line needs, provided that the line goes on taking it.</summary>
public sealed class SlowLineTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(59, true)] // a quarter of an hour in all
    [InlineData(61, false)]
    public async Task Each_piece_that_the_line_takes_renews_the_patience(int seconds, bool arrives)
    {
        var clock = new HandClock();
        using var patience = new Patience(Most, clock, CancellationToken.None);
        var body = RandomNumberGenerator.GetBytes((15 * PiecewiseContent.Piece) + 1);
        using var content = new PiecewiseContent(body, patience.Renew);
        using var line = new SlowLine(() => clock.Advance(TimeSpan.FromSeconds(seconds)));

        var sending = content.CopyToAsync(line, patience.Token);

        if (arrives)
        {
            await sending;
            line.Taken.ToArray().ShouldBe(body);
            content.Headers.ContentLength.ShouldBe(body.Length);
            clock.Advance(Most - TimeSpan.FromSeconds(1));
            patience.Token.IsCancellationRequested.ShouldBeFalse("an answer may take as long after the last byte");
            clock.Advance(TimeSpan.FromSeconds(1));
            patience.Token.IsCancellationRequested.ShouldBeTrue();
        }
        else
        {
            await Should.ThrowAsync<OperationCanceledException>(() => sending);
            line.Taken.Length.ShouldBe(0);
        }
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_large_message_arrives_over_a_line_on_which_it_takes_longer_than_an_answer_may(string kind)
    {
        // 16 KiB in 50 ms at the best: ten seconds for this one.
        await using var line = new FaultProxy { Plan = static _ => new Mishap { StallChance = 1, Stall = TimeSpan.FromMilliseconds(50) } };
        await using var pair = await NodePair.StartAsync(kind, line, "2.0", acknowledged: false, ("Federation:AnswerSeconds", "5"));
        var plan = RandomNumberGenerator.GetBytes(3_000_000);

        await pair.SendAsync("large", note => note with { Attachments = [new("plan.bin", "application/octet-stream", plan)] });
        await pair.DeliveredAsync(1);

        pair.Taken.ShouldHaveSingleItem().Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe(plan);
    }

    /// <summary>Before it takes a piece, something happens.</summary>
    private sealed class SlowLine(Action before) : Stream
    {
        public MemoryStream Taken { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            before();
            cancellationToken.ThrowIfCancellationRequested();
            Taken.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
