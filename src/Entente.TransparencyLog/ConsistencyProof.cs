using System.Numerics;

namespace Entente.TransparencyLog;

/// <summary>That a tree grew out of a smaller one by appending, and by nothing else (RFC 9162, section 2.1.4).</summary>
/// <param name="OldSize">The number of leaves before.</param>
/// <param name="NewSize">The number of leaves after.</param>
/// <param name="Hashes">As the RFC orders them.</param>
public sealed record ConsistencyProof(long OldSize, long NewSize, IReadOnlyList<TreeHash> Hashes)
{
    /// <param name="nodes">Of the new tree.</param>
    public static ConsistencyProof Make(long oldSize, long newSize, NodeReading nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        ArgumentNullException.ThrowIfNull(nodes);
        if (oldSize == 0 || oldSize == newSize)
        {
            return new(oldSize, newSize, []);
        }

        var height = BitOperations.TrailingZeroCount(oldSize);
        var siblings = TreePath.Siblings(oldSize - 1, height, newSize, nodes);

        // A tree of 2^k leaves is itself the node that the proof begins with, and the verifier has its hash.
        return new(oldSize, newSize, BitOperations.IsPow2(oldSize) ? siblings : [nodes(height, (oldSize >> height) - 1), .. siblings]);
    }

    /// <summary>Whether the tree with the new root begins with all leaves of the tree with the old one, in their order.</summary>
    /// <remarks>Every tree continues the empty one, so that no proof from there says anything: <see langword="false"/>.</remarks>
    public bool Proves(in TreeHash oldRoot, in TreeHash newRoot)
    {
        if (OldSize <= 0 || OldSize > NewSize)
        {
            return false;
        }

        if (OldSize == NewSize)
        {
            return Hashes.Count == 0 && oldRoot == newRoot;
        }

        var (node, last) = (OldSize - 1, NewSize - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var next = 0;
        if (!BitOperations.IsPow2(OldSize) && Hashes.Count == next++)
        {
            return false;
        }

        var (before, after) = next == 0 ? (oldRoot, oldRoot) : (Hashes[0], Hashes[0]);
        for (; next < Hashes.Count; next++)
        {
            if (last == 0)
            {
                return false;
            }

            var hash = Hashes[next];
            if ((node & 1) == 1 || node == last)
            {
                before = TreeHash.OfChildren(hash, before);
                after = TreeHash.OfChildren(hash, after);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                after = TreeHash.OfChildren(after, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && before == oldRoot && after == newRoot;
    }
}
