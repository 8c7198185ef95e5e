using System.Text;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>How a record stands in the log.</summary>
/// <param name="Record">The record.</param>
/// <param name="State">How well it is proven.</param>
/// <param name="Index">Its leaf, from zero; <see langword="null"/> for a record from before there was a log.</param>
/// <param name="Origin">The log.</param>
/// <param name="Witnesses">How many witnesses have cosigned the checkpoint of the proof.</param>
/// <param name="Proof">The proof; <see langword="null"/> until the next checkpoint is signed, and where the record or log was changed.</param>
/// <param name="Evidence">Record and proof together; <see langword="null"/> also where the record is erased.</param>
/// <param name="IsKept">Whether the log makes no proof of it now, because it is damaged or shows nothing, and this is the one that was kept with the message.</param>
internal sealed record RecordStanding(Record Record, ProofState State, long? Index, string? Origin, int Witnesses, LogProof? Proof, RecordEvidence? Evidence, bool IsKept = false);

/// <summary>What of a record's proof every officer may know: what the open log says of its leaf, and nothing of the record.</summary>
/// <param name="Key">The public key of the log.</param>
/// <param name="Leaf">The hash of the leaf.</param>
internal sealed record RecordCommitment(long Seq, ProofState State, long? Index, string? Origin, string? Key, string? Leaf, int Witnesses, LogProof? Proof, bool IsKept);

/// <summary>Proves of a record that it is in the log as it was made, and finds out where it is not.</summary>
internal sealed class RecordProofs(Database database, NodeLog log)
{
    /// <param name="within">The only authority whose records the reader may see; <see langword="null"/> for all.</param>
    /// <returns><see langword="null"/> where there is no such record for the reader.</returns>
    public async Task<RecordStanding?> FindAsync(long seq, string? within, CancellationToken cancellation = default)
    {
        if (await Record.FindAsync(database, seq, within, cancellation) is not { } record)
        {
            return null;
        }

        var published = (await log.PublishedAsync(cancellation))?.Size ?? 0;
        return await database.ReadAsync(session => Task.FromResult(Find(session, record, published)), cancellation);
    }

    /// <returns><see langword="null"/> where there is no such record.</returns>
    public async Task<RecordCommitment?> CommitmentAsync(long seq, CancellationToken cancellation = default)
    {
        if (await FindAsync(seq, within: null, cancellation) is not { } standing)
        {
            return null;
        }

        var (leaf, row) = await database.ReadAsync(
            session => Task.FromResult((session.Scalar<byte[]?>("SELECT leaf FROM record_entry WHERE seq = @seq", new { seq }), LogStore.Of(session, seq))), cancellation);
        return new(
            seq, standing.State, standing.Index, standing.Origin, row?.PublicKey, leaf is null ? null : Convert.ToHexStringLower(TreeHash.OfEntry(leaf).ToArray()), standing.Witnesses,
            standing.Proof, standing.IsKept);
    }

    public Task TakenAsync(Actor actor, long seq) => Reading.RecordAsync(database, actor, EvidenceActs.Proven, "record", $"{seq}", [$"{seq}"]);

    private static RecordStanding Find(Session session, Record record, long published)
    {
        var stored = session.Find<Stored>("SELECT e.leaf, c.salt FROM record_entry e LEFT JOIN record_content c ON c.seq = e.seq WHERE e.seq = @Seq", new { record.Seq });
        if (stored?.Leaf is not { } leaf || LogStore.Of(session, record.Seq) is not { } row)
        {
            return new(record, ProofState.Logged, null, null, 0, null, null);
        }

        var index = record.Seq - row.FirstRecord;
        if (!record.IsErased && !IsOpenedBy(leaf, record, stored.Salt))
        {
            return new(record, ProofState.Broken, index, row.Origin, 0, null, null);
        }

        var newest = LogStore.Newest(session)!.Number == row.Number;
        if (Covering(session, row, index, newest ? published : long.MaxValue) is not { } head)
        {
            return Kept(session, record, stored, row, index) is { IsKept: true } kept ? kept : new(record, ProofState.Pending, index, row.Origin, 0, null, null);
        }

        try
        {
            var inclusion = LogStore.Tree(session, row, head.Size).Include(index);
            if (!inclusion.Proves(TreeHash.OfEntry(leaf), new TreeHash(head.Root)) || !SignedNote.TryParse(Encoding.UTF8.GetBytes(head.Note), out var note, out _))
            {
                return Kept(session, record, stored, row, index);
            }

            var proof = LogProof.Of(inclusion, note);
            return new(
                record, head.Witnessed ? ProofState.Witnessed : ProofState.Logged, index, row.Origin, (int)head.Cosigned, proof,
                record.IsErased ? null : new(1, RecordText.Of(record), stored.Salt!, proof.ToString()));
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            return Kept(session, record, stored, row, index);
        }
    }

    /// <summary>How a record stands of which the log makes no proof any more: by the one that was kept, if it holds.</summary>
    private static RecordStanding Kept(Session session, Record record, Stored stored, LogRow row, long index)
    {
        if (KeptProofs.Find(session, record.Seq) is not { } kept || kept.Index != index || !VerifierKey.TryParse(row.PublicKey, out var key)
            || !kept.Note.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _) || !Checkpoint.TryRead(kept.Note.Text, out var head, out _) || head.Origin != row.Origin
            || !new InclusionProof(index, head.Size, kept.Hashes).Proves(TreeHash.OfEntry(stored.Leaf!), head.Root))
        {
            return new(record, ProofState.Broken, index, row.Origin, 0, null, null);
        }

        return new(
            record, ProofState.Witnessed, index, row.Origin, kept.Note.Signatures.Count - 1, kept, record.IsErased ? null : new(1, RecordText.Of(record), stored.Salt!, kept.ToString()), IsKept: true);
    }

    /// <summary>The first checkpoint over the leaf that enough witnesses have cosigned, else the newest one.</summary>
    private static CheckpointRow? Covering(Session session, LogRow log, long index, long published) => session.Find<CheckpointRow>(
        """
        SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint WHERE log = @Number AND size > @index AND size <= @published
        ORDER BY witnessed DESC, CASE WHEN witnessed = 1 THEN size ELSE -size END LIMIT 1
        """,
        new { log.Number, index, published });

    /// <summary>Whether the record as it stands is the one that its leaf commits to.</summary>
    internal static bool IsOpenedBy(byte[] leaf, Record record, byte[]? salt) =>
        salt is { Length: RecordLeaf.SaltSize } && RecordBook.LeafOf(record, salt).ToEntry().AsSpan().SequenceEqual(leaf);

    private sealed record Stored
    {
        public byte[]? Leaf { get; init; }

        public byte[]? Salt { get; init; }
    }
}
