using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Tests.Assistance;

public sealed class CaseFileTests
{
    private static readonly CaseFile asked = Given.At(Side.Requested, CaseState.Admissible);

    [Theory]
    [InlineData(AuthorityKind.Police, Approval.CentralAuthority, CaseStep.Admit, "The case is with customs")] // another authority, however high
    [InlineData(AuthorityKind.Customs, Approval.Supervisor, CaseStep.Accept, "approval legal; there is supervisor")]
    [InlineData(AuthorityKind.Customs, Approval.Officer, CaseStep.SetConditions, "approval legal; there is officer")]
    [InlineData(AuthorityKind.Customs, Approval.Officer, CaseStep.AcceptInPart, "approval legal; there is officer")]
    public void An_officer_without_competence_is_refused(AuthorityKind authority, Approval approval, CaseStep step, string words)
    {
        var before = asked with { Approval = Approval.Legal, State = step == CaseStep.Admit ? CaseState.Acknowledged : CaseState.Admissible };

        var fault = Refused(before.Decide(Given.Event(step), new(authority, approval)), FaultCode.AssistanceCompetence);

        fault.Detail.ShouldContain(words);
    }

    [Theory]
    [InlineData(CaseStep.Postpone)]
    [InlineData(CaseStep.Refuse)]
    public void Declining_needs_no_approval_of_the_clause(CaseStep step) =>
        (asked with { Approval = Approval.CentralAuthority }).Decide(Given.Event(step), Given.Officer).ShouldBeOfType<CaseOutcome.Moved>();

    [Theory]
    [InlineData(Side.Requested, CaseState.Admissible, CaseStep.Accept, false)]
    [InlineData(Side.Requested, CaseState.Admissible, CaseStep.AcceptInPart, false)]
    [InlineData(Side.Requested, CaseState.Admissible, CaseStep.SetConditions, false)]
    [InlineData(Side.Requesting, CaseState.ConditionsSet, CaseStep.Assure, false)]
    [InlineData(Side.Requested, CaseState.Admissible, CaseStep.Refuse, true)] // it promises nothing
    [InlineData(Side.Requested, CaseState.Admissible, CaseStep.Postpone, true)]
    [InlineData(Side.Requesting, CaseState.ConditionsSet, CaseStep.Withdraw, true)]
    [InlineData(Side.Requested, CaseState.Accepted, CaseStep.Reply, true)] // the gate is asked about the answer itself
    public void Nobody_promises_what_the_law_would_not_let_pass(Side us, CaseState state, CaseStep step, bool may)
    {
        var law = new Fault(FaultCode.AgreementRefused, "It is suspended.");
        var outcome = (Given.At(us, state) with { AgainstPromises = law }).Decide(Given.Event(step), Given.Central);
        (outcome is CaseOutcome.Moved).ShouldBe(may);
        (outcome as CaseOutcome.Refused)?.Fault.ShouldBe(law);
    }

    [Fact]
    public void Nothing_is_done_before_the_cost_that_was_announced_is_agreed_to_as_it_was_announced()
    {
        var cost = new Cost(1_200, "CAD", "Two experts for a day");
        var set = Moved(asked.Decide(new CaseEvent.ConditionsAsked([], cost), Given.Officer));
        Refused(set.Take(new CaseEvent.ConditionsAssured([])), FaultCode.AssistanceConditions).Detail.ShouldContain("1200 CAD");
        Refused(set.Take(new CaseEvent.ConditionsAssured([], cost with { Amount = 1_000 })), FaultCode.AssistanceConditions);
        Refused((set with { State = CaseState.Accepted }).Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer), FaultCode.AssistanceConditions).Detail.ShouldContain("cost");

