using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>What a log asks a witness: to cosign a checkpoint that continues the one it cosigned last (C2SP tlog-witness, add-checkpoint). Its signature was verified.</summary>
public sealed class AddCheckpoint
{
    private const int LongestHead = 4 * 1024;

    private AddCheckpoint(ConsistencyProof proof, Checkpoint checkpoint, SignedNote note) => (Proof, Checkpoint, Note) = (proof, checkpoint, note);

    public ConsistencyProof Proof { get; }

    public Checkpoint Checkpoint { get; }

    /// <summary>The checkpoint with the signatures it came with.</summary>
    public SignedNote Note { get; }

    /// <summary>What a log sends.</summary>
    public static byte[] Write(ConsistencyProof proof, SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(note);
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"old {proof.OldSize}\n"));
        foreach (var hash in proof.Hashes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hash}\n");
        }

        return Encoding.UTF8.GetBytes(text.Append('\n').Append(note).ToString());
    }

    /// <summary>Reads a request to its last byte and verifies that a known log has signed it.</summary>
    /// <param name="keysOf">The keys of the log of that origin; <see langword="null"/> where this witness does not know it.</param>
    /// <param name="fault">Its HTTP status is the one to answer with: 400, 403 or 404.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body, Func<string, IReadOnlyCollection<NoteVerifier>?> keysOf, [NotNullWhen(true)] out AddCheckpoint? request, [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(keysOf);
        request = null;
        if (StrictText.TryHead(body, LongestHead, out var rest) is not [var first, .. var lines] || !StrictText.TryNumber(StrictText.After(first, "old"), out var oldSize))
        {
            fault = StrictText.Malformed("A request begins with the old size and ends its hashes with an empty line.", 1);
            return false;
        }

        if (!LogProof.TryHashes(lines, 1, out var hashes, out fault) || !SignedNote.TryParse(rest, out var note, out fault) || !Checkpoint.TryRead(note.Text, out var checkpoint, out fault))
        {
            return false;
        }

        if (keysOf(checkpoint.Origin) is not { } known)
        {
            fault = new(FaultCode.LogUnknown, $"This witness does not know the log {checkpoint.Origin}.");
        }
        else if (!note.TryVerify(known, out _, out fault))
        {
            return false;
        }
        else if (oldSize > checkpoint.Size)
        {
            fault = StrictText.Malformed("The old size is larger than that of the checkpoint.", 1);
        }
        else
        {
            request = new(new(oldSize, checkpoint.Size, hashes), checkpoint, note);
        }

        return request is not null;
    }

    /// <summary>Whether the checkpoint may be cosigned.</summary>
    /// <param name="latest">What this witness has last cosigned of the log; <see langword="null"/> where nothing.</param>
    /// <remarks>The caller MUST read <paramref name="latest"/> and store the new head in one transaction, and MUST have it durable before it answers: two requests decided on the
    /// same head could otherwise roll the log back.</remarks>
    public WitnessDecision Decide(WitnessedHead? latest)
    {
        var (size, root) = latest is { } head ? (head.Size, head.Root) : (0, TreeHash.Empty);
        if (Proof.OldSize != size)
        {
            return new WitnessDecision.Refused(
                new(FaultCode.LogSize, string.Create(CultureInfo.InvariantCulture, $"The last checkpoint cosigned here has {size} leaves; the request begins from {Proof.OldSize}.")), size);
        }

        if (Checkpoint.Size == size && Checkpoint.Root != root)
        {
            return new WitnessDecision.Refused(
                new(FaultCode.LogFork, string.Create(CultureInfo.InvariantCulture, $"The log {Checkpoint.Origin} has signed two different trees of {size} leaves.")), size);
        }

        var proven = size == 0 ? Proof.Hashes.Count == 0 : Proof.Proves(root, Checkpoint.Root);
        return proven
            ? new WitnessDecision.Cosign(new(Checkpoint.Size, Checkpoint.Root))
            : new WitnessDecision.Refused(
                new(FaultCode.LogProof, string.Create(CultureInfo.InvariantCulture, $"The hashes do not prove that the tree of {Checkpoint.Size} leaves continues that of {size}.")), null);
    }

    /// <summary>The answer of a witness that has stored the new head: its signature lines.</summary>
    public string Cosign(IEnumerable<NoteSigner> signers, DateTimeOffset at) => string.Concat(signers.Select(signer => signer.Sign(Note.Text, at).ToLine()));
}
