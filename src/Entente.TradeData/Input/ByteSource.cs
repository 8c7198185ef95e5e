namespace Entente.TradeData.Input;

/// <summary>A window that moves forward over a stream; it grows only as far as one item may.</summary>
internal sealed class ByteSource(Stream input, int limit)
{
    private byte[] buffer = new byte[16 << 10];
    private int start;
    private int end;

    public bool Ended { get; private set; }

    /// <summary>Whether the window holds as much as one item may, so that <see cref="MoreAsync"/> cannot add to it.</summary>
    public bool Full => end - start > limit;

    public ReadOnlyMemory<byte> Window => buffer.AsMemory(start, end - start);

    public ReadOnlySpan<byte> Span => buffer.AsSpan(start, end - start);

    /// <summary>Lines that were left behind.</summary>
    public int Lines { get; private set; }

    public void Advance(int count)
    {
        Lines += buffer.AsSpan(start, count).Count((byte)'\n');
        start += count;
    }

    /// <summary>Reads more behind the window; <see langword="false"/> at the end of the input or when the window is full.</summary>
    public async ValueTask<bool> MoreAsync(CancellationToken cancellation)
    {
        if (Ended || Full)
        {
            return false;
        }

        if (start > 0 && (start == end || end == buffer.Length))
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + (64L << 10)));
        }

        var read = await input.ReadAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false);
        end += read;
        Ended = read == 0;
        return !Ended;
    }

    /// <summary>Reads to the end of the input; <see langword="false"/> when that is more than one item may have.</summary>
    public async ValueTask<bool> AllAsync(CancellationToken cancellation)
    {
        while (await MoreAsync(cancellation).ConfigureAwait(false))
        {
        }

        return !Full;
    }
}
