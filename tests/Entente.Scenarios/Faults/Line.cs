using System.Net.Sockets;
using System.Threading.Channels;

namespace Entente.Scenarios.Faults;

/// <summary>The two directions of one connection, and what befalls them.</summary>
internal sealed class Line(Mishap mishap, Tally tally, CancellationToken ended)
{
    private const int Piece = 16 * 1024;

    private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random chance = new(mishap.Seed);
    private readonly long[] passed = new long[2];
    private volatile Deed done;

    /// <summary>Carries one direction until it ends. One that is broken off breaks the other.</summary>
    public async Task CarryAsync(Way way, Socket from, Socket to, Socket? twin)
    {
        try
        {
            await CarryOnAsync(way, from, to, twin);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            FaultProxy.Reset(from);
            FaultProxy.Reset(to);
        }
    }

    private async Task CarryOnAsync(Way way, Socket from, Socket to, Socket? twin)
    {
        if (mishap.Delay == TimeSpan.Zero)
        {
            await CarryAsync(way, from, piece => PassOnAsync(way, piece, from, to, twin));
            End(to);
            return;
        }

        // Late, and in order, and as many on the way as there are: a long line, not a narrow one.
        var late = Channel.CreateUnbounded<(long Read, byte[] Bytes)>();
        var delivering = DeliverAsync(late.Reader, way, from, to, twin);
        await CarryAsync(way, from, piece =>
        {
            tally.Count(Happened.Delayed);
            return Task.FromResult(late.Writer.TryWrite((TimeProvider.System.GetTimestamp(), piece.ToArray())));
        });
        late.Writer.Complete();
        await delivering;
        End(to);
    }

    private async Task CarryAsync(Way way, Socket from, Func<ReadOnlyMemory<byte>, Task<bool>> take)
    {
        var buffer = new byte[Piece];
        while (true)
        {
            var reading = from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, ended).AsTask();
            if (await Task.WhenAny(reading, broken.Task) != reading)
            {
                _ = reading.ContinueWith(static read => read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                await FrozenAsync();
                return;
            }

            var count = await reading;
            if (count == 0 || !await take(buffer.AsMemory(0, count)))
            {
                return;
            }

            tally.Carried(way, count);
        }
    }

    private async Task DeliverAsync(ChannelReader<(long Read, byte[] Bytes)> late, Way way, Socket from, Socket to, Socket? twin)
    {
        await foreach (var (read, bytes) in late.ReadAllAsync(ended))
        {
            var rest = mishap.Delay - TimeProvider.System.GetElapsedTime(read);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, ended);
            if (!await PassOnAsync(way, bytes, from, to, twin))
            {
                return;
            }
        }
    }

    private async Task<bool> PassOnAsync(Way way, ReadOnlyMemory<byte> piece, Socket from, Socket to, Socket? twin)
    {
        if (mishap.StallChance > 0 && Draw() < mishap.StallChance)
        {
            tally.Count(Happened.Stalled);
            await Task.Delay(mishap.Stall, ended);
        }

        if (mishap.At is { } at && at.Watched == way && done == Deed.None && passed[(int)way] + piece.Length >= at.Bytes)
        {
            var before = (int)(at.Bytes - passed[(int)way]);
            await SendAsync(way, piece[..before], to, twin);
            done = at.Deed;
            switch (at.Deed)
            {
                case Deed.Reset:
                    tally.WasReset(way, at.Bytes);
                    broken.TrySetResult();
                    FaultProxy.Reset(from);
                    FaultProxy.Reset(to);
                    return false;
                case Deed.Freeze:
                    tally.Count(Happened.Frozen);
                    broken.TrySetResult();
                    await FrozenAsync();
                    return false;
                default:
                    tally.Count(Happened.Cut);
                    piece = piece[before..];
                    break;
            }
        }

        await SendAsync(way, piece, to, twin);
        return true;
    }

    private async Task SendAsync(Way way, ReadOnlyMemory<byte> piece, Socket to, Socket? twin)
    {
        passed[(int)way] += piece.Length;
        if ((done == Deed.SwallowThere && way == Way.There) || (done == Deed.SwallowBack && way == Way.Back))
        {
            tally.Swallow(piece.Length);
            return;
        }

        for (var rest = piece; rest.Length > 0;)
        {
            rest = rest[await to.SendAsync(rest, SocketFlags.None, ended)..];
        }

        if (twin is { Connected: true } && piece.Length > 0)
        {
            try
            {
                await twin.SendAsync(piece, SocketFlags.None, ended);
            }
            catch (SocketException)
            {
                // The receiver has noticed that the second connection cannot be meant.
            }
        }
    }

    /// <summary>Nothing more, for as long as the line is there; a reset ends at once.</summary>
    private Task FrozenAsync() => done == Deed.Reset ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, ended);

    private double Draw()
    {
        lock (chance)
        {
            return chance.NextDouble();
        }
    }

    private void End(Socket to)
    {
        if (done != Deed.Reset)
        {
            to.Shutdown(SocketShutdown.Send);
        }
    }
}
