namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>A clock that goes at the right speed and is as wrong as a test sets it, also while a node runs. Timers do not notice, as those of a machine do not.</summary>
internal sealed class SteeredClock(TimeSpan off = default) : TimeProvider
{
    private long ticks = off.Ticks;

    /// <summary>How far it is ahead of the machine's.</summary>
    public TimeSpan Off
    {
        get => new(Interlocked.Read(ref ticks));
        set => Interlocked.Exchange(ref ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Off;
}
