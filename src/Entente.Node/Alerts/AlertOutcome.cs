using Entente.Node.Alerts.Abroad;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts;

/// <summary>What came of entering, amending or withdrawing an alert.</summary>
internal abstract record AlertOutcome
{
    private AlertOutcome()
    {
    }

    /// <param name="Id">The alert.</param>
    /// <param name="Version">Its version now.</param>
    /// <param name="Record">The record that says so.</param>
    public sealed record Stored(AlertId Id, long Version, long Record) : AlertOutcome
    {
        /// <summary>What should be known of the alert as it is stored now.</summary>
        public IReadOnlyList<AlertNotice> Notices { get; init; } = [];

        /// <summary>How it stands at the partners that it is shared with: also which of them does not get this version, and why.</summary>
        public IReadOnlyList<AlertAtPartner> Partners { get; init; } = [];
    }

    /// <param name="Faults">Everything that is wrong, at least one.</param>
    public sealed record Refused(IReadOnlyList<Fault> Faults) : AlertOutcome;

    public static AlertOutcome Refuse(FaultCode code, string detail, string? at = null) => new Refused([new(code, detail, at)]);

    /// <summary>Absent, or not to be seen or changed by this officer: one answer for all of them.</summary>
    public static AlertOutcome Absent { get; } = Refuse(FaultCode.NotFound, "");
}
