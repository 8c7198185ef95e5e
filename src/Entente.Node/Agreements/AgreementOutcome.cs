using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>What came of an act on the register.</summary>
internal abstract record AgreementOutcome
{
    private AgreementOutcome()
    {
    }

    /// <param name="Agreement">Its id.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Sha256">Of its bytes.</param>
    /// <param name="State">How far it is by now.</param>
    /// <param name="Record">The record that says so.</param>
    public sealed record Done(string Agreement, int Version, string Sha256, AgreementState State, long Record) : AgreementOutcome;

    /// <summary>Every fault, each with its place.</summary>
    public sealed record Refused(IReadOnlyList<Fault> Faults) : AgreementOutcome;

    public static AgreementOutcome Refuse(params Fault[] faults) => new Refused(faults);
}
