using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>How far a witness has followed a log.</summary>
public sealed record WitnessedHead(long Size, TreeHash Root);

/// <summary>What a witness answers to a request that it could read.</summary>
public abstract record WitnessDecision
{
    private WitnessDecision()
    {
    }

    /// <summary>200, once the head is stored.</summary>
    /// <param name="Head">What is to be stored in place of the head that was decided on.</param>
    public sealed record Cosign(WitnessedHead Head) : WitnessDecision;

    /// <summary>The HTTP status of the fault.</summary>
    /// <param name="Size">With 409: the size to begin from, answered as <c>text/x.tlog.size</c>.</param>
    public sealed record Refused(Fault Fault, long? Size) : WitnessDecision;
}
