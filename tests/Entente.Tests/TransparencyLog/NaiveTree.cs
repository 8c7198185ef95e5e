using System.Security.Cryptography;

namespace Entente.Tests.TransparencyLog;

/// <summary>The definitions of RFC 9162, section 2.1, word for word: slow, and too simple to be wrong in the same way as the engine.</summary>
internal static class NaiveTree
{
    /// <summary>MTH: the hash over all entries.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> entries) => entries.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. entries[0]]),
        var n => SHA256.HashData([1, .. Root(entries[..Split(n)]), .. Root(entries[Split(n)..])]),
    };

    /// <summary>PATH(m, D[n]).</summary>
    public static List<byte[]> Inclusion(int m, ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 1)
        {
            return [];
        }

        var k = Split(entries.Length);
        return m < k
            ? [.. Inclusion(m, entries[..k]), Root(entries[k..])]
            : [.. Inclusion(m - k, entries[k..]), Root(entries[..k])];
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public static List<byte[]> Consistency(int m, ReadOnlySpan<byte[]> entries) => SubProof(m, entries, true);

    private static List<byte[]> SubProof(int m, ReadOnlySpan<byte[]> entries, bool known)
    {
        if (m == entries.Length)
        {
            return known ? [] : [Root(entries)];
        }

        var k = Split(entries.Length);
        return m <= k
            ? [.. SubProof(m, entries[..k], known), Root(entries[k..])]
            : [.. SubProof(m - k, entries[k..], false), Root(entries[..k])];
    }

    /// <summary>The largest power of two below n.</summary>
    private static int Split(int n)
    {
        var k = 1;
        while (2 * k < n)
        {
            k *= 2;
        }

        return k;
    }
}
