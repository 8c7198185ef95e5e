using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>A log as the files that it serves: what somebody with full rights on the store can change.</summary>
internal sealed class ServedLog
{
    private ServedLog(Checkpoint checkpoint) => Checkpoint = checkpoint;

    public Checkpoint Checkpoint { get; }

    /// <summary>Bundles and tiles by their paths.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public static ServedLog Of(MemoryLog log)
    {
        var served = new ServedLog(log.Checkpoint());
        foreach (var tile in log.Tiles.Values.Where(tile => TileAddress.In(log.Size, tile.Address.Level, tile.Address.Index) == tile.Address))
        {
            served.Files.Add(tile.Address.Path, tile.ToArray());
        }

        foreach (var (entries, index) in log.Entries.Chunk(TileAddress.FullWidth).Select((entries, index) => (entries, index)))
        {
            served.Files.Add(TileAddress.OfEntries(index, entries.Length).Path, EntryBundle.Write([.. entries.Select(entry => (ReadOnlyMemory<byte>)entry)]));
        }

        return served;
    }

    /// <summary>A copy in which one file is another, or is not there.</summary>
    public ServedLog With(string path, byte[]? bytes)
    {
        var copy = new ServedLog(Checkpoint);
        foreach (var (name, content) in Files.Where(file => file.Key != path))
        {
            copy.Files.Add(name, content);
        }

        if (bytes is not null)
        {
            copy.Files.Add(path, bytes);
        }

        return copy;
    }

    public ReadOnlyMemory<byte>? Read(TileAddress address) => Files.TryGetValue(address.Path, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?);
}
