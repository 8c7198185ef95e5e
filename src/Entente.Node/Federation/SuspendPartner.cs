using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>Holds the queue to a partner and takes nothing from it. One officer suffices: it protects.</summary>
internal static class SuspendPartner
{
    public static Fault? Decide(PartnerRow? row, string? reason) =>
        row is null ? new(FaultCode.NotFound, "")
        : row.State == PartnerState.Suspended ? new(FaultCode.PartnerUnchanged, "The partner is suspended already.")
        : Reasons.Fault(reason);

    public static PartnerOutcome Execute(Session session, Actor actor, string party, string? reason, KeyRing keys, string ownParty)
    {
        if (Decide(PartnerRow.Find(session, party), reason) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        var record = RecordBook.Append(session, actor, FederationActs.Suspended, "partner", party, JsonDetail.Of(("reason", reason!.Trim())));
        session.Execute(
            "UPDATE partner SET state = 'Suspended', reason = @reason, suspended_by = @Officer, changed_at = @Now, record = @record WHERE id = @party",
            new { reason = reason!.Trim(), actor.Officer, session.Now, record, party });
        return new PartnerOutcome.Done(party, record, DirectoryBook.Sign(session, keys, ownParty));
    }
}

/// <summary>Lets the exchange go on. It opens a door, so it takes another officer than the one who closed it.</summary>
internal static class ResumePartner
{
    public static Fault? Decide(PartnerRow? row, string officer, bool isCharged) =>
        row is null ? new(FaultCode.NotFound, "")
        : row.State != PartnerState.Suspended ? new(FaultCode.PartnerUnchanged, "The partner is not suspended.")
        : row.SuspendedBy == officer ? new(FaultCode.PartnerSecondOfficer, "Who suspended a partner does not resume it; another officer does.")
        : !isCharged ? new(FaultCode.PartnerSecondOfficer, "You are charged with this no more.")
        : null;

    public static PartnerOutcome Execute(Session session, Actor actor, string party, KeyRing keys, string ownParty, Charges charges)
    {
        var isCharged = charges.Holds(session, actor.Officer, FederationModule.ApprovePartners);
        if (Decide(PartnerRow.Find(session, party), actor.Officer, isCharged) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        var record = RecordBook.Append(session, actor, FederationActs.Resumed, "partner", party);
        session.Execute(
            "UPDATE partner SET state = 'Active', reason = NULL, suspended_by = NULL, changed_at = @Now, record = @record WHERE id = @party",
            new { session.Now, record, party });
        return new PartnerOutcome.Done(party, record, DirectoryBook.Sign(session, keys, ownParty));
    }
}
