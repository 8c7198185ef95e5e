using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;

namespace Entente.Tests.Assistance;

public sealed class SuccessorTests
{
    private static readonly RequestId before = RequestId.Parse("0197a3d1-40aa-7c3e-8f10-5b7d2c9e6a01");

    [Fact]
    public void What_was_given_administratively_is_asked_for_again_as_evidence_by_its_digest()
    {
        var draft = Successor.ToEvidence(before, Given.Verification, Given.Reply.Documents);

        (draft.Instrument, draft.Assistance, draft.Purpose, draft.Basis).ShouldBe(("mlat", "certifiedDocuments", "criminalEvidence", null));
        draft.Follows.ShouldBe(new PrecedingRequest(before, Succession.Converted));
        draft.Wanted.ShouldHaveSingleItem().What.ShouldContain(Given.Reply.Documents[0].Document.Sha256);
        draft.Declarations.ShouldBe(Given.Verification.Declarations);
        draft.Subjects.ShouldBe(Given.Verification.Subjects);
        Given.WordsOf(draft).Wanted.ShouldBe([DataField.DocumentsContent]);

        // What is left to write is what a court needs.
        Completeness.Of(draft, Needs.Of(Instrument.Mlat, AssistanceType.CertifiedDocuments)!, ["en", "fr"], Given.Today)
            .Select(prompt => (prompt.Part, prompt.Shortcoming)).ShouldBe([(Part.Offence, Shortcoming.Missing)]);
    }

    [Fact]
    public void The_request_for_evidence_is_lawful_once_the_central_authority_has_approved_it()
    {
        var draft = Successor.ToEvidence(before, Given.Verification, Given.Reply.Documents);
        Gate.Check(Given.Book, Ask(draft), Instrument.Mlat).ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(RefusalReason.Approval);

        Gate.Check(Given.Book, Ask(draft with { Approval = "centralAuthority" }), Instrument.Mlat).ShouldBeOfType<Verdict.Permitted>().Clause.Name.ToString().ShouldBe("NL-CA-MLAT/1 4(1)");

        static Question Ask(RequestEnvelope request) => Questions.OfRequest(request, Given.WordsOf(request), Given.ToCanada, HandlingCode.H0, Given.Today);
    }

    [Fact]
    public void A_refused_request_is_asked_anew_and_names_the_one_before()
    {
        var draft = Successor.ToResend(before, Given.Verification with { Approval = "legal" });

        draft.Follows.ShouldBe(new PrecedingRequest(before, Succession.Resent));
        (draft.Approval, draft.Basis, draft.Matter).ShouldBe(("officer", null, Given.Verification.Matter)); // nobody has approved the new one
    }

    [Fact]
    public void Something_beside_what_was_given_is_still_to_be_named()
    {
        var draft = Successor.ToSupplement(before, Given.Verification);

        draft.Follows.ShouldBe(new PrecedingRequest(before, Succession.Supplements));
        draft.Wanted.ShouldBeEmpty();
    }
}
