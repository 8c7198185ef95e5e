using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Platform;

namespace Entente.Node.Assistance;

/// <summary>How long like cases took, which is what a forecast is told from.</summary>
internal static class LikeCases
{
    // The latest say how it goes now; older ones how it went.
    private const int Most = 50;

    // How long something took does not depend on how long it might have taken, nor on whose days are counted.
    private static readonly Period any = new(1, PeriodUnit.Days);

    /// <summary>By deadline: what each of the latest cases of that side, instrument and type took, suspensions left out.</summary>
    public static ILookup<DeadlineStep, TimeSpan> Took(Session session, Side us, Instrument instrument, AssistanceType type)
    {
        var entries = session.Query<Line>(
            """
            SELECT case_number, step, state, at FROM assistance_entry e
            WHERE NOT EXISTS (SELECT 1 FROM assistance_not_taken n WHERE n.case_number = e.case_number AND n.ordinal = e.ordinal) AND case_number IN (
                SELECT number FROM assistance_case WHERE us = @us AND instrument = @instrument AND assistance = @type AND state IN ('Replied', 'Reported', 'Refused', 'Closed') ORDER BY number DESC LIMIT @Most)
            ORDER BY case_number, ordinal
            """,
            new { us = $"{us}", instrument = $"{instrument}", type = $"{type}", Most });
        return (
            from one in entries.GroupBy(entry => entry.CaseNumber)
            from clock in CaseClocks.Of(us, [.. one.Select(entry => new CaseEntry.Stepped(entry.At, entry.Step, entry.State))], _ => any, _ => WorkingCalendar.EveryDay)
            let reading = clock.Value.At(session.Now)
            where reading.State is ClockState.Met or ClockState.Late
            select (clock.Key, Took: reading.AtUs + reading.AtPartner)).ToLookup(one => one.Key, one => one.Took);
    }

    private sealed record Line
    {
        public long CaseNumber { get; init; }

        public CaseStep Step { get; init; }

        public CaseState State { get; init; }

        public DateTimeOffset At { get; init; }
    }
}
