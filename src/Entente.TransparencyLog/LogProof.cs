using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>A file that proves, without the log, that an entry is in it and who had seen the log so far (C2SP tlog-proof).</summary>
public sealed class LogProof
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    // One line of extra matter of at most 48 KiB, and 63 hashes.
    private const int LongestHead = 72 * 1024;
    private const int LongestExtra = 64 * 1024;
    private const int MostHashes = 63;

    private LogProof(long index, IReadOnlyList<TreeHash> hashes, SignedNote note, ReadOnlyMemory<byte>? extra) =>
        (Index, Hashes, Note, Extra) = (index, hashes, note, extra);

    /// <summary>Which leaf, from zero.</summary>
    public long Index { get; }

    /// <summary>From the sibling of the leaf to the child of the root.</summary>
    public IReadOnlyList<TreeHash> Hashes { get; }

    /// <summary>The checkpoint with its signatures.</summary>
    public SignedNote Note { get; }

    /// <summary>What somebody has written into the file beside the proof. Nothing vouches for it; ours have none.</summary>
    public ReadOnlyMemory<byte>? Extra { get; }

    public static LogProof Of(InclusionProof proof, SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(note);
        return new(proof.Index, proof.Hashes, note, null);
    }

    /// <summary>Reads a file to its last byte.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out LogProof? proof, [NotNullWhen(false)] out Fault? fault)
    {
        (proof, fault) = (null, null);
        if (StrictText.TryHead(bytes, LongestHead, out var rest) is not [FirstLine, .. var lines])
        {
            fault = StrictText.Malformed($"A proof begins with {FirstLine} and ends its hashes with an empty line.", 1);
            return false;
        }

        ReadOnlyMemory<byte>? extra = null;
        var line = 1;
        if (lines is [var first, ..] && StrictText.After(first, "extra") is { } encoded)
        {
            line++;
            lines = lines[1..];
            if (encoded.Length <= LongestExtra && StrictBase64.TryDecode(encoded) is { } decoded)
            {
                extra = decoded;
            }
            else
            {
                fault = StrictText.Malformed("The extra line is the base64 of what it carries.", line);
            }
        }

        line++;
        var index = 0L;
        if (fault is null && (lines is not [var second, ..] || !StrictText.TryNumber(StrictText.After(second, "index"), out index)))
        {
            fault = StrictText.Malformed("Before the hashes stands the index of the entry, a decimal number.", line);
        }

        if (fault is null && TryHashes(lines.AsSpan(1), line, out var hashes, out fault) && SignedNote.TryParse(rest, out var note, out fault))
        {
            proof = new(index, hashes, note, extra);
        }

        return proof is not null;
    }

    /// <summary>Whether a log of the policy has that leaf, and whether enough of the witnesses have seen it.</summary>
    public PolicyVerdict Verify(in TreeHash leaf, LogPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var verdict = policy.Judge(Note);
        return verdict.Checkpoint is { } checkpoint && !new InclusionProof(Index, checkpoint.Size, Hashes).Proves(leaf, checkpoint.Root)
            ? new PolicyVerdict.Refused(new(FaultCode.LogProof, string.Create(CultureInfo.InvariantCulture, $"The entry is not number {Index} of the tree of {checkpoint.Size} that the checkpoint signs.")))
            : verdict;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (Extra is { } extra)
        {
            text.Append(CultureInfo.InvariantCulture, $"extra {Convert.ToBase64String(extra.Span)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hash}\n");
        }

        return text.Append('\n').Append(Note).ToString();
    }

    /// <summary>Hashes on lines of their own; also a witness is asked with them.</summary>
    internal static bool TryHashes(ReadOnlySpan<string> lines, int before, out List<TreeHash> hashes, [NotNullWhen(false)] out Fault? fault)
    {
        hashes = [];
        fault = lines.Length > MostHashes ? StrictText.Malformed(string.Create(CultureInfo.InvariantCulture, $"No proof has more than {MostHashes} hashes.")) : null;
        for (var n = 0; n < lines.Length && fault is null; n++)
        {
            if (TreeHash.TryParse(lines[n], out var hash))
            {
                hashes.Add(hash);
            }
            else
            {
                fault = StrictText.Malformed("A hash is the base64 of 32 bytes.", before + 1 + n);
            }
        }

        return fault is null;
    }
}
