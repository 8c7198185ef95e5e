using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Asks partners to cosign the checkpoints of this node, and believes them where they show what this node itself has signed.</summary>
internal sealed class Cosigning(Database database, NodeLog log, WitnessPolicy policy)
{
    private readonly ConcurrentDictionary<string, long> cosigned = new(StringComparer.Ordinal);

    /// <summary>Asks every partner that has not cosigned the newest checkpoint, and stores what they answer.</summary>
    public async Task AskAsync(IReadOnlyList<LogPeer> peers, CancellationToken cancellation)
    {
        var (open, newest) = (await log.OpenAsync(cancellation), await log.PublishedAsync(cancellation));
        var lacking = newest is null ? [] : peers.Where(peer => cosigned.GetValueOrDefault(peer.Id, -1) < newest.Size).ToList();
        if (newest is null || newest.Size == 0 || lacking.Count == 0 || !SignedNote.TryParse(Encoding.UTF8.GetBytes(newest.Note), out var note, out _))
        {
            return;
        }

        foreach (var (peer, answer) in await Task.WhenAll(lacking.Select(async peer => (peer, await AskAsync(open, newest.Size, note, peer, cancellation)))))
        {
            if (answer is not null && KeyOf(peer) is { } key && note.TryAdd(answer, [new(key, LogKeys.Open(key)!)], out var more, out _))
            {
                note = more;
                cosigned[peer.Id] = newest.Size;
            }
        }

        var keys = peers.Select(KeyOf).OfType<VerifierKey>().Where(key => note.Signatures.Any(signature => signature.Name == key.Name && signature.KeyId == key.Id)).ToList();
        if (keys.Count > newest.Cosigned)
        {
            await database.WriteAsync(session => Store(session, open.Row, newest, note, keys.Count, policy.IsMet(keys)), cancellation);
        }
    }

    /// <summary>Compares what a partner has cosigned of this node's log with what the node has. What this node signed and no longer has means that its store was set back.</summary>
    /// <returns>Whether it has answered: with a checkpoint that this node has signed, or that it has cosigned none.</returns>
    public async Task<bool> CheckAsync(LogPeer peer, CancellationToken cancellation)
    {
        var open = await log.OpenAsync(cancellation);
        var answer = await peer.CallAsync($"witness/{Witness.NameOf(open.Row.Origin)}/checkpoint", null, cancellation);
        if (answer is not (StatusCodes.Status200OK, var bytes)
            || !SignedNote.TryParse(bytes, out var note, out _) || !note.TryVerify([new(open.Signer.Key, LogKeys.Open(open.Signer.Key)!)], out _, out _)
            || !Checkpoint.TryRead(note.Text, out var seen, out _) || seen.Origin != open.Row.Origin)
        {
            return answer is (StatusCodes.Status404NotFound, _);
        }

        var holds = await database.ReadAsync(
            session => Task.FromResult(seen.Size == 0 || (LogStore.Leaves(session, open.Row, seen.Size - 1, 1).Count == 1 && (LogStore.Last(session, open.Row)?.Size ?? 0) >= seen.Size
                && LogStore.Tree(session, open.Row, seen.Size).Root() == seen.Root)),
            cancellation);
        if (!holds)
        {
            log.Halt(open.Row.Number, $"The witness of {peer.Id} has cosigned a tree of {seen.Size} leaves of the log {seen.Origin}, and the store of this node has another one: it was set back or changed. Nothing is signed.");
        }

        return true;
    }

    /// <summary>The key of a partner's witness; <see langword="null"/> where the card says none that can be read.</summary>
    public static VerifierKey? KeyOf(LogPeer peer) => VerifierKey.TryParse(peer.WitnessKey, out var key) && key.Algorithm.IsTimed ? key : null;

    private async Task<byte[]?> AskAsync(OpenLog open, long size, SignedNote note, LogPeer peer, CancellationToken cancellation)
    {
        var old = Math.Max(cosigned.GetValueOrDefault(peer.Id, 0), 0);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var proof = await database.ReadAsync(session => Task.FromResult(LogStore.Tree(session, open.Row, size).Continue(old)), cancellation);
            switch (await peer.CallAsync("add-checkpoint", AddCheckpoint.Write(proof, note), cancellation))
            {
                case (StatusCodes.Status200OK, var lines):
                    return lines;
                case (StatusCodes.Status409Conflict, var said)
                    when long.TryParse(Encoding.ASCII.GetString(said).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var theirs) && theirs != old && theirs <= size:
                    old = theirs;
                    continue;
                case (StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity, _):
                    await CheckAsync(peer, cancellation);
                    return null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static void Store(Session session, LogRow row, CheckpointRow newest, SignedNote note, int count, bool isMet) => session.Execute(
        """
        INSERT INTO log_checkpoint (log, size, root, note, cosigned, witnessed, signed_at) VALUES (@Number, @Size, @Root, @note, @count, @met, @SignedAt)
        ON CONFLICT (log, size) DO UPDATE SET note = @note, cosigned = @count, witnessed = @met
        """,
        new { row.Number, newest.Size, newest.Root, note = note.ToString(), count = (long)count, met = isMet ? 1L : 0L, newest.SignedAt });
}
