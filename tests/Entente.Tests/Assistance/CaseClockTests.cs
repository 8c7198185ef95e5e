using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;

namespace Entente.Tests.Assistance;

public sealed class CaseClockTests
{
    private static readonly DateTimeOffset sent = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero); // a Monday

    private static readonly Deadlines limits = new(
        Acknowledge: new(2, PeriodUnit.WorkingDays), Confirm: new(3, PeriodUnit.WorkingDays), Complete: new(7, PeriodUnit.Days), Decide: new(10, PeriodUnit.Days), Execute: new(12, PeriodUnit.Days), Reply: new(30, PeriodUnit.Days), Report: new(20, PeriodUnit.Days));

    [Fact]
    public void The_clocks_of_the_page_are_those_of_the_code() => CaseClocks.Rows.Select(row => string.Join(" | ", Words.Of(row.Deadline), $"{row.From}", $"{row.Until}"))
        .ShouldBe(SpecTables.Rows("deadline", "from", "until").Select(row => string.Join(" | ", row[0], Steps(row[1]), Steps(row[2]))));

    [Fact]
    public void A_request_that_goes_straight_through_meets_each_deadline()
    {
        var clocks = Of(Side.Requesting, Step(0, CaseStep.Send, CaseState.Received), Step(1, CaseStep.Acknowledge, CaseState.Acknowledged), Step(2, CaseStep.Admit, CaseState.Admissible),
            Step(4, CaseStep.Accept, CaseState.Accepted), Step(9, CaseStep.Reply, CaseState.Replied), Step(12, CaseStep.Report, CaseState.Reported));

        clocks.Keys.Order().ShouldBe([DeadlineStep.Acknowledge, DeadlineStep.Decide, DeadlineStep.Execute, DeadlineStep.Reply, DeadlineStep.Report]);
        clocks.Values.ShouldAllBe(clock => clock.At(sent.AddDays(100)).State == ClockState.Met);
        clocks[DeadlineStep.Reply].At(sent.AddDays(100)).AtPartner.ShouldBe(TimeSpan.FromDays(9));
        clocks[DeadlineStep.Report].At(sent.AddDays(100)).AtUs.ShouldBe(TimeSpan.FromDays(3));
    }

    [Fact]
    public void Nothing_is_counted_while_the_other_side_completes()
    {
        CaseEntry[] history = [Step(0, CaseStep.Send, CaseState.Received), Step(1, CaseStep.AskCompletion, CaseState.Incomplete), Step(15, CaseStep.Complete, CaseState.Acknowledged)];
        var clock = Of(Side.Requested, history)[DeadlineStep.Reply];

        clock.At(sent.AddDays(5)).State.ShouldBe(ClockState.Suspended);
        clock.At(sent.AddDays(16)).Stopped.ShouldBe(TimeSpan.FromDays(14));
        clock.At(sent.AddDays(16)).Due.ShouldBe(Of(Side.Requested, history[0])[DeadlineStep.Reply].At(sent).Due.AddDays(14));
    }

    [Fact]
    public void A_completion_has_a_clock_of_its_own_that_binds_who_asked_and_begins_anew_each_time()
    {
        CaseEntry[] history =
        [
            Step(0, CaseStep.Send, CaseState.Received), Step(1, CaseStep.Acknowledge, CaseState.Acknowledged), Step(2, CaseStep.AskCompletion, CaseState.Incomplete),
            Step(7, CaseStep.Complete, CaseState.Acknowledged), Step(8, CaseStep.AskCompletion, CaseState.Incomplete),
        ];

        var first = Of(Side.Requested, history[..3])[DeadlineStep.Complete];
        first.At(sent.AddDays(5)).ShouldSatisfyAllConditions(reading => reading.State.ShouldBe(ClockState.Running), reading => reading.AtPartner.ShouldBe(TimeSpan.FromDays(3)), reading => reading.AtUs.ShouldBe(TimeSpan.Zero));
        first.At(sent.AddDays(20)).State.ShouldBe(ClockState.Overdue);
        Of(Side.Requested, history[..4])[DeadlineStep.Complete].At(sent.AddDays(20)).State.ShouldBe(ClockState.Met);
        var again = Of(Side.Requested, history)[DeadlineStep.Complete].At(sent.AddDays(9));
        again.State.ShouldBe(ClockState.Running);
        again.Due.ShouldBeGreaterThan(first.At(sent.AddDays(5)).Due);
        Of(Side.Requesting, history)[DeadlineStep.Complete].At(sent.AddDays(9)).AtUs.ShouldBe(TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(CaseStep.Accept)]
    [InlineData(CaseStep.AcceptInPart)]
    public void What_was_accepted_is_executed_within_a_time_from_then(CaseStep decision)
    {
        CaseEntry[] history = [Step(0, CaseStep.Send, CaseState.Received), Step(3, decision, CaseState.Accepted), Step(8, CaseStep.Execute, CaseState.Executed)];

        Of(Side.Requested, history[..1]).Keys.ShouldNotContain(DeadlineStep.Execute);
        Of(Side.Requested, history[..2])[DeadlineStep.Execute].At(sent.AddDays(20)).State.ShouldBe(ClockState.Overdue);
        Of(Side.Requested, history)[DeadlineStep.Execute].At(sent.AddDays(20)).ShouldSatisfyAllConditions(
            reading => reading.State.ShouldBe(ClockState.Met), reading => reading.AtUs.ShouldBe(TimeSpan.FromDays(5)));
    }

    [Theory]
    [InlineData(CaseStep.SetConditions, CaseState.ConditionsSet)]
    [InlineData(CaseStep.Postpone, CaseState.Postponed)]
    public void A_decision_is_made_by_setting_conditions_or_postponing_and_the_answer_waits(CaseStep step, CaseState state)
    {
        var clocks = Of(Side.Requested, Step(0, CaseStep.Send, CaseState.Received), Step(3, step, state));

        clocks[DeadlineStep.Decide].At(sent.AddDays(50)).State.ShouldBe(ClockState.Met);
        clocks[DeadlineStep.Reply].At(sent.AddDays(50)).State.ShouldBe(ClockState.Suspended);
    }

    [Fact]
    public void A_suspended_agreement_stops_the_clock_once_also_when_the_case_waits_meanwhile()
    {
        var clock = Of(Side.Requested, Step(0, CaseStep.Send, CaseState.Received), new CaseEntry.Held(sent.AddDays(2), "The agreement is suspended."), Step(3, CaseStep.AskCompletion, CaseState.Incomplete),
            new CaseEntry.Released(sent.AddDays(5)), Step(8, CaseStep.Complete, CaseState.Acknowledged))[DeadlineStep.Reply];

        clock.At(sent.AddDays(4)).State.ShouldBe(ClockState.Suspended);
        clock.At(sent.AddDays(6)).State.ShouldBe(ClockState.Suspended); // the agreement is back, the completion is not
        clock.At(sent.AddDays(9)).ShouldSatisfyAllConditions(reading => reading.State.ShouldBe(ClockState.Running), reading => reading.Stopped.ShouldBe(TimeSpan.FromDays(6)));
    }

    [Theory]
    [InlineData(CaseStep.Withdraw, CaseState.Withdrawn)]
    [InlineData(CaseStep.Lapse, CaseState.Lapsed)]
    [InlineData(CaseStep.Refuse, CaseState.Refused)]
    public void What_ends_a_case_ends_its_clocks_also_while_they_stand_still(CaseStep step, CaseState state)
    {
        var clocks = Of(Side.Requested, Step(0, CaseStep.Send, CaseState.Received), Step(1, CaseStep.Acknowledge, CaseState.Acknowledged), Step(2, CaseStep.AskCompletion, CaseState.Incomplete), Step(40, step, state));

        clocks[DeadlineStep.Reply].At(sent.AddDays(400)).State.ShouldBe(ClockState.Met);
    }

    [Fact]
    public void An_extension_is_for_the_deadline_that_it_names()
    {
        CaseEntry[] history = [Step(0, CaseStep.Send, CaseState.Received), new CaseEntry.MoreTime(sent.AddDays(5), DeadlineStep.Reply, new(10, PeriodUnit.Days), "The archive is being moved.")];

        var (plain, extended) = (Of(Side.Requested, history[0]), Of(Side.Requested, history));

        (extended[DeadlineStep.Reply].At(sent.AddDays(6)).Due - plain[DeadlineStep.Reply].At(sent.AddDays(6)).Due).ShouldBe(TimeSpan.FromDays(10), TimeSpan.FromDays(3));
        extended[DeadlineStep.Decide].At(sent.AddDays(6)).Due.ShouldBe(plain[DeadlineStep.Decide].At(sent.AddDays(6)).Due);
    }

    [Fact]
    public void The_working_days_of_the_side_count_that_a_deadline_binds()
    {
        var sides = new List<Side>();
        CaseClocks.Of(
            Side.Requested, [Step(0, CaseStep.Speak, CaseState.Spoken), Step(1, CaseStep.Send, CaseState.Received), Step(2, CaseStep.Reply, CaseState.Replied)], step => limits[step],
            side =>
            {
                sides.Add(side);
                return Given.Weekdays;
            });

        sides.ShouldBe([Side.Requested, Side.Requesting, Side.Requested, Side.Requested, Side.Requesting]); // acknowledge, confirm, decide, reply, report
    }

    [Fact]
    public void What_was_spoken_is_confirmed_within_working_days()
    {
        var clock = Of(Side.Requested, Step(0, CaseStep.Speak, CaseState.Spoken))[DeadlineStep.Confirm];

        clock.At(sent.AddDays(2)).State.ShouldBe(ClockState.Running);
        clock.At(sent.AddDays(4)).State.ShouldBe(ClockState.Overdue);
        clock.At(sent.AddDays(2)).AtPartner.ShouldBe(TimeSpan.FromDays(2)); // it is for who asked to confirm
    }

    [Fact]
    public void Where_nothing_is_said_of_a_step_there_is_no_clock() =>
        CaseClocks.Of(Side.Requested, [Step(0, CaseStep.Send, CaseState.Received)], _ => null, _ => Given.Weekdays).ShouldBeEmpty();

    [Theory]
    [InlineData(1, EscalationLevel.None)]
    [InlineData(28, EscalationLevel.Officer)] // the last fifth
    [InlineData(60, EscalationLevel.CentralAuthority)]
    public void Who_has_to_know_follows_the_time_that_is_left(int days, EscalationLevel level)
    {
        var reading = Of(Side.Requested, Step(0, CaseStep.Send, CaseState.Received))[DeadlineStep.Reply].At(sent.AddDays(days));

        Escalation.Of(reading, BreachForecast.Of(reading, [])).ShouldBe(level);
    }

    [Fact]
    public void A_likely_breach_goes_to_the_supervisor_before_the_time_runs_out()
    {
        var reading = Of(Side.Requested, Step(0, CaseStep.Send, CaseState.Received))[DeadlineStep.Reply].At(sent.AddDays(1));

        Escalation.Of(reading, BreachForecast.Of(reading, Enumerable.Repeat(TimeSpan.FromDays(80), 10))).ShouldBe(EscalationLevel.Supervisor);
    }

    private static string Steps(string words) =>
        $"{new WordSet<CaseStep>().Or([.. SpecTables.Words(words).Select(word => Words.TryParse<CaseStep>(word, out var step) ? step : throw new InvalidOperationException(word))])}";

    private static IReadOnlyDictionary<DeadlineStep, DeadlineClock> Of(Side us, params CaseEntry[] history) => CaseClocks.Of(us, history, step => limits[step], _ => Given.Weekdays);

    private static CaseEntry.Stepped Step(int day, CaseStep step, CaseState state) => new(sent.AddDays(day), step, state);
}
