using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>The second half: another officer approves exactly the proposed bytes, and this node signs them.</summary>
internal static class ApproveAgreement
{
    /// <param name="Agreement">Its id.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Sha256">Of the bytes that the officer read.</param>
    public sealed record Command(string Agreement, int Version, string Sha256);

    /// <param name="ProposerIsCharged">Whether the officer who proposed still may propose.</param>
    /// <param name="ApproverIsCharged">Whether the officer who approves still may.</param>
    public sealed record Facts(bool ProposerIsCharged, bool ApproverIsCharged);

    public static Fault? Decide(AgreementRow? row, string sha256, string approver, Facts facts) =>
        row is null ? new(FaultCode.NotFound, "")
        : row.State == AgreementState.Offered ? new(FaultCode.AgreementClosed, "Nobody here has proposed it yet; one officer proposes it, another approves.")
        : row.State != AgreementState.Proposed ? new(FaultCode.AgreementClosed, $"It is decided: {row.State}.")
        : row.Sha256 != sha256 ? ProposeAgreement.OtherBytes(row, sha256)
        : row.ProposedBy == approver ? new(FaultCode.AgreementSecondOfficer, "Nobody approves the own proposal; another officer does.")
        : !facts.ApproverIsCharged ? new(FaultCode.AgreementSecondOfficer, "You are charged with this no more.")
        : !facts.ProposerIsCharged ? new(FaultCode.AgreementSecondOfficer, "The officer who proposed it is charged with it no more; let another propose it.")
        : null;

    public static AgreementOutcome Execute(Session session, Actor actor, Command command, KeyRing keys, string ownParty, Charges charges, PartnerDirectory partners, Gatekeeper gatekeeper)
    {
        var row = AgreementRow.Find(session, command.Agreement, command.Version);
        var facts = row is null ? new(false, false) : new Facts(
            row.ProposedBy is { } proposer && charges.Holds(session, proposer, AgreementsModule.Propose), charges.Holds(session, actor.Officer, AgreementsModule.Approve));
        if (Decide(row, command.Sha256, actor.Officer, facts) is { } fault)
        {
            return AgreementOutcome.Refuse(fault);
        }

        if (row!.TryRead() is not { } agreement)
        {
            return AgreementOutcome.Refuse(StoredSignatures.TextAltered(row));
        }

        var record = RecordBook.Append(session, actor, AgreementActs.Approved, "agreement", row.ToString(), JsonDetail.Of(
            ("sha256", row.Sha256), ("proposedBy", row.ProposedBy), ("key", keys.Newest.Id)));
        session.Execute(
            "UPDATE agreement SET state = 'SignedHere', decided_by = @Officer, decided_at = @Now, changed = @record WHERE number = @Number",
            new { actor.Officer, session.Now, record, row.Number });
        PartyRow.Sign(session, row.Number, ownParty, keys.Newest.Private!.Sign(agreement.SigningStatement), keys.Newest.Certificate.Raw);
        var state = Signatures.Settle(session, row with { State = AgreementState.SignedHere }, record, partners, ownParty);
        gatekeeper.Settle(session, actor, row.Number);
        return new AgreementOutcome.Done(row.Id, row.Version, row.Sha256, state, record);
    }
}

/// <summary>Ends a text that nobody here wants, before this node has signed it. One officer suffices, also the one who proposed.</summary>
internal static class RejectAgreement
{
    private const int LongestReason = 500;

    /// <param name="Reason">Why; it is put on record.</param>
    public sealed record Command(string Agreement, int Version, string? Reason);

    public static Fault? Decide(AgreementRow? row, string? reason) =>
        row is null ? new(FaultCode.NotFound, "")
        : row.State is not (AgreementState.Offered or AgreementState.Proposed) ? new(FaultCode.AgreementClosed, $"It is decided: {row.State}.")
        : string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason ? new(FaultCode.AgreementReason, $"Say why, in at most {LongestReason} characters; it is put on record.", "reason")
        : null;

    public static AgreementOutcome Execute(Session session, Actor actor, Command command)
    {
        var row = AgreementRow.Find(session, command.Agreement, command.Version);
        if (Decide(row, command.Reason) is { } fault)
        {
            return AgreementOutcome.Refuse(fault);
        }

        var record = RecordBook.Append(session, actor, AgreementActs.Rejected, "agreement", row!.ToString(), JsonDetail.Of(("sha256", row.Sha256), ("reason", command.Reason!.Trim())));
        session.Execute(
            "UPDATE agreement SET state = 'Rejected', decided_by = @Officer, decided_at = @Now, reason = @reason, changed = @record WHERE number = @Number",
            new { actor.Officer, session.Now, reason = command.Reason!.Trim(), record, row.Number });
        return new AgreementOutcome.Done(row.Id, row.Version, row.Sha256, AgreementState.Rejected, record);
    }
}
