using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Agreements;

/// <summary>What a third party gave goes on for the purpose for which it gave it. Norway gave it to Canada, and Canada would answer the Netherlands with it.</summary>
public sealed class GivenForTests
{
    private static readonly AgreementBook book = Given.Book(Given.Bilateral);

    /// <summary>The purpose for which it was given and the one for which it is to go on, the day until which Norway consents, and what the gate says; of a refusal what would make it lawful.</summary>
    [Theory]
    [InlineData(UsePurpose.DutyAssessment, UsePurpose.DutyAssessment, null, "permitted", "")]
    [InlineData(UsePurpose.CustomsEnforcement, UsePurpose.DutyAssessment, null, "givenFor", "purpose CustomsEnforcement | consent NO NL")]
    [InlineData(UsePurpose.CustomsEnforcement, UsePurpose.DutyAssessment, "2026-06-01", "permitted", "")] // the last day of the consent
    [InlineData(UsePurpose.CustomsEnforcement, UsePurpose.DutyAssessment, "2026-05-31", "givenFor", "purpose CustomsEnforcement | consent NO NL")]
    [InlineData(UsePurpose.Taxation, UsePurpose.DutyAssessment, null, "givenFor", "consent NO NL")] // no clause names taxation
    [InlineData(UsePurpose.DutyAssessment, UsePurpose.Taxation, null, "givenFor", "purpose DutyAssessment")] // and no consent lets it go for that
    [InlineData(UsePurpose.DutyAssessment, UsePurpose.Taxation, "2026-06-01", "purpose", "purpose CustomsEnforcement | purpose DutyAssessment")]
    [InlineData(UsePurpose.Taxation, UsePurpose.PublicSafety, null, "givenFor", "consent NO NL, purpose CustomsEnforcement | consent NO NL, purpose DutyAssessment")]
    public void It_goes_on_for_the_purpose_for_which_it_was_given_or_with_consent(UsePurpose given, UsePurpose purpose, string? until, string told, string remedies)
    {
        var question = Given.Reply with
        {
            Purpose = purpose,
            Origin = OriginOf("NO", given, withConsent: false) with { Consents = until is null ? [] : [new("NL", DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture))] },
        };

        switch (Gate.Decide(book, question))
        {
            case Verdict.Permitted permitted:
                told.ShouldBe("permitted");
                permitted.Obligations.Purpose.ShouldBe(purpose);
                break;
            case Verdict.Refused refused:
                Words.Of(refused.Reason).ShouldBe(told);
                refused.Clause!.Value.ToString().ShouldBe(refused.Reason == RefusalReason.GivenFor ? "NO-CA/1 2(1)" : "NL-CA/1 4(1)");
                refused.Remedies.Select(remedy => string.Join(", ", remedy.Changes.Select(Told).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)
                    .ShouldBe(remedies.Split(" | ").Order(StringComparer.Ordinal));
                refused.Remedies.ShouldAllBe(remedy => Gate.Check(book, remedy.Question) == remedy.Verdict);
                break;
        }
    }

    [Fact]
    public void It_goes_back_to_who_gave_it_for_any_purpose() =>
        Gate.Check(book, Given.Reply with { Origin = OriginOf("NL", UsePurpose.Taxation, withConsent: true) }).ShouldBeOfType<Verdict.Permitted>();

    /// <summary>Whom it may go on to comes first, then its handling code, the purpose, and what the receiver is asked to do.</summary>
    [Theory]
    [InlineData(true, HandlingCode.H0, RefusalReason.Onward)]
    [InlineData(false, HandlingCode.H2, RefusalReason.Handling)]
    [InlineData(false, HandlingCode.H1, RefusalReason.GivenFor)]
    public void The_marks_answer_in_their_order(bool withConsent, HandlingCode handling, RefusalReason reason)
    {
        var origin = OriginOf("NO", UsePurpose.Taxation, withConsent);
        var question = Given.Reply with { Asks = [PermittedAction.Investigate], Origin = origin with { Obligations = origin.Obligations with { Handling = handling } } };

        Gate.Check(book, question).ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(reason);
        Gate.Check(book, question with { Origin = question.Origin with { Consents = [new("NL", question.On)] } }).ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(RefusalReason.Action, "the consent lifts all three");
    }

    /// <summary>The clause that permits the purpose is the one under which it was given for another.</summary>
    [Fact]
    public void A_convention_refuses_by_a_clause_that_names_the_purpose()
    {
        var convention = Given.Book(Given.Bilateral.Replace("  - { party: CA, authorities", "  - { party: NO, authorities: [customs] }\n  - { party: CA, authorities", StringComparison.Ordinal)
            .Replace("instrument: cmaa", "instrument: multilateral", StringComparison.Ordinal).Replace("parties: [SG], withConsent: true", "parties: [NL], withConsent: false", StringComparison.Ordinal));
        var given = Gate.Check(convention, Given.Reply with { From = "NO", To = "CA" }).ShouldBeOfType<Verdict.Permitted>();

        var refused = Gate.Decide(convention, Given.Reply with { Purpose = UsePurpose.CustomsEnforcement, Origin = new("NO", given.Clause.Name, given.Obligations) }).ShouldBeOfType<Verdict.Refused>();

        (refused.Reason, refused.Clause).ShouldBe((RefusalReason.GivenFor, given.Clause.Name));
        given.Clause.Purposes.Contains(UsePurpose.CustomsEnforcement).ShouldBeTrue();
        refused.Remedies.Select(remedy => Told(remedy.Changes.ShouldHaveSingleItem())).Order(StringComparer.Ordinal).ShouldBe(["consent NO NL", "purpose DutyAssessment"]);
    }

    private static Origin OriginOf(string provider, UsePurpose given, bool withConsent) => new(provider, new("NO-CA", 1, "2", 1), new()
    {
        Handling = HandlingCode.H0, Purpose = given, Actions = [PermittedAction.Read, PermittedAction.Control], Authorities = [AuthorityKind.Customs],
        Onward = new([AuthorityKind.Customs], ["NL"], withConsent), Retention = null, Deadlines = new(), Languages = [], Costs = CostBearer.Requested,
    });

    private static string Told(Change change) => change switch
    {
        Change.OtherPurpose other => $"purpose {other.Purpose}",
        Change.ObtainConsent obtain => $"consent {obtain.Provider} {obtain.To}",
        _ => $"{change}",
    };
}
