using System.Collections.Concurrent;
using System.Security.Cryptography;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Reads again, in turn, what partners serve of the logs that this node has cosigned: following a log sees what is new, and this an entry or tile that was altered or taken away since.</summary>
internal sealed class Rereading(Database database, Witness witness, TimeProvider clock)
{
    /// <summary>From one round to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>In how many rounds a log is read as a whole, unless it is too large for that.</summary>
    private const int Turns = 6;

    /// <summary>How many bundles are read in one round at most, each with its tile.</summary>
    private const int AtOnce = 32;

    private const int Together = 4;

    /// <summary>How long a round may read of one partner; what did not come until then is for the next.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    // What is said not to be there may be at a replica that is behind, until the next round; what does not come may be on a line that is overladen.
    private static readonly TimeSpan AbsentFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UnreadFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Turn> turns = new(StringComparer.Ordinal);

    /// <summary>Reads the next bundles of a partner's log, with every tile up to the root, and compares them with what this node has cosigned of it. While the partner does not show that log, nothing is read and nobody accused.</summary>
    public async Task RereadAsync(LogPeer peer, CancellationToken cancellation)
    {
        if (Witness.KeyOf(peer) is not { } key || await witness.LastAsync(key.Name, cancellation) is not { Size: > 0 } held)
        {
            return;
        }

        var turn = turns.GetOrAdd(key.Name, static _ => new() { Next = RandomNumberGenerator.GetInt32(int.MaxValue) });
        var open = (await database.ReadAsync(session => Task.FromResult(LogAlarm.Open(session)), cancellation)).FindAll(alarm => alarm.Partner == peer.Id && alarm.Origin == key.Name);
        if (open.Exists(static alarm => alarm.Kind == LogAlarmKind.Fork) || !await IsShownAsync(peer, key, held, cancellation))
        {
            // Of a log that has forked another tree is served than the one that was cosigned, and that is known. What a partner lacks while it cannot be reached counts for nothing.
            turn.Doubt = null;
            return;
        }

        var (head, total) = (new Checkpoint(key.Name, held.Size, new TreeHash(held.Root)), PieceAudit.Count(held.Size));
        turn.Next %= total;
        var (right, fault, patience) = await ExamineAsync(peer, head, turn, total, cancellation);
        turn.Next = (turn.Next + right) % total;
        turn.Right = fault is null ? turn.Right + right : 0;
        if (fault is not null)
        {
            await DoubtAsync(peer, key, held, turn, fault, patience, cancellation);
            return;
        }

        turn.Doubt = null;
        if (turn.Right >= total && open.Exists(static alarm => alarm.Kind == LogAlarmKind.Damaged))
        {
            await database.WriteAsync(session => LogAlarm.End(session, peer.Id, key.Name, LogAlarmKind.Damaged), cancellation);
        }
    }

