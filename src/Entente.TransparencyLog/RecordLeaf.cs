using System.Security.Cryptography;

namespace Entente.TransparencyLog;

/// <summary>What of a record stands in the log: a commitment that says nothing without the record and its salt, and can be opened to no other record.</summary>
/// <remarks>Erasing the record and its salt leaves the leaf, and with it every proof, as it is; whoever guesses the record cannot confirm the guess.</remarks>
public readonly record struct RecordLeaf
{
    /// <summary>The number of random bytes of a salt. Each record MUST have one of its own, which nobody learns who may not learn the record.</summary>
    public const int SaltSize = 32;

    // The first byte of an entry is the version of its form.
    private const byte Version = 1;
    private const int EntrySize = 1 + TreeHash.Size;

    private readonly TreeHash commitment;

    private RecordLeaf(TreeHash commitment) => this.commitment = commitment;

    /// <summary>The hash that the tree is made of.</summary>
    public TreeHash Hash
    {
        get
        {
            Span<byte> entry = stackalloc byte[EntrySize];
            Write(entry);
            return TreeHash.OfEntry(entry);
        }
    }

    /// <param name="salt">32 random bytes.</param>
    /// <param name="digest">The SHA-256 of the record's bytes.</param>
    public static RecordLeaf Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltSize, nameof(salt));
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, SHA256.HashSizeInBytes, nameof(digest));
        var label = "entente/record/1\n"u8;
        Span<byte> input = stackalloc byte[label.Length + SaltSize + SHA256.HashSizeInBytes];
        label.CopyTo(input);
        salt.CopyTo(input[label.Length..]);
        digest.CopyTo(input[(label.Length + SaltSize)..]);
        Span<byte> commitment = stackalloc byte[TreeHash.Size];
        SHA256.HashData(input, commitment);
        return new(new TreeHash(commitment));
    }

    /// <summary>Reads an entry of a log; <see langword="null"/> where it is no commitment to a record.</summary>
    public static RecordLeaf? TryRead(ReadOnlySpan<byte> entry) => entry.Length == EntrySize && entry[0] == Version ? new RecordLeaf(new TreeHash(entry[1..])) : null;

    /// <summary>What stands in the log.</summary>
    public byte[] ToEntry()
    {
        var entry = new byte[EntrySize];
        Write(entry);
        return entry;
    }

    private void Write(Span<byte> entry)
    {
        entry[0] = Version;
        commitment.CopyTo(entry[1..]);
    }
}
