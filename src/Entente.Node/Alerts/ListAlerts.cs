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

    public DateTimeOffset ChangedAt { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string Key { get; init; } = "";
}

/// <param name="Older">What to ask next for the page after this one; <see langword="null"/> on the last.</param>
internal sealed record AlertPage(IReadOnlyList<AlertLine> Alerts, string? Newer, string? Older);

/// <summary>Pages through the alerts, newest first, by key: the last of a million is as quick as the first.</summary>
internal static class ListAlerts
{
    public const int PageSize = 50;

    public sealed record Filter
    {
        public AlertCategory? Category { get; init; }

        public RequestedAction? Action { get; init; }

        public AlertState? State { get; init; }

        public string? Owner { get; init; }

        public string? List { get; init; }

        public string? Case { get; init; }

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
        Newer = query["newer"],
        Older = query["older"],
    };

    public static async Task<AlertPage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var detail = JsonDetail.Of(
            ("category", filter.Category?.ToString()), ("action", filter.Action?.ToString()), ("state", filter.State?.ToString()), ("owner", filter.Owner),
            ("list", filter.List), ("case", filter.Case), ("newer", filter.Newer), ("older", filter.Older));
        await database.WriteAsync(session => RecordBook.Append(session, actor, AlertActs.Listed, "alert", null, detail), cancellation);
        return await database.ReadAsync(session => ReadAsync(session, actor.AuthorityId, filter), cancellation);
    }

    private static async Task<AlertPage> ReadAsync(Session session, string authorityId, Filter filter)
    {
        var page = await LinesAsync(session, authorityId, filter, Keyset.Read(filter.Newer, filter.Older, PageSize));
        return new(page.Rows, page.Newer, page.Older);
    }

    /// <summary>What the filter leaves, at a place of its own.</summary>
    internal static Task<KeysetPage<AlertLine>> LinesAsync(Session session, string authorityId, Filter filter, Keyset place)
    {
        var statement = new Statement(
            "SELECT number, id AS key, category, action, state, title, owner, case_reference, list, reference, review_by, changed_at FROM alert WHERE (audience = '*' OR audience LIKE @like)")
            .With("like", Audience.Pattern(authorityId))
            .AddWhen(filter.Category?.ToString(), "AND category = @category", "category")
            .AddWhen(filter.Action?.ToString(), "AND action = @action", "action")
            .AddWhen(filter.State?.ToString(), "AND state = @state", "state")
            .AddWhen(filter.Owner, "AND owner = @owner", "owner")
            .AddWhen(filter.List, "AND list = @list", "list")
            .AddWhen(filter.Case, "AND case_reference = @case", "case");
        return session.PageAsync<AlertLine>(statement, "number", place, line => line.Number);
    }

    public static async Task<JsonHttpResult<AlertPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AlertsJson.Default.AlertPage);

    internal static TEnum? Read<TEnum>(string? text)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
