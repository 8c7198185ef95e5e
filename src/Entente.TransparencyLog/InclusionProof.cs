namespace Entente.TransparencyLog;

/// <summary>That a leaf is in a tree: the hashes beside the way from the leaf to the root (RFC 9162, section 2.1.3).</summary>
/// <param name="Index">Which leaf, from zero.</param>
/// <param name="Size">The number of leaves of the tree.</param>
/// <param name="Hashes">From the sibling of the leaf upwards.</param>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<TreeHash> Hashes)
{
    public static InclusionProof Make(long index, long size, NodeReading nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        ArgumentNullException.ThrowIfNull(nodes);
        return new(index, size, TreePath.Siblings(index, 0, size, nodes));
    }

    /// <summary>Whether the tree with that root has that leaf at that place.</summary>
    public bool Proves(in TreeHash leaf, in TreeHash root)
    {
        if (Index < 0 || Index >= Size)
        {
            return false;
        }

        var (node, last, hash) = (Index, Size - 1, leaf);
        foreach (var sibling in Hashes)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHash.OfChildren(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = TreeHash.OfChildren(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }
}
