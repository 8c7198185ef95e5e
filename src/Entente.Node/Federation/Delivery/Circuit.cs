using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Whether a partner can be reached. Shut, it lets one message at a time through to find out.</summary>
/// <param name="Failures">Attempts in a row that found nobody there.</param>
/// <param name="ShutUntil">When the next message may probe; <see langword="null"/> while open.</param>
/// <param name="Why">What the last of them found.</param>
internal sealed record Circuit(int Failures, DateTimeOffset? ShutUntil, Fault? Why)
{
    /// <summary>One message that breaks connections must not stop the others; three different ones in a row say that it is not the message.</summary>
    public const int Tolerated = 3;

    public static readonly Circuit Closed = new(0, null, null);

    private DateTimeOffset changed;

    public bool IsShut => ShutUntil is not null;

    /// <summary>Whether nobody may probe yet. Not if the clock has been set back since it was shut: no wait is as long as that.</summary>
    public bool IsHeldAt(DateTimeOffset now) => ShutUntil is { } until && until > now && until - now <= Backoff.Longest;

    /// <summary>How many more messages may go now.</summary>
    public int Room(DateTimeOffset now, int inFlight, int window) => !IsShut ? Math.Max(0, window - inFlight)
        : inFlight == 0 && !IsHeldAt(now) ? 1
        : 0;

    /// <summary>The partner was heard: it may be tried now. That it spoke does not mean that it is reached.</summary>
    public Circuit Knocked(DateTimeOffset now) => ShutUntil > now ? this with { ShutUntil = now } : this;

    /// <param name="began">When the attempt began. Those that were under way when the circuit last shut say nothing new.</param>
    /// <param name="wait">How long to leave the partner alone, given the failures so far.</param>
    public Circuit Failed(DateTimeOffset began, DateTimeOffset now, Fault why, Func<int, TimeSpan> wait)
    {
        if (IsShut && began < changed && changed <= now)
        {
            return this;
        }

        var failures = Failures + 1;
        return failures < Tolerated
            ? this with { Failures = failures, Why = why }
            : new(failures, now + wait(failures - Tolerated + 1), why) { changed = now };
    }
}
