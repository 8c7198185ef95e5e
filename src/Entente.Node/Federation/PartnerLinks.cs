using System.Collections.Concurrent;
using System.Globalization;
using Entente.Node.Federation.Delivery;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>How a partner is reached from this process at the moment. Nothing is decided by it.</summary>
internal sealed record PartnerLink
{
    /// <summary>When the partner last answered with something that it had signed.</summary>
    public DateTimeOffset? Heard { get; init; }

    /// <summary>How far its clock is ahead of ours, as its last fresh signature says.</summary>
    public TimeSpan? Ahead { get; init; }

    /// <summary>Why it cannot be reached; <see langword="null"/> while it can.</summary>
    public Fault? Away { get; init; }

    /// <summary>When this node last asked it for messages.</summary>
    public DateTimeOffset? Fetched { get; init; }

    /// <summary>Why that led to nothing; <see langword="null"/> where it answered.</summary>
    public string? FetchFailure { get; init; }

    /// <summary>When it last fetched messages here.</summary>
    public DateTimeOffset? Collected { get; init; }

    public bool IsClockOff => Ahead is { } ahead && ahead.Duration() > PartnerLinks.Tolerated;
}

internal sealed partial class PartnerLinks(ILogger<PartnerLinks> log)
{
    /// <summary>A larger difference between two clocks is an alarm.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, PartnerLink> links = new(StringComparer.Ordinal);

    /// <summary>The partners that were tried since this process began.</summary>
    public ICollection<string> Known => links.Keys;

    /// <summary>The partners whose clock and ours differ too much, in words for readiness; <see langword="null"/> if none does. It is no failure of this node alone.</summary>
    public string? ClockWarning
    {
        get
        {
            var off = links.Where(one => one.Value.IsClockOff).OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
            return off.Count == 0 ? null : string.Join(" ", off.Select(one => Told(one.Key, one.Value.Ahead!.Value)));
        }
    }

    public PartnerLink Of(string partner) => links.GetValueOrDefault(partner) ?? new();

    /// <summary>Takes what an attempt shows of the partner. Only the receipt of a first attempt is fresh: that of a duplicate was signed long ago.</summary>
    internal void Heard(string partner, Outcome outcome, bool first, DateTimeOffset began, DateTimeOffset now)
    {
        var before = Of(partner);
        var after = outcome switch
        {
            Outcome.Delivered delivered => before with { Heard = now, Away = null, Ahead = first ? Measure(delivered.Receipt.Verified.Header.Timestamp, began, now) : before.Ahead },
            Outcome.Again { Transport: true } again => before with { Away = again.Why },
            _ => before with { Away = null },
        };
        links[partner] = after;
        if (after.IsClockOff && !before.IsClockOff)
        {
            ClockOff(log, partner, after.Ahead!.Value.TotalSeconds);
        }
    }

    internal void Fetched(string partner, DateTimeOffset now, string? why) =>
        links.AddOrUpdate(partner, _ => new() { Fetched = now, FetchFailure = why }, (_, link) => link with { Fetched = now, FetchFailure = why });

    internal void Collected(string partner, DateTimeOffset now) => links.AddOrUpdate(partner, _ => new() { Collected = now }, (_, link) => link with { Collected = now });

    private static string Told(string partner, TimeSpan ahead) => ahead > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"The clock of {partner} is {ahead.TotalSeconds:0} s ahead of ours.")
        : string.Create(CultureInfo.InvariantCulture, $"The clock of {partner} is {-ahead.TotalSeconds:0} s behind ours.");

    /// <summary>How far a clock is ahead that signed between the two instants of ours: nothing within them is a difference.</summary>
    internal static TimeSpan Measure(DateTimeOffset signed, DateTimeOffset began, DateTimeOffset ended) =>
        signed > ended ? signed - ended : signed < began ? signed - began : TimeSpan.Zero;

    [LoggerMessage(2060, LogLevel.Error, "The clock of the partner {Partner} and ours differ by {Seconds:0.0} s; one of them is wrong.")]
    private static partial void ClockOff(ILogger log, string partner, double seconds);
}
