using System.Security.Cryptography;
using System.Text;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Cosigns the checkpoints of partners' logs that continue what it cosigned before (C2SP tlog-witness), and keeps how far it has come.</summary>
internal sealed class Witness(Database database, NodeLog log, WitnessedFiles files, LogPeers peers, TimeProvider clock)
{
    /// <param name="Type">The content type.</param>
    internal sealed record Reply(int Status, string Body, string Type = "text/plain; charset=utf-8");

    /// <summary>Answers a request of a log. What it cosigns is on the disk before the answer is there.</summary>
    /// <remarks>A node that does not sign its own log, because its store was set back or may have been, cosigns nothing either: what it cosigned since may be lost with the rest.</remarks>
    public async Task<Reply> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation = default) =>
        await log.DoubtAsync(cancellation) is { } doubt ? Refuse(new(FaultCode.LogStopped, doubt)) : await FollowAsync(body, cancellation);

    /// <summary>The same without that doubt, for what this node itself has fetched: a log is followed also where nothing is cosigned, and the answer stays here.</summary>
    public async Task<Reply> FollowAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var known = await peers(cancellation);
        if (!AddCheckpoint.TryRead(body.Span, origin => KeysOf(known, origin), out var request, out var fault))
        {
            return Refuse(fault);
        }

        var witness = (await log.OpenAsync(cancellation)).Witness;
        var partner = known.First(peer => KeyOf(peer)?.Name == request.Checkpoint.Origin).Id;
        try
        {
            return await database.WriteAsync(session => Decide(session, partner, request), CancellationToken.None) switch
            {
                WitnessDecision.Refused { Size: { } size } => new(StatusCodes.Status409Conflict, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{size}\n"), "text/x.tlog.size"),
                WitnessDecision.Refused refused => Refuse(refused.Fault),
                _ => new(StatusCodes.Status200OK, request.Cosign([witness], clock.GetUtcNow())),
            };
        }
        catch (InvalidDataException exception)
        {
            return Refuse(new(FaultCode.LogStopped, exception.Message));
        }
    }

    /// <summary>How far a log was followed, by the store or by the file beside the key where the store was set back and knows less; then it is brought up to the file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public async Task<WitnessedRow?> LastAsync(string origin, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(session => Task.FromResult(Find(session, origin)), cancellation);
        return IsBehind(row, files.Read(origin)) ? await database.WriteAsync(session => Last(session, origin), cancellation) : row;
    }

    /// <summary>How far a log was followed; <see langword="null"/> where nothing was cosigned of it.</summary>
    public static WitnessedRow? Find(Session session, string origin) =>
        session.Find<WitnessedRow>("SELECT origin, size, root, note, cosigned_at FROM log_witnessed WHERE origin = @origin", new { origin });

    public static List<WitnessedRow> All(Session session) => session.Query<WitnessedRow>("SELECT origin, size, root, note, cosigned_at FROM log_witnessed ORDER BY origin");

    /// <summary>The name under which a witness shows how far it followed a log (C2SP tlog-witness).</summary>
    public static string NameOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>The key of a partner's log; <see langword="null"/> where the card says none that can be read.</summary>
    public static VerifierKey? KeyOf(LogPeer peer) => VerifierKey.TryParse(peer.LogKey, out var key) && !key.Algorithm.IsTimed ? key : null;

    // Two partners that claim one origin are both not believed: neither may speak for the other's log.
    private static NoteVerifier[]? KeysOf(IReadOnlyList<LogPeer> known, string origin) =>
        known.Select(KeyOf).OfType<VerifierKey>().Where(key => key.Name == origin).ToList() is [var key] ? [new(key, LogKeys.Open(key)!)] : null;

    private static bool IsBehind(WitnessedRow? row, WitnessedFiles.Seen? seen) =>
        seen is not null && (row is null || row.Size < seen.Head.Size || (row.Size == seen.Head.Size && new TreeHash(row.Root) != seen.Head.Root));

    private static void Store(Session session, string origin, Checkpoint head, string note) => session.Execute(
        """
        INSERT INTO log_witnessed (origin, size, root, note, cosigned_at) VALUES (@origin, @Size, @root, @note, @Now)
        ON CONFLICT (origin) DO UPDATE SET size = @Size, root = @root, note = @note, cosigned_at = @Now
        """,
        new { origin, head.Size, root = head.Root.ToArray(), note, session.Now });

    private WitnessedRow? Last(Session session, string origin)
    {
        var (row, seen) = (Find(session, origin), files.Read(origin));
        if (!IsBehind(row, seen))
        {
            return row;
        }

        Store(session, origin, seen!.Head, seen.Note);
        RecordBook.Append(session, Actor.Node("witness"), EvidenceActs.WitnessRestored, "log", origin, JsonDetail.Of(("stored", $"{row?.Size ?? 0}"), ("cosigned", $"{seen.Head.Size}")));
        return Find(session, origin);
    }

    private WitnessDecision Decide(Session session, string partner, AddCheckpoint request)
    {
        var (origin, last) = (request.Checkpoint.Origin, Last(session, request.Checkpoint.Origin));
        var decision = request.Decide(last is null ? null : new(last.Size, new TreeHash(last.Root)));
        if (decision is WitnessDecision.Cosign)
        {
            // The file first: where the transaction fails after it, the witness goes on from the file, and has promised nothing that it does not remember.
            files.Write(origin, request.Note.ToString());
            Store(session, origin, request.Checkpoint, request.Note.ToString());
        }
        else if (decision is WitnessDecision.Refused refused && refused.Fault.Code == FaultCode.LogFork)
        {
            LogAlarm.Raise(session, partner, origin, LogAlarmKind.Fork, $"It has signed two different trees of {request.Checkpoint.Size} leaves.", request.Note.ToString());
        }

        return decision;
    }

    private static Reply Refuse(Fault fault) => new(fault.Code.HttpStatus, $"{fault.Detail} [{fault.Code}]\n");
}

/// <summary>How far this node has followed the log of a partner.</summary>
internal sealed record WitnessedRow
{
    public required string Origin { get; init; }

    public required long Size { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>The checkpoint with the log's signature.</summary>
    public required string Note { get; init; }

    public required DateTimeOffset CosignedAt { get; init; }
}
