using System.Numerics;

namespace Entente.Screening.Index;

/// <summary>From a 64-bit hash to the values that were added under it. Values of other hashes that share 32 bits and a bucket may come along: the caller verifies.</summary>
internal sealed class HashPostings
{
    private readonly int[] bucketStarts;
    private readonly uint[] tags;
    private readonly int[] values;
    private readonly int mask;

    private HashPostings(int[] bucketStarts, uint[] tags, int[] values) =>
        (this.bucketStarts, this.tags, this.values, mask) = (bucketStarts, tags, values, bucketStarts.Length - 2);

    public void CollectInto(List<int> found, ulong hash)
    {
        var bucket = (int)(hash & (uint)mask);
        var tag = (uint)(hash >> 32);
        for (var i = bucketStarts[bucket]; i < bucketStarts[bucket + 1]; i++)
        {
            if (tags[i] == tag)
            {
                found.Add(values[i]);
            }
        }
    }

    /// <summary>FNV-1a, finished so that all bits depend on all characters.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var c in text)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            return Spread(hash);
        }
    }

    public static ulong Spread(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL;
            return hash ^ (hash >> 29);
        }
    }

    internal sealed class Builder
    {
        private ulong[] hashes = new ulong[64];
        private int[] values = new int[64];
        private int count;

        public void Add(ulong hash, int value)
        {
            if (count == hashes.Length)
            {
                Array.Resize(ref hashes, count * 2);
                Array.Resize(ref values, count * 2);
            }

            hashes[count] = hash;
            values[count++] = value;
        }

        public HashPostings Build()
        {
            var buckets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(count / 2, 1));
            var starts = new int[buckets + 1];
            for (var i = 0; i < count; i++)
            {
                starts[(int)(hashes[i] & (uint)(buckets - 1)) + 1]++;
            }

            for (var b = 0; b < buckets; b++)
            {
                starts[b + 1] += starts[b];
            }

            var next = starts.AsSpan(0, buckets).ToArray();
            var tags = new uint[count];
            var placed = new int[count];
            for (var i = 0; i < count; i++)
            {
                var at = next[(int)(hashes[i] & (uint)(buckets - 1))]++;
                (tags[at], placed[at]) = ((uint)(hashes[i] >> 32), values[i]);
            }

            return new(starts, tags, placed);
        }
    }
}
