using System.Text.Json.Serialization;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>What a line of the queue shows.</summary>
internal sealed record HitLine
{
    public long Number { get; init; }

    public HitId Id => HitId.Parse(Key);

    public HitState State { get; init; }

    public RequestedAction Action { get; init; }

    public Directive Directive => Action.Directive;

    public AlertCategory Category { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public string DeclaredTitle { get; init; } = "";

    public string ListedTitle { get; init; } = "";

    public string ListVersion { get; init; } = "";

    public string ConsignmentKind { get; init; } = "";

    public string ConsignmentReference { get; init; } = "";

    public string Role { get; init; } = "";

    public double Score { get; init; }

    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public long Reported { get; init; }

    [JsonIgnore]
    public long AlertNumber { get; init; }

    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <param name="Hits">One page.</param>
/// <param name="Open">How many open hits this authority sees, by directive, whatever the filter.</param>
internal sealed record HitPage(IReadOnlyList<HitLine> Hits, string? Newer, string? Older, HitCounts Open)
{
    /// <summary>How many hits are open for an alert and what was declared, whatever the filter.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<(long Alert, string Declared), long> Pairs { get; init; } = new Dictionary<(long, string), long>();

    /// <summary>The newest change that this view knows; the stream tells of those after it.</summary>
    [JsonIgnore]
    public long Changed { get; init; }

    public long SamePair(HitLine hit) => Pairs.GetValueOrDefault((hit.AlertNumber, hit.DeclaredTitle));
}

internal sealed record HitCounts(long Stop, long Look, long LetPass)
{
    public long All => Stop + Look + LetPass;
}

/// <summary>The queue of hits, newest first.</summary>
internal static class ListHits
{
    public const int PageSize = 50;

    public sealed record Filter
    {
        /// <summary>Open unless said otherwise.</summary>
        public HitState? State { get; init; }

        public bool? All { get; init; }

        public Directive? Directive { get; init; }

        public AlertCategory? Category { get; init; }

        /// <summary>Those that the officer has taken.</summary>
        public bool? Mine { get; init; }

        public string? Consignment { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    /// <summary>What of the page's address narrows the table.</summary>
    public static Filter FilterOf(IQueryCollection query) => new()
    {
        State = ListAlerts.Read<HitState>(query["state"]),
        All = query["state"] == "all",
        Directive = ListAlerts.Read<Directive>(query["directive"]),
        Category = ListAlerts.Read<AlertCategory>(query["category"]),
        Consignment = query["consignment"],
        Newer = query["newer"],
        Older = query["older"],
    };

    public static async Task<HitPage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, actor, filter), cancellation);
        await RecordAsync(database, actor, page.Hits, ("state", filter.State?.ToString()), ("directive", filter.Directive?.ToString()),
            ("category", filter.Category?.ToString()), ("consignment", filter.Consignment), ("newer", filter.Newer), ("older", filter.Older));
        return page;
    }

    /// <summary>The few that are decided first: what must stop, however many came after it, then by score.</summary>
    public static async Task<HitPage> FirstAsync(Database database, Actor actor, int most, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(
            async session =>
            {
                var newest = await ReadAsync(session, actor, new());
                var stops = newest.Open.Stop > 0 ? (await ReadAsync(session, actor, new() { Directive = Directive.Stop })).Hits : [];
                return newest with
                {
                    Hits = [.. stops.Concat(newest.Hits).DistinctBy(hit => hit.Number).OrderBy(hit => hit.Directive).ThenByDescending(hit => hit.Score).Take(most)],
                };
            },
            cancellation);
        await RecordAsync(database, actor, page.Hits);
        return page;
    }

    public static async Task<HitCounts> CountAsync(Session session, string authorityId)
    {
        var rows = await session.QueryAsync<(string Action, long Count)>(
            "SELECT action, COUNT(*) AS count FROM hit WHERE state = 'Open' AND (audience = '*' OR audience LIKE @like) GROUP BY action",
            new { like = Audience.Pattern(authorityId) });
        long Of(Directive directive) => rows.Where(row => Enum.Parse<RequestedAction>(row.Action).Directive == directive).Sum(row => row.Count);
        return new(Of(Directive.Stop), Of(Directive.Look), Of(Directive.LetPass));
    }

    /// <summary>The open hit to decide after this one: the next older, else the newest.</summary>
    public static async Task<string?> NextAsync(Session session, string authorityId, long number)
    {
        var like = Audience.Pattern(authorityId);
        return await session.ScalarAsync<string>(
            "SELECT id FROM hit WHERE state = 'Open' AND number < @number AND (audience = '*' OR audience LIKE @like) ORDER BY number DESC LIMIT 1", new { number, like })
            ?? await session.ScalarAsync<string>(
                "SELECT id FROM hit WHERE state = 'Open' AND number > @number AND (audience = '*' OR audience LIKE @like) ORDER BY number DESC LIMIT 1", new { number, like });
    }

    public static async Task<JsonHttpResult<HitPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AlertsJson.Default.HitPage);

