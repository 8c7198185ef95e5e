using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>The examination of a log bundle by bundle: whether the entries, and every tile from them up to the root, are what was signed. Who examines each bundle in turn has examined the whole log.</summary>
/// <remarks>It keeps every tile that it has found right, 8 KiB each. For one thread at a time.</remarks>
/// <param name="checkpoint">What the log has signed.</param>
/// <param name="read">Fetches the bytes of a bundle or tile; <see langword="null"/> where there are none.</param>
public sealed class PieceAudit(Checkpoint checkpoint, Func<TileAddress, ReadOnlyMemory<byte>?> read)
{
    private readonly Dictionary<TileAddress, Tile> right = [];
    private bool isRooted;

    /// <summary>How many bundles a log of that size has.</summary>
    public static long Count(long size) => (size + TileAddress.FullWidth - 1) / TileAddress.FullWidth;

    /// <summary>What is read to examine one bundle, from the root downwards.</summary>
    public static IReadOnlyList<TileAddress> Needed(long size, long bundle)
    {
        var needed = new List<TileAddress>();
        for (var level = 0; TileAddress.In(size, level, bundle >> (TileAddress.Height * level)) is { IsFull: true } full; level++)
        {
            needed.Insert(0, full);
        }

        needed.InsertRange(0, Border(size));
        needed.Add(TileAddress.In(size, null, bundle) ?? throw new ArgumentOutOfRangeException(nameof(bundle), "The log has no such bundle."));
        return needed;
    }

    /// <returns>The first thing that does not hold, with its path; <see langword="null"/> where the bundle and every tile above it hold.</returns>
    public Fault? Check(long bundle)
    {
        var address = TileAddress.In(checkpoint.Size, null, bundle) ?? throw new ArgumentOutOfRangeException(nameof(bundle), "The log has no such bundle.");
        if (CheckBorder() is { } border)
        {
            return border;
        }

        if (CheckTile(0, bundle, out var flaw) is not { } leaves)
        {
            return flaw;
        }

        if (read(address) is not { } bytes || EntryBundle.TryRead(address, bytes) is not { } entries)
        {
            return Absent(address);
        }

        for (var n = 0; n < entries.Count; n++)
        {
            if (TreeHash.OfEntry(entries[n].Span) != leaves.Hashes[n])
            {
                return new(FaultCode.LogProof, string.Create(CultureInfo.InvariantCulture, $"Entry {bundle * TileAddress.FullWidth + n} is not the one that was signed."), address.Path);
            }
        }

        return null;
    }

    /// <summary>The last tile of each level, which is not full: together they make the root.</summary>
    private static IEnumerable<TileAddress> Border(long size)
    {
        for (var level = 7; level >= 0; level--)
        {
            if (TileAddress.In(size, level, size >> (TileAddress.Height * level) >> TileAddress.Height) is { } last)
            {
                yield return last;
            }
        }
    }

    private Fault? CheckBorder()
    {
        if (isRooted)
        {
            return null;
        }

        var border = new Dictionary<TileAddress, Tile>();
        foreach (var address in Border(checkpoint.Size))
        {
            if (read(address) is not { } bytes || Tile.TryRead(address, bytes.Span) is not { } tile)
            {
                return Absent(address);
            }

            border.Add(address, tile);
        }

        if (new TiledTree(checkpoint.Size, address => border[address]).Root() != checkpoint.Root)
        {
            return new(FaultCode.LogProof, "The last tiles do not make the root that is signed.");
        }

        foreach (var (address, tile) in border)
        {
            right.Add(address, tile);
        }

        isRooted = true;
        return null;
    }

    /// <summary>The tile of that place, if it is what the tile above says of it, and so on up to the border.</summary>
    private Tile? CheckTile(int level, long index, out Fault? flaw)
    {
        flaw = null;
        var address = TileAddress.In(checkpoint.Size, level, index)!.Value;
        if (right.TryGetValue(address, out var known))
        {
            return known;
        }

        if (CheckTile(level + 1, index >> TileAddress.Height, out flaw) is not { } above)
        {
            return null;
        }

        if (read(address) is not { } bytes || Tile.TryRead(address, bytes.Span) is not { } tile)
        {
            flaw = Absent(address);
            return null;
        }

        if (tile.Root() != above.Hashes[(int)(index & (TileAddress.FullWidth - 1))])
        {
            flaw = new(FaultCode.LogProof, "The tile is not the one that was signed.", address.Path);
            return null;
        }

        right.Add(address, tile);
        return tile;
    }

    private static Fault Absent(TileAddress address) => new(FaultCode.LogMalformed, "It is not there, or not of as many hashes or entries as its path says.", address.Path);
}
