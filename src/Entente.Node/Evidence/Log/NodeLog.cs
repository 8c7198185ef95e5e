using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>What came of an attempt to sign what was recorded since the last checkpoint.</summary>
internal enum Sealed { Nothing, Signed, More, Refused }

/// <summary>The log that this node keeps over its records: brings the tree up to the newest record, and signs it.</summary>
internal sealed partial class NodeLog(Database database, LogKeys keys, SignedHead heads, LifeSign life, LogOptions options, NodeOptions node, ILogger<NodeLog> log) : IDisposable
{
    private const int LeavesAtOnce = 8192;

    private readonly SemaphoreSlim sealing = new(1);
    private volatile OpenLog? current;
    private GrowingTree? kept;
    private volatile Halted? halted;
    private volatile Halted? held;

    /// <summary>Why this node does not sign, for readiness; <see langword="null"/> while it does. It goes on recording.</summary>
    public string? Alarm { get; private set; }

    /// <summary>The size that was signed last.</summary>
    public long Size { get; private set; }

    /// <summary>How many records no checkpoint covered when this node looked last.</summary>
    public long Unsigned { get; private set; }

    /// <summary>The log and its keys; makes them where there are none.</summary>
    /// <remarks>Of two replicas that start at once, one's keys count; the other's files are deleted.</remarks>
    public async Task<OpenLog> OpenAsync(CancellationToken cancellation = default)
    {
        if (current is { } open)
        {
            return open;
        }

        if (await database.ReadAsync(session => Task.FromResult(LogStore.Newest(session)), cancellation) is null)
        {
            await BeginAsync(1, true, null, null, cancellation);
        }

        try
        {
            return current = await database.ReadAsync(session => Task.FromResult(Read(session)), cancellation);
        }
        catch (FileNotFoundException exception)
        {
            Alarm = exception.Message;
            throw;
        }
    }

    /// <summary>Signs what was recorded since the last checkpoint, if what is stored is what was signed before.</summary>
    public async Task<Sealed> SealAsync(CancellationToken cancellation = default)
    {
        await sealing.WaitAsync(cancellation);
        try
        {
            var open = await OpenAsync(cancellation);
            if (await database.ReadAsync(session => Task.FromResult(LogStore.Newest(session)), cancellation) is { } newest && newest.Number != open.Row.Number)
            {
                // Another process has begun the next one.
                (current, kept) = (null, null);
                open = await OpenAsync(cancellation);
            }

            if (StopOf(open) is { } stop)
            {
                Alarm = stop.Why;
                return Sealed.Refused;
            }

            var (outcome, next) = await PrepareAsync(open, cancellation);
            if (next is null)
            {
                return outcome;
            }

            if (!await database.WriteAsync(session => Store(session, open.Row, next), cancellation))
            {
                // Another replica was faster.
                return Sealed.More;
            }

            heads.Write(open.Signer, next.Note);
            (kept, Size, Unsigned) = (next.Tree, next.Checkpoint.Size, Unsigned - next.Count);
            return outcome;
        }
        finally
        {
            sealing.Release();
        }
    }

