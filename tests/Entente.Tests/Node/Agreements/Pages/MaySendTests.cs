using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Tests.Node.Agreements.Pages;

public sealed class MaySendTests
{
    [Theory]
    [InlineData("partner=CA&exchange=reply&assistance=information&purpose=dutyAssessment&data=declarations&when=reasonableGrounds", "NL-CA-CMAA/1 4(1)")]
    [InlineData("partner=CA&give=they&exchange=reply&assistance=information&purpose=dutyAssessment&data=declarations&when=reasonableGrounds", "NL-CA-CMAA/1 4(1)")]
    [InlineData("partner=CA&exchange=automatic&purpose=riskAnalysis&data=seizures&approval=supervisor", "NL-CA-CMAA/1 6(1)")]
    [InlineData("partner=SG&exchange=spontaneous&purpose=riskAnalysis&data=fraudTrends", null)] // Whichever agreement, it is permitted or not; the page says which
    public void What_an_address_asks_the_gate_answers(string query, string? clause)
    {
        var (answer, errors) = Given.Ask("?" + query);

        errors.Any.ShouldBeFalse();
        answer.Verdict.ShouldBe(Gate.Decide(Given.Shipped, answer.Question!), new SameVerdict());
        if (clause is not null)
        {
            ((Verdict.Permitted)answer.Verdict!).Clause.Name.ToString().ShouldBe(clause);
        }
    }

    [Theory]
    [InlineData("exchange=&partner=CA", "exchange")]
    [InlineData("exchange=reply&partner=CA&purpose=dutyAssessment&data=persons", "assistance")]
    [InlineData("exchange=alert&purpose=dutyAssessment&data=persons", "partner")]
    [InlineData("exchange=alert&partner=CA&data=persons", "purpose")]
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment", "data")]
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons.religion", "data")] // No such field in law
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons.name.first", "data")]
    [InlineData("exchange=ALERT&partner=CA&purpose=dutyAssessment&data=persons", "exchange")] // The words are exact
    [InlineData("exchange=alert&partner=CA&purpose=1&data=persons", "purpose")]
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons&when=iSaidSo", "when")]
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons&asks=arrest", "asks")]
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons&on=22-11-2026", "on")]
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons&provider=SG&under=CA-SG-MOU/1 1(1)", "under")] // Not between Singapore and us
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons&provider=SG&under=NL-SG-CMAA/1 3(1)", "givenFor")] // For one of three purposes
    [InlineData("exchange=alert&partner=CA&purpose=dutyAssessment&data=persons&provider=SG&under=NL-SG-CMAA/1 3(1)&givenFor=dutyAssessment", "givenFor")] // For none of the three
    public void What_is_missing_or_unknown_is_told_at_its_field_and_nothing_is_answered(string query, string field)
    {
        var (answer, errors) = Given.Ask("?" + query);

        errors.All.Select(error => error.Field).ShouldContain(field);
        answer.Verdict.ShouldBeNull();
    }

    [Fact]
    public void An_address_that_only_names_the_partner_fills_the_form_and_asks_nothing()
    {
        var (answer, errors) = Given.Ask("?partner=CA");

        (answer.Asked.Partner, answer.Verdict, errors.Any).ShouldBe(("CA", null, false));
    }

    [Fact]
    public void A_question_comes_back_from_its_own_address_as_it_was()
    {
        var asked = Given.Nothing with
        {
            Partner = "CA",
            TheyGive = true,
            Exchange = ExchangeKind.Reply,
            Assistance = AssistanceType.Statement,
            Ours = Entente.Protocol.Access.AuthorityKind.Police,
            Theirs = Entente.Protocol.Access.AuthorityKind.BorderGuard,
            Purpose = UsePurpose.CriminalEvidence,
            Data = DataCategory.Persons.Fields.With(DataField.DeclarationsValue).With(DataField.EvidenceContent),
            Asks = [PermittedAction.Read, PermittedAction.UseAsEvidence],
            Holding = [Condition.Urgent, Condition.ConsentGiven],
            Approval = Approval.Legal,
            Handling = Entente.Protocol.Alerts.HandlingCode.H2,
            Unverified = true,
            Provider = "SG",
            Under = "NL-SG-CMAA/1 5(1)",
            GivenFor = UsePurpose.CriminalInvestigation,
            Received = new(2026, 10, 1),
            Consented = true,
            On = new(2026, 12, 24),
        };
        var address = asked.Address;

        QuestionForm.Read(new(QueryHelpers.ParseQuery(address[address.IndexOf('?')..]), new Text(), new()), Given.Nothing).ShouldBe(asked);
        address.ShouldContain("data=persons&"); // A whole category is one word
    }

