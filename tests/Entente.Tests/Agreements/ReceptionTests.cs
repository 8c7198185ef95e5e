using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Agreements;

public sealed class ReceptionTests
{
    private static readonly AgreementBook book = Given.Book(Given.Bilateral);

    private static readonly Agreement agreement = book.Agreements[0];

    private static readonly StatedClause stated = new(new("NL-CA", 1, "4", 1), agreement.Digest);

    public static TheoryData<AgreementBook, StatedClause, Func<Question, Question>, Difference> Differing => new()
    {
        { AgreementBook.Empty, stated, question => question, Difference.UnknownAgreement },
        { book, stated with { Clause = stated.Clause with { Version = 2 } }, question => question, Difference.UnknownAgreement },
        { book, stated with { Digest = new('0', 64) }, question => question, Difference.OtherBytes },
        { Given.Book(Given.Bilateral.Replace("Unasked.", "unasked.", StringComparison.Ordinal)), stated, question => question, Difference.OtherBytes },
        { book, stated, question => question with { Purpose = UsePurpose.Taxation }, Difference.Refused },
        { book, stated, question => question with { Asks = [PermittedAction.Investigate] }, Difference.Refused },
        { book.Suspending([new Suspension("NL", "CA", new(2026, 1, 1))]), stated, question => question, Difference.Refused },
        { book, stated, question => question with { Data = question.Data.With(DataField.PersonsSex) }, Difference.StripsMore },
        { book.Suspending([new Suspension("NL", "CA", new(2026, 1, 1)) { Category = DataCategory.Persons }]), stated, question => question, Difference.StripsMore },
        { book, stated with { Clause = stated.Clause with { Article = "8" } }, question => question, Difference.OtherClause },
    };

    [Fact]
    public void What_both_sides_find_lawful_is_taken_under_the_clause_that_was_stated()
    {
        var sent = Gate.Check(book, Given.Reply with { Data = Given.Reply.Data.With(DataField.PersonsSex) }).ShouldBeOfType<Verdict.Permitted>();
        var agreed = Reception.Of(book, Given.Reply with { Data = sent.Passing }, new(sent.Clause.Name, agreement.Digest)).ShouldBeOfType<Reception.Agreed>();
        agreed.Verdict.ShouldBe(sent with { Stripped = [] });
    }

    [Theory, MemberData(nameof(Differing))]
    public void A_difference_is_declined_with_what_this_side_finds(AgreementBook own, StatedClause theirs, Func<Question, Question> change, Difference difference)
    {
        var question = change(Given.Reply);
        var declined = Reception.Of(own, question, theirs).ShouldBeOfType<Reception.Declined>();
        declined.Difference.ShouldBe(difference);
        declined.Own.GetType().ShouldBe(Gate.Check(own, question).GetType());
    }

    /// <summary>What an officer wants to do with the reply that article 4 gave, and why it is refused; none: it is not.</summary>
    public static TheoryData<string, Func<Use, Use>, UseRefusal?> Uses => new()
    {
        { "as it was given for", use => use, null },
        { "the last day", use => use with { On = new(2029, 6, 1) }, null },
        { "the day after", use => use with { On = new(2029, 6, 2) }, UseRefusal.Expired },
        { "the police", use => use with { Authority = AuthorityKind.Police }, UseRefusal.Authority },
        { "the police, whom the provider does not name", use => use with { Authority = AuthorityKind.Police, ProviderConsents = true }, UseRefusal.Authority },
        { "another purpose", use => use with { Purpose = UsePurpose.Taxation }, UseRefusal.Purpose },
        { "another purpose with consent", use => use with { Purpose = UsePurpose.Taxation, ProviderConsents = true }, null },
        { "an action that is not named", use => use with { Action = PermittedAction.RiskAnalysis }, UseRefusal.Action },
        { "in court", use => use with { Action = PermittedAction.UseAsEvidence }, UseRefusal.Action },
        { "in court with consent", use => use with { Action = PermittedAction.UseAsEvidence, ProviderConsents = true }, null },
        { "as what decides", use => use with { IsDecidingFactor = true }, UseRefusal.DecidingFactor },
    };

