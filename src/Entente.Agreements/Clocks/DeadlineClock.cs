namespace Entente.Agreements.Clocks;

/// <summary>Who must act next.</summary>
public enum Turn { Us = 1, Partner }

/// <summary>What happens to a clock, in the order in which it happened.</summary>
public abstract record ClockEvent(DateTimeOffset At)
{
    /// <summary>Whose turn it is from here on.</summary>
    public sealed record Passed(DateTimeOffset At, Turn To) : ClockEvent(At);

    /// <summary>The deadline stands still, for example while the requesting side completes its request.</summary>
    public sealed record Suspended(DateTimeOffset At, string Reason) : ClockEvent(At);

    public sealed record Resumed(DateTimeOffset At) : ClockEvent(At);

    /// <summary>More time, counted from the end of what there was. It has a reason, always.</summary>
    public sealed record Extended(DateTimeOffset At, Period By, string Reason) : ClockEvent(At);

    /// <summary>What the deadline was for is done.</summary>
    public sealed record Done(DateTimeOffset At) : ClockEvent(At);
}

public enum ClockState
{
    Running = 1,
    Suspended,

    /// <summary>Done in time.</summary>
    Met,

    /// <summary>The time is over and nothing is done.</summary>
    Overdue,

    /// <summary>Done, too late.</summary>
    Late,
}

/// <summary>A clock as it stands at an instant.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Due">The last instant. While the clock is suspended: as if it were resumed now.</param>
/// <param name="Left">Until then; negative when it is over; from the instant it was done, where it is.</param>
/// <param name="AtUs">How long it was our turn, suspensions left out.</param>
/// <param name="AtPartner">How long it was the partner's.</param>
/// <param name="Stopped">How long it was suspended.</param>
public sealed record ClockReading(ClockState State, DateTimeOffset Due, TimeSpan Left, TimeSpan AtUs, TimeSpan AtPartner, TimeSpan Stopped);

/// <summary>
/// One deadline of a case: from when it runs, for how long, by whose calendar, and what has happened to it. Pure: it is asked with an instant.
/// </summary>
/// <remarks>
/// Hours run through; days and working days begin with the day after the event and end with the end of their last day, in the zone of the calendar; a period in days that would end on a day on which
/// nobody works ends with the next working day. Days after the one of a suspension up to that of its end do not count. Extensions are counted on from the end of what was there, each in its own unit.
/// </remarks>
public sealed class DeadlineClock
{
    private readonly DateTimeOffset start;

    private readonly Period period;

    private readonly Turn first;

    private readonly ClockEvent[] events;

    /// <exception cref="ArgumentException">The events are not in order, or contradict each other.</exception>
    public DeadlineClock(DateTimeOffset start, Period period, WorkingCalendar calendar, Turn first, IReadOnlyList<ClockEvent>? events = null)
    {
        (this.start, this.period, Calendar, this.first, this.events) = (start, period, calendar, first, [.. events ?? []]);
        var (last, suspended, done) = (start, false, false);
        foreach (var happened in this.events)
        {
            var allowed = happened.At >= last && !done && happened switch
            {
                ClockEvent.Suspended { Reason: var reason } => !suspended && !string.IsNullOrWhiteSpace(reason),
                ClockEvent.Resumed => suspended,
                ClockEvent.Extended { Reason: var reason } => !string.IsNullOrWhiteSpace(reason),
                _ => true,
            };
            if (!allowed)
            {
                throw new ArgumentException($"{happened} cannot follow what was before it.", nameof(events));
            }

            (last, suspended, done) = (happened.At, happened is ClockEvent.Suspended || (suspended && happened is not ClockEvent.Resumed), happened is ClockEvent.Done);
        }
    }

    /// <summary>A deadline of hours and parts of them, which runs through whatever the day.</summary>
    /// <exception cref="ArgumentException">The events are not in order, or contradict each other.</exception>
    public static DeadlineClock Through(DateTimeOffset start, TimeSpan span, Turn first, IReadOnlyList<ClockEvent>? events = null) =>
        new(start, new(0, PeriodUnit.Hours), WorkingCalendar.EveryDay, first, events) { Span = span };

    /// <summary>Of one that runs through: how long, to the instant.</summary>
    private TimeSpan Span { get; init; }

    /// <summary>Whose days it counts.</summary>
    public WorkingCalendar Calendar { get; }

