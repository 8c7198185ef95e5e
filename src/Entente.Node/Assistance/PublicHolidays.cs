using System.Globalization;
using Entente.Agreements.Clocks;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>The public holidays of states, from files that an administrator loads: with weekends they are the days on which clocks stand still.</summary>
internal static class PublicHolidays
{
    private const int MostDays = 2_000;

    private static readonly DayOfWeek[] weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <param name="Day">The day.</param>
    /// <param name="Name">What is celebrated.</param>
    public sealed record Holiday(DateOnly Day, string Name);

    /// <param name="From">The first day that the list covers; what was known from there to the last is replaced.</param>
    /// <param name="Until">The last.</param>
    public sealed record Command(DateOnly From, DateOnly Until, IReadOnlyList<Holiday> Days);

    /// <param name="Days">How many holidays of the state are known from now on.</param>
    public sealed record Done(string Country, long Days);

    public static WorkingCalendar CalendarOf(Session session, string party) => CalendarOf(session, party, TimeZoneInfo.Utc);

    public static WorkingCalendar CalendarOf(Session session, string party, TimeZoneInfo zone)
    {
        var country = PartyId.CountryOf(party);
        return new(country, zone, weekend, session.Query<DateOnly>("SELECT day FROM assistance_holiday WHERE country = @country", new { country }));
    }

    public static Fault? Check(string country, Command command) =>
        country.Length != 2 || !country.All(char.IsAsciiLetterUpper) ? new(FaultCode.MessageValue, "A state has its code of two letters, for example NL.", "$.country")
        : command.Until < command.From ? new(FaultCode.MessageValue, "It ends before it begins.", "$.until")
        : command.Days.Count > MostDays ? new(FaultCode.TooLarge, $"A list has at most {MostDays} days.", "$.days")
        : command.Days.Any(day => day.Day < command.From || day.Day > command.Until) ? new(FaultCode.MessageValue, "A day lies outside what the list covers.", "$.days")
        : command.Days.DistinctBy(day => day.Day).Count() != command.Days.Count ? new(FaultCode.MessageValue, "A day is named once.", "$.days")
        : null;

    public static Done Set(Session session, Actor actor, string country, Command command)
    {
        session.Execute("DELETE FROM assistance_holiday WHERE country = @country AND day >= @From AND day <= @Until", new { country, command.From, command.Until });
        foreach (var day in command.Days)
        {
            session.Execute("INSERT INTO assistance_holiday (country, day, name) VALUES (@country, @Day, @Name)", new { country, day.Day, day.Name });
        }

        RecordBook.Append(session, actor, DirectoryActs.HolidaysSet, "holidays", country, JsonDetail.Of(
            ("entries", command.Days.Count.ToString(CultureInfo.InvariantCulture)), ("since", command.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("until", command.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        return new(country, session.Scalar<long>("SELECT COUNT(*) FROM assistance_holiday WHERE country = @country", new { country }));
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
