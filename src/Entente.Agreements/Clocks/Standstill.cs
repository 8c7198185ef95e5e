namespace Entente.Agreements.Clocks;

/// <summary>A time in which nothing could cross, so that no clock runs.</summary>
/// <param name="Until"><see langword="null"/>: it has no end yet.</param>
public sealed record Standstill(DateTimeOffset From, DateTimeOffset? Until, string Reason)
{
    /// <summary>As clocks take them, in order; those that overlap are one, with the reason of the first.</summary>
    public static IReadOnlyList<Standstill> Merged(IEnumerable<Standstill> stops)
    {
        var merged = new List<Standstill>();
        foreach (var stop in stops.Where(stop => stop.Until is not { } until || stop.From < until).OrderBy(stop => stop.From))
        {
            if (merged is [.., var last] && (last.Until is not { } end || stop.From <= end))
            {
                merged[^1] = last with { Until = last.Until is { } one && stop.Until is { } other ? (one > other ? one : other) : null };
            }
            else
            {
                merged.Add(stop);
            }
        }

        return merged;
    }
}
