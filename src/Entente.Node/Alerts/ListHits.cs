using System.Text.Json.Serialization;
using Entente.Node.Alerts.Abroad;
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

    /// <summary>Whether the declaration is made up, as that of a demonstration or an exercise.</summary>
    public bool Simulated { get; init; }

    [JsonIgnore]
    public long? Law { get; init; }

    [JsonIgnore]
    public DateOnly? LawUntil { get; init; }

    /// <summary>How many hits of its pair are open: of the same alert and the same declared content.</summary>
    public long PairOpen { get; init; }

    /// <summary>In a queue by pair: since when the oldest of them waits.</summary>
    public DateTimeOffset? PairSince { get; init; }

    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <param name="Hits">One page.</param>
/// <param name="Open">How many open hits this officer sees, by directive, whatever the filter.</param>
internal sealed record HitPage(IReadOnlyList<HitLine> Hits, string? Newer, string? Older, HitCounts Open)
{
    /// <summary>The newest change that this view knows; the stream tells of those after it.</summary>
    [JsonIgnore]
    public long Changed { get; init; }

    /// <summary>Open hits that the law of partners keeps from the officer, whatever the filter.</summary>
    public IReadOnlyList<KeptBack> KeptBack { get; init; } = [];
}

internal sealed record HitCounts(long Stop, long Look, long LetPass)
{
    public long All => Stop + Look + LetPass;
}

/// <summary>The queue of hits, newest first or in another order that is asked for.</summary>
internal static class ListHits
{
    public const int PageSize = 50;

    private const string Columns =
        "h.number, h.id AS key, h.state, h.action, h.category, h.raised_at, h.declared_title, h.listed_title, h.list_version, h.consignment_kind, h.consignment_reference, h.role, h.score, "
        + "h.claimed_by, h.claimed_until, h.reported, h.law, h.law_until, h.simulated";

    /// <summary>What follows a page of pairs: of each its newest hit, and since when the oldest waits.</summary>
    internal const string OfPairs = ") p JOIN hit h ON h.number = p.newest JOIN hit o ON o.number = p.oldest";

    internal static readonly TableOrder ByScore = new("h.score", "SELECT score FROM hit WHERE number = @key");
    internal static readonly TableOrder PairsByScore = new("p.score", "SELECT score FROM hit WHERE number = @key");

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

        /// <summary>Those of the same pair as this hit.</summary>
        public HitId? Pair { get; init; }

        /// <summary><c>score</c> or <c>since</c>; with <c>-</c> before it from the greatest on, which is newest first where nothing is said.</summary>
        public string? Sort { get; init; }