    /// <summary>How it stands. What happens after the instant is not seen.</summary>
    public ClockReading At(DateTimeOffset now)
    {
        ClockEvent[] past = Array.FindAll(events, happened => happened.At <= now);
        var end = past is [.., ClockEvent.Done done] ? done.At : now < start ? start : now;
        var stops = Stops(past, end);
        var due = Due(past, stops);
        var (us, partner) = Turns(past, end, stops);
        var state = past is [.., ClockEvent.Done] ? end <= due ? ClockState.Met : ClockState.Late
            : past.LastOrDefault(happened => happened is ClockEvent.Suspended or ClockEvent.Resumed) is ClockEvent.Suspended ? ClockState.Suspended
            : now <= due ? ClockState.Running
            : ClockState.Overdue;
        return new(state, due, due - end, us, partner, stops.Aggregate(TimeSpan.Zero, (sum, stop) => sum + (stop.To - stop.From)));
    }

    private static List<(DateTimeOffset From, DateTimeOffset To)> Stops(ClockEvent[] past, DateTimeOffset end)
    {
        var stops = new List<(DateTimeOffset, DateTimeOffset)>();
        DateTimeOffset? since = null;
        foreach (var happened in past)
        {
            if (happened is ClockEvent.Suspended)
            {
                since = happened.At;
            }
            else if (since is { } from && happened is ClockEvent.Resumed)
            {
                stops.Add((from, happened.At));
                since = null;
            }
        }

        if (since is { } open)
        {
            stops.Add((open, end));
        }

        return stops;
    }

    private DateTimeOffset Due(ClockEvent[] past, List<(DateTimeOffset From, DateTimeOffset To)> stops)
    {
        var due = Span > TimeSpan.Zero ? Through(start, Span, stops) : End(start, period, stops);
        foreach (var extended in past.OfType<ClockEvent.Extended>())
        {
            due = End(due, extended.By, stops);
        }

        return due;
    }

    private DateTimeOffset End(DateTimeOffset from, Period length, List<(DateTimeOffset From, DateTimeOffset To)> stops)
    {
        if (length.Unit == PeriodUnit.Hours)
        {
            return Through(from, TimeSpan.FromHours(length.Count), stops);
        }

        // The end of a day is the first instant of the next; what is counted on from there begins with that day.
        var day = from == Calendar.EndOf(Calendar.DayOf(from.AddTicks(-1))) ? Calendar.DayOf(from.AddTicks(-1)) : Calendar.DayOf(from);
        for (var left = length.Count; left > 0;)
        {
            day = day.AddDays(1);
            if ((length.Unit == PeriodUnit.Days || Calendar.IsWorkingDay(day)) && !stops.Exists(stop => Calendar.DayOf(stop.From) < day && day <= Calendar.DayOf(stop.To)))
            {
                left--;
            }
        }

        return Calendar.EndOf(Calendar.FirstWorkingDay(day));
    }

    private static DateTimeOffset Through(DateTimeOffset from, TimeSpan span, List<(DateTimeOffset From, DateTimeOffset To)> stops)
    {
        var end = from + span;
        foreach (var stop in stops.Where(stop => stop.To > from))
        {
            if (stop.From < end)
            {
                end += stop.To - (stop.From < from ? from : stop.From);
            }
        }

        return end;
    }

    private (TimeSpan Us, TimeSpan Partner) Turns(ClockEvent[] past, DateTimeOffset end, List<(DateTimeOffset From, DateTimeOffset To)> stops)
    {
        var (us, partner, turn, since) = (TimeSpan.Zero, TimeSpan.Zero, first, start);
        foreach (var (at, to) in past.OfType<ClockEvent.Passed>().Select(passed => (passed.At, passed.To)).Append((end, first)))
        {
            var until = at > end ? end : at;
            var span = until - since - stops.Aggregate(TimeSpan.Zero, (sum, stop) => sum + Overlap(stop, since, until));
            (us, partner) = turn == Turn.Us ? (us + span, partner) : (us, partner + span);
            (turn, since) = (to, until);
        }

        return (us, partner);
    }

    private static TimeSpan Overlap((DateTimeOffset From, DateTimeOffset To) stop, DateTimeOffset from, DateTimeOffset to)
    {
        var begin = stop.From > from ? stop.From : from;
        var end = stop.To < to ? stop.To : to;
        return end > begin ? end - begin : TimeSpan.Zero;
    }
}