    /// <summary>Why what this node has signed may not be what its store says, as far as that can be told without signing; <see langword="null"/> where nothing says so.</summary>
    public async Task<string?> DoubtAsync(CancellationToken cancellation)
    {
        try
        {
            var open = await OpenAsync(cancellation);
            var head = heads.Read(open.Signer);
            return StopOf(open)?.Why ?? await database.ReadAsync(session => Task.FromResult(SetBack(session, open.Row, head)), cancellation);
        }
        catch (FileNotFoundException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Signs nothing of a log until <see cref="Release"/>.</summary>
    public void Hold(long number, string why)
    {
        held = new(number, why);
        Alarm = why;
    }

    public void Release()
    {
        if (held is { } before)
        {
            held = null;
            Alarm = Alarm == before.Why ? null : Alarm;
        }
    }

    /// <summary>Says that this node is there and keeps its log, unless there is a doubt of it.</summary>
    public async Task LiveAsync(CancellationToken cancellation)
    {
        if (await DoubtAsync(cancellation) is null)
        {
            life.Renew((await OpenAsync(cancellation)).Signer);
        }
    }

    /// <summary>Signs nothing more of a log of which somebody outside holds what this node signed and no longer has.</summary>
    public void Halt(long number, string why)
    {
        halted = new(number, why);
        if (Alarm is null)
        {
            NotSigned(log, why);
        }

        Alarm = why;
    }

    /// <summary>The newest checkpoint that may leave the node: one whose head is on the disk outside the store.</summary>
    public async Task<CheckpointRow?> PublishedAsync(CancellationToken cancellation = default)
    {
        try
        {
            var open = await OpenAsync(cancellation);
            return heads.Read(open.Signer) is { } head && Alarm is null
                ? await database.ReadAsync(session => Task.FromResult(LogStore.UpTo(session, open.Row, head.Size)), cancellation)
                : null;
        }
        catch (FileNotFoundException)
        {
            // A replica without the key shows nothing, and readiness says why.
            return null;
        }
    }

    /// <summary>The newest checkpoint that may leave the node of one of its logs. One that has ended stays as it is stored: nothing is signed of it any more.</summary>
    public async Task<(LogRow Row, CheckpointRow Checkpoint)?> PublishedAsync(long number, CancellationToken cancellation)
    {
        var (asked, newest) = await database.ReadAsync(session => Task.FromResult((LogStore.Numbered(session, number), LogStore.Newest(session))), cancellation);
        var published = asked is null ? null
            : asked.Number == newest?.Number ? (await PublishedAsync(cancellation) is { } open && current?.Row.Number == number ? open : null)
            : await database.ReadAsync(session => Task.FromResult(LogStore.Last(session, asked)), cancellation);
        return published is null ? null : (asked!, published);
    }

    public void Dispose() => sealing.Dispose();

    private async Task<(Sealed Outcome, Prepared? Next)> PrepareAsync(OpenLog open, CancellationToken cancellation)
    {
        var (head, tree) = (heads.Read(open.Signer), kept);
        kept = null;
        try
        {
            var (next, unpublished) = await database.ReadAsync(session => Task.FromResult(Prepare(session, open, head, tree)), cancellation);
            Alarm = null;
            if (next is null && unpublished is not null && SignedNote.TryParse(System.Text.Encoding.UTF8.GetBytes(unpublished.Note), out var note, out _))
            {
                // The process that committed it ended before it could put the head beside the key.
                heads.Write(open.Signer, note);
            }

            return next is null ? (Sealed.Nothing, null) : (next.Count == LeavesAtOnce ? Sealed.More : Sealed.Signed, next);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            if (Alarm != exception.Message)
            {
                NotSigned(log, exception.Message);
            }

            Alarm = exception.Message;
            return (Sealed.Refused, null);
        }
    }

    private (Prepared? Next, CheckpointRow? Unpublished) Prepare(Session session, OpenLog open, Checkpoint? head, GrowingTree? tree)
    {
        var last = LogStore.Last(session, open.Row);
        var (size, root) = last is null ? (0, TreeHash.Empty) : (last.Size, new TreeHash(last.Root));
        Unsigned = (session.Scalar<long?>("SELECT MAX(seq) FROM record_entry") ?? open.Row.FirstRecord - 1) + 1 - open.Row.FirstRecord - size;
        if (SetBack(session, open.Row, head) is { } why)
        {
            throw new InvalidDataException(why);
        }

        var leaves = LogStore.Leaves(session, open.Row, size, LeavesAtOnce);
        if (tree?.Size != size)
        {
            tree = GrowingTree.Restore(size, address => LogStore.Demand(session, open.Row, address));
        }

        if (tree.Root() != root)
        {
            throw new InvalidDataException($"What is stored of the log {open.Row.Origin} is not what it signed. Nothing more is signed.");
        }

        if (leaves.Count == 0)
        {
            (kept, Size) = (tree, size);
            return (null, size > head!.Size ? last : null);
        }

        leaves.ForEach(leaf => tree.Append(TreeHash.OfEntry(leaf)));
        var checkpoint = new Checkpoint(open.Row.Origin, tree.Size, tree.Root());
        return (new(size, leaves.Count, tree, tree.TakeChanged(), checkpoint, checkpoint.Sign([open.Signer], session.Now)), null);
    }

    private static string? SetBack(Session session, LogRow row, Checkpoint? head)
    {
        var size = LogStore.Last(session, row)?.Size ?? 0;
        return head is null ? $"What the log {row.Origin} signed last is not beside its key; this store may have been set back. Nothing is signed."
            : size < head.Size || (LogStore.At(session, row, head.Size) is { } same && new TreeHash(same.Root) != head.Root)
                ? $"The log {row.Origin} had {head.Size} leaves when it signed last, and the store knows {size}: it was set back. Nothing is signed."
            : null;
    }

    private Halted? StopOf(OpenLog open) => halted is { } stop && stop.Number == open.Row.Number ? stop : held is { } hold && hold.Number == open.Row.Number ? hold : null;

    private static bool Store(Session session, LogRow row, Prepared next)
    {
        var last = LogStore.Last(session, row);
        if ((last?.Size ?? 0) != next.From)
        {
            return false;
        }

        foreach (var tile in next.Tiles.Where(tile => tile.Address.IsFull))
        {
            LogStore.Insert(session, row, tile);
        }

        LogStore.Insert(session, row, next.Checkpoint, next.Note);

        // Nobody holds a proof over these but who fetched it, and every later one proves the same. The last one stays: the head outside the store may still be that.
        session.Execute("DELETE FROM log_checkpoint WHERE log = @Number AND size < @From AND cosigned = 0", new { row.Number, next.From });
        return true;
    }

    /// <summary>Begins the next log, under a key of its own, where the one before it cannot be gone on with. It covers every record that no checkpoint covers.</summary>
    /// <param name="actor">Who begins it.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="newWitness">Whether the witness begins anew too: where also what it has cosigned last is lost, its key could come to stand under two histories of a partner's log.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Its origin; <see langword="null"/> where another process was faster.</returns>
    public async Task<string?> BeginNextAsync(Actor actor, string reason, bool newWitness = false, CancellationToken cancellation = default)
    {
        var before = await OpenAsync(cancellation);
        await sealing.WaitAsync(cancellation);
        try
        {
            return await BeginAsync(before.Row.Number + 1, newWitness, actor, reason, cancellation) ? (await OpenAsync(cancellation)).Row.Origin : null;
        }
        finally
        {
            sealing.Release();
        }
    }

    private async Task<bool> BeginAsync(long number, bool newWitness, Actor? actor, string? reason, CancellationToken cancellation)
    {
        var name = options.Name.Length > 0 ? options.Name : $"{node.Country.ToLowerInvariant()}.node.invalid";
        List<LogKeys.Made> made = [keys.Make(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}/log/{number}"), NoteAlgorithm.Ed25519)];
        if (newWitness)
        {
            made.Add(keys.Make($"{name}/witness", NoteAlgorithm.Cosignature));
        }

        var signer = made[0].Signer;
        heads.Write(signer, new Checkpoint(signer.Key.Name, 0, TreeHash.Empty).Sign([signer], DateTimeOffset.UnixEpoch));
        life.Write(signer);
        var counts = await database.WriteAsync(
            session =>
            {
                var before = LogStore.Newest(session);
                if ((before?.Number ?? 0) != number - 1)
                {
                    return false;
                }

                made.ForEach(one => LogKeys.Insert(session, one));
                session.Execute(
                    "INSERT INTO log (number, origin, key_id, first_record, begun_at) VALUES (@number, @Name, @Id, @first, @Now)",
                    new { number, signer.Key.Name, made[0].Id, first = FirstUncovered(session, before), session.Now });
                if (before is not null)
                {
                    RecordBook.Append(session, actor!, EvidenceActs.LogBegun, "log", signer.Key.Name, JsonDetail.Of(
                        ("reason", reason), ("log", before.Origin), ("leaves", $"{LogStore.Last(session, before)?.Size ?? 0}")));
                }

                return true;
            },
            cancellation);
        if (!counts)
        {
            made.ForEach(keys.Discard);
            heads.Delete(signer);
        }

        (current, kept) = (null, null);
        return counts;
    }

    private static long FirstUncovered(Session session, LogRow? before) => before is not null
        ? before.FirstRecord + (LogStore.Last(session, before)?.Size ?? 0)
        : session.Scalar<long?>("SELECT MIN(seq) FROM record_entry WHERE leaf IS NOT NULL") ?? (session.Scalar<long?>("SELECT MAX(seq) FROM record_entry") ?? 0) + 1;

    private OpenLog Read(Session session)
    {
        var row = LogStore.Newest(session)!;
        var witness = session.Find<KeyRow>("SELECT id, public_key FROM log_key WHERE id LIKE 'witness-%' ORDER BY created_at DESC LIMIT 1")!;
        return new(row, keys.Read(row.KeyId, row.PublicKey), keys.Read(witness.Id, witness.PublicKey));
    }

    [LoggerMessage(1210, LogLevel.Critical, "The log does not sign. {Why}")]
    private static partial void NotSigned(ILogger log, string why);

    private sealed record Halted(long Number, string Why);

    private sealed record Prepared(long From, int Count, GrowingTree Tree, IReadOnlyList<Tile> Tiles, Checkpoint Checkpoint, SignedNote Note);

    private sealed record KeyRow
    {
        public required string Id { get; init; }

        public required string PublicKey { get; init; }
    }
}

/// <summary>The log in use and the keys of this node.</summary>
internal sealed record OpenLog(LogRow Row, NoteSigner Signer, NoteSigner Witness);
