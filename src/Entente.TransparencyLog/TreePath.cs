using System.Numerics;

namespace Entente.TransparencyLog;

/// <summary>The nodes beside the way from one node of the tree to the root.</summary>
internal static class TreePath
{
    /// <summary>From the node of <paramref name="height"/> over <paramref name="leaf"/> upwards.</summary>
    public static TreeHash[] Siblings(long leaf, int height, long size, NodeReading nodes)
    {
        // Up to where the way of the leaf meets that of the last leaf, each node has a sibling; the uppermost of them lies over the end of the tree and may
        // be incomplete. Above, the way is the right border of the tree, and there are siblings on its left only.
        var meeting = 64 - BitOperations.LeadingZeroCount((ulong)(leaf ^ (size - 1)));
        var inner = Math.Max(0, meeting - height);
        var above = Math.Max(height, meeting);
        var siblings = new TreeHash[inner + BitOperations.PopCount((ulong)(leaf >> above))];
        var n = 0;
        for (; n < inner; n++)
        {
            var at = height + n;
            var sibling = (leaf >> at) ^ 1;
            siblings[n] = at == meeting - 1 ? Range(sibling << at, size, nodes) : nodes(at, sibling);
        }

        for (; n < siblings.Length; above++)
        {
            if (((leaf >> above) & 1) == 1)
            {
                siblings[n++] = nodes(above, (leaf >> above) - 1);
            }
        }

        return siblings;
    }

    /// <summary>The hash over leaves at the end of the tree, where <paramref name="from"/> is where a node of that breadth may begin.</summary>
    public static TreeHash Range(long from, long end, NodeReading nodes)
    {
        var height = BitOperations.Log2((ulong)(end - from));
        var left = nodes(height, from >> height);
        var next = from + (1L << height);
        return next == end ? left : TreeHash.OfChildren(left, Range(next, end, nodes));
    }
}
