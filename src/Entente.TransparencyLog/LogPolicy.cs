using System.Diagnostics.CodeAnalysis;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>Which logs are believed, and which witnesses must have seen them (C2SP tlog-policy).</summary>
public sealed class LogPolicy
{
    private const int LongestPolicy = 256 * 1024;

    private readonly IReadOnlyList<NoteVerifier> verifiers;

    internal LogPolicy(IReadOnlyList<PolicyLog> logs, IReadOnlyList<PolicyWitness> witnesses, IReadOnlyList<PolicyGroup> groups, string quorum, IReadOnlyList<NoteVerifier> verifiers) =>
        (Logs, Witnesses, Groups, Quorum, this.verifiers) = (logs, witnesses, groups, quorum, verifiers);

    public IReadOnlyList<PolicyLog> Logs { get; }

    public IReadOnlyList<PolicyWitness> Witnesses { get; }

    public IReadOnlyList<PolicyGroup> Groups { get; }

    /// <summary>The witness or group that must have seen a checkpoint; <c>none</c> where nobody must.</summary>
    public string Quorum { get; }

    /// <summary>Reads a policy to its last byte.</summary>
    /// <param name="open">Makes the check for each key.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, KeyOpening open, [NotNullWhen(true)] out LogPolicy? policy, [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(open);
        policy = null;
        if (bytes.Length > LongestPolicy || bytes.ContainsAnyInRange((byte)0, (byte)8) || bytes.ContainsAnyInRange((byte)11, (byte)31) || bytes.Contains((byte)127) || bytes is not [.., (byte)'\n'])
        {
            fault = StrictText.Malformed("A policy is lines that each end in a newline, without control characters but the tab, of at most 256 KiB.");
            return false;
        }

        // Names are octets, whatever their encoding: as Latin-1 each octet is one character.
        var reader = new PolicyReader(open);
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        for (var n = 0; n < lines.Length - 1; n++)
        {
            if (reader.Line(lines[n].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)) is { } flaw)
            {
                fault = StrictText.Malformed(flaw, n + 1);
                return false;
            }
        }

        fault = (policy = reader.ToPolicy()) is null ? StrictText.Malformed("A policy has exactly one quorum line.") : null;
        return policy is not null;
    }

    /// <summary>Verifies the signatures of a checkpoint and counts its witnesses.</summary>
    public PolicyVerdict Judge(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (!note.TryVerify(verifiers, out var signatures, out var fault) || !Checkpoint.TryRead(note.Text, out var checkpoint, out fault))
        {
            return new PolicyVerdict.Refused(fault);
        }

        if (!signatures.Any(signature => signature.Key.Name == checkpoint.Origin && Logs.Any(log => log.Key.Equals(signature.Key))))
        {
            return new PolicyVerdict.Refused(new(FaultCode.LogSignature, $"No log of the policy has signed a checkpoint of the origin {checkpoint.Origin}."));
        }

        var cosignatures = signatures.Where(signature => Witnesses.Any(witness => witness.Key.Equals(signature.Key))).DistinctBy(signature => signature.Key).ToList();
        return IsMet(cosignatures.ConvertAll(signature => signature.Key))
            ? new PolicyVerdict.Witnessed(checkpoint, cosignatures)
            : new PolicyVerdict.Pending(checkpoint, cosignatures, new(FaultCode.LogQuorum, $"The witnesses that have cosigned ({string.Join(", ", cosignatures.Select(signature => signature.Key.Name))}) are no quorum."));
    }

    /// <summary>Whether these witnesses are enough.</summary>
    public bool IsMet(IEnumerable<VerifierKey> cosigners)
    {
        // A group names only what stands before it.
        var witnessed = Witnesses.Where(witness => cosigners.Contains(witness.Key)).Select(witness => witness.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in Groups.Where(group => group.Members.Count(witnessed.Contains) >= group.Threshold))
        {
            witnessed.Add(group.Name);
        }

        return Quorum == PolicyReader.Nobody || witnessed.Contains(Quorum);
    }
}

/// <summary>A log whose checkpoints are believed.</summary>
/// <param name="Key">Its name is the origin of the log.</param>
/// <param name="Url">Where it is, if that is said.</param>
public sealed record PolicyLog(VerifierKey Key, string? Url);

/// <summary>A witness, under the name that it has in the policy.</summary>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <summary>Witnesses and groups of which so many must have seen a checkpoint.</summary>
public sealed record PolicyGroup(string Name, int Threshold, IReadOnlyList<string> Members);