        var agreed = Moved(set.Take(new CaseEvent.ConditionsAssured([], cost with { Amount = 1_200.00m })));
        (agreed.State, agreed.CostAgreed).ShouldBe((CaseState.Accepted, cost));
        Moved(agreed.Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer)).State.ShouldBe(CaseState.Replied);

        // Disputed, and then accepted without: the cost does not stand any more.
        var disputed = Moved(set.Take(new CaseEvent.Plain(CaseStep.Dispute)));
        var without = Moved(disputed.Decide(new CaseEvent.Plain(CaseStep.Accept), Given.Officer));
        (without.CostAsked, without.CostAgreed).ShouldBe((null, null));
        Moved(without.Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer)).State.ShouldBe(CaseState.Replied);

        // What nobody announced is agreed to by nobody.
        var plain = Moved(asked.Decide(new CaseEvent.ConditionsAsked([Condition.AssuranceRetention]), Given.Officer));
        Refused(plain.Take(new CaseEvent.ConditionsAssured([Condition.AssuranceRetention], cost)), FaultCode.AssistanceConditions).At.ShouldBe("$.cost");
    }

    [Fact]
    public void Nothing_is_given_before_every_condition_is_assured()
    {
        var set = Moved(asked.Decide(new CaseEvent.ConditionsAsked([Condition.AssuranceNoEvidence, Condition.AssuranceRetention]), Given.Officer));
        Refused(set.Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer), FaultCode.AssistanceState);

        // The other side says that it accepts, but covers one of the two.
        Refused(set.Take(new CaseEvent.ConditionsAssured([Condition.AssuranceNoEvidence])), FaultCode.AssistanceConditions).Detail.ShouldContain("assuranceRetention");
        (set with { State = CaseState.Accepted }).Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer).ShouldBeOfType<CaseOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.AssistanceConditions);

        var agreed = Moved(set.Take(new CaseEvent.ConditionsAssured([Condition.AssuranceNoEvidence, Condition.AssuranceRetention, Condition.AssuranceConfidentiality])));
        agreed.State.ShouldBe(CaseState.Accepted);
        Moved(agreed.Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer)).State.ShouldBe(CaseState.Replied);
    }

    [Fact]
    public void Conditions_that_were_disputed_and_given_up_stand_no_more()
    {
        var set = Moved(asked.Decide(new CaseEvent.ConditionsAsked([Condition.AssuranceRetention]), Given.Officer));
        var disputed = Moved(set.Take(new CaseEvent.Plain(CaseStep.Dispute)));
        disputed.State.ShouldBe(CaseState.ConditionsDisputed);

        var accepted = Moved(disputed.Decide(new CaseEvent.Plain(CaseStep.Accept), Given.Officer));

        accepted.Asked.IsEmpty.ShouldBeTrue();
        Moved(accepted.Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer)).State.ShouldBe(CaseState.Replied);
    }

    [Theory]
    [InlineData(Condition.VerifiedFirst)]
    [InlineData(Condition.JudicialAuthorisation)]
    [InlineData(Condition.Urgent)]
    public void What_nobody_can_assure_is_no_condition_to_set(Condition condition) =>
        Refused(asked.Decide(new CaseEvent.ConditionsAsked([condition]), Given.Officer), FaultCode.AssistanceConditions).Detail.ShouldContain(Words.Of(condition));

    [Fact]
    public void Conditions_are_some() => Refused(asked.Decide(new CaseEvent.ConditionsAsked([]), Given.Officer), FaultCode.AssistanceConditions);

    [Theory]
    [InlineData(1, false)] // the same text again
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void A_text_that_is_not_later_is_refused(long revision, bool taken)
    {
        var outcome = Given.At(Side.Requested, CaseState.Incomplete).Take(new CaseEvent.Texted(CaseStep.Complete, revision));

        (outcome is CaseOutcome.Moved).ShouldBe(taken);
        if (outcome is CaseOutcome.Moved moved)
        {
            moved.Case.Revision.ShouldBe(revision);
        }
    }

    [Theory]
    [InlineData(ClockState.Running, false)]
    [InlineData(ClockState.Suspended, false)]
    [InlineData(ClockState.Met, false)]
    [InlineData(ClockState.Overdue, true)]
    public void A_case_lapses_only_when_its_time_is_over(ClockState clock, bool lapses) =>
        (Given.At(Side.Requested, CaseState.Spoken).Decide(new CaseEvent.TimedOut(clock), Given.Officer) is CaseOutcome.Moved).ShouldBe(lapses);

    [Fact]
    public void A_last_answer_is_given_once_and_a_replayed_one_is_refused()
    {
        var replied = Moved(Given.At(Side.Requested, CaseState.Accepted).Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer));
        Refused(replied.Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer), FaultCode.AssistanceState);

        var taken = Moved(Given.At(Side.Requesting, CaseState.Accepted).Take(new CaseEvent.Plain(CaseStep.Reply)));
        Refused(taken.Take(new CaseEvent.Plain(CaseStep.Reply)), FaultCode.AssistanceState).Detail.ShouldBe("The case is replied; reply is possible while it is accepted, executed.");
    }

    [Fact]
    public void A_withdrawal_and_an_answer_that_cross_end_with_the_answer()
    {
        var withdrawn = Moved(Given.At(Side.Requesting, CaseState.Accepted).Decide(new CaseEvent.Plain(CaseStep.Withdraw), Given.Officer));
        var replied = Moved(Given.At(Side.Requested, CaseState.Accepted).Decide(new CaseEvent.Plain(CaseStep.Reply), Given.Officer));

        Moved(withdrawn.Take(new CaseEvent.Plain(CaseStep.Reply))).State.ShouldBe(CaseState.Replied);
        replied.Take(new CaseEvent.Plain(CaseStep.Withdraw)).ShouldBeOfType<CaseOutcome.TooLate>();
    }

    [Fact]
    public void What_the_giver_gives_without_an_assurance_is_taken()
    {
        // It withdrew while its conditions were disputed; meanwhile they were given up at the other side.
        var withdrawn = Given.At(Side.Requesting, CaseState.Withdrawn) with { Asked = [Condition.AssuranceRetention] };

        withdrawn.Take(new CaseEvent.Plain(CaseStep.Accept)).ShouldBeOfType<CaseOutcome.TooLate>();
        Moved(withdrawn.Take(new CaseEvent.Plain(CaseStep.Reply))).State.ShouldBe(CaseState.Replied);
    }

    [Fact]
    public void The_node_acknowledges_what_came_in_and_nothing_else()
    {
        Given.At(Side.Requested, CaseState.Received).Acknowledge().ShouldBeOfType<CaseOutcome.Moved>().Case.State.ShouldBe(CaseState.Acknowledged);
        Given.At(Side.Requested, CaseState.Refused).Acknowledge().ShouldBeOfType<CaseOutcome.Refused>();
        Given.At(Side.Requesting, CaseState.Received).Acknowledge().ShouldBeOfType<CaseOutcome.Refused>();
    }

    [Fact]
    public void Filing_is_told_to_nobody()
    {
        var closed = Moved((Given.At(Side.Requested, CaseState.Refused) with { Told = CaseState.Refused }).Decide(new CaseEvent.Plain(CaseStep.Close), Given.Officer));

        (closed.State, closed.Told).ShouldBe((CaseState.Closed, CaseState.Refused));
    }

    private static CaseFile Moved(CaseOutcome outcome) => outcome.ShouldBeOfType<CaseOutcome.Moved>().Case;

    private static Fault Refused(CaseOutcome outcome, FaultCode code)
    {
        var fault = outcome.ShouldBeOfType<CaseOutcome.Refused>().Fault;
        fault.Code.ShouldBe(code);
        return fault;
    }
}
