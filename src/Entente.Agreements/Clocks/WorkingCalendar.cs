using System.Collections.Frozen;

namespace Entente.Agreements.Clocks;

/// <summary>The working days of a state, and the zone in which its days begin and end. Holidays are given; nothing is computed from feasts.</summary>
public sealed class WorkingCalendar
{
    private readonly FrozenSet<DateOnly> holidays;

    private readonly FrozenSet<DayOfWeek> weekend;

    /// <param name="id">The party whose calendar it is, for example <c>NL</c>.</param>
    /// <param name="zone">Where its days begin and end.</param>
    /// <param name="weekend">The days of the week on which nobody works; at least one day must be left.</param>
    /// <param name="holidays">Other days on which nobody works.</param>
    public WorkingCalendar(string id, TimeZoneInfo zone, IEnumerable<DayOfWeek> weekend, IEnumerable<DateOnly> holidays)
    {
        (Id, Zone, this.weekend, this.holidays) = (id, zone, weekend.ToFrozenSet(), holidays.ToFrozenSet());
        ArgumentOutOfRangeException.ThrowIfGreaterThan(this.weekend.Count, 6, nameof(weekend));
    }

    /// <summary>Without a day on which nobody works.</summary>
    public static WorkingCalendar EveryDay { get; } = new("", TimeZoneInfo.Utc, [], []);

    public string Id { get; }

    public TimeZoneInfo Zone { get; }

    public bool IsWorkingDay(DateOnly day) => !weekend.Contains(day.DayOfWeek) && !holidays.Contains(day);

    /// <summary>The day itself, or the first working day after it.</summary>
    public DateOnly FirstWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant at which a day is over.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new(midnight, Zone.GetUtcOffset(midnight));
    }
}
