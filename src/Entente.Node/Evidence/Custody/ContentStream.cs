using Entente.Node.Platform;

namespace Entente.Node.Evidence.Custody;

/// <summary>The bytes of a thing as a stream that holds one chunk at a time and begins anywhere.</summary>
internal sealed class ContentStream(Database database, CustodyContent content) : Stream
{
    private (long Chunk, byte[] Body) held = (0, []);
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Size;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= Length || buffer.Length == 0)
        {
            return 0;
        }

        var (chunk, from) = ((position / CustodyContent.ChunkBytes) + 1, (int)(position % CustodyContent.ChunkBytes));
        if (held.Chunk != chunk)
        {
            held = (chunk, await CustodyContent.ReadAsync(database, content.Item, chunk, cancellationToken) ?? throw new IOException("The bytes were taken away while they were read."));
        }

        var count = Math.Min(buffer.Length, held.Body.Length - from);
        held.Body.AsMemory(from, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => position + offset, _ => Length + offset };
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        return position = to;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
