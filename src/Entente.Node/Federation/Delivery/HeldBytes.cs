namespace Entente.Node.Federation.Delivery;

/// <summary>How many bytes of messages are in memory at the same time, with room kept so that nobody who holds much shuts out who holds nothing.</summary>
/// <remarks>
/// No partner may hold more than is still left for the others: one alone has half of the room, two have a third each, and there is always as much free as any of
/// them has. A message for which that is not enough, and beside which its partner holds nothing, has the one place for large messages, outside of the room.
/// </remarks>
internal sealed class HeldBytes(long most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> ofPartners = new(StringComparer.Ordinal);
    private long held;
    private Holding? large;

    /// <summary>A message of a partner, of which nothing is in memory yet.</summary>
    public Holding Open(string partner) => new(this, partner);

    /// <summary>Whether it makes sense to begin with a message that says to be so long: one that needs the place for large messages waits until that is free.</summary>
    public bool CouldTake(long bytes)
    {
        lock (gate)
        {
            return bytes <= most / 2 || large is null;
        }
    }

    private long Left_NeedsLock => most - held;

    internal sealed class Holding(HeldBytes of, string partner) : IDisposable
    {
        private long bytes;

        /// <summary>Whether it has the place for large messages.</summary>
        public bool IsLarge
        {
            get
            {
                lock (of.gate)
                {
                    return of.large == this;
                }
            }
        }

        /// <summary>Takes room up to so many bytes in all.</summary>
        public bool TryGrow(long upTo)
        {
            lock (of.gate)
            {
                var more = upTo - bytes;
                var own = of.ofPartners.GetValueOrDefault(partner);
                if (more <= 0)
                {
                    return true;
                }

                if (of.large != this && own + more > of.Left_NeedsLock - more)
                {
                    if (of.large is not null || own != bytes)
                    {
                        return false;
                    }

                    Give_NeedsLock();
                    of.large = this;
                }
                else if (of.large != this)
                {
                    of.held += more;
                    of.ofPartners[partner] = own + more;
                }

                bytes = upTo;
                return true;
            }
        }

        public void Dispose()
        {
            lock (of.gate)
            {
                if (of.large == this)
                {
                    of.large = null;
                }
                else
                {
                    Give_NeedsLock();
                }

                bytes = 0;
            }
        }

        private void Give_NeedsLock()
        {
            of.held -= bytes;
            if ((of.ofPartners[partner] = of.ofPartners.GetValueOrDefault(partner) - bytes) == 0)
            {
                of.ofPartners.Remove(partner);
            }
        }
    }
}
