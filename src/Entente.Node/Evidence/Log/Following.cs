using System.Collections.Concurrent;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Follows the logs of partners by what they serve, so that a log which shows this node another history than before is found even if it asks for nothing.</summary>
internal sealed class Following(Database database, Witness witness, TimeProvider clock)
{
    /// <summary>How long a log may be unreadable before it is an alarm: less than a minute, with the round that finds it.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(45);

    /// <summary>How long a log may take to show what its keeper has acknowledged.</summary>
    public static readonly TimeSpan GrowsWithin = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, DateTimeOffset> unread = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Size, DateTimeOffset At)> grown = new(StringComparer.Ordinal);

    /// <summary>Reads the newest checkpoint of a partner and verifies that it continues what was seen before.</summary>
    public async Task FollowAsync(LogPeer peer, CancellationToken cancellation)
    {
        if (Witness.KeyOf(peer) is not { } key)
        {
            return;
        }

        var (found, why) = await ReadAsync(peer, key, cancellation);
        if (found == Found.Wrong)
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (found == Found.Right)
        {
            unread.TryRemove(peer.Id, out _);
            if (await IsFrozenAsync(peer, key, now, cancellation))
            {
                await database.WriteAsync(session => LogAlarm.Raise(session, peer.Id, key.Name, LogAlarmKind.Stale, Frozen, null), cancellation);
                return;
            }

            if (await database.ReadAsync(session => Task.FromResult(LogAlarm.Open(session).Exists(alarm => alarm.Partner == peer.Id && alarm.Kind is LogAlarmKind.Rollback or LogAlarmKind.Stale)), cancellation))
            {
                await database.WriteAsync(
                    session =>
                    {
                        LogAlarm.End(session, peer.Id, key.Name, LogAlarmKind.Rollback);
                        LogAlarm.End(session, peer.Id, key.Name, LogAlarmKind.Stale);
                    },
                    cancellation);
            }

            return;
        }

        if (now - unread.GetOrAdd(peer.Id, now) >= StaleAfter)
        {
            await database.WriteAsync(session => LogAlarm.Raise(session, peer.Id, key.Name, LogAlarmKind.Stale, why!, null), cancellation);
        }
    }

    private enum Found { Right, Wrong, Unread }

    private const string Frozen = "It has acknowledged a message of this node, and has not grown in the minute since.";

    /// <summary>Whether a log stands still although its keeper goes on recording: who signs a receipt has put the message on record, and that record has its leaf.</summary>
    /// <remarks>Measured from when this process has seen the log grow last, and by messages that did not exist before then, so that a receipt which comes late or twice accuses nobody.</remarks>
    private async Task<bool> IsFrozenAsync(LogPeer peer, VerifierKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        var size = (await witness.LastAsync(key.Name, cancellation))?.Size ?? 0;
        var (_, since) = grown.AddOrUpdate(peer.Id, (size, now), (_, before) => size == before.Size ? before : (size, now));
        return peer.AcknowledgedAsync is { } hasAcknowledged && now - since >= GrowsWithin && await hasAcknowledged(since, now - GrowsWithin, cancellation);
    }

    private async Task<(Found Found, string? Why)> ReadAsync(LogPeer peer, VerifierKey key, CancellationToken cancellation)
    {
        if (await peer.CallAsync("checkpoint", null, cancellation) is not (StatusCodes.Status200OK, var bytes))
        {
            return (Found.Unread, "Its checkpoint could not be read.");
        }

        if (!SignedNote.TryParse(bytes, out var note, out _) || !note.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _) || !Checkpoint.TryRead(note.Text, out var head, out _) || head.Origin != key.Name)
        {
            return (Found.Unread, "Its checkpoint is not signed by the key on its card.");
        }

        var last = await witness.LastAsync(head.Origin, cancellation);
        if (last is not null && head.Size < last.Size)
        {
            await database.WriteAsync(
                session => LogAlarm.Raise(session, peer.Id, head.Origin, LogAlarmKind.Rollback, $"It shows {head.Size} leaves and has signed {last.Size} before.", note.ToString()), cancellation);
            return (Found.Wrong, null);
        }

        var (proof, unproven) = await ProveAsync(peer, head, last?.Size ?? 0, cancellation);
        if (proof is null)
        {
            return (Found.Unread, unproven);
        }

        switch ((await witness.FollowAsync(AddCheckpoint.Write(proof, note), cancellation)).Status)
        {
            case StatusCodes.Status200OK:
                return (Found.Right, null);
            case StatusCodes.Status422UnprocessableEntity:
                // The proof leads to the signed root, so the older root that it begins from is what the log says now: another one than it signed.
                await database.WriteAsync(
                    session => LogAlarm.Raise(session, peer.Id, head.Origin, LogAlarmKind.Fork, $"Its tree of {head.Size} leaves does not continue the one of {last!.Size} that it signed before.", note.ToString()), cancellation);
                return (Found.Wrong, null);
            case StatusCodes.Status404NotFound:
                return (Found.Unread, "The card of another partner names the same log.");
            default:
                // A fork, which the witness has put down; or the log asked in the same moment, and the next round sees more.
                return (Found.Wrong, null);
        }
    }

    private static async Task<(ConsistencyProof? Proof, string? Why)> ProveAsync(LogPeer peer, Checkpoint head, long from, CancellationToken cancellation)
    {
        if (from == 0 || from == head.Size)
        {
            return (new(from, head.Size, []), null);
        }

        var (proof, _, why) = await ServedTree.ContinueAsync(peer, head, from, cancellation);
        return (proof, why);
    }
}
