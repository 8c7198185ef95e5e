using Entente.Agreements;

namespace Entente.Tests.Agreements;

public sealed class AgreementComparisonTests
{
    private static readonly Condition[] conditions = [Condition.VerifiedFirst, Condition.AssuranceConfidentiality, Condition.Urgent];

    /// <summary>An amendment, as what is replaced by what; and what it makes of the flows, if that can be told in short.</summary>
    public static TheoryData<string, string> Amendments => new()
    {
        { "Unasked.", "Without being asked." }, // words only
        { "purposes: [customsEnforcement, dutyAssessment]", "purposes: [customsEnforcement]" },
        { "persons: [name, birth] }", "persons: [name, birth, sex], finances: all }" },
        { "when: [verifiedFirst]", "when: [verifiedFirst, urgent]" },
        { "approval: supervisor", "approval: officer" },
        { "handling: H1", "handling: H2" },
        { "retention: P3Y", "retention: P1Y" },
        { "retention: P3Y", "retention: P36M" },
        { "retention: P5Y", "retention: P4Y" },
        { "direction: { from: NL, to: CA }", "direction: { from: CA, to: NL }" },
        { "articles: [\"9\"]", "articles: [\"8\"]" },
        { "unless: [assuranceConfidentiality]", "unless: [urgent]" },
        { "- purposes: [criminalEvidence]", "- purposes: [dutyAssessment]" },
        { "actions: [read, control]", "actions: [read]" },
        { "text: Five years., retention: P5Y", "text: Urgent matters only., when: [urgent]" },
        { "exchanges: [spontaneous, alert]", "exchanges: [alert, index]" },
    };

    [Theory, MemberData(nameof(Amendments))]
    public void What_changes_is_the_difference_of_the_decisions(string what, string by)
    {
        var before = Given.Agreement(Given.Bilateral);
        var after = Given.Agreement(Given.Bilateral.Replace(what, by, StringComparison.Ordinal));

        var changes = AgreementComparison.Of(before, after).Select(change => (change.Flow, change.Kind)).OrderBy(change => change.ToString(), StringComparer.Ordinal);

        changes.ShouldBe(Brute(before, after).OrderBy(change => change.ToString(), StringComparer.Ordinal));
        changes.Any().ShouldBe(what != "Unasked." && by != "retention: P36M");
    }

    [Fact]
    public void Against_no_agreement_everything_starts_or_stops()
    {
        var agreement = Given.Agreement(Given.Bilateral);
        AgreementComparison.Of(null, agreement).ShouldNotBeEmpty();
        AgreementComparison.Of(null, agreement).ShouldAllBe(change => change.Kind == FlowChangeKind.Starts);
        AgreementComparison.Of(agreement, null).Select(change => change.Flow).ShouldBe(AgreementComparison.Of(null, agreement).Select(change => change.Flow));
        AgreementComparison.Of(agreement, null).ShouldAllBe(change => change.Kind == FlowChangeKind.Stops);
        AgreementComparison.Of(agreement, agreement).ShouldBeEmpty();
    }

    [Fact]
    public void A_change_carries_what_each_version_says()
    {
        var change = AgreementComparison.Of(Given.Agreement(Given.Bilateral), Given.Agreement(Given.Bilateral.Replace("handling: H1", "handling: H2", StringComparison.Ordinal)))[0];
        change.Kind.ShouldBe(FlowChangeKind.Changes);
        change.Before.ShouldBeOfType<Verdict.Permitted>().Obligations.Handling.ShouldBe(Entente.Protocol.Alerts.HandlingCode.H1);
        change.After.ShouldBeOfType<Verdict.Permitted>().Obligations.Handling.ShouldBe(Entente.Protocol.Alerts.HandlingCode.H2);
    }

