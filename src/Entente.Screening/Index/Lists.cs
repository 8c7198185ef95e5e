namespace Entente.Screening.Index;

/// <summary>The lists at one moment: segments, the largest first, and what of them is withdrawn. Unchangeable; searches hold on to one.</summary>
internal sealed class Lists
{
    /// <summary>A change merges small segments up to this size, so that its time does not depend on how much is listed.</summary>
    private const int MostMerged = 2_000;

    public static readonly Lists Empty = new([]);

    private Lists(LivePart[] parts) => Parts = parts;

    public LivePart[] Parts { get; }

    public int Count => Parts.Sum(part => part.Live);

    /// <summary>The segment that shows which words are common.</summary>
    public Segment? Population => Parts.Length == 0 ? null : Parts[0].Segment;

    /// <summary>Small segments slow searches down a little each.</summary>
    public bool IsScattered => Parts.Length > 12 || (Parts.Length > 0 && Parts[0].Live * 3 < Parts[0].Segment.Entries.Length * 2);

    public ListedEntry? Find(long id) => (
        from part in Parts
        where part.Segment.Places.TryGetValue(id, out _)
        let place = part.Segment.Places[id]
        where part.IsLive(place)
        select part.Segment.Entries[place]).FirstOrDefault();

    /// <summary>The lists after a change.</summary>
    public Lists With(ListedEntry[] changed, IReadOnlyCollection<long> removed)
    {
        var gone = changed.Select(entry => entry.Id).Concat(removed).ToArray();
        var parts = Parts.Select(part => part.Without(gone)).Where(part => part.Live > 0).ToList();
        if (changed.Length == 0)
        {
            return new([.. parts]);
        }

        // A change as large as half of what is listed is a new list: read everything anew, with its own idea of what is common.
        if (changed.Length * 2 >= parts.Sum(part => part.Live))
        {
            return new([new(Segment.Of([.. parts.SelectMany(part => part.LiveEntries), .. changed], population: null))]);
        }

        while (parts.Count > 1 && parts[^1].Live + changed.Length <= MostMerged && parts[^1].Live <= 4 * changed.Length)
        {
            changed = [.. parts[^1].LiveEntries, .. changed];
            parts.RemoveAt(parts.Count - 1);
        }

        parts.Add(new(Segment.Of(changed, parts[0].Segment)));
        return new([.. parts]);
    }

    /// <summary>Everything live in one segment.</summary>
    public Segment Merge() => Segment.Of([.. Parts.SelectMany(part => part.LiveEntries)], population: null);

    /// <summary>These lists with what <paramref name="before"/> held taken from <paramref name="merged"/>, and what changed since then beside it.</summary>
    public Lists Replace(Lists before, Segment merged)
    {
        var changedSince = new List<ListedEntry>();
        foreach (var entry in Parts.SelectMany(part => part.LiveEntries))
        {
            if (!merged.Places.TryGetValue(entry.Id, out var place) || !ReferenceEquals(merged.Entries[place], entry))
            {
                changedSince.Add(entry);
            }
        }

        var goneSince = ReferenceEquals(this, before) ? [] : merged.Entries.Where(entry => Find(entry.Id) is null).Select(entry => entry.Id).ToArray();
        var only = new Lists([new(merged)]);
        return changedSince.Count == 0 && goneSince.Length == 0 ? only : only.With([.. changedSince], goneSince);
    }
}
