using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>What became of one step of a verification.</summary>
public enum StepOutcome
{
    /// <summary>It was checked, and holds.</summary>
    Holds,

    /// <summary>Nothing was checked: something that the reader should know.</summary>
    Noted,

    /// <summary>It does not hold; nothing after it was looked at.</summary>
    Fails,
}

/// <summary>One line of the explanation of a verification.</summary>
/// <param name="Name">What was looked at, in a word.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">A sentence.</param>
public sealed record EvidenceStep(string Name, StepOutcome Outcome, string Detail);

/// <summary>What a verification has come to.</summary>
/// <param name="Steps">Every step in order; of one that fails, the last.</param>
/// <param name="Fault">Why the file is refused; <see langword="null"/>: everything in it holds.</param>
/// <param name="IsVouched">Whether keys that the verifier named himself vouch for the node that made the file, for all parties, and for the log.</param>
public sealed record EvidenceVerdict(IReadOnlyList<EvidenceStep> Steps, Fault? Fault, bool IsVouched)
{
    public bool Holds => Fault is null;
}
