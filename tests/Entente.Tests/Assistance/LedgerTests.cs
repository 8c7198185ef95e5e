using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;

namespace Entente.Tests.Assistance;

public sealed class LedgerTests
{
    [Fact]
    public void Cases_are_counted_by_partner_instrument_type_and_way()
    {
        var lines = Ledger.Of(
        [
            Case("CA", Side.Requested, Ending.Answered, days: 10),
            Case("CA", Side.Requested, Ending.Answered, days: 40, late: true),
            Case("CA", Side.Requested, Ending.Refused, ground: RefusalGround.DomesticLaw),
            Case("CA", Side.Requesting, Ending.Open),
            Case("SG", Side.Requested, Ending.Answered, days: 1, owed: true) with { Agreed = new(100.50m, "SGD", "An interpreter") },
            Case("SG", Side.Requested, Ending.Answered) with { Agreed = new(20, "EUR", "A copy of a tape") },
            Case("SG", Side.Requested, Ending.Open) with { Agreed = new(99.50m, "SGD", "A laboratory") },
        ]);

        lines.Select(line => (line.Partner, line.Us, line.Asked)).ShouldBe([("CA", Side.Requesting, 1), ("CA", Side.Requested, 3), ("SG", Side.Requested, 3)]);
        lines[1].Ended.ShouldBe(new Dictionary<Ending, int> { [Ending.Answered] = 2, [Ending.Refused] = 1 }, ignoreOrder: true);
        lines[1].RefusedBy.ShouldBe(new Dictionary<RefusalGround, int> { [RefusalGround.DomesticLaw] = 1 });
        lines[1].Steps[DeadlineStep.Reply].ShouldBe(new StepFigures(2, 1, 10, 40));
        lines[0].Steps.ShouldBeEmpty(); // nothing is done yet
        lines.Select(line => line.OutcomesOwed).ShouldBe([0, 0, 1]);
        lines[2].Costs.ShouldBe([new("EUR", 1, 20), new("SGD", 2, 200)]);
        lines[1].Costs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(10, 5, 9)]
    [InlineData(11, 6, 10)]
    public void The_median_and_the_ninth_tenth_are_days_that_some_case_took(int cases, double median, double ninth)
    {
        var figures = StepFigures.Of(Enumerable.Range(1, cases).Reverse().Select(day => Reading(day, late: false)))!;

        (figures.MedianDays, figures.NinthTenthDays).ShouldBe((median, ninth));
    }

    [Fact]
    public void What_is_not_done_has_no_figures() => StepFigures.Of([Reading(3, late: false) with { State = ClockState.Running }]).ShouldBeNull();

    private static CountedCase Case(string partner, Side us, Ending ending, int days = 0, bool late = false, RefusalGround? ground = null, bool owed = false) => new(
        partner, Instrument.Cmaa, AssistanceType.Information, us, ending, ground, days == 0 ? new Dictionary<DeadlineStep, ClockReading>() : new() { [DeadlineStep.Reply] = Reading(days, late) }, owed);

    private static ClockReading Reading(int days, bool late) =>
        new(late ? ClockState.Late : ClockState.Met, default, TimeSpan.Zero, TimeSpan.FromDays(days) / 4, TimeSpan.FromDays(days) * 3 / 4, TimeSpan.FromDays(7));
}
