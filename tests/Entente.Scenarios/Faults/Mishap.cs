using System.Collections.Concurrent;

namespace Entente.Scenarios.Faults;

/// <summary>From who connected, or back to it.</summary>
internal enum Way
{
    There,
    Back,
}

/// <summary>What the line does when so many bytes have passed.</summary>
internal enum Deed
{
    None,
    Reset,

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    Freeze,
    SwallowThere,
    SwallowBack,
}

/// <param name="Number">The how manieth connection, from 1.</param>
/// <param name="Open">How many ends are open beside it.</param>
internal readonly record struct Passage(int Number, int Open);

/// <summary>What befalls one connection.</summary>
internal sealed record Mishap
{
    public static readonly Mishap None = new();

    public static readonly Mishap Refusal = new() { Refused = true };

    /// <summary>Accepted and never answered.</summary>
    public static readonly Mishap Silence = new() { Silent = true };

    public static readonly Mishap Twice = new() { Doubled = true };

    public bool Refused { get; init; }

    public bool Silent { get; init; }

    /// <summary>Whether a second connection brings the same bytes.</summary>
    public bool Doubled { get; init; }

    /// <summary>How late every piece is, each way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How likely a piece was lost and had to be sent again, which holds up what follows it; between 0 and 1.</summary>
    public double StallChance { get; init; }

    public TimeSpan Stall { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The chance of this connection, so that a run can be repeated.</summary>
    public int Seed { get; init; }

    public (Way Watched, long Bytes, Deed Deed)? At { get; init; }

    public static Mishap ResetAfter(Way way, long bytes) => new() { At = (way, bytes, Deed.Reset) };
}

internal enum Happened
{
    Refused,
    Silent,
    Delayed,
    Stalled,
    Frozen,
    Cut,
    Doubled,
}

/// <summary>What a line did.</summary>
internal sealed class Tally
{
    private readonly int[] counts = new int[Enum.GetValues<Happened>().Length];
    private readonly long[] carried = new long[2];
    private readonly ConcurrentDictionary<(Way, long), int> resets = [];
    private long swallowed;

    public int Of(Happened what) => Volatile.Read(ref counts[(int)what]);

    /// <summary>After how many bytes, in which direction, connections were reset.</summary>
    public ICollection<(Way Way, long Bytes)> Resets => resets.Keys;

    public int ResetCount => resets.Values.Sum();

    public long Swallowed => Volatile.Read(ref swallowed);

    public long CarriedIn(Way way) => Volatile.Read(ref carried[(int)way]);

    public void Count(Happened what) => Interlocked.Increment(ref counts[(int)what]);

    public void WasReset(Way way, long bytes) => resets.AddOrUpdate((way, bytes), 1, static (_, before) => before + 1);

    public void Swallow(int bytes) => Interlocked.Add(ref swallowed, bytes);

    public void Carried(Way way, int bytes) => Interlocked.Add(ref carried[(int)way], bytes);

    public override string ToString() =>
        $"{string.Join(", ", Enum.GetValues<Happened>().Where(what => Of(what) > 0).Select(what => $"{Of(what)} {what}"))}; {ResetCount} resets at {resets.Count} places; {Swallowed} bytes swallowed"
            .TrimStart(';', ' ');
}