    /// <summary>Each remedy that the page offers is a link; whoever follows it finds what it promises.</summary>
    [Theory]
    [InlineData("partner=CA&exchange=reply&assistance=information&purpose=dutyAssessment&data=declarations")]
    [InlineData("partner=CA&exchange=reply&assistance=information&purpose=taxation&data=declarations&data=persons.name")]
    [InlineData("partner=CA&exchange=automatic&purpose=riskAnalysis&data=seizures&theirs=police")]
    [InlineData("partner=CA&exchange=reply&assistance=information&purpose=criminalEvidence&data=declarations&when=reasonableGrounds")]
    [InlineData("partner=CA&give=they&exchange=advance&purpose=riskAnalysis&data=declarations.goods&data=persons.name&approval=supervisor")]
    [InlineData("partner=SG&exchange=reply&assistance=information&purpose=customsEnforcement&data=fraudTrends&provider=CA&under=NL-CA-CMAA/1 3(1)&givenFor=customsEnforcement&received=2026-11-01")]
    [InlineData("partner=CA&give=they&exchange=spontaneous&purpose=customsEnforcement&data=fraudTrends&provider=SG&under=CA-SG-MOU/1 2(1)&givenFor=riskAnalysis&received=2026-11-01")]
    [InlineData("partner=CA&exchange=automatic&purpose=riskAnalysis&data=seizures&approval=supervisor&asks=control&asks=investigate")]
    [InlineData("partner=CA&exchange=alert&purpose=customsEnforcement&data=persons&on=2025-06-01")] // Before any agreement
    public void Following_a_remedy_leads_to_the_clause_that_it_names(string query)
    {
        var (answer, _) = Given.Ask("?" + query);
        foreach (var remedy in answer.Verdict.ShouldBeOfType<Verdict.Refused>().Remedies)
        {
            var address = answer.Asked.As(remedy.Question).Address;
            var (followed, errors) = Given.Ask(address[address.IndexOf('?')..]);

            errors.All.ShouldBeEmpty(address);
            followed.Verdict.ShouldBeOfType<Verdict.Permitted>(address).Clause.Name.ShouldBe(remedy.Verdict.Clause.Name);
        }
    }

    [Fact]
    public void What_a_partner_gave_goes_on_only_as_its_clause_lets_it()
    {
        const string Onward = "?partner=SG&exchange=spontaneous&purpose=customsEnforcement&data=meansOfTransport&provider=CA&under=NL-CA-CMAA/1 3(1)&givenFor=customsEnforcement&received=2026-11-01";

        var (answer, errors) = Given.Ask(Onward);

        errors.All.ShouldBeEmpty();
        answer.Verdict.ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(RefusalReason.Onward);
    }

    /// <summary>Canada would give us what Singapore gave it under a memorandum that lets it go on to us without consent.</summary>
    [Theory]
    [InlineData("purpose=riskAnalysis&givenFor=riskAnalysis", null)]
    [InlineData("purpose=riskAnalysis&givenFor=strategicAnalysis", RefusalReason.GivenFor)]
    [InlineData("purpose=customsEnforcement&givenFor=riskAnalysis", RefusalReason.GivenFor)]
    [InlineData("purpose=customsEnforcement&givenFor=riskAnalysis&consented=yes", null)]
    public void What_a_partner_gave_goes_on_for_what_it_was_given_for(string query, RefusalReason? reason)
    {
        var (answer, errors) = Given.Ask("?partner=CA&give=they&exchange=spontaneous&data=fraudTrends&provider=SG&under=CA-SG-MOU/1 2(1)&received=2026-11-01&" + query);

        errors.All.ShouldBeEmpty();
        (answer.Verdict is Verdict.Permitted).ShouldBe(reason is null);
        ((answer.Verdict as Verdict.Refused)?.Reason).ShouldBe(reason);
    }

    private sealed class SameVerdict : IEqualityComparer<Verdict?>
    {
        public bool Equals(Verdict? one, Verdict? other) => (one, other) switch
        {
            (Verdict.Permitted a, Verdict.Permitted b) => a == b,
            (Verdict.Refused a, Verdict.Refused b) => (a.Reason, a.Clause, a.Remedies.Count) == (b.Reason, b.Clause, b.Remedies.Count),
            _ => false,
        };

        public int GetHashCode(Verdict? verdict) => verdict is null ? 0 : 1;
    }
}
