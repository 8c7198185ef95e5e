using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>What a line of the table of alerts shows.</summary>
public sealed record AlertLine
{
    public long Number { get; init; }

    public AlertId Id => AlertId.Parse(Key);

    public AlertCategory Category { get; init; }

    public RequestedAction Action { get; init; }

    public AlertState State { get; init; }

    public string Title { get; init; } = "";

    public string Owner { get; init; } = "";

    public string CaseReference { get; init; } = "";

    public string? List { get; init; }

    public string? Reference { get; init; }

    public DateOnly ReviewBy { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public long? Law { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public DateOnly? LawUntil { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string Key { get; init; } = "";
}

/// <param name="Older">What to ask next for the page after this one; <see langword="null"/> on the last.</param>
internal sealed record AlertPage(IReadOnlyList<AlertLine> Alerts, string? Newer, string? Older)
{
    /// <summary>What the law of partners keeps from the officer, whatever the filter.</summary>
    public IReadOnlyList<KeptBack> KeptBack { get; init; } = [];
}

/// <summary>Pages through the alerts, newest first or in another order that is asked for, by key: the last of a million is as quick as the first.</summary>
internal static class ListAlerts
{
    public const int PageSize = 50;

    internal const string Columns =
        "a.number, a.id AS key, a.category, a.action, a.state, a.title, a.owner, a.case_reference, a.list, a.reference, a.review_by, a.changed_at, a.law, a.law_until";

    internal static readonly TableOrder ByReview = new("a.review_by", "SELECT review_by FROM alert WHERE number = @key");
    internal static readonly TableOrder ByChange = new("a.changed", "SELECT changed FROM alert WHERE number = @key");

    public sealed record Filter
    {
        public AlertCategory? Category { get; init; }

        public RequestedAction? Action { get; init; }

        public AlertState? State { get; init; }

        public string? Owner { get; init; }

        public string? List { get; init; }

        public string? Case { get; init; }

        /// <summary><c>review</c> or <c>changed</c>; with <c>-</c> before it from the latest on. Newest first by their entry where nothing is said.</summary>
        public string? Sort { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    /// <summary>What of the page's address narrows the table.</summary>
    public static Filter FilterOf(IQueryCollection query) => new()
    {
        Category = Read<AlertCategory>(query["category"]),
        Action = Read<RequestedAction>(query["action"]),
        State = Read<AlertState>(query["state"]),
        Owner = query["owner"],
        List = query["list"],
        Case = query["case"],
        Sort = query["sort"],
        Newer = query["newer"],
        Older = query["older"],
    };

    public static async Task<AlertPage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, Sight.Of(session, actor), filter), cancellation);
        var detail = JsonDetail.Of(
            ("category", filter.Category?.ToString()), ("action", filter.Action?.ToString()), ("state", filter.State?.ToString()), ("owner", filter.Owner),
            ("list", filter.List), ("case", filter.Case), ("sort", filter.Sort), ("newer", filter.Newer), ("older", filter.Older), ("shown", string.Join(' ', page.Alerts.Select(line => line.Key))));
        await database.WriteAsync(session => RecordBook.Append(session, actor, string.IsNullOrEmpty(filter.Case) ? AlertActs.Listed : AlertActs.Searched, "alert", null, detail), cancellation);
        return page;
    }

    private static async Task<AlertPage> ReadAsync(Session session, Sight sight, Filter filter)
    {
        var page = await LinesAsync(session, sight, filter, Keyset.Read(filter.Newer, filter.Older, PageSize));
        return new(page.Rows, page.Newer, page.Older) { KeptBack = Abroad.KeptBack.Alerts(session, sight) };
    }

    /// <summary>What the filter leaves, at a place of its own.</summary>
    internal static Task<KeysetPage<AlertLine>> LinesAsync(Session session, Sight sight, Filter filter, Keyset place) => session.PageAsync<AlertLine>(
        StatementOf(sight, filter), "a.number", place.By(filter.Sort, ("review", ByReview), ("changed", ByChange)), line => line.Number);

    /// <summary>What the filter leaves, without order.</summary>
    internal static Statement StatementOf(Sight sight, Filter filter) => new Statement($"SELECT {Columns} FROM alert a WHERE {Sight.Alert}").With(sight)
        .AddWhen(filter.Category?.ToString(), "AND a.category = @category", "category")
        .AddWhen(filter.Action?.ToString(), "AND a.action = @action", "action")
        .AddWhen(filter.State?.ToString(), "AND a.state = @state", "state")
        .AddWhen(filter.Owner, "AND a.owner = @owner", "owner")
        .AddWhen(filter.List, "AND a.list = @list", "list")
        .AddWhen(filter.Case, "AND a.case_reference = @case", "case");

    public static async Task<JsonHttpResult<AlertPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AlertsJson.Default.AlertPage);

    internal static TEnum? Read<TEnum>(string? text)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
