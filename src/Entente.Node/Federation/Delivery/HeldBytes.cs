namespace Entente.Node.Federation.Delivery;

/// <summary>How many bytes of messages are in memory at the same time. One that alone is larger than the limit is let in when nothing else is held.</summary>
internal sealed class HeldBytes(long most)
{
    private readonly Lock gate = new();
    private long held;

    /// <returns><see langword="null"/> when there is no room; otherwise what gives the room back.</returns>
    public Holding? TryTake(long bytes) => TryAdd(0, bytes) ? new(this, bytes) : null;

    private bool TryAdd(long own, long more)
    {
        lock (gate)
        {
            if (held - own > 0 && held + more > most)
            {
                return false;
            }

            held += more;
            return true;
        }
    }

    private void Give(long bytes)
    {
        lock (gate)
        {
            held -= bytes;
        }
    }

    internal sealed class Holding(HeldBytes of, long bytes) : IDisposable
    {
        private bool given;

        /// <summary>Takes room up to so many bytes in all.</summary>
        public bool TryGrow(long upTo)
        {
            if (upTo > bytes && !of.TryAdd(bytes, upTo - bytes))
            {
                return false;
            }

            bytes = Math.Max(bytes, upTo);
            return true;
        }

        public void Dispose()
        {
            if (!given)
            {
                given = true;
                of.Give(bytes);
            }
        }
    }
}
