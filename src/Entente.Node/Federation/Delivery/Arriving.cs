namespace Entente.Node.Federation.Delivery;

/// <summary>The body of what a partner posts. Memory is taken as bytes come, not as they are promised, and who keeps it too long is let go.</summary>
/// <param name="holding">What memory it may take.</param>
/// <param name="length">How long it says to be; <see langword="null"/> if it does not say.</param>
/// <param name="most">The most that is read where it does not say.</param>
internal sealed class Arriving(HeldBytes.Holding holding, long? length, int most, TimeProvider clock)
{
    /// <summary>The least that is read on average, in bytes per second: what a window of messages gets together on a line of 256 kbit/s.</summary>
    public const int Slowest = 1024;

    /// <summary>The same where a message has the place for large ones, for which others wait.</summary>
    public const int SlowestLarge = 16 * 1024;

    /// <summary>How long nobody asks how fast it goes: small messages are through by then, and lines may falter.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const int Piece = 64 * 1024;

    private readonly long began = clock.GetTimestamp();
    private (long At, int Count)? large;
    private int count;

    /// <returns>The bytes, or the status of HTTP with which they are not taken.</returns>
    public async Task<(byte[]? Body, int Status)> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        var buffer = Array.Empty<byte>();
        try
        {
            while (count != length)
            {
                if (count == buffer.Length)
                {
                    var room = Math.Min(length ?? most + 1L, Math.Max(Piece, 2L * count));
                    if (room <= count || !holding.TryGrow(room))
                    {
                        return (null, room <= count ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status503ServiceUnavailable);
                    }

                    Array.Resize(ref buffer, (int)room);
                }

                patience.CancelAfter(Left());
                var read = await body.ReadAsync(buffer.AsMemory(count), either.Token);
                if (read == 0)
                {
                    break;
                }

                count += read;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return (null, StatusCodes.Status408RequestTimeout);
        }

        if (count < length)
        {
            throw new EndOfStreamException();
        }

        Array.Resize(ref buffer, count);
        return (buffer, StatusCodes.Status200OK);
    }

    /// <summary>How long the next bytes may take.</summary>
    private TimeSpan Left()
    {
        if (large is null && holding.IsLarge)
        {
            large = (clock.GetTimestamp(), count);
        }

        var left = Within(Slowest, count, began);
        if (large is { } since && Within(SlowestLarge, count - since.Count, since.At) is var shorter && shorter < left)
        {
            left = shorter;
        }

        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private TimeSpan Within(int perSecond, int came, long since) => Grace + TimeSpan.FromSeconds((double)came / perSecond) - clock.GetElapsedTime(since);
}
