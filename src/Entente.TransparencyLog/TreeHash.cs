using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Entente.TransparencyLog;

/// <summary>A SHA-256 hash of a leaf or an inner node of the tree (RFC 9162, section 2.1.1).</summary>
public readonly record struct TreeHash
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 32;

    // The domain separators of RFC 9162: nobody can present an inner node as a leaf.
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    private readonly Vector256<byte> value;

    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size, nameof(bytes));
        value = Vector256.Create(bytes);
    }

    /// <summary>The root of the tree without leaves.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of a leaf.</summary>
    public static TreeHash OfEntry(ReadOnlySpan<byte> entry)
    {
        const int small = 1024;
        var input = entry.Length < small ? stackalloc byte[small] : new byte[entry.Length + 1];
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        return Of(input[..(entry.Length + 1)]);
    }

    /// <summary>The hash of the node over two others.</summary>
    public static TreeHash OfChildren(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Size];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Size)..]);
        return Of(input);
    }

    /// <summary>Reads canonical base64, as it stands in checkpoints and proofs.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TreeHash hash)
    {
        hash = default;
        if (StrictBase64.TryDecode(text) is not { Length: Size } bytes)
        {
            return false;
        }

        hash = new(bytes);
        return true;
    }

    public void CopyTo(Span<byte> bytes) => value.CopyTo(bytes);

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Canonical base64.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    private static TreeHash Of(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(input, hash);
        return new(hash);
    }
}
