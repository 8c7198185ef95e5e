using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>A log as it is stored: leaves that were written with their records, full tiles, and checkpoints.</summary>
internal static class LogStore
{
    public static LogRow? Newest(Session session) => session.Find<LogRow>(
        "SELECT l.number, l.origin, l.key_id, k.public_key, l.first_record, l.begun_at FROM log l JOIN log_key k ON k.id = l.key_id ORDER BY l.number DESC LIMIT 1");

    public static List<LogRow> All(Session session) => session.Query<LogRow>(
        "SELECT l.number, l.origin, l.key_id, k.public_key, l.first_record, l.begun_at FROM log l JOIN log_key k ON k.id = l.key_id ORDER BY l.number");

    public static LogRow? Numbered(Session session, long number) => session.Find<LogRow>(
        "SELECT l.number, l.origin, l.key_id, k.public_key, l.first_record, l.begun_at FROM log l JOIN log_key k ON k.id = l.key_id WHERE l.number = @number", new { number });

    /// <summary>The log that has the leaf of a record; <see langword="null"/> for records from before.</summary>
    public static LogRow? Of(Session session, long record) => session.Find<LogRow>(
        "SELECT l.number, l.origin, l.key_id, k.public_key, l.first_record, l.begun_at FROM log l JOIN log_key k ON k.id = l.key_id WHERE l.first_record <= @record ORDER BY l.number DESC LIMIT 1",
        new { record });

    public static CheckpointRow? Last(Session session, LogRow log) =>
        session.Find<CheckpointRow>("SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint WHERE log = @Number ORDER BY size DESC LIMIT 1", new { log.Number });

    public static CheckpointRow? At(Session session, LogRow log, long size) =>
        session.Find<CheckpointRow>("SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint WHERE log = @Number AND size = @size", new { log.Number, size });

    /// <summary>The newest checkpoint up to a size.</summary>
    public static CheckpointRow? UpTo(Session session, LogRow log, long size) => session.Find<CheckpointRow>(
        "SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint WHERE log = @Number AND size <= @size ORDER BY size DESC LIMIT 1", new { log.Number, size });

    /// <summary>The newest checkpoint that enough witnesses have cosigned.</summary>
    public static CheckpointRow? Witnessed(Session session, LogRow log) => session.Find<CheckpointRow>(
        "SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint WHERE log = @Number AND witnessed = 1 ORDER BY size DESC LIMIT 1", new { log.Number });

    /// <summary>The leaves from a place on, without gap; fewer where the next is missing or none.</summary>
    public static List<byte[]> Leaves(Session session, LogRow log, long from, int count)
    {
        var first = log.FirstRecord + from;
        return [.. session.Query<LeafRow>("SELECT seq, leaf FROM record_entry WHERE seq >= @first ORDER BY seq LIMIT @count", new { first, count })
            .TakeWhile((row, n) => row.Seq == first + n && row.Leaf is not null).Select(row => row.Leaf!)];
    }

    /// <summary>The tile of that address, full or partial; <see langword="null"/> where what is stored does not make it.</summary>
    public static Tile? Read(Session session, LogRow log, TileAddress address)
    {
        if (address.Level is not { } level)
        {
            return null;
        }

        var first = address.Index * TileAddress.FullWidth;
        if (address.IsFull)
        {
            return session.Scalar<byte[]>("SELECT hashes FROM log_tile WHERE log = @Number AND level = @level AND tile = @Index", new { log.Number, level, address.Index }) is { } bytes
                ? Tile.TryRead(address, bytes)
                : null;
        }

        List<TreeHash> hashes = level == 0
            ? Leaves(session, log, first, address.Width).ConvertAll(leaf => TreeHash.OfEntry(leaf))
            : session.Query<byte[]>(
                "SELECT root FROM log_tile WHERE log = @Number AND level = @below AND tile >= @first ORDER BY tile LIMIT @Width", new { log.Number, below = level - 1, first, address.Width })
                .ConvertAll(root => new TreeHash(root));
        return hashes.Count == address.Width ? Tile.Of(address, hashes.ToArray()) : null;
    }

    /// <summary>The leaves under one tile of level 0; <see langword="null"/> where one is missing.</summary>
    public static byte[]? Bundle(Session session, LogRow log, TileAddress address)
    {
        var leaves = Leaves(session, log, address.Index * TileAddress.FullWidth, address.Width);
        return leaves.Count == address.Width ? EntryBundle.Write(leaves.ConvertAll(leaf => (ReadOnlyMemory<byte>)leaf)) : null;
    }

    /// <summary>The bytes of a tile or bundle, as they are served.</summary>
    public static byte[]? Bytes(Session session, LogRow log, TileAddress address) => address.Level is null ? Bundle(session, log, address) : Read(session, log, address)?.ToArray();

    /// <summary>Stores a full tile with the root over it.</summary>
    public static void Insert(Session session, LogRow log, Tile tile) => session.Execute(
        "INSERT INTO log_tile (log, level, tile, hashes, root) VALUES (@Number, @level, @Index, @hashes, @root)",
        new { log.Number, level = (long)tile.Address.Level!.Value, tile.Address.Index, hashes = tile.ToArray(), root = tile.Root().ToArray() });

    public static void Insert(Session session, LogRow log, Checkpoint checkpoint, SignedNote note) => session.Execute(
        "INSERT INTO log_checkpoint (log, size, root, note, cosigned, witnessed, signed_at) VALUES (@Number, @Size, @root, @note, 0, 0, @Now)",
        new { log.Number, checkpoint.Size, root = checkpoint.Root.ToArray(), note = note.ToString(), session.Now });

    /// <summary>A tree of the log at one size.</summary>
    /// <exception cref="InvalidDataException">While it is used: what is stored does not make a tile of it.</exception>
    public static TiledTree Tree(Session session, LogRow log, long size) => new(size, address => Demand(session, log, address));

    /// <exception cref="InvalidDataException">What is stored does not make the tile.</exception>
    public static Tile Demand(Session session, LogRow log, TileAddress address) =>
        Read(session, log, address) ?? throw new InvalidDataException($"What is stored does not make {address} of the log {log.Origin}.");

    private sealed record LeafRow
    {
        public required long Seq { get; init; }

        public byte[]? Leaf { get; init; }
    }
}

/// <summary>A log that this node keeps or has kept.</summary>
internal sealed record LogRow
{
    public required long Number { get; init; }

    public required string Origin { get; init; }

    public required string KeyId { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>The record whose leaf is leaf 0.</summary>
    public required long FirstRecord { get; init; }

    public required DateTimeOffset BegunAt { get; init; }
}

/// <summary>A checkpoint as it is stored.</summary>
internal sealed record CheckpointRow
{
    public required long Size { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>With its signatures, as it is served.</summary>
    public required string Note { get; init; }

    /// <summary>How many witnesses have cosigned it.</summary>
    public required long Cosigned { get; init; }

    /// <summary>Whether they were a quorum when the last of them did.</summary>
    public bool Witnessed { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}
