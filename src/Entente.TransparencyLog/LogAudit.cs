using System.Globalization;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>The examination of a whole log as it is served: every entry is hashed, every tile of the tree compared with what the entries make.</summary>
public static class LogAudit
{
    /// <param name="checkpoint">What the log has signed and, unless the caller wants to know less, its witnesses have cosigned.</param>
    /// <param name="read">Fetches the bytes of a bundle or tile; <see langword="null"/> where there are none. The bundles are asked for in their order.</param>
    /// <returns>The first thing that does not hold, with its path; <see langword="null"/> where all of the log holds.</returns>
    public static Fault? Check(Checkpoint checkpoint, Func<TileAddress, ReadOnlyMemory<byte>?> read)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(read);
        var tree = new GrowingTree();
        var partial = new SortedDictionary<int, Tile>();
        while (tree.Size < checkpoint.Size && TileAddress.In(checkpoint.Size, null, tree.Size / TileAddress.FullWidth) is { } address)
        {
            if (read(address) is not { } bytes || EntryBundle.TryRead(address, bytes) is not { } entries)
            {
                return new(FaultCode.LogMalformed, "The bundle is not there, or not of as many entries as its path says.", address.Path);
            }

            foreach (var entry in entries)
            {
                tree.Append(TreeHash.OfEntry(entry.Span));
            }

            foreach (var tile in tree.TakeChanged())
            {
                partial.Remove(tile.Address.Level!.Value);
                if (!tile.Address.IsFull)
                {
                    partial.Add(tile.Address.Level.Value, tile);
                }
                else if (Compare(tile, read) is { } fault)
                {
                    return fault;
                }
            }
        }

        return partial.Values.Select(tile => Compare(tile, read)).FirstOrDefault(fault => fault is not null)
            ?? (tree.Root() == checkpoint.Root
                ? null
                : new(FaultCode.LogProof, string.Create(CultureInfo.InvariantCulture, $"The {checkpoint.Size} entries do not lead to the root that is signed.")));
    }

    private static Fault? Compare(Tile tile, Func<TileAddress, ReadOnlyMemory<byte>?> read) =>
        read(tile.Address) is { } bytes && bytes.Span.SequenceEqual(tile.ToArray()) ? null : new(FaultCode.LogProof, "The tile is not what the entries make.", tile.Address.Path);
}
