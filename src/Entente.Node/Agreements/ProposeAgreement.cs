using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>The first half of being bound: an officer puts a text to this node, or takes up one that a partner has offered. Nothing is different until another officer approves.</summary>
internal static class ProposeAgreement
{
    /// <summary>What is wrong with a text by itself, and for this node.</summary>
    public static (Agreement? Agreement, IReadOnlyList<Fault> Faults) Read(ReadOnlySpan<byte> text, string ownParty) => AgreementText.Read(text) switch
    {
        AgreementReading.Accepted { Agreement: var agreement } => Own(agreement, text.Length, ownParty).ToList() is { Count: > 0 } faults ? (null, faults) : (agreement, []),
        AgreementReading.Refused refused => (null, refused.Faults),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether a text may stand beside those that are held.</summary>
    /// <param name="known">What is held under its id and version.</param>
    /// <param name="others">The other versions of it.</param>
    public static IReadOnlyList<Fault> Decide(Agreement agreement, AgreementRow? known, IEnumerable<Agreement> others) => known switch
    {
        { } when known.Sha256 != agreement.Digest => [OtherBytes(known, agreement.Digest)],
        { State: not AgreementState.Offered } => [new(FaultCode.AgreementVersion, $"{known} is held already, with the same bytes.", known.ToString())],
        _ => AgreementBook.Check([agreement, .. others]),
    };

    public static Fault OtherBytes(AgreementRow known, string digest) => new(
        FaultCode.AgreementOtherBytes, $"{known} is held with the SHA-256 {Begin(known.Sha256)}…; this one has {Begin(digest)}….", known.ToString());

    public static AgreementOutcome Execute(Session session, Actor actor, Agreement agreement, ReadOnlyMemory<byte> text)
    {
        var versions = AgreementRow.Versions(session, agreement.Id);
        var known = versions.Find(row => row.Version == agreement.Version);
        if (Decide(agreement, known, versions.Where(row => row != known).Select(row => row.TryRead()).OfType<Agreement>()) is { Count: > 0 } faults)
        {
            return new AgreementOutcome.Refused(faults);
        }

        var record = RecordBook.Append(session, actor, AgreementActs.Proposed, "agreement", agreement.ToString(), JsonDetail.Of(
            ("sha256", agreement.Digest), ("offeredBy", known?.Origin)));
        if (known is null)
        {
            AgreementRow.Insert(session, agreement, text, new() { State = AgreementState.Proposed, ProposedBy = actor.Officer, ProposedAt = session.Now, Changed = record });
        }
        else
        {
            session.Execute(
                "UPDATE agreement SET state = 'Proposed', proposed_by = @Officer, proposed_at = @Now, changed = @record WHERE number = @Number",
                new { actor.Officer, session.Now, record, known.Number });
        }

        return new AgreementOutcome.Done(agreement.Id, agreement.Version, agreement.Digest, AgreementState.Proposed, record);
    }

    // What somebody typed may be shorter.
    private static string Begin(string digest) => digest.Length <= 16 ? digest : digest[..16];

    private static IEnumerable<Fault> Own(Agreement agreement, int length, string ownParty)
    {
        if (agreement.PartyOf(ownParty) is null)
        {
            yield return new(FaultCode.AgreementParty, $"{ownParty} is not among its parties; this node keeps what binds it.");
        }

        if (agreement.Status == AgreementStatus.Template)
        {
            yield return new(FaultCode.AgreementTemplate, "Adapt the template, give it an id and parties of its own, and leave out its status.", agreement.StatusPlace.ToString());
        }

        if (length > AgreementOffered.LongestText)
        {
            yield return new(FaultCode.AgreementMalformed, $"The file has {length} bytes; what is offered to partners has at most {AgreementOffered.LongestText}.");
        }
    }
}