    // Whoever asks again is shown again: also what a live page fetches by itself is on record.
    private static Task<long> RecordAsync(Database database, Actor actor, IEnumerable<HitLine> shown, params (string, string?)[] asked)
    {
        var detail = JsonDetail.Of([.. asked, ("shown", string.Join(' ', shown.Select(hit => hit.Key)))]);
        return database.WriteAsync(session => RecordBook.Append(session, actor, AlertActs.HitsListed, "hit", null, detail));
    }

    private static async Task<HitPage> ReadAsync(Session session, Actor actor, Filter filter)
    {
        var newer = ListAlerts.Key(filter.Newer);
        var older = ListAlerts.Key(filter.Older);
        var rows = await LinesAsync(session, actor.AuthorityId, actor.Officer, filter, PageSize + 1);
        var more = rows.Count > PageSize;
        var page = rows.Take(PageSize).ToList();
        if (newer is not null)
        {
            page.Reverse();
        }

        var hasNewer = newer is null ? older is not null : more;
        var hasOlder = newer is not null || more;
        return new(
            page,
            hasNewer && page.Count > 0 ? ListAlerts.Text(page[0].Number) : null,
            hasOlder && page.Count > 0 ? ListAlerts.Text(page[^1].Number) : null,
            await CountAsync(session, actor.AuthorityId))
        {
            Changed = await HitStream.LastChangeAsync(session, actor.AuthorityId),
            Pairs = await PairsAsync(session, actor.AuthorityId, page.Select(hit => hit.AlertNumber).Distinct()),
        };
    }

    /// <summary>The lines from the filter's key on: older ones from the newest, or newer ones from the oldest.</summary>
    internal static Task<List<HitLine>> LinesAsync(Session session, string authorityId, string officer, Filter filter, int limit)
    {
        var newer = ListAlerts.Key(filter.Newer);
        var older = ListAlerts.Key(filter.Older);
        var state = filter.All == true ? null : (filter.State ?? HitState.Open).ToString();
        var statement = new Statement(
            """
            SELECT number, id AS key, alert_number, state, action, category, raised_at, declared_title, listed_title, list_version, consignment_kind, consignment_reference, role, score,
                claimed_by, claimed_until, reported
            FROM hit WHERE (audience = '*' OR audience LIKE @like)
            """)
            .With("like", Audience.Pattern(authorityId))
            .AddWhen(state, "AND state = @state", "state")
            .AddWhen(filter.Directive?.Actions, "AND @actions LIKE '%,' || action || ',%'", "actions")
            .AddWhen(filter.Category?.ToString(), "AND category = @category", "category")
            .AddWhen(filter.Mine == true ? officer : null, "AND claimed_by = @officer", "officer")
            .AddWhen(filter.Consignment, "AND consignment_reference = @consignment", "consignment")
            .AddWhen(older, "AND number < @older", "older")
            .AddWhen(newer, "AND number > @newer", "newer");
        statement = newer is null ? statement.Add("ORDER BY number DESC LIMIT @limit") : statement.Add("ORDER BY number ASC LIMIT @limit");
        return session.QueryAsync<HitLine>(statement.With("limit", limit));
    }

    private static async Task<Dictionary<(long Alert, string Declared), long>> PairsAsync(Session session, string authorityId, IEnumerable<long> alerts)
    {
        var rows = await session.QueryAsync<(long Alert, string Declared, long Count)>(
            """
            SELECT alert_number AS alert, declared_title AS declared, COUNT(*) AS count FROM hit
            WHERE state = 'Open' AND @alerts LIKE '%,' || CAST(alert_number AS TEXT) || ',%' AND (audience = '*' OR audience LIKE @like) GROUP BY alert_number, declared_title
            """,
            new { alerts = $",{string.Join(',', alerts)},", like = Audience.Pattern(authorityId) });
        return rows.ToDictionary(row => (row.Alert, row.Declared), row => row.Count);
    }
}
