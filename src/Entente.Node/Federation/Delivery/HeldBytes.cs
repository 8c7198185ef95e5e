namespace Entente.Node.Federation.Delivery;

/// <summary>How many bytes of messages are in memory at the same time. One that alone is larger than the limit is let in when nothing else is held.</summary>
internal sealed class HeldBytes(long most)
{
    private readonly Lock gate = new();
    private long held;

    /// <returns><see langword="null"/> when there is no room; otherwise what gives the room back.</returns>
    public IDisposable? TryTake(long bytes)
    {
        lock (gate)
        {
            if (held > 0 && held + bytes > most)
            {
                return null;
            }

            held += bytes;
            return new Holding(this, bytes);
        }
    }

    private void Give(long bytes)
    {
        lock (gate)
        {
            held -= bytes;
        }
    }

    private sealed class Holding(HeldBytes of, long bytes) : IDisposable
    {
        private bool given;

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