    /// <summary>Whether the partner shows a checkpoint of that log now, no older than what this node has cosigned. A log that was begun anew stands at the same address.</summary>
    private static async Task<bool> IsShownAsync(LogPeer peer, VerifierKey key, WitnessedRow held, CancellationToken cancellation) =>
        await peer.CallAsync("checkpoint", null, cancellation) is (StatusCodes.Status200OK, var bytes)
        && SignedNote.TryParse(bytes, out var note, out _) && note.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _)
        && Checkpoint.TryRead(note.Text, out var head, out _) && head.Origin == key.Name && head.Size >= held.Size;

    /// <returns>How many bundles were right, one after another; then what was not, and for how long that may be so.</returns>
    private static async Task<(int Right, Fault? Fault, TimeSpan Patience)> ExamineAsync(LogPeer peer, Checkpoint head, Turn turn, long total, CancellationToken cancellation)
    {
        var count = turn.Doubt is null ? Math.Min(Math.Clamp((total + Turns - 1) / Turns, 1, AtOnce), total) : 1;
        var pieces = Enumerable.Range(0, (int)count).Select(n => (turn.Next + n) % total).ToList();
        var (came, isOver) = await FetchAsync(peer, [.. pieces.SelectMany(piece => PieceAudit.Needed(head.Size, piece)).Distinct()], cancellation);
        var audit = new PieceAudit(head, address => came[address]);
        for (var right = 0; right < pieces.Count; right++)
        {
            foreach (var address in PieceAudit.Needed(head.Size, pieces[right]))
            {
                if (!came.ContainsKey(address))
                {
                    return right > 0 && isOver ? (right, null, default) : (right, new(FaultCode.LogMalformed, "It could not be read, though the checkpoint could.", address.Path), UnreadFor);
                }
            }

            if (audit.Check(pieces[right]) is { } fault)
            {
                return (
                    right,
                    fault.At is null ? new(fault.Code, "Its tiles do not make the root that it signed.")
                        : fault.Code == FaultCode.LogProof ? new(fault.Code, "What it serves there is not what it signed.", fault.At)
                        : new(fault.Code, "What it signed is no longer there.", fault.At),
                    fault.Code == FaultCode.LogProof ? TimeSpan.Zero : AbsentFor);
            }
        }

        return (pieces.Count, null, default);
    }

    /// <returns>What was answered: bytes, or <see langword="null"/> where nothing is there. What did not come is not in it. And whether the time was over before everything was asked for.</returns>
    private static async Task<(ConcurrentDictionary<TileAddress, ReadOnlyMemory<byte>?> Came, bool IsOver)> FetchAsync(LogPeer peer, List<TileAddress> needed, CancellationToken cancellation)
    {
        var came = new ConcurrentDictionary<TileAddress, ReadOnlyMemory<byte>?>();
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        budget.CancelAfter(Budget);
        try
        {
            await Parallel.ForEachAsync(needed, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = budget.Token }, async (address, stop) =>
            {
                if (await peer.CallAsync(address.Path, null, stop) is (var status, var bytes) && status is StatusCodes.Status200OK or StatusCodes.Status404NotFound or StatusCodes.Status410Gone)
                {
                    came[address] = status == StatusCodes.Status200OK ? bytes : default(ReadOnlyMemory<byte>?);
                }
            });
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The next round goes on.
            return (came, true);
        }

        return (came, false);
    }

    /// <summary>Puts down what was found at one place, once it has been so for long enough, and goes on behind it.</summary>
    private async Task DoubtAsync(LogPeer peer, VerifierKey key, WitnessedRow held, Turn turn, Fault fault, TimeSpan patience, CancellationToken cancellation)
    {
        var (doubt, now) = (Said(fault), clock.GetUtcNow());
        turn.Doubt = turn.Doubt is { } before && before.Said == doubt ? before : (doubt, now);
        if (now - turn.Doubt.Value.Since < patience || !await IsShownAsync(peer, key, held, cancellation))
        {
            return;
        }

        await database.WriteAsync(session => LogAlarm.Raise(session, peer.Id, key.Name, LogAlarmKind.Damaged, doubt, held.Note), cancellation);
        (turn.Next, turn.Doubt) = (turn.Next + 1, null);
    }

    /// <summary>The words of an alarm, as the console tells faults of other nodes.</summary>
    internal static string Said(Fault fault) => fault.At is null ? $"{fault.Code}: {fault.Detail}" : $"{fault.Code}: {fault.Detail} (/{fault.At})";

    /// <summary>How far the reading of one log has come. It begins anywhere, so that of a log too large for the time between two starts no part is left out for good.</summary>
    private sealed class Turn
    {
        public long Next { get; set; }

        /// <summary>How many bundles in a row were right.</summary>
        public long Right { get; set; }

        /// <summary>What was found where the reading stands, and since when.</summary>
        public (string Said, DateTimeOffset Since)? Doubt { get; set; }
    }
}
