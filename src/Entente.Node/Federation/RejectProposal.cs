using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>Ends a proposal or an offer that is not what the partner says it sent, or is wanted no more. One officer suffices, also the one who proposed.</summary>
internal static class RejectProposal
{
    public sealed record Command(Guid Proposal, string? Reason);

    public static Fault? Decide(ProposalRow? row, string? reason, DateTimeOffset now) =>
        row is null ? new(FaultCode.NotFound, "")
        : !row.IsWaitingAt(now) ? ApprovePartner.Closed(row, now)
        : Reasons.Fault(reason);

    public static PartnerOutcome Execute(Session session, Actor actor, Command command)
    {
        var row = ProposalRow.Find(session, command.Proposal);
        if (Decide(row, command.Reason, session.Now) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        var record = RecordBook.Append(session, actor, FederationActs.Rejected, "partner", row!.Partner, JsonDetail.Of(
            ("proposal", row.Id.ToString("D")), ("version", $"{row.Version}"), ("reason", command.Reason!.Trim())));
        session.Execute(
            "UPDATE partner_proposal SET state = 'Rejected', decided_by = @Officer, decided_at = @Now, reason = @reason, record = @record WHERE id = @Id",
            new { actor.Officer, session.Now, reason = command.Reason!.Trim(), record, row.Id });
        return new PartnerOutcome.Done(row.Partner, record);
    }
}

/// <summary>The words that an officer puts on record with an act.</summary>
internal static class Reasons
{
    private const int Longest = 500;

    public static Fault? Fault(string? reason) => reason?.Trim() switch
    {
        null or "" => new(FaultCode.PartnerReason, "Say why; it is put on record.", "reason"),
        { Length: > Longest } => new(FaultCode.PartnerReason, "A reason has at most 500 characters.", "reason"),
        _ => null,
    };
}
