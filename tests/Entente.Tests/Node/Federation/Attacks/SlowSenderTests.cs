using System.Net;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>A partner that promises much, sends some of it and then nothing more: it shuts out nobody, not even itself.</summary>
public sealed class SlowSenderTests
{
    private const int Mebi = 1024 * 1024;

    [Fact]
    public async Task Who_holds_back_what_it_promised_keeps_no_room_from_others()
    {
        await using var theatre = await Theatre.OpenAsync("2.0", ("Federation:HeldMebibytes", "1"));
        using var first = new HeldBack(100 * Mebi, 700_000); // more than its share, so that it takes the place for large messages
        using var second = new HeldBack(100 * Mebi, 200_000);
        var posting = (Task[])[theatre.PostAsync(Theatre.Third, "CA", first), theatre.PostAsync(Theatre.Third, "CA", second)];
        await Task.WhenAll(first.Sent, Task.WhenAny(second.Sent, posting[1]));

        for (var at = 0; at < 3; at++)
        {
            (await theatre.PostAsync("NL", "CA", theatre.Forge("NL", "CA", theatre.SignerOf("NL")))).Verdict.ShouldBe("receipt");
        }

        (await theatre.PostAsync(Theatre.Third, "CA", theatre.Forge(Theatre.Third, "CA", theatre.SignerOf(Theatre.Third)))).Verdict.ShouldBe("receipt");
        posting[0].IsCompleted.ShouldBeFalse("it is still waited for");
        first.GiveUp();
        second.GiveUp();
        await Should.ThrowAsync<HttpRequestException>(() => posting[0]);
    }

    /// <summary>A body of which only the beginning is sent.</summary>
    private sealed class HeldBack(long promised, int sent) : HttpContent
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource given = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Sent => done.Task;

        public void GiveUp() => given.TrySetException(new IOException("Given up."));

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[sent]);
            await stream.FlushAsync();
            done.TrySetResult();
            await given.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = promised;
            return true;
        }
    }
}
