using System.Text;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Looks in the logs of partners for the entries that their messages name, keeps the proofs, and raises an alarm where an entry is not there.</summary>
internal sealed class Seeking(Database database)
{
    private const int AtOnce = 1000;

    /// <summary>How far into a log is looked that is not the one named: the leaves that a log signed no more are the first of the next one.</summary>
    private const int Carried = 4096;

    /// <summary>Looks for everything that is owed, in what this node has cosigned last of the partner's log.</summary>
    public async Task SeekAsync(LogPeer peer, CancellationToken cancellation)
    {
        if (Witness.KeyOf(peer) is not { } key)
        {
            return;
        }

        var after = 0L;
        for (var more = true; more;)
        {
            var (row, owed) = await database.ReadAsync(session => Task.FromResult((Witness.Find(session, key.Name), OwedEntry.Open(session, peer.Id, after, AtOnce))), cancellation);
            more = owed.Count == AtOnce && row is not null;
            if (owed.Count > 0 && row is not null && SignedNote.TryParse(Encoding.UTF8.GetBytes(row.Note), out var note, out _) && Checkpoint.TryRead(note.Text, out var head, out _))
            {
                await SeekAsync(peer, key, head, note, row.CosignedAt, owed, cancellation);
            }

            after = more ? owed[^1].Seq : after;
        }

        if (await database.ReadAsync(session => Task.FromResult(IsFoundAgain(session, peer.Id)), cancellation))
        {
            await database.WriteAsync(session => LogAlarm.End(session, peer.Id, key.Name, LogAlarmKind.Missing), cancellation);
        }
    }

    private async Task SeekAsync(
        LogPeer peer, VerifierKey key, Checkpoint head, SignedNote note, DateTimeOffset readAt, List<OwedEntry> owed, CancellationToken cancellation)
    {
        var sought = owed.ConvertAll(one => (Owed: one, Entry: one.Entry));
        var (tree, _) = await ServedTree.FetchAsync(peer, head, one => sought.ForEach(pair => Rehearse(one, key.Name, pair.Entry)), cancellation);
        if (tree is null)
        {
            // What is read of the log is not what it signed; following it says so.
            return;
        }

        var found = sought.ConvertAll(pair => (pair.Owed, pair.Entry, Proof: Find(tree, key.Name, pair.Entry)));
        var lacking = found.Where(one => one.Proof is null && !one.Owed.IsMissing && (one.Owed.OwedAt + OwedEntry.Patience <= readAt || IsOther(one.Entry, key.Name, head.Size))).Select(one => one.Owed).ToList();
        if (found.Exists(one => one.Proof is not null) || lacking.Count > 0)
        {
            await database.WriteAsync(session => Store(session, peer.Id, key.Name, note, [.. found.Where(one => one.Proof is not null).Select(one => (one.Owed, one.Proof!))], lacking), cancellation);
        }
    }

    private static bool IsFoundAgain(Session session, string partner) => LogAlarm.Open(session).Exists(alarm => alarm.Partner == partner && alarm.Kind == LogAlarmKind.Missing)
        && session.Scalar<long>("SELECT COUNT(*) FROM log_owed WHERE partner = @partner AND found_at IS NULL AND is_missing = 1", new { partner }) == 0;

    /// <summary>Touches every tile that <see cref="Find"/> may need, whatever the leaves turn out to be: the rehearsal has tiles of nothing, in which nothing is found.</summary>
    private static void Rehearse(TiledTree tree, string origin, PromisedEntry? entry)
    {
        if (entry is not null && entry.Origin != origin)
        {
            // One proof under each tile of leaves touches what any leaf of it needs.
            for (var index = 0L; index < Math.Min(tree.Size, Carried); index += TileAddress.FullWidth)
            {
                tree.Include(index);
            }
        }

        Find(tree, origin, entry);
    }

    /// <summary>The proof that the tree has the entry; <see langword="null"/> where it has not.</summary>
    private static InclusionProof? Find(TiledTree tree, string origin, PromisedEntry? entry)
    {
        if (entry is null)
        {
            return null;
        }

        var leaf = entry.Leaf.Hash;
        if (entry.Origin == origin)
        {
            return entry.Index < tree.Size && tree.Include(entry.Index) is var proof && proof.Proves(leaf, tree.Root()) ? proof : null;
        }

        for (var index = 0; index < Math.Min(tree.Size, Carried); index++)
        {
            if (tree.Leaf(index) == leaf && tree.Include(index) is var proof && proof.Proves(leaf, tree.Root()))
            {
                return proof;
            }
        }

        return null;
    }

    // In its place stands another leaf, and that will not change.
    private static bool IsOther(PromisedEntry? entry, string origin, long size) => entry is null || (entry.Origin == origin && entry.Index < size);

    private static void Store(Session session, string partner, string origin, SignedNote note, List<(OwedEntry Owed, InclusionProof Proof)> found, List<OwedEntry> lacking)
    {
        foreach (var (owed, proof) in found)
        {
            session.Execute("UPDATE log_owed SET found_at = @Now, proof = @proof, is_missing = 0 WHERE seq = @Seq", new { session.Now, owed.Seq, proof = LogProof.Of(proof, note).ToString() });
        }

        foreach (var owed in lacking)
        {
            session.Execute("UPDATE log_owed SET is_missing = 1 WHERE seq = @Seq", new { owed.Seq });
        }

        if (lacking.Count > 0)
        {
            LogAlarm.Raise(session, partner, origin, LogAlarmKind.Missing, $"The entry that its message {lacking[0].MessageId} names is not in it.", note.ToString());
        }
    }
}
