using System.Globalization;
using Entente.Agreements.Clocks;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>The public holidays, weekends and zones of states, from files that an administrator loads: on those days clocks stand still, and there they begin and end.</summary>
internal static class PublicHolidays
{
    private const int MostDays = 2_000;
    private const int MostFree = 6;

    private static readonly DayOfWeek[] weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <param name="Day">The day.</param>
    /// <param name="Name">What is celebrated.</param>
    public sealed record Holiday(DateOnly Day, string Name);

    /// <param name="From">The first day that the list covers; what was known from there to the last is replaced.</param>
    /// <param name="Until">The last.</param>
    /// <param name="Zone">Where its days begin and end, as an IANA name; <see langword="null"/>: as before, at first UTC.</param>
    /// <param name="Weekend">On which days of the week nobody works; <see langword="null"/>: as before, at first Saturday and Sunday.</param>
    public sealed record Command(DateOnly From, DateOnly Until, IReadOnlyList<Holiday> Days, string? Zone = null, IReadOnlyList<DayOfWeek>? Weekend = null);

    /// <param name="Days">How many holidays of the state are known from now on.</param>
    public sealed record Done(string Country, long Days);

    /// <param name="zone">Where its days begin and end; <see langword="null"/>: where the calendar of the state says.</param>
    public static WorkingCalendar CalendarOf(Session session, string party, TimeZoneInfo? zone = null)
    {
        var country = PartyId.CountryOf(party);
        var (where, free) = WeekOf(session, country);
        return new(country, zone ?? TimeZoneInfo.FindSystemTimeZoneById(where), free, session.Query<DateOnly>("SELECT day FROM assistance_holiday WHERE country = @country", new { country }));
    }

    public static Fault? Check(string country, Command command) =>
        country.Length != 2 || !country.All(char.IsAsciiLetterUpper) ? new(FaultCode.MessageValue, "A state has its code of two letters, for example NL.", "$.country")
        : command.Until < command.From ? new(FaultCode.MessageValue, "It ends before it begins.", "$.until")
        : command.Days.Count > MostDays ? new(FaultCode.TooLarge, $"A list has at most {MostDays} days.", "$.days")
        : command.Days.Any(day => day.Day < command.From || day.Day > command.Until) ? new(FaultCode.MessageValue, "A day lies outside what the list covers.", "$.days")
        : command.Zone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? new(FaultCode.MessageValue, "A zone has its IANA name, for example Europe/Amsterdam.", "$.zone")
        : command.Weekend is { } free && (free.Count > MostFree || free.Distinct().Count() != free.Count || !free.All(Enum.IsDefined)) ? new(FaultCode.MessageValue, "A weekend names each of its days once, and leaves one to work on.", "$.weekend")
        : command.Days.DistinctBy(day => day.Day).Count() != command.Days.Count ? new(FaultCode.MessageValue, "A day is named once.", "$.days")
        : null;

    public static Done Set(Session session, Actor actor, string country, Command command)
    {
        session.Execute("DELETE FROM assistance_holiday WHERE country = @country AND day >= @From AND day <= @Until", new { country, command.From, command.Until });
        foreach (var day in command.Days)
        {
            session.Execute("INSERT INTO assistance_holiday (country, day, name) VALUES (@country, @Day, @Name)", new { country, day.Day, day.Name });
        }

        if (command.Zone is not null || command.Weekend is not null)
        {
            var (where, free) = WeekOf(session, country);
            session.Execute(
                """
                INSERT INTO assistance_calendar (country, zone, weekend) VALUES (@country, @zone, @free)
                ON CONFLICT (country) DO UPDATE SET zone = excluded.zone, weekend = excluded.weekend
                """,
                new { country, zone = command.Zone ?? where, free = string.Join(' ', command.Weekend ?? free) });
        }

        RecordBook.Append(session, actor, DirectoryActs.HolidaysSet, "holidays", country, JsonDetail.Of(
            ("entries", command.Days.Count.ToString(CultureInfo.InvariantCulture)), ("since", command.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("until", command.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("zone", command.Zone), ("weekend", command.Weekend is { } named ? string.Join(' ', named) : null)));
        return new(country, session.Scalar<long>("SELECT COUNT(*) FROM assistance_holiday WHERE country = @country", new { country }));
    }

    private static (string Zone, IReadOnlyList<DayOfWeek> Weekend) WeekOf(Session session, string country) =>
        session.Find<WeekRow>("SELECT zone, weekend FROM assistance_calendar WHERE country = @country", new { country }) is { } known
            ? (known.Zone, [.. known.Weekend.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>)])
            : (TimeZoneInfo.Utc.Id, weekend);

    private sealed record WeekRow
    {
        public string Zone { get; init; } = "";

        public string Weekend { get; init; } = "";
    }

    public static async Task<Results<JsonHttpResult<Done>, ProblemHttpResult>> PutAsync(string country, HttpContext http, Database database, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.PublicHolidaysCommand);
        if ((command is null ? malformed : Check(country, command)) is { } wrong)
        {
            return wrong.ToProblem();
        }

        var actor = http.Actor;
        return TypedResults.Json(await database.WriteAsync(session => Set(session, actor, country, command!), cancellation), AssistanceJson.Default.PublicHolidaysDone);
    }
}
