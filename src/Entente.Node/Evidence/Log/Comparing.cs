using System.Text;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Compares what this node has cosigned of a partner's log with what other partners have: a log that shows each of them a history of its own is found by nobody alone.</summary>
internal sealed class Comparing(Database database)
{
    /// <summary>How many other witnesses of a log are asked in one round. With a round every five seconds, forty are heard within a minute.</summary>
    private const int AtOnce = 4;

    private int round;

    /// <summary>Asks the next few partners how far they have followed the logs of the others.</summary>
    public async Task CompareAsync(IReadOnlyList<LogPeer> peers, CancellationToken cancellation)
    {
        var turn = unchecked((uint)Interlocked.Increment(ref round));
        var known = await database.ReadAsync(session => Task.FromResult(Witness.All(session)), cancellation);
        foreach (var peer in peers)
        {
            if (Witness.KeyOf(peer) is { } key && known.Find(row => row.Origin == key.Name) is { } row && HeadOf(Encoding.UTF8.GetBytes(row.Note), key) is (var mine, _))
            {
                var others = peers.Where(other => other.Id != peer.Id).ToList();
                var asked = Enumerable.Range(0, Math.Min(AtOnce, others.Count)).Select(n => others[(int)((turn * AtOnce + n) % others.Count)]);
                await Task.WhenAll(asked.Select(other => CompareAsync(peer, key, mine, row.Note, other, cancellation)));
            }
        }
    }

    private async Task CompareAsync(LogPeer peer, VerifierKey key, Checkpoint mine, string note, LogPeer other, CancellationToken cancellation)
    {
        // What the log itself has signed counts; that the other witness shows it adds nothing and takes nothing away. A larger one is for the other to compare.
        if (await other.CallAsync($"witness/{Witness.NameOf(key.Name)}/checkpoint", null, cancellation) is not (StatusCodes.Status200OK, var bytes)
            || HeadOf(bytes, key) is not (var theirs, var theirNote) || theirs.Size == 0 || theirs.Size > mine.Size
            || (theirs.Size == mine.Size && theirs.Root == mine.Root))
        {
            return;
        }

        if (theirs.Size < mine.Size)
        {
            var (proof, before, _) = await ServedTree.ContinueAsync(peer, mine, theirs.Size, cancellation);
            if (proof is null || before == theirs.Root)
            {
                return;
            }
        }

        await database.WriteAsync(
            session => LogAlarm.Raise(
                session, peer.Id, key.Name, LogAlarmKind.Fork, $"It has shown {other.Id} a tree of {theirs.Size} leaves that the one of {mine.Size} shown to this node does not continue.", $"{note}\n{theirNote}"),
            cancellation);
    }

    private static (Checkpoint Head, SignedNote Note)? HeadOf(ReadOnlySpan<byte> bytes, VerifierKey key) =>
        SignedNote.TryParse(bytes, out var note, out _) && note.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _) && Checkpoint.TryRead(note.Text, out var head, out _) && head.Origin == key.Name
            ? (head, note)
            : null;
}
