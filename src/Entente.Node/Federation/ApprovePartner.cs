using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The second half: another officer, who heard the fingerprint from the partner, puts exactly the proposed bytes in force.</summary>
internal static class ApprovePartner
{
    /// <param name="Proposal">What is approved.</param>
    /// <param name="Fingerprint">As the officer typed it.</param>
    public sealed record Command(Guid Proposal, string? Fingerprint);

    /// <param name="ProposerIsCharged">Whether the officer who proposed still may propose.</param>
    /// <param name="ApproverIsCharged">Whether the officer who approves still may.</param>
    /// <param name="Card">What speaks against the card by now.</param>
    public sealed record Facts(bool ProposerIsCharged, bool ApproverIsCharged, Fault? Card);

    public static Fault? Decide(ProposalRow? row, string? typed, string approver, Facts facts, DateTimeOffset now) =>
        row is null ? new(FaultCode.NotFound, "")
        : !row.IsOpenAt(now) ? Closed(row, now)
        : row.ProposedBy == approver ? new(FaultCode.PartnerSecondOfficer, "Nobody approves the own proposal; another officer does.")
        : !facts.ApproverIsCharged ? new(FaultCode.PartnerSecondOfficer, "You are charged with this no more.")
        : !facts.ProposerIsCharged ? new(FaultCode.PartnerSecondOfficer, "The officer who proposed the card is charged with it no more; let another propose it.")
        : CardFingerprint.Typed(typed) is not { } digits ? new(FaultCode.PartnerFingerprint, "A fingerprint has 64 digits 0 to 9 and a to f; spaces do not matter.", "fingerprint")
        : digits != row.Fingerprint ? new(FaultCode.PartnerFingerprint, "Ask the partner again, by telephone or in person. If it still differs, this is not the partner's card: reject it.", "fingerprint")
        : facts.Card;

    public static PartnerOutcome Execute(Session session, Actor actor, Command command, KeyRing keys, string ownParty, Charges charges)
    {
        var row = ProposalRow.Find(session, command.Proposal);
        var card = row is null ? null : row.Read();
        var facts = row is null ? new(false, false, null) : new Facts(
            charges.Holds(session, row.ProposedBy, FederationModule.ProposePartners),
            charges.Holds(session, actor.Officer, FederationModule.ApprovePartners),
            ProposePartner.Decide(card!, ProposePartner.Known.Of(session, row.Partner, keys, ownParty), session.Now));
        if (Decide(row, command.Fingerprint, actor.Officer, facts, session.Now) is { } fault)
        {
            if (fault.Code == FaultCode.PartnerFingerprint)
            {
                RecordBook.Append(session, actor, FederationActs.Mistyped, "partner", row!.Partner, JsonDetail.Of(("proposal", row.Id.ToString("D"))));
            }

            return new PartnerOutcome.Refused(fault);
        }

        var record = RecordBook.Append(session, actor, FederationActs.Approved, "partner", row!.Partner, JsonDetail.Of(
            ("version", $"{row.Version}"), ("fingerprint", row.Fingerprint), ("proposal", row.Id.ToString("D")), ("proposedBy", row.ProposedBy)));
        Store(session, actor, row, record);
        return new PartnerOutcome.Done(row.Partner, record, DirectoryBook.Sign(session, keys, ownParty));
    }

    internal static Fault Closed(ProposalRow row, DateTimeOffset now) => new(FaultCode.PartnerProposalClosed, row.State switch
    {
        ProposalState.Approved => "It was approved.",
        ProposalState.Rejected => "It was rejected.",
        ProposalState.Replaced => "A later proposal for the same partner took its place.",
        ProposalState.Offered when row.IsWaitingAt(now) => "The partner has only offered it; an officer takes it up first.",
        ProposalState.Offered => $"It lapsed after {ProposePartner.Validity.Days} days; ask the partner for its card and propose that.",
        _ => $"It lapsed after {ProposePartner.Validity.Days} days; propose the card anew.",
    });

    private static void Store(Session session, Actor actor, ProposalRow row, long record)
    {
        session.Execute(
            """
            INSERT INTO partner_version (partner, version, fingerprint, card, signature, proposed_by, approved_by, approved_at, record)
            VALUES (@Partner, @Version, @Fingerprint, @Card, @Signature, @ProposedBy, @Officer, @Now, @record)
            """,
            new { row.Partner, row.Version, row.Fingerprint, row.Card, row.Signature, row.ProposedBy, actor.Officer, session.Now, record });
        session.Execute(
            """
            INSERT INTO partner (id, state, version, changed_at, record) VALUES (@Partner, 'Active', @Version, @Now, @record)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at, record = excluded.record
            """,
            new { row.Partner, row.Version, session.Now, record });
        session.Execute(
            "UPDATE partner_proposal SET state = 'Approved', decided_by = @Officer, decided_at = @Now, record = @record WHERE id = @Id",
            new { actor.Officer, session.Now, record, row.Id });
    }
}