    /// <summary>The preview of a suspension is what it does: every flow that it lists was permitted and is refused, and no other changes.</summary>
    [Theory]
    [InlineData(null, null, DataCategory.Persons)]
    [InlineData("NL-CA-CMAA", null, null)]
    [InlineData("NL-CA-CMAA", "8", null)]
    [InlineData(null, null, null)]
    public void The_preview_of_a_suspension_equals_its_effect(string? agreement, string? article, DataCategory? category)
    {
        var day = new DateOnly(2026, 10, 1);
        var suspension = new Suspension("NL", "CA", day) { Agreement = agreement, Article = article, Category = category };
        var suspended = Given.Shipped.Suspending([suspension]);

        var changes = AgreementComparison.Of(Given.Shipped, suspended, "NL", "CA", day);

        changes.Select(change => change.Kind).Distinct().ShouldBeSubsetOf([FlowChangeKind.Stops, FlowChangeKind.Changes], "a suspension starts nothing");
        changes.ShouldAllBe(change => change.Before is Verdict.Permitted);
        var stopped = changes.Where(change => change.Kind == FlowChangeKind.Stops).Select(change => change.Flow).ToHashSet();
        stopped.ShouldNotBeEmpty();

        // By trying every flow of every clause, with all that a clause can ask for.
        var flows =
            (from clause in Given.Shipped.Clauses("NL", "CA", day).Concat(Given.Shipped.Clauses("CA", "NL", day))
             from exchange in clause.Exchanges
             from type in exchange.NamesAssistance ? clause.Assistance.Select(type => (AssistanceType?)type) : [null]
             from purpose in clause.Purposes
             from field in clause.Data
             select (Flow: new Flow(clause.Giver.Party, clause.Receiver.Party, exchange, type, purpose, field), Authorities: (clause.Giver.Authorities.First(), clause.Receiver.Authorities.First())))
            .ToLookup(pair => pair.Flow, pair => pair.Authorities);
        foreach (var flow in flows)
        {
            var asked = flow.Distinct().Select(authorities => Given.Reply with
            {
                Exchange = flow.Key.Exchange,
                Assistance = flow.Key.Assistance,
                From = flow.Key.Giver,
                To = flow.Key.Receiver,
                FromAuthority = authorities.Item1,
                ToAuthority = authorities.Item2,
                Purpose = flow.Key.Purpose,
                Data = [flow.Key.Field],
                Circumstances = [.. Enum.GetValues<Condition>().Select(condition => new Attestation(condition, "test"))],
                Approval = Approval.CentralAuthority,
                On = day,
            }).ToList();
            var stops = asked.Exists(question => Gate.Check(Given.Shipped, question) is Verdict.Permitted) && !asked.Exists(question => Gate.Check(suspended, question) is Verdict.Permitted);
            stopped.Contains(flow.Key).ShouldBe(stops, flow.Key.ToString());
        }
    }

    [Fact]
    public void A_template_is_compared_with_what_was_made_of_it() =>
        AgreementComparison.Of(AgreementLibrary.Templates[0], AgreementLibrary.Simulated.Single(agreement => agreement.Id == "TFA-12")).ShouldNotBeEmpty();

    /// <summary>Every question that there can be about one field, in all circumstances that the texts speak of.</summary>
    private static IEnumerable<(Flow Flow, FlowChangeKind Kind)> Brute(Agreement before, Agreement after)
    {
        var (one, other) = (AgreementBook.Of([before]), AgreementBook.Of([after]));
        foreach (var flow in Flows())
        {
            var (passed, passes, differs) = (false, false, false);
            foreach (var question in Questions(flow, before.From))
            {
                var (earlier, later) = (Gate.Check(one, question), Gate.Check(other, question));
                passed |= earlier is Verdict.Permitted;
                passes |= later is Verdict.Permitted;
                differs |= (earlier, later) switch
                {
                    (Verdict.Permitted from, Verdict.Permitted to) => (from.Obligations with { Retention = null }) != (to.Obligations with { Retention = null }),
                    (Verdict.Refused, Verdict.Refused) => false,
                    _ => true,
                };
            }

            if (differs)
            {
                yield return (flow, !passed ? FlowChangeKind.Starts : !passes ? FlowChangeKind.Stops : FlowChangeKind.Changes);
            }
        }
    }

    private static IEnumerable<Flow> Flows() =>
        from pair in new[] { ("NL", "CA"), ("CA", "NL") }
        from exchange in Enum.GetValues<ExchangeKind>()
        from type in exchange.NamesAssistance ? new AssistanceType?[] { AssistanceType.Information, AssistanceType.CertifiedDocuments, AssistanceType.HotPursuit } : [null]
        from purpose in new[] { UsePurpose.CustomsEnforcement, UsePurpose.DutyAssessment, UsePurpose.RiskAnalysis, UsePurpose.CriminalInvestigation }
        from field in Enum.GetValues<DataField>()
        select new Flow(pair.Item1, pair.Item2, exchange, type, purpose, field);

    private static IEnumerable<Question> Questions(Flow flow, DateOnly day) =>
        from holding in Enumerable.Range(0, 1 << conditions.Length)
        from approval in new[] { Approval.Officer, Approval.Supervisor }
        select Given.Reply with
        {
            Exchange = flow.Exchange,
            Assistance = flow.Assistance,
            From = flow.Giver,
            To = flow.Receiver,
            Purpose = flow.Purpose,
            Data = [flow.Field],
            Circumstances = [.. conditions.Where((_, n) => (holding & (1 << n)) != 0).Select(condition => new Attestation(condition, "test"))],
            Approval = approval,
            On = day,
        };
}
