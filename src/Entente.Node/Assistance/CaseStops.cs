using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>When the agreement of a case was suspended: its clocks stand still as long, because nothing of it may cross (<c>docs/spec/assistance.md</c>, "Clocks").</summary>
internal static class CaseStops
{
    /// <summary>The history of a case with what was suspended in it, in the order in which it happened.</summary>
    /// <param name="history">Its steps.</param>
    /// <param name="suspensions">All that were ever made.</param>
    /// <param name="row">The case.</param>
    /// <param name="basis">Under which agreement it was asked; <see langword="null"/>: none yet, so only what stops everything stops it.</param>
    /// <param name="now">What begins later is not seen.</param>
    public static IReadOnlyList<CaseEntry> Among(IReadOnlyList<CaseEntry> history, IEnumerable<SuspensionRow> suspensions, CaseRow row, Basis? basis, DateTimeOffset now)
    {
        var stops = Standstill.Merged(suspensions.Where(stop => Stops(stop, row, basis)).Select(stop => stop.Standstill).Where(stop => stop.From <= now));
        if (stops.Count == 0)
        {
            return history;
        }

        List<CaseEntry> entries = [.. history];
        foreach (var (from, until, reason) in stops)
        {
            entries.Add(new CaseEntry.Held(from, reason));
            if (until is { } over && over <= now)
            {
                entries.Add(new CaseEntry.Released(over));
            }
        }

        return [.. entries.OrderBy(entry => entry.At)];
    }

    // A category that is stopped, and a throttle, leave the rest of the case to be dealt with.
    private static bool Stops(SuspensionRow stop, CaseRow row, Basis? basis) =>
        stop is { PerHour: null, Category: null } && stop.Partner == row.Partner && (stop.Agreement is null || stop.Agreement == basis?.Agreement) && (stop.Article is null || stop.Article == basis?.Article)
        && (!stop.GivingOnly || stop.Ours == (row.Us == Side.Requested));
}
