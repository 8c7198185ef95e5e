using System.Globalization;

namespace Entente.Node.Platform;

/// <summary>Where a page of a long list stands: at the first row, behind a row, or before one. The last page of a million rows is as quick as the first.</summary>
/// <param name="Newer">Rows before the one with this number, newer ones in the list's own order; it goes before <paramref name="Older"/>.</param>
/// <param name="Older">Rows behind the one with this number.</param>
/// <param name="Size">How many rows a page shows.</param>
internal sealed record Keyset(long? Newer, long? Older, int Size)
{
    /// <summary>The order of the list; that of the numbers where there is none.</summary>
    public TableOrder? Order { get; init; }

    /// <summary>Whether the least comes first, not the greatest.</summary>
    public bool Ascending { get; init; }

    /// <summary>The highest number that is in the list.</summary>
    public long? Top { get; init; }

    /// <summary>Whether the rows are read from the greatest on: one way or the other, depending on where they lie of the row that is named.</summary>
    public bool Falls => Newer is null != Ascending;

    /// <summary>From an address; what is no key is none.</summary>
    public static Keyset Read(string? newer, string? older, int size) => new(Key(newer), Key(older), size);

    public static long? Key(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    /// <summary>In the order that an address names: <c>score</c>, or <c>-score</c> from the greatest on. What the table has no order for changes nothing.</summary>
    public Keyset By(string? sort, params ReadOnlySpan<(string Name, TableOrder? Order)> orders)
    {
        var falls = sort is ['-', ..];
        foreach (var (name, order) in orders)
        {
            if (sort.AsSpan(falls ? 1 : 0).SequenceEqual(name))
            {
                return this with { Order = order, Ascending = !falls };
            }
        }

        return this;
    }

    /// <summary>The page of rows that were read from this place on, one more than it shows.</summary>
    /// <param name="rows">In the order of the statement; in any order where they are of the list's own or <paramref name="by"/> is given.</param>
    /// <param name="key">The number of a row.</param>
    /// <param name="by">The value of the column of <see cref="Order"/> in a row.</param>
    public KeysetPage<TRow> Cut<TRow>(List<TRow> rows, Func<TRow, long> key, Func<TRow, IComparable>? by = null)
    {
        var more = rows.Count > Size;
        IEnumerable<TRow> ordered = (Order, by) switch
        {
            (null, _) => Ascending ? rows.OrderBy(key) : rows.OrderByDescending(key),
            (_, null) => Newer is null ? rows : rows.AsEnumerable().Reverse(),
            _ => Ascending ? rows.OrderBy(by).ThenBy(key) : rows.OrderByDescending(by).ThenByDescending(key),
        };
        var page = (Newer is null ? ordered.Take(Size) : ordered.TakeLast(Size)).ToList();

        var hasNewer = Newer is null ? Older is not null : more;
        var hasOlder = Newer is not null || more;
        return new(page, hasNewer && page.Count > 0 ? Text(key(page[0])) : null, hasOlder && page.Count > 0 ? Text(key(page[^1])) : null);
    }

    private static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Rows">In the order of the list.</param>
/// <param name="Newer">What to ask next for the page before this one; <see langword="null"/> on the first.</param>
/// <param name="Older">What to ask next for the page after this one; <see langword="null"/> on the last.</param>
internal sealed record KeysetPage<TRow>(List<TRow> Rows, string? Newer, string? Older);
