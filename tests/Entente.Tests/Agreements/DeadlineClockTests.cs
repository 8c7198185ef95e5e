using Entente.Agreements;
using Entente.Agreements.Clocks;

namespace Entente.Tests.Agreements;

public sealed class DeadlineClockTests
{
    // Two hours ahead of UTC all year, so that days differ from those of UTC.
    private static readonly TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");

    private static readonly WorkingCalendar calendar = new("NL", zone, [DayOfWeek.Saturday, DayOfWeek.Sunday], [new(2026, 4, 27), new(2026, 5, 5), new(2026, 5, 14)]);

    /// <summary>Start, period, and the last instant, each in the calendar's zone. 27 April 2026 is a Monday and a holiday, so are Tuesday 5 and Thursday 14 May.</summary>
    public static TheoryData<string, string, string> Periods => new()
    {
        { "2026-04-20 10:30", "8 hours", "2026-04-20 18:30" },
        { "2026-04-24 20:00", "48 hours", "2026-04-26 20:00" }, // hours do not wait for anybody
        { "2026-04-20 10:30", "3 days", "2026-04-24 00:00" }, // the end of the 23rd
        { "2026-04-20 23:59", "1 days", "2026-04-22 00:00" }, // the day of the event does not count
        { "2026-04-22 09:00", "3 days", "2026-04-29 00:00" }, // ends on Saturday, Monday is a holiday: Tuesday
        { "2026-04-20 10:30", "5 workingDays", "2026-04-29 00:00" }, // 21 to 24, 28
        { "2026-05-04 10:30", "1 workingDays", "2026-05-07 00:00" },
        { "2026-05-01 10:30", "90 days", "2026-07-31 00:00" }, // 30 July, a Thursday
    };

    [Theory, MemberData(nameof(Periods))]
    public void A_period_ends_where_its_calendar_says(string start, string period, string due)
    {
        Period.TryParse(period, out var length).ShouldBeTrue();
        var reading = new DeadlineClock(At(start), length, calendar, Turn.Partner).At(At(start));
        reading.Due.ShouldBe(At(due));
        reading.State.ShouldBe(ClockState.Running);
    }

    [Fact]
    public void A_suspension_stops_days_and_hours()
    {
        ClockEvent[] stopped = [new ClockEvent.Suspended(At("2026-06-02 12:00"), "completion asked"), new ClockEvent.Resumed(At("2026-06-05 09:00"))];
        Clock("2026-06-01 10:00", new(10, PeriodUnit.Days), stopped).At(At("2026-06-08 12:00")).Due.ShouldBe(At("2026-06-16 00:00"), "11 June, three days later: Sunday, so Monday");
        Clock("2026-06-01 10:00", new(5, PeriodUnit.WorkingDays), stopped).At(At("2026-06-08 12:00")).Due.ShouldBe(At("2026-06-12 00:00"), "2, 8, 9, 10 and 11 June");
        Clock("2026-06-01 10:00", new(48, PeriodUnit.Hours), stopped).At(At("2026-06-08 12:00")).Due.ShouldBe(At("2026-06-06 07:00"), "69 hours later");
    }

    [Fact]
    public void While_it_is_suspended_the_last_day_moves_with_every_day()
    {
        var clock = Clock("2026-06-01 10:00", new(48, PeriodUnit.Hours), new ClockEvent.Suspended(At("2026-06-02 10:00"), "completion asked"));
        clock.At(At("2026-06-02 09:59")).State.ShouldBe(ClockState.Running);
        var (one, other) = (clock.At(At("2026-06-03 10:00")), clock.At(At("2026-06-20 10:00")));
        (one.State, one.Due, one.Left, one.Stopped).ShouldBe((ClockState.Suspended, At("2026-06-04 10:00"), TimeSpan.FromHours(24), TimeSpan.FromHours(24)));
        (other.State, other.Left).ShouldBe((ClockState.Suspended, TimeSpan.FromHours(24)));
    }

    [Fact]
    public void An_extension_counts_on_from_the_end_of_what_there_was()
    {
        var clock = Clock("2026-06-01 10:00", new(7, PeriodUnit.Days), new ClockEvent.Extended(At("2026-06-04 10:00"), new(5, PeriodUnit.WorkingDays), "judicial authorisation"));
        clock.At(At("2026-06-03 10:00")).Due.ShouldBe(At("2026-06-09 00:00"), "it is not known before it is given");
        clock.At(At("2026-06-10 10:00")).Due.ShouldBe(At("2026-06-16 00:00"), "9, 10, 11, 12 and 15 June");
    }

    [Theory]
    [InlineData("2026-06-08 23:59", ClockState.Met)]
    [InlineData("2026-06-09 00:00", ClockState.Met)] // the last instant
    [InlineData("2026-06-09 00:01", ClockState.Late)]
    public void What_is_done_is_met_or_late_for_ever(string done, ClockState state)
    {
        var clock = Clock("2026-06-01 10:00", new(7, PeriodUnit.Days), new ClockEvent.Done(At(done)));
        clock.At(At("2027-01-01 00:00")).State.ShouldBe(state);
        clock.At(At("2026-06-08 12:00")).State.ShouldBe(ClockState.Running);
    }

    [Fact]
    public void Time_is_counted_for_whose_turn_it_is()
    {
        var clock = Clock("2026-06-01 10:00", new(7, PeriodUnit.Days),
            new ClockEvent.Passed(At("2026-06-01 16:00"), Turn.Us),
            new ClockEvent.Suspended(At("2026-06-02 16:00"), "completion asked"),
            new ClockEvent.Resumed(At("2026-06-03 16:00")),
            new ClockEvent.Passed(At("2026-06-03 20:00"), Turn.Partner));
        var reading = clock.At(At("2026-06-04 20:00"));
        (reading.AtPartner, reading.AtUs, reading.Stopped).ShouldBe((TimeSpan.FromHours(6 + 24), TimeSpan.FromHours(24 + 4), TimeSpan.FromHours(24)));
        clock.At(At("2026-06-30 00:00")).State.ShouldBe(ClockState.Overdue);
    }

