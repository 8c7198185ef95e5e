using Entente.Agreements.Clocks;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>When an authority of a directory can be reached: its hours on working days of its state, in its own zone.</summary>
public sealed class OpeningHours(IReadOnlyList<OpenHours> hours, WorkingCalendar calendar)
{
    // A year has a working day with hours in it, or the authority never opens.
    private const int Horizon = 366;

    public bool IsOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, calendar.Zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return calendar.IsWorkingDay(calendar.DayOf(at)) && hours.Any(open => open.Day == local.DayOfWeek && open.From <= time && time < open.Until);
    }

    /// <summary>The instant itself where it is open then, or when it opens next; <see langword="null"/> where it does not within a year.</summary>
    public DateTimeOffset? OpenFrom(DateTimeOffset at)
    {
        if (IsOpen(at))
        {
            return at;
        }

        for (var (day, last) = (calendar.DayOf(at), calendar.DayOf(at).AddDays(Horizon)); day <= last; day = day.AddDays(1))
        {
            if (!calendar.IsWorkingDay(day))
            {
                continue;
            }

            foreach (var opening in hours.Where(open => open.Day == day.DayOfWeek).Select(open => Opening(day, open.From)).Order())
            {
                if (opening > at)
                {
                    return opening;
                }
            }
        }

        return null;
    }

    private DateTimeOffset Opening(DateOnly day, TimeOnly from)
    {
        var local = day.ToDateTime(from, DateTimeKind.Unspecified);
        while (calendar.Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new(local, calendar.Zone.GetUtcOffset(local));
    }
}
