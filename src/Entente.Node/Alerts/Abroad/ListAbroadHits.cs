using System.Text.Json.Serialization;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>What a line of the hits abroad shows.</summary>
internal sealed record AbroadLine
{
    public long Number { get; init; }

    public HitId Id => HitId.Parse(Key);

    public string Partner { get; init; } = "";

    public HitState State { get; init; }

    public string AlertTitle { get; init; } = "";

    public RequestedAction Action { get; init; }

    public DateTimeOffset NoticedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string? Place { get; init; }

    public ConsignmentKind Consignment { get; init; }

    public double Score { get; init; }

    /// <summary>Whether what its finder holds is made up.</summary>
    public bool Simulated { get; init; }

    public long Reported { get; init; }

    /// <summary>How many of our questions about it wait for an answer.</summary>
    public long Waiting { get; init; }

    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <param name="Open">How many are open for this authority, whatever the filter.</param>
internal sealed record AbroadPage(IReadOnlyList<AbroadLine> Hits, string? Newer, string? Older, long Open)
{
    /// <summary>The newest change that this view knows; the stream tells of those after it.</summary>
    [JsonIgnore]
    public long Changed { get; init; }

    /// <summary>What the law of partners keeps from the officer, whatever the filter.</summary>
    public IReadOnlyList<KeptBack> KeptBack { get; init; } = [];
}

/// <summary>The hits of partners on our alerts, newest first.</summary>
internal static class ListAbroadHits
{
    public const int PageSize = 50;

    public sealed record Filter
    {
        /// <summary>Open unless said otherwise.</summary>
        public HitState? State { get; init; }

        public bool? All { get; init; }

        public string? Partner { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    public static async Task<AbroadPage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, Sight.Of(session, actor), filter), cancellation);
        await database.WriteAsync(
            session => RecordBook.Append(session, actor, AlertActs.AbroadListed, "abroad-hit", null, JsonDetail.Of(
                ("state", filter.State?.ToString()), ("partner", filter.Partner), ("newer", filter.Newer), ("older", filter.Older),
                ("shown", string.Join(' ', page.Hits.Select(hit => hit.Key))))),
            cancellation);
        return page;
    }

    public static Task<long> CountAsync(Session session, Sight sight) => session.ScalarAsync<long>(
        $"SELECT COUNT(*) FROM abroad_hit b JOIN alert a ON a.number = b.alert_number WHERE b.state = 'Open' AND {Sight.Abroad}", new { sight.Like, sight.Today, sight.Kept });

    /// <summary>The record of the newest change of a hit abroad or of correspondence that the officer may see; 0 without one.</summary>
    public static async Task<long> LastChangeAsync(Session session, Sight sight)
    {
        var values = new { sight.Like, sight.Today, sight.Kept };
        return Math.Max(
            await session.ScalarAsync<long>(
                $"SELECT COALESCE(MAX(b.changed), 0) FROM abroad_hit b JOIN alert a ON a.number = b.alert_number WHERE {Sight.Abroad}", values),
            await session.ScalarAsync<long>(
                $"SELECT COALESCE(MAX(q.changed), 0) FROM question q JOIN alert a ON a.number = q.alert_number WHERE {Sight.Letter}", values));
    }

    public static async Task<JsonHttpResult<AbroadPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AlertsJson.Default.AbroadPage);

    private static async Task<AbroadPage> ReadAsync(Session session, Sight sight, Filter filter)
    {
        var statement = new Statement(
            $"""
            SELECT b.number, b.id AS key, b.partner, b.state, a.title AS alert_title, a.action, b.noticed_at, b.received_at, b.place, b.consignment, b.score, b.simulated, b.reported,
                (SELECT COUNT(*) FROM question q WHERE q.abroad_number = b.number AND q.ours = 1 AND q.outcome IS NULL) AS waiting
            FROM abroad_hit b JOIN alert a ON a.number = b.alert_number WHERE {Sight.Abroad}
            """)
            .With(sight)
            .AddWhen(filter.All == true ? null : (filter.State ?? HitState.Open).ToString(), "AND b.state = @state", "state")
            .AddWhen(filter.Partner, "AND b.partner = @partner", "partner");
        var page = await session.PageAsync<AbroadLine>(statement, "b.number", Keyset.Read(filter.Newer, filter.Older, PageSize), line => line.Number);
        return new(page.Rows, page.Newer, page.Older, await CountAsync(session, sight))
        {
            Changed = await LastChangeAsync(session, sight),
            KeptBack = Abroad.KeptBack.Abroad(session, sight),
        };
    }
}
