using System.Globalization;

namespace Entente.Node.Platform;

/// <summary>Where a page of a long list stands: at the newest row, below a key, or above one. The last page of a million rows is as quick as the first.</summary>
/// <param name="Newer">Rows above this key; it goes before <paramref name="Older"/>.</param>
/// <param name="Older">Rows below this key.</param>
/// <param name="Size">How many rows a page shows.</param>
internal sealed record Keyset(long? Newer, long? Older, int Size)
{
    /// <summary>From an address; what is no key is none.</summary>
    public static Keyset Read(string? newer, string? older, int size) => new(Key(newer), Key(older), size);

    /// <summary>Rows below a key; <see langword="null"/> from the newest on.</summary>
    public static Keyset Below(long? key, int size) => new(null, key, size);

    public static long? Key(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    /// <summary>The page of rows that were read from this place on, one more than it shows, in any order.</summary>
    public KeysetPage<TRow> Cut<TRow>(List<TRow> rows, Func<TRow, long> key)
    {
        var more = rows.Count > Size;
        var ordered = rows.OrderByDescending(key);
        var page = (Newer is null ? ordered.Take(Size) : ordered.TakeLast(Size)).ToList();

        var hasNewer = Newer is null ? Older is not null : more;
        var hasOlder = Newer is not null || more;
        return new(page, hasNewer && page.Count > 0 ? Text(key(page[0])) : null, hasOlder && page.Count > 0 ? Text(key(page[^1])) : null);
    }

    private static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Rows">Newest first.</param>
/// <param name="Newer">What to ask next for the page before this one; <see langword="null"/> on the first.</param>
/// <param name="Older">What to ask next for the page after this one; <see langword="null"/> on the last.</param>
internal sealed record KeysetPage<TRow>(List<TRow> Rows, string? Newer, string? Older);
