using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>What came of an act on the directory of partners.</summary>
internal abstract record PartnerOutcome
{
    private PartnerOutcome()
    {
    }

    /// <param name="Id">The proposal, or the party id of the partner.</param>
    /// <param name="Record">The record that says so.</param>
    /// <param name="Directory">The version of the directory that has the change; 0 where it has none.</param>
    public sealed record Done(string Id, long Record, long Directory = 0) : PartnerOutcome;

    public sealed record Refused(Fault Fault) : PartnerOutcome;

    public static PartnerOutcome Refuse(FaultCode code, string detail, string? at = null) => new Refused(new(code, detail, at));

    public static PartnerOutcome Absent { get; } = Refuse(FaultCode.NotFound, "");
}
