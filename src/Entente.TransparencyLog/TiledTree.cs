using System.Numerics;

namespace Entente.TransparencyLog;

/// <summary>A tree of a given size that is read from its tiles, for proofs and its root.</summary>
/// <remarks>It keeps every tile it has read, with the nodes between its levels: some 16 KiB each. It believes the tiles; who got them from somebody else must compare <see cref="Root"/>
/// with a signed checkpoint first, and then has checked those tiles along the right border only. For one thread at a time.</remarks>
public sealed class TiledTree
{
    private readonly Func<TileAddress, Tile> read;
    private readonly Dictionary<(int Level, long Index), TreeHash[]> nodes = [];
    private readonly NodeReading node;
    private (int Level, long Index) lastKey;
    private TreeHash[]? last;

    /// <param name="read">Fetches a tile of exactly that address.</param>
    public TiledTree(long size, Func<TileAddress, Tile> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(read);
        (Size, this.read, node) = (size, read, Node);
    }

    /// <summary>The number of leaves.</summary>
    public long Size { get; }

    public TreeHash Root() => Size == 0 ? TreeHash.Empty : TreePath.Range(0, Size, node);

    /// <summary>The root that the tree had when it had so many leaves. That the tiles say so is proven by the consistency proof of the same tiles between the two roots.</summary>
    public TreeHash RootAt(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size == 0 ? TreeHash.Empty : TreePath.Range(0, size, node);
    }

    public TreeHash Leaf(long index) => Node(0, index);

    public InclusionProof Include(long index) => InclusionProof.Make(index, Size, node);

    /// <summary>That this tree grew out of the one that had <paramref name="oldSize"/> leaves.</summary>
    public ConsistencyProof Continue(long oldSize) => ConsistencyProof.Make(oldSize, Size, node);

    /// <summary>What is needed to append to the tree.</summary>
    public Frontier ToFrontier()
    {
        var peaks = new List<TreeHash>();
        var from = 0L;
        while (from < Size)
        {
            var height = BitOperations.Log2((ulong)(Size - from));
            peaks.Add(Node(height, from >> height));
            from += 1L << height;
        }

        return Frontier.Of(Size, peaks);
    }

    /// <summary>The hash over 2^<paramref name="height"/> leaves; see <see cref="NodeReading"/>.</summary>
    public TreeHash Node(int height, long index)
    {
        var (level, within) = (height / TileAddress.Height, height % TileAddress.Height);
        var perTile = TileAddress.Height - within;
        var tile = (level, index >> perTile);
        return Expanded(tile)[First(within) + (int)(index & ((1L << perTile) - 1))];
    }

    // Where the nodes of one height within the tile begin: 256 hashes, then the 128 over them, and so on.
    private static int First(int within) => 2 * TileAddress.FullWidth - (2 * TileAddress.FullWidth >> within);

    private TreeHash[] Expanded((int Level, long Index) key)
    {
        if (last is not null && lastKey == key)
        {
            return last;
        }

        if (!nodes.TryGetValue(key, out var expanded))
        {
            var address = TileAddress.In(Size, key.Level, key.Index) ?? throw new ArgumentOutOfRangeException(nameof(key), "The tree has no such node.");
            expanded = Expand(read(address).Hashes);
            nodes.Add(key, expanded);
        }

        (lastKey, last) = (key, expanded);
        return expanded;
    }

    private static TreeHash[] Expand(ReadOnlySpan<TreeHash> hashes)
    {
        var expanded = new TreeHash[2 * TileAddress.FullWidth - 2];
        hashes.CopyTo(expanded);
        for (var (within, width) = (1, hashes.Length / 2); within < TileAddress.Height; within++, width /= 2)
        {
            var (below, first) = (First(within - 1), First(within));
            for (var n = 0; n < width; n++)
            {
                expanded[first + n] = TreeHash.OfChildren(expanded[below + 2 * n], expanded[below + 2 * n + 1]);
            }
        }

        return expanded;
    }
}
