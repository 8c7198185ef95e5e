namespace Entente.Screening.Index;

/// <summary>A segment and which of its entries were replaced or withdrawn since it was built. Unchangeable; a change makes another.</summary>
internal sealed class LivePart(Segment segment, ulong[]? withdrawn, int live)
{
    public LivePart(Segment segment)
        : this(segment, null, segment.Entries.Length)
    {
    }

    public Segment Segment => segment;

    public int Live => live;

    public bool IsLive(int place) => withdrawn is null || (withdrawn[place >> 6] & (1UL << (place & 63))) == 0;

    public IEnumerable<ListedEntry> LiveEntries => segment.Entries.Where((_, place) => IsLive(place));

    /// <summary>The same part without some entries; itself when it has none of them.</summary>
    public LivePart Without(IEnumerable<long> ids)
    {
        ulong[]? changed = null;
        var left = live;
        foreach (var id in ids)
        {
            if (!segment.Places.TryGetValue(id, out var place))
            {
                continue;
            }

            changed ??= withdrawn is null ? new ulong[(segment.Entries.Length + 63) / 64] : [.. withdrawn];
            var bit = 1UL << (place & 63);
            left -= (changed[place >> 6] & bit) == 0 ? 1 : 0;
            changed[place >> 6] |= bit;
        }

        return changed is null ? this : new(segment, changed, left);
    }
}
