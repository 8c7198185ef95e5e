using System.Runtime.InteropServices;

namespace Entente.TransparencyLog;

/// <summary>Hashes of one level of the tree that stand side by side: what a log serves in place of proofs.</summary>
public sealed class Tile
{
    private readonly TreeHash[] hashes;

    private Tile(TileAddress address, TreeHash[] hashes) => (Address, this.hashes) = (address, hashes);

    public TileAddress Address { get; }

    public ReadOnlySpan<TreeHash> Hashes => hashes;

    /// <summary>The hashes one after another, 32 bytes each: what is served.</summary>
    public byte[] ToArray() => MemoryMarshal.AsBytes(hashes.AsSpan()).ToArray();

    /// <summary>The hash over a full tile, which stands in the tile above it.</summary>
    /// <exception cref="InvalidOperationException">The tile is not full.</exception>
    public TreeHash Root()
    {
        if (!Address.IsFull)
        {
            throw new InvalidOperationException("A tile that is not full has no root of its own.");
        }

        var above = hashes.AsSpan().ToArray();
        for (var width = above.Length / 2; width > 0; width /= 2)
        {
            for (var n = 0; n < width; n++)
            {
                above[n] = TreeHash.OfChildren(above[2 * n], above[2 * n + 1]);
            }
        }

        return above[0];
    }

    /// <exception cref="ArgumentException">The number of hashes is not the width, or the address is one of entries.</exception>
    public static Tile Of(TileAddress address, ReadOnlySpan<TreeHash> hashes) =>
        hashes.Length == address.Width && address.Level is not null ? new(address, hashes.ToArray()) : throw new ArgumentException("A tile has as many hashes as its address says.", nameof(hashes));

    /// <summary>Reads what was served; <see langword="null"/> where the length is not that of the address.</summary>
    public static Tile? TryRead(TileAddress address, ReadOnlySpan<byte> bytes) =>
        address.Level is not null && bytes.Length == address.Width * TreeHash.Size ? new(address, MemoryMarshal.Cast<byte, TreeHash>(bytes).ToArray()) : null;
}
