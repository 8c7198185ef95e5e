using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog.Mutations;

/// <summary>What lies elsewhere, out of the reach of whoever has the store: the policy, a proof that a partner was given, and how far a witness has followed.</summary>
internal sealed class Examiner
{
    private static readonly LogPolicy Policy = Given.Policy(Given.PolicyText);
    private static readonly NoteVerifier[] LogKey = [Given.Verifier(Given.Log)];

    private readonly Checkpoint receipt;
    private readonly Checkpoint head;

    /// <param name="honest">The log as it was.</param>
    /// <param name="receiptSize">How large it was when the partner was given its last proof; the witness has followed to the end.</param>
    public Examiner(IReadOnlyList<KeptRecord> honest, int receiptSize)
    {
        receipt = MemoryLog.Of(honest.Take(receiptSize).Select(record => record.Entry)).Checkpoint();
        head = MemoryLog.Of(honest.Select(record => record.Entry)).Checkpoint();
    }

    /// <summary>What of the evidence does not hold; <see langword="null"/> where all of it does.</summary>
    /// <param name="without">A step to leave out, for the control of this harness.</param>
    public string? Examine(Shown shown, string? without = null)
    {
        if (!SignedNote.TryParse(shown.Note, out var note, out _) || Judged(note) is not { } checkpoint)
        {
            return "checkpoint";
        }

        if (without != "log" && LogAudit.Check(checkpoint, shown.Log.Read) is not null)
        {
            return "log";
        }

        if (without != "records" && !HasTheRecords(shown, checkpoint))
        {
            return "records";
        }

        if (without != "proof" && !(LogProof.TryParse(shown.Proof, out var proof, out _)
            && proof.Verify(TreeHash.OfEntry(shown.Records[shown.Proven].Entry), Policy) is PolicyVerdict.Witnessed))
        {
            return "proof";
        }

        return without != "receipt" && !Continues(receipt, checkpoint, shown) ? "receipt" : without != "head" && !Continues(head, checkpoint, shown) ? "head" : null;

        Checkpoint? Judged(SignedNote read) => Policy.Judge(read) switch
        {
            PolicyVerdict.Witnessed witnessed => witnessed.Head,
            PolicyVerdict.Pending pending when without == "checkpoint" => pending.Head,
            _ => null,
        };
    }

    /// <summary>Whether a witness would cosign what is shown, with the best proof that can be made of it.</summary>
    public bool Cosigns(Shown shown)
    {
        if (!SignedNote.TryParse(shown.Note, out var note, out _) || !Checkpoint.TryRead(note.Text, out var claimed, out _))
        {
            return false;
        }

        var log = MemoryLog.Of(shown.Records.Select(record => record.Entry));
        var proof = log.Size >= head.Size ? log.Tree().Continue(head.Size).Hashes : [];
        return AddCheckpoint.TryRead(AddCheckpoint.Write(new(head.Size, claimed.Size, proof), note), origin => origin == Given.Origin ? LogKey : null, out var request, out _)
            && request.Decide(new(head.Size, head.Root)) is WitnessDecision.Cosign;
    }

    private static bool HasTheRecords(Shown shown, Checkpoint checkpoint) =>
        shown.Records.Count == checkpoint.Size && Entries(shown, checkpoint) is { } entries && !entries.Where((entry, n) => !entry.AsSpan().SequenceEqual(shown.Records[n].Entry)).Any();

    private static bool Continues(Checkpoint known, Checkpoint checkpoint, Shown shown) =>
        known.Size <= checkpoint.Size && MemoryLog.Of(Entries(shown, checkpoint)!).Tree().Continue(known.Size).Proves(known.Root, checkpoint.Root);

    private static List<byte[]>? Entries(Shown shown, Checkpoint checkpoint)
    {
        var entries = new List<byte[]>();
        while (entries.Count < checkpoint.Size)
        {
            var bundle = TileAddress.In(checkpoint.Size, null, entries.Count / TileAddress.FullWidth)!.Value;
            if (shown.Log.Read(bundle) is not { } bytes || EntryBundle.TryRead(bundle, bytes) is not { } read)
            {
                return null;
            }

            entries.AddRange(read.Select(entry => entry.ToArray()));
        }

        return entries;
    }
}
