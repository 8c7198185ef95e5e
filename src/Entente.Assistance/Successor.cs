using Entente.Agreements;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>A draft that is made of a case before it, so that the chain between the two stays.</summary>
public static class Successor
{
    /// <summary>The same request again, after a refusal, to be changed so that the ground does not stand any more.</summary>
    public static RequestEnvelope ToResend(RequestId before, RequestEnvelope request) =>
        request with { Basis = null, Oral = null, Approval = Words.Of(Approval.Officer), Follows = new(before, Succession.Resent) };

    /// <summary>Something beside what was given.</summary>
    public static RequestEnvelope ToSupplement(RequestId before, RequestEnvelope request) =>
        request with { Wanted = [], Oral = null, Approval = Words.Of(Approval.Officer), Follows = new(before, Succession.Supplements) };

    /// <summary>
    /// The request for mutual legal assistance by which what was given administratively becomes evidence: each document that was given is asked for again, by its digest. Facts and subjects stay; what
    /// the administrative instrument alone needed goes, and what a court needs is left to be written.
    /// </summary>
    /// <param name="before">The administrative case.</param>
    /// <param name="request">What was asked in it.</param>
    /// <param name="given">The documents that came of it.</param>
    public static RequestEnvelope ToEvidence(RequestId before, RequestEnvelope request, IReadOnlyList<ReplyDocument> given) => request with
    {
        Instrument = Words.Of(Instrument.Mlat),
        Basis = null,
        Assistance = given.Count > 0 ? Words.Of(AssistanceType.CertifiedDocuments) : request.Assistance,
        Purpose = Words.Of(UsePurpose.CriminalEvidence),
        Approval = Words.Of(Approval.Officer),
        Verified = null,
        Reciprocity = null,
        CannotComply = [],
        Assurances = [],
        Attested = [],
        Attachments = [],
        Oral = null,
        UrgentBecause = null,
        ReplyBy = null,
        Wanted = given.Count == 0 ? request.Wanted :
        [
            .. given.Select(one => new WantedItem(
                Words.Of(DataCategory.Documents), [DataField.DocumentsContent.Word], $"{one.Document.Name} (SHA-256 {one.Document.Sha256})", DocumentForm.CertifiedCopy)),
        ],
        Follows = new(before, Succession.Converted),
    };
}
