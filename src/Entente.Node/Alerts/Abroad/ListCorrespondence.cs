using System.Text.Json.Serialization;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts.Abroad;

/// <param name="Letters">What we owe first, the most overdue before the rest; then what is owed to us.</param>
/// <param name="Owed">How many questions of partners wait for an answer.</param>
internal sealed record CorrespondencePage(IReadOnlyList<Letter> Letters, long Owed)
{
    [JsonIgnore]
    public long Changed { get; init; }

    /// <summary>Questions that the law of partners keeps from the officer.</summary>
    public IReadOnlyList<KeptBack> KeptBack { get; init; } = [];
}

/// <summary>Questions to and from partners about shared alerts.</summary>
internal static class ListCorrespondence
{
    public const int Most = 200;

    public sealed record Filter
    {
        /// <summary>Those that have been answered, latest first, in place of those that wait.</summary>
        public bool? Answered { get; init; }
    }

    public static async Task<CorrespondencePage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(
            async session =>
            {
                var sight = Sight.Of(session, actor);
                return new CorrespondencePage(
                    [.. InOrder(Letter.Seen(session, actor, await Question.PageAsync(session, sight, filter.Answered == true, Most)), filter)],
                    await Question.CountOwedAsync(session, sight))
                {
                    Changed = await ListAbroadHits.LastChangeAsync(session, sight),
                    KeptBack = Abroad.KeptBack.Letters(session, sight),
                };
            },
            cancellation);
        await database.WriteAsync(
            session => RecordBook.Append(session, actor, AlertActs.CorrespondenceListed, "question", null, JsonDetail.Of(
                ("state", filter.Answered == true ? "answered" : null), ("shown", string.Join(' ', page.Letters.Select(letter => letter.Number))))),
            cancellation);
        return page;
    }

    // A suspension moves what is due.
    private static IEnumerable<Letter> InOrder(IEnumerable<Letter> letters, Filter filter) =>
        filter.Answered == true ? letters : letters.OrderBy(letter => letter.Ours).ThenBy(letter => letter.Clock.Due).ThenBy(letter => letter.Number);

    public static async Task<JsonHttpResult<CorrespondencePage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AlertsJson.Default.CorrespondencePage);
}