        /// <summary>One line for each pair with open hits: its newest. Each hit has its line where more is asked than what to do and category.</summary>
        public bool? Pairs { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    /// <summary>What of the page's address narrows the table. The queue is shown by pair until a state is chosen.</summary>
    public static Filter FilterOf(IQueryCollection query) => new()
    {
        Pairs = string.IsNullOrEmpty(query["state"]),
        Pair = HitId.TryParse(query["pair"], null, out var pair) ? pair : null,
        State = ListAlerts.Read<HitState>(query["state"]),
        All = query["state"] == "all",
        Directive = ListAlerts.Read<Directive>(query["directive"]),
        Category = ListAlerts.Read<AlertCategory>(query["category"]),
        Consignment = query["consignment"],
        Sort = query["sort"],
        Newer = query["newer"],
        Older = query["older"],
    };

    public static async Task<HitPage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, actor, filter), cancellation);
        await RecordAsync(database, actor, string.IsNullOrEmpty(filter.Consignment) ? AlertActs.HitsListed : AlertActs.HitsSearched, page.Hits, ("state", filter.State?.ToString()), ("directive", filter.Directive?.ToString()),
            ("category", filter.Category?.ToString()), ("consignment", filter.Consignment), ("pair", filter.Pair?.ToString()), ("sort", filter.Sort), ("newer", filter.Newer), ("older", filter.Older));
        return page;
    }

    /// <summary>The few that are decided first: what must stop, however many came after it, then by score.</summary>
    public static async Task<HitPage> FirstAsync(Database database, Actor actor, int most, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(
            async session =>
            {
                var newest = await ReadAsync(session, actor, new() { Pairs = true });
                var stops = newest.Open.Stop > 0 ? (await ReadAsync(session, actor, new() { Pairs = true, Directive = Directive.Stop })).Hits : [];
                return newest with
                {
                    Hits = [.. stops.Concat(newest.Hits).DistinctBy(hit => hit.Number).OrderBy(hit => hit.Directive).ThenByDescending(hit => hit.Score).Take(most)],
                };
            },
            cancellation);
        await RecordAsync(database, actor, AlertActs.HitsListed, page.Hits);
        return page;
    }

    public static async Task<HitCounts> CountAsync(Session session, Sight sight)
    {
        var rows = await session.QueryAsync<(string Action, long Count)>(
            $"SELECT h.action, COUNT(*) AS count FROM hit h WHERE h.state = 'Open' AND {Sight.Hit} GROUP BY h.action", new { sight.Like, sight.Today, sight.Kept });
        long Of(Directive directive) => rows.Where(row => Enum.Parse<RequestedAction>(row.Action).Directive == directive).Sum(row => row.Count);
        return new(Of(Directive.Stop), Of(Directive.Look), Of(Directive.LetPass));
    }

    public static async Task<JsonHttpResult<HitPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AlertsJson.Default.HitPage);

    // Whoever asks again is shown again: also what a live page fetches by itself is on record.
    private static Task<long> RecordAsync(Database database, Actor actor, Act act, IEnumerable<HitLine> shown, params (string, string?)[] asked)
    {
        var detail = JsonDetail.Of([.. asked, ("shown", string.Join(' ', shown.Select(hit => hit.Key)))]);
        return database.WriteAsync(session => RecordBook.Append(session, actor, act, "hit", null, detail));
    }

    private static async Task<HitPage> ReadAsync(Session session, Actor actor, Filter filter)
    {
        var sight = Sight.Of(session, actor);
        var page = await LinesAsync(session, sight, actor.Officer, filter, Keyset.Read(filter.Newer, filter.Older, PageSize));
        return new(page.Rows, page.Newer, page.Older, await CountAsync(session, sight))
        {
            Changed = await HitStream.LastChangeAsync(session, sight),
            KeptBack = Abroad.KeptBack.Hits(session, sight),
        };
    }

    /// <summary>What the filter leaves, at a place of its own.</summary>
    internal static Task<KeysetPage<HitLine>> LinesAsync(Session session, Sight sight, string officer, Filter filter, Keyset place) =>
        filter.Pairs == true && StateOf(filter) == nameof(HitState.Open) && filter.Mine != true && filter.Pair is null && string.IsNullOrEmpty(filter.Consignment)
            ? session.PageAsync<HitLine>(
                PairsOf(sight, filter), "p.newest", place.By(filter.Sort, ("score", PairsByScore), ("since", null)), line => line.Number, OfPairs, line => line.Score)
            : session.PageAsync<HitLine>(HitsOf(sight, officer, filter), "h.number", place.By(filter.Sort, ("score", ByScore), ("since", null)), line => line.Number);

    /// <summary>Each hit, without order.</summary>
    internal static Statement HitsOf(Sight sight, string officer, Filter filter) => new Statement(
        $"""
        SELECT {Columns}, COALESCE(p.open, 0) AS pair_open FROM hit h
        LEFT JOIN hit_pair p ON p.alert_number = h.alert_number AND p.subject_hash = h.subject_hash AND p.alert_hash = h.alert_hash
        WHERE {Sight.Hit}
        """)
        .With(sight)
        .AddWhen(StateOf(filter), "AND h.state = @state", "state")
        .AddWhen(filter.Directive?.Actions, "AND @actions LIKE '%,' || h.action || ',%'", "actions")
        .AddWhen(filter.Category?.ToString(), "AND h.category = @category", "category")
        .AddWhen(filter.Mine == true ? officer : null, "AND h.claimed_by = @officer", "officer")
        .AddWhen(filter.Consignment, "AND h.consignment_reference = @consignment", "consignment")
        .AddWhen(filter.Pair?.ToString(), "AND (h.alert_number, h.subject_hash, h.alert_hash) = (SELECT o.alert_number, o.subject_hash, o.alert_hash FROM hit o WHERE o.id = @pair)", "pair");

    /// <summary>Each pair, without order. The page of pairs comes first: PostgreSQL would rather walk all hits down to it than look up those of its lines.</summary>
    internal static Statement PairsOf(Sight sight, Filter filter) => new Statement(
        $"""
        SELECT {Columns}, p.open AS pair_open, o.raised_at AS pair_since
        FROM (SELECT p.oldest, p.newest, p.open FROM hit_pair p WHERE {Sight.Pair}
        """)
        .With(sight)
        .AddWhen(filter.Directive?.ToString(), "AND p.directive = @directive", "directive")
        .AddWhen(filter.Category?.ToString(), "AND p.category = @category", "category");

    private static string? StateOf(Filter filter) => filter.All == true ? null : (filter.State ?? HitState.Open).ToString();
}
