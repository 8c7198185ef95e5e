using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>What a policy makes of a checkpoint with its signatures.</summary>
public abstract record PolicyVerdict
{
    private PolicyVerdict()
    {
    }

    /// <summary>The checkpoint, where a log of the policy has signed it.</summary>
    public Checkpoint? Checkpoint => (this as Believed)?.Head;

    /// <summary>A log of the policy has signed it.</summary>
    public abstract record Believed : PolicyVerdict
    {
        private protected Believed(Checkpoint head, IReadOnlyList<CheckedSignature> cosignatures) => (Head, Cosignatures) = (head, cosignatures);

        public Checkpoint Head { get; }

        /// <summary>Of witnesses of the policy, each with the time it states.</summary>
        public IReadOnlyList<CheckedSignature> Cosignatures { get; }
    }

    /// <summary>Enough witnesses have seen it.</summary>
    public sealed record Witnessed : Believed
    {
        internal Witnessed(Checkpoint head, IReadOnlyList<CheckedSignature> cosignatures)
            : base(head, cosignatures)
        {
        }
    }

    /// <summary>Fewer witnesses than the quorum have seen it so far: it may be so, and a log that shows others another tree would not be found out.</summary>
    public sealed record Pending : Believed
    {
        internal Pending(Checkpoint head, IReadOnlyList<CheckedSignature> cosignatures, Fault fault)
            : base(head, cosignatures) => Fault = fault;

        public Fault Fault { get; }
    }

    public sealed record Refused(Fault Fault) : PolicyVerdict;
}