    [Theory, MemberData(nameof(Uses))]
    public void Obligations_refuse_what_they_do_not_permit(string what, Func<Use, Use> change, UseRefusal? refusal)
    {
        var given = Gate.Check(book, Given.Reply with { Unverified = true }).ShouldBeOfType<Verdict.Permitted>();
        given.Obligations.Refuse(change(new(AuthorityKind.Customs, UsePurpose.DutyAssessment, PermittedAction.Control, new(2026, 7, 1)))).ShouldBe(refusal, what);
    }

    [Fact]
    public void A_handling_code_keeps_an_action_that_the_clause_names_out_of_court()
    {
        var obligations = Gate.Check(book, Given.Reply).ShouldBeOfType<Verdict.Permitted>().Obligations with { Actions = [PermittedAction.UseAsEvidence] };
        var use = new Use(AuthorityKind.Customs, UsePurpose.DutyAssessment, PermittedAction.UseAsEvidence, new(2026, 7, 1));
        obligations.Refuse(use).ShouldBe(UseRefusal.Handling);
        (obligations with { Handling = HandlingCode.H0 }).Refuse(use).ShouldBeNull();
    }

    [Theory]
    [InlineData("SG", AuthorityKind.Customs, "2026-12-31", null)]
    [InlineData("SG", AuthorityKind.Customs, "2026-09-30", RefusalReason.Onward)] // the consent has ended
    [InlineData("SG", AuthorityKind.Customs, null, RefusalReason.Onward)] // no consent
    [InlineData("SG", AuthorityKind.Police, "2026-12-31", RefusalReason.Onward)] // an authority that the rule does not name
    [InlineData("CA", AuthorityKind.Customs, null, RefusalReason.Direction)] // back to who gave it: no onward transfer, and no clause either
    public void What_was_given_goes_on_as_its_giver_lets_it(string to, AuthorityKind authority, string? consentUntil, RefusalReason? reason)
    {
        var received = Gate.Check(book, Given.Reply).ShouldBeOfType<Verdict.Permitted>();
        var onward = Given.Bilateral.Replace("NL-CA", "NL-SG", StringComparison.Ordinal).Replace("party: CA", "party: SG", StringComparison.Ordinal).Replace("to: CA", "to: SG", StringComparison.Ordinal)
            .Replace("exchanges: [spontaneous, alert]", "exchanges: [index]", StringComparison.Ordinal).Replace("exchanges: [request, reply]", "exchanges: [question]", StringComparison.Ordinal).Replace("        assistance: [information, certifiedDocuments]\n", "", StringComparison.Ordinal);
        var both = Given.Book(Given.Bilateral.Replace("exchanges: [spontaneous, alert]", "exchanges: [question]", StringComparison.Ordinal).Replace("from: NL, to: CA", "from: CA, to: NL", StringComparison.Ordinal), onward);

        var verdict = Gate.Decide(both, Given.Reply with
        {
            Exchange = ExchangeKind.Question,
            Assistance = null,
            From = "NL",
            To = to,
            ToAuthority = authority,
            Origin = new("CA", received.Clause.Name, received.Obligations) { Consents = consentUntil is null ? [] : [new(to, DateOnly.Parse(consentUntil, System.Globalization.CultureInfo.InvariantCulture))] },
            On = new(2026, 10, 1),
        });

        ((verdict as Verdict.Refused)?.Reason).ShouldBe(reason);
        (verdict is Verdict.Permitted).ShouldBe(reason is null);
        if (reason == RefusalReason.Onward && authority == AuthorityKind.Customs)
        {
            ((Verdict.Refused)verdict).Remedies.ShouldHaveSingleItem().Changes.ShouldBe([new Change.ObtainConsent("CA", "SG")]);
        }

        if (verdict is Verdict.Permitted { Obligations: var obligations })
        {
            obligations.LastDay.ShouldBe(new(2029, 6, 1), "it is kept no longer for having been passed on");
        }
    }
}