    public static TheoryData<string, ClockEvent[]> Impossible => new()
    {
        { "before the start", [new ClockEvent.Passed(At("2026-05-31 10:00"), Turn.Us)] },
        { "out of order", [new ClockEvent.Passed(At("2026-06-03 10:00"), Turn.Us), new ClockEvent.Passed(At("2026-06-02 10:00"), Turn.Partner)] },
        { "suspended twice", [new ClockEvent.Suspended(At("2026-06-02 10:00"), "a"), new ClockEvent.Suspended(At("2026-06-03 10:00"), "b")] },
        { "resumed without suspension", [new ClockEvent.Resumed(At("2026-06-02 10:00"))] },
        { "no reason", [new ClockEvent.Suspended(At("2026-06-02 10:00"), " ")] },
        { "an extension without reason", [new ClockEvent.Extended(At("2026-06-02 10:00"), new(5, PeriodUnit.Days), "")] },
        { "after the end", [new ClockEvent.Done(At("2026-06-02 10:00")), new ClockEvent.Passed(At("2026-06-03 10:00"), Turn.Us)] },
    };

    [Theory, MemberData(nameof(Impossible))]
    public void Events_that_cannot_follow_each_other_are_no_clock(string what, ClockEvent[] events) =>
        Should.Throw<ArgumentException>(() => Clock("2026-06-01 10:00", new(7, PeriodUnit.Days), events), what);

    [Theory]
    [InlineData(1, new double[] { 2, 3, 4, 5, 6 }, BreachRisk.None, 0.0)]
    [InlineData(1, new double[] { 2, 3, 4, 5, 9 }, BreachRisk.Low, 0.2)]
    [InlineData(1, new double[] { 9, 9, 9, 5, 6 }, BreachRisk.High, 0.6)]
    [InlineData(5, new double[] { 1, 1, 2, 5.5, 6, 8, 9, 9 }, BreachRisk.High, 0.6)] // those that were done by now tell nothing
    [InlineData(1, new double[] { 9, 9 }, BreachRisk.Low, null)] // too few
    [InlineData(6.5, new double[] { }, BreachRisk.High, null)] // the last fifth
    [InlineData(8, new double[] { 1, 1, 1, 1, 1, 1 }, BreachRisk.Certain, 1.0)]
    public void A_breach_is_foreseen_from_like_cases(double days, double[] history, BreachRisk risk, double? share)
    {
        var reading = Clock("2026-06-01 00:00", new(168, PeriodUnit.Hours)).At(At("2026-06-01 00:00").AddDays(days));
        var forecast = BreachForecast.Of(reading, history.Select(TimeSpan.FromDays));
        (forecast.Risk, forecast.Share).ShouldBe((risk, share));
    }

    [Fact]
    public void Where_a_clause_is_silent_the_instrument_says()
    {
        var clauses = Given.Shipped.Clauses("NL", "CA", new(2026, 6, 1)).ToLookup(clause => clause.Name.ToString());
        InstrumentDeadlines.For(clauses["TFA-12/1 12.6(1)"].Single(), DeadlineStep.Acknowledge).ShouldBe(new Period(10, PeriodUnit.WorkingDays));
        InstrumentDeadlines.For(clauses["TFA-12/1 12.6(1)"].Single(), DeadlineStep.Reply).ShouldBe(new Period(90, PeriodUnit.Days));
        InstrumentDeadlines.For(clauses["TFA-12/1 12.4(1)"].Single(), DeadlineStep.Acknowledge).ShouldBe(new Period(7, PeriodUnit.Days));
        InstrumentDeadlines.For(clauses["TFA-12/1 12.4(1)"].Single(), DeadlineStep.Decide).ShouldBeNull();
    }

    [Theory]
    [InlineData(Instrument.Cmaa, AssistanceType.Information, false, "7 days", "30 days", null)]
    [InlineData(Instrument.Cmaa, AssistanceType.Information, true, "8 hours", "3 days", null)]
    [InlineData(Instrument.Tfa12, AssistanceType.Information, true, "8 hours", "", null)]
    [InlineData(Instrument.Mlat, AssistanceType.Statement, false, "7 days", "30 days", "90 days")]
    [InlineData(Instrument.Mlat, AssistanceType.Statement, true, "8 hours", "3 days", "90 days")]
    [InlineData(Instrument.Mlat, AssistanceType.Restraint, false, "7 days", "24 hours", "90 days")]
    public void What_is_customary_for_a_request_depends_on_its_urgency_and_its_type(Instrument instrument, AssistanceType assistance, bool isUrgent, string acknowledge, string decide, string? execute)
    {
        var deadlines = InstrumentDeadlines.Of(instrument, assistance, isUrgent);
        $"{deadlines[DeadlineStep.Acknowledge]}".ShouldBe(acknowledge);
        $"{deadlines[DeadlineStep.Decide]}".ShouldBe(decide);
        deadlines[DeadlineStep.Execute]?.ToString().ShouldBe(execute);
        $"{deadlines[DeadlineStep.Complete]}".ShouldBe("30 days");
    }

    private static DeadlineClock Clock(string start, Period period, params ClockEvent[] events) => new(At(start), period, calendar, Turn.Partner, events);

    private static DateTimeOffset At(string local) => DateTimeOffset.ParseExact(local + " +02:00", "yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture);
}
