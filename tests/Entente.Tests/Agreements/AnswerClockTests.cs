using Entente.Agreements.Clocks;
using Entente.Protocol.Messages;

namespace Entente.Tests.Agreements;

/// <summary>The twelve hours of a question about an alert, counted by the engine of every deadline.</summary>
public sealed class AnswerClockTests
{
    private static readonly DateTimeOffset asked = new(2026, 11, 27, 20, 30, 0, TimeSpan.Zero); // a Friday evening

    [Fact]
    public void The_custom_of_the_engine_is_the_most_that_the_message_allows() => InstrumentDeadlines.Answer.AtLeast.ShouldBe(SupplementaryAsked.Deadline);

    [Fact]
    public void Hours_run_through_to_the_instant_that_was_asked_for()
    {
        var clock = AnswerClock.Of(askedByUs: false, asked, asked.AddMinutes(200), answeredAt: null, stops: []);

        var running = clock.At(asked.AddHours(1));
        (running.State, running.Due, running.Left, running.AtUs, running.AtPartner).ShouldBe((ClockState.Running, asked.AddMinutes(200), TimeSpan.FromMinutes(140), TimeSpan.FromHours(1), TimeSpan.Zero));
        clock.At(asked.AddMinutes(201)).State.ShouldBe(ClockState.Overdue);
        Level(clock, asked.AddHours(1)).ShouldBe(EscalationLevel.None);
        Level(clock, asked.AddMinutes(180)).ShouldBe(EscalationLevel.Officer, "the last fifth");
        Level(clock, asked.AddMinutes(201)).ShouldBe(EscalationLevel.CentralAuthority);
    }

    [Theory]
    [InlineData(3, ClockState.Met)]
    [InlineData(13, ClockState.Late)]
    public void An_answer_ends_it(int hours, ClockState state)
    {
        var reading = AnswerClock.Of(askedByUs: true, asked, asked.AddHours(12), asked.AddHours(hours), stops: []).At(asked.AddDays(2));

        (reading.State, reading.AtUs, reading.AtPartner).ShouldBe((state, TimeSpan.Zero, TimeSpan.FromHours(hours)));
    }

    /// <summary>From when until when it stood still, in hours from the question; when it is answered; and when it is due.</summary>
    [Theory]
    [InlineData(2, 5, null, 15)]
    [InlineData(-4, 5, null, 17)] // of what stood still already the rest counts
    [InlineData(-4, -1, null, 12)]
    [InlineData(13, 15, null, 12)] // it was over
    [InlineData(2, 9, 4, 14)] // answered meanwhile, as it was the gate of the partner that stood still
    [InlineData(5, 9, 4, 12)]
    public void While_the_exchange_is_suspended_it_stands_still(int from, int until, int? answered, int due) =>
        AnswerClock.Of(askedByUs: false, asked, asked.AddHours(12), answered is { } hours ? asked.AddHours(hours) : null, [new(asked.AddHours(from), asked.AddHours(until), "A breach.")])
            .At(asked.AddHours(20)).Due.ShouldBe(asked.AddHours(due));

    [Fact]
    public void Suspensions_that_overlap_are_one_and_one_without_an_end_lasts()
    {
        Standstill[] stops = [new(asked.AddHours(6), asked.AddHours(8), "c"), new(asked.AddHours(1), asked.AddHours(3), "a"), new(asked.AddHours(2), asked.AddHours(4), "b"), new(asked.AddHours(9), asked.AddHours(9), "none")];
        Standstill.Merged(stops).ShouldBe([new(asked.AddHours(1), asked.AddHours(4), "a"), new(asked.AddHours(6), asked.AddHours(8), "c")]);
        Standstill.Merged([.. stops, new(asked.AddHours(7), null, "d")]).ShouldBe([new(asked.AddHours(1), asked.AddHours(4), "a"), new(asked.AddHours(6), null, "c")]);

        var reading = AnswerClock.Of(askedByUs: false, asked, asked.AddHours(12), answeredAt: null, [.. stops, new(asked.AddHours(7), null, "d")]).At(asked.AddHours(30));
        (reading.State, reading.Left, reading.Stopped).ShouldBe((ClockState.Suspended, TimeSpan.FromHours(9), TimeSpan.FromHours(27)));
    }

    [Fact]
    public void How_long_like_questions_took_says_who_has_to_know()
    {
        var reading = AnswerClock.Of(askedByUs: false, asked, asked.AddHours(12), answeredAt: null, stops: []).At(asked.AddHours(2));

        Escalation.Of(reading, BreachForecast.Of(reading, Enumerable.Repeat(TimeSpan.FromHours(14), 5))).ShouldBe(EscalationLevel.Supervisor);
        Escalation.Of(reading, BreachForecast.Of(reading, Enumerable.Repeat(TimeSpan.FromHours(4), 5))).ShouldBe(EscalationLevel.None);
    }

    private static EscalationLevel Level(DeadlineClock clock, DateTimeOffset at) => Escalation.Of(clock.At(at), BreachForecast.Of(clock.At(at), []));
}
