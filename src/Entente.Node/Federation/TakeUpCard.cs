using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>An officer makes an offered card the own proposal. From then on it is like any other: another officer hears the fingerprint and approves it.</summary>
internal static class TakeUpCard
{
    /// <param name="card">What speaks against the card by now.</param>
    public static Fault? Decide(ProposalRow? row, Fault? card, DateTimeOffset now) =>
        row is null ? new(FaultCode.NotFound, "")
        : row.IsOpenAt(now) ? new(FaultCode.PartnerProposalClosed, "An officer has taken it up already.")
        : row.State != ProposalState.Offered || !row.IsWaitingAt(now) ? ApprovePartner.Closed(row, now)
        : card;

    public static PartnerOutcome Execute(Session session, Actor actor, Guid id, KeyRing keys, string ownParty)
    {
        var row = ProposalRow.Find(session, id);
        var objection = row is null ? null : ProposePartner.Decide(row.Read(), ProposePartner.Known.Of(session, row.Partner, keys, ownParty), session.Now);
        if (Decide(row, objection, session.Now) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        var record = RecordBook.Append(session, actor, FederationActs.TakenUp, "partner", row!.Partner, JsonDetail.Of(
            ("version", $"{row.Version}"), ("proposal", row.Id.ToString("D"))));
        session.Execute(
            "UPDATE partner_proposal SET state = 'Replaced', decided_by = @Officer, decided_at = @Now WHERE partner = @Partner AND state = 'Open'",
            new { actor.Officer, session.Now, row.Partner });
        session.Execute(
            "UPDATE partner_proposal SET state = 'Open', proposed_by = @Officer, proposed_at = @Now, expires_at = @expires, record = @record WHERE id = @Id",
            new { actor.Officer, session.Now, expires = session.Now + ProposePartner.Validity, record, row.Id });
        return new PartnerOutcome.Done(row.Id.ToString("D"), record);
    }
}
