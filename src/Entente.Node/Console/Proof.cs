namespace Entente.Node.Console;

/// <summary>How well it is proven that something is on record.</summary>
public enum ProofState { Pending, Logged, Witnessed, Broken }

/// <summary>The record that proves an item, as the proof mark shows it.</summary>
/// <param name="State">How far the proof has come; without it the mark looks it up.</param>
/// <param name="Record">Number of the record.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Witnesses">How many witnesses have signed a checkpoint that covers the record.</param>
/// <param name="Asked">How many witnesses were asked.</param>
public sealed record Proof(ProofState? State, long? Record = null, DateTimeOffset? At = null, int Witnesses = 0, int Asked = 0)
{
    public Proof(long record, DateTimeOffset? at = null)
        : this(null, record, at)
    {
    }
}
