namespace Entente.TransparencyLog;

/// <summary>The right border of a tree that grows: takes hashes of leaves, gives the root and the tiles that are to be written.</summary>
/// <remarks>It holds at most eight partial tiles, whatever the size of the tree. For one thread at a time.</remarks>
public sealed class GrowingTree
{
    private readonly Frontier frontier;
    private readonly Border[] borders = [.. Enumerable.Range(0, 8).Select(_ => new Border())];
    private readonly List<Tile> full = [];
    private readonly Action<int, TreeHash> completed;

    /// <summary>The tree without leaves.</summary>
    public GrowingTree()
        : this(new Frontier())
    {
    }

    private GrowingTree(Frontier frontier) => (this.frontier, completed) = (frontier, Put);

    /// <summary>The number of leaves.</summary>
    public long Size => frontier.Size;

    /// <summary>Goes on with a tree whose tiles were written.</summary>
    /// <param name="read">Fetches a tile of exactly that address; asked for the last tile of each level.</param>
    /// <remarks>The caller MUST compare <see cref="Root"/> with the checkpoint that it last signed before it appends.</remarks>
    public static GrowingTree Restore(long size, Func<TileAddress, Tile> read)
    {
        var tree = new GrowingTree(new TiledTree(size, read).ToFrontier());
        for (var level = 0; level < tree.borders.Length; level++)
        {
            var index = size >> (TileAddress.Height * level) >> TileAddress.Height;
            tree.borders[level].Restore(index, TileAddress.In(size, level, index) is { } partial ? read(partial).Hashes : []);
        }

        return tree;
    }

    public TreeHash Root() => frontier.Root();

    public void Append(in TreeHash leaf)
    {
        Put(0, leaf);
        frontier.Append(leaf, completed);
    }

    /// <summary>The tiles that have changed since this was last asked: those that have become full, and the partial ones as they now stand.</summary>
    public IReadOnlyList<Tile> TakeChanged()
    {
        List<Tile> changed = [.. full];
        full.Clear();
        for (var level = 0; level < borders.Length; level++)
        {
            if (borders[level].TakePartial(level) is { } partial)
            {
                changed.Add(partial);
            }
        }

        return changed;
    }

    private void Put(int level, TreeHash hash)
    {
        if (borders[level].Put(level, hash) is { } tile)
        {
            full.Add(tile);
        }
    }

    /// <summary>The last tile of one level.</summary>
    private sealed class Border
    {
        private readonly TreeHash[] hashes = new TreeHash[TileAddress.FullWidth];
        private long index;
        private int width;
        private bool changed;

        public void Restore(long at, ReadOnlySpan<TreeHash> known)
        {
            (index, width, changed) = (at, known.Length, false);
            known.CopyTo(hashes);
        }

        public Tile? Put(int level, in TreeHash hash)
        {
            hashes[width++] = hash;
            changed = true;
            if (width < TileAddress.FullWidth)
            {
                return null;
            }

            (width, changed) = (0, false);
            return Tile.Of(TileAddress.OfHashes(level, index++), hashes);
        }

        public Tile? TakePartial(int level)
        {
            var taken = changed ? Tile.Of(TileAddress.OfHashes(level, index, width), hashes.AsSpan(0, width)) : null;
            changed = false;
            return taken;
        }
    }
}
