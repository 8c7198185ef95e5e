using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Reference;
using Entente.Screening;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Finds alerts by name (as alike as screening finds them), by number and by case, among those the officer's authority may see.</summary>
internal sealed class AlertSearch(Database database, AlertScreening screening)
{
    /// <summary>Less than intake asks for, because an officer who searches judges at once; below it there is little but chance (docs/spec/screening.md).</summary>
    private const double Threshold = 0.6;

    private const int Most = 50;

    /// <summary>How many of the best are looked at, one after the other: the best of all may be alerts that this officer does not see, and must not hide those that he does.</summary>
    private static readonly int[] reaches = [Most, 20 * Most];

    /// <param name="Text">A name, a number or a case reference.</param>
    /// <param name="Birth">Of a person, where known: <c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>.</param>
    /// <param name="Country">Nationality or flag, ISO 3166-1 alpha-2.</param>
    public sealed record Query(string Text, string? Birth = null, string? Country = null);

    public static Fault? Decide(Query query) =>
        query.Text.Trim().Length is < 2 or > 200 ? new(FaultCode.Malformed, "Search for 2 to 200 characters.", "$.text")
        : query.Birth is { Length: > 0 } birth && !PartialDate.TryParse(birth, out _) ? new(FaultCode.Malformed, "Expected yyyy, yyyy-MM or yyyy-MM-dd.", "$.birth")
        : query.Country is { Length: > 0 } country && Countries.Find(country) is null ? new(FaultCode.Malformed, "Expected a country code of ISO 3166-1.", "$.country")
        : null;

    /// <summary>Searches and puts the search on record, best first. An empty list for a query that <see cref="Decide"/> refuses.</summary>
    public async Task<IReadOnlyList<FoundAlert>> RunAsync(Actor actor, Query query, CancellationToken cancellation)
    {
        if (Decide(query) is not null)
        {
            return [];
        }

        var text = query.Text.Trim();
        await screening.Ready.WaitAsync(cancellation);
        var found = await database.ReadAsync(
            async session =>
            {
                var sight = Sight.Of(session, actor);
                var alike = await AlikeAsync(session, sight, Subject(query));
                var exact = await session.QueryAsync<AlertLine>(
                    $"SELECT {ListAlerts.Columns} FROM alert a WHERE (a.case_reference = @text OR a.reference = @text OR a.id = @text) AND {Sight.Alert} ORDER BY a.number DESC LIMIT 50",
                    new { text, sight.Like, sight.Today, sight.Kept });
                return exact.Select(line => new FoundAlert(line, null, "The reference is the same."))
                    .Concat(alike.OrderByDescending(pair => pair.Match.Score).ThenBy(pair => pair.Line.Number)
                        .Select(pair => new FoundAlert(pair.Line, pair.Match.Score, pair.Match.Evidence is [var first, ..] ? AlertWords.Finding(first) : "")))
                    .DistinctBy(one => one.Alert.Number)
                    .ToList();
            },
            cancellation);
        await database.WriteAsync(
            session => RecordBook.Append(session, actor, AlertActs.Searched, "alert", null, JsonDetail.Of(
                ("text", text), ("birth", query.Birth), ("country", query.Country), ("shown", string.Join(' ', found.Select(one => one.Alert.Key))))),
            cancellation);
        return found;
    }

    public static async Task<Results<JsonHttpResult<IReadOnlyList<FoundAlert>>, ProblemHttpResult>> PostAsync(HttpContext http, AlertSearch search, CancellationToken cancellation)
    {
        var (query, fault) = await StrictBody.ReadAsync(http, AlertsJson.Default.AlertQuery);
        if ((fault ?? Decide(query!)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        return TypedResults.Json(await search.RunAsync(http.Actor, query!, cancellation), AlertsJson.Default.IReadOnlyListFoundAlert);
    }

    /// <summary>The best of those that the officer may see.</summary>
    private async Task<List<(AlertLine Line, Match Match)>> AlikeAsync(Session session, Sight sight, Subject subject)
    {
        var (alike, seen) = (new List<(AlertLine, Match)>(), new HashSet<long>());
        foreach (var reach in reaches)
        {
            var matches = screening.Screen(subject, Threshold, reach);
            foreach (var best in matches.GroupBy(match => Listed.AlertNumber(match.EntryId)).Select(group => group.MaxBy(match => match.Score)!).OrderByDescending(match => match.Score))
            {
                var number = Listed.AlertNumber(best.EntryId);
                if (alike.Count < Most && seen.Add(number))
                {
                    alike.AddRange((await session.QueryAsync<AlertLine>(
                        $"SELECT {ListAlerts.Columns} FROM alert a WHERE a.number = @number AND {Sight.Alert}", new { number, sight.Like, sight.Today, sight.Kept })).Select(line => (line, best)));
                }
            }

            if (alike.Count >= Most || matches.Count < reach)
            {
                break;
            }
        }

        return alike;
    }

    private static Subject Subject(Query query) => new(SubjectKind.Unknown)
    {
        Names = [query.Text.Trim()],
        Identifiers = query.Text.Any(char.IsAsciiDigit) ? [new(IdentifierKind.Any, query.Text.Trim())] : [],
        Birth = PartialDate.TryParse(query.Birth, out var birth) ? birth : null,
        Countries = Countries.Find(query.Country) is { } country ? [country.Alpha2] : [],
    };
}
