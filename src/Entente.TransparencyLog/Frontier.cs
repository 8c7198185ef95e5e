using System.Numerics;

namespace Entente.TransparencyLog;

/// <summary>What must be known of a tree to append to it and to tell its root: the hashes of its largest complete subtrees, at most 63 of them.</summary>
public sealed class Frontier
{
    private readonly TreeHash[] peaks = new TreeHash[63];

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <param name="peaks">The hashes of the complete subtrees, the largest first: one for each bit that is set in the size.</param>
    public static Frontier Of(long size, IReadOnlyList<TreeHash> peaks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(peaks);
        ArgumentOutOfRangeException.ThrowIfNotEqual(peaks.Count, BitOperations.PopCount((ulong)size), nameof(peaks));
        var frontier = new Frontier { Size = size };
        var next = peaks.Count;
        for (var rest = size; rest != 0; rest &= rest - 1)
        {
            frontier.peaks[BitOperations.TrailingZeroCount(rest)] = peaks[--next];
        }

        return frontier;
    }

    /// <summary>The hashes of the complete subtrees, the largest first.</summary>
    public IReadOnlyList<TreeHash> Peaks() =>
        [.. Enumerable.Range(0, peaks.Length).Reverse().Where(height => ((Size >> height) & 1) == 1).Select(height => peaks[height])];

    public void Append(in TreeHash leaf) => Append(leaf, null);

    /// <param name="completed">Told each subtree of 2^8, 2^16 … leaves that this leaf completes.</param>
    internal void Append(in TreeHash leaf, Action<int, TreeHash>? completed)
    {
        var (hash, height) = (leaf, 0);
        for (; ((Size >> height) & 1) == 1; height++)
        {
            hash = TreeHash.OfChildren(peaks[height], hash);
            if (completed is not null && (height + 1) % TileAddress.Height == 0)
            {
                completed((height + 1) / TileAddress.Height, hash);
            }
        }

        peaks[height] = hash;
        Size++;
    }

    public TreeHash Root()
    {
        if (Size == 0)
        {
            return TreeHash.Empty;
        }

        var height = BitOperations.TrailingZeroCount(Size);
        var hash = peaks[height];
        for (var rest = Size & (Size - 1); rest != 0; rest &= rest - 1)
        {
            hash = TreeHash.OfChildren(peaks[BitOperations.TrailingZeroCount(rest)], hash);
        }

        return hash;
    }
}
