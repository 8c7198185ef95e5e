using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Entente.TransparencyLog;

/// <summary>Which tile of hashes, or which bundle of entries, and how much of it (C2SP tlog-tiles).</summary>
public readonly record struct TileAddress
{
    /// <summary>How many levels of the tree one tile spans.</summary>
    public const int Height = 8;

    /// <summary>The number of hashes in a full tile.</summary>
    public const int FullWidth = 1 << Height;

    // A level of 8 would need 2^64 leaves; the specification lets paths name 0 to 63.
    private const int HighestLevel = 63;

    private TileAddress(int? level, long index, int width) => (Level, Index, Width) = (level, index, width);

    /// <summary>The level of the tile, zero for hashes of leaves; <see langword="null"/> for a bundle of entries.</summary>
    public int? Level { get; }

    /// <summary>The place among the tiles of the level, from zero.</summary>
    public long Index { get; }

    /// <summary>How many hashes or entries, 1 to 256; less than 256 is a partial tile.</summary>
    public int Width { get; }

    public bool IsFull => Width == FullWidth;

    /// <summary>The path below the prefix of the log, for example <c>tile/0/x001/x234/067.p/12</c>.</summary>
    public string Path
    {
        get
        {
            var digits = Index.ToString(CultureInfo.InvariantCulture);
            digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
            var path = new StringBuilder(Level is { } level ? string.Create(CultureInfo.InvariantCulture, $"tile/{level}") : "tile/entries");
            for (var at = 0; at < digits.Length; at += 3)
            {
                path.Append(at + 3 < digits.Length ? "/x" : "/").Append(digits, at, 3);
            }

            return IsFull ? path.ToString() : path.Append(CultureInfo.InvariantCulture, $".p/{Width}").ToString();
        }
    }

    public static TileAddress OfHashes(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        return Of(level, index, width);
    }

    public static TileAddress OfEntries(long index, int width = FullWidth) => Of(null, index, width);

    /// <summary>The tile of a level as it is in a tree of that size: full, partial, or <see langword="null"/> where there is none.</summary>
    public static TileAddress? In(long size, int? level, long index)
    {
        var nodes = level is { } number ? (number < HighestLevel / Height + 1 ? size >> (number * Height) : 0) : size;
        var (full, rest) = (nodes >> Height, (int)(nodes & (FullWidth - 1)));
        return index < full ? Of(level, index, FullWidth) : index == full && rest > 0 ? Of(level, index, rest) : null;
    }

    /// <summary>Whether a tree of that size has all of it.</summary>
    public bool IsIn(long size)
    {
        var nodes = Level is { } number ? (number <= HighestLevel / Height ? size >> (number * Height) : 0) : size;
        return nodes >= Width && Index <= (nodes - Width) >> Height;
    }

    /// <summary>Reads a path exactly as <see cref="Path"/> writes it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? path, out TileAddress address)
    {
        address = default;
        if (path is null || path.Length > 80 || path.Split('/') is not ["tile", var kind, _, ..] parts)
        {
            return false;
        }

        var level = 0L;
        if (kind != "entries" && (!StrictText.TryNumber(kind, out level) || level > HighestLevel))
        {
            return false;
        }

        var width = (long)FullWidth;
        var names = parts.AsSpan(2);
        if (names is [.., var last, var number] && last.EndsWith(".p", StringComparison.Ordinal))
        {
            if (!StrictText.TryNumber(number, out width) || width is 0 or >= FullWidth)
            {
                return false;
            }

            names = names[..^1];
            names[^1] = last[..^2];
        }

        var digits = new StringBuilder();
        for (var n = 0; n < names.Length; n++)
        {
            var name = n < names.Length - 1 && names[n].StartsWith('x') ? names[n][1..] : n == names.Length - 1 ? names[n] : "";
            if (name.Length != 3)
            {
                return false;
            }

            digits.Append(name);
        }

        // An index has as few groups as it can: no x000 in front.
        var text = digits.ToString();
        if (!StrictText.TryNumber(text.TrimStart('0') is { Length: > 0 } significant ? significant : "0", out var index) || (text.Length > 3 && text.StartsWith("000", StringComparison.Ordinal)))
        {
            return false;
        }

        address = Of(kind == "entries" ? null : (int)level, index, (int)width);
        return true;
    }

    public override string ToString() => Path;

    private static TileAddress Of(int? level, long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        return new(level, index, width);
    }
}
