using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>What a line of the list shows.</summary>
internal sealed record CaseLine
{
    public long Number { get; init; }

    public string Partner { get; init; } = "";

    public Side Us { get; init; }

    public CaseState State { get; init; }

    public Instrument Instrument { get; init; }

    public AssistanceType Assistance { get; init; }

    public string Matter { get; init; } = "";

    /// <summary>What it is about is left out: the law keeps it from this officer.</summary>
    public bool IsKept { get; init; }

    public string Reference { get; init; } = "";

    public string? TheirReference { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public long Urgent { get; init; }

    public bool IsUrgent => Urgent == 1;

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public long? Untaken { get; init; }

    /// <summary>The partner did not take the last step of this end: the case stands where it stood before.</summary>
    public bool IsUntaken => Untaken is not null;
}

/// <param name="Older">What to ask next for the page after this one; <see langword="null"/> on the last.</param>
internal sealed record CasePage(IReadOnlyList<CaseLine> Cases, string? Newer, string? Older);

/// <summary>Pages through the cases that the own authority deals with, newest first, by key.</summary>
internal static class ListCases
{
    public const int PageSize = 50;

    public sealed record Filter
    {
        public Side? Us { get; init; }

        public CaseState? State { get; init; }

        public string? Partner { get; init; }

        public Instrument? Instrument { get; init; }

        /// <summary>Only what has something due, the most urgent first: one page.</summary>
        public bool? Due { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    public static async Task<CasePage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, actor, filter), cancellation);
        var detail = JsonDetail.Of(
            ("us", filter.Us?.ToString()), ("state", filter.State?.ToString()), ("partner", filter.Partner), ("instrument", filter.Instrument?.ToString()), ("due", filter.Due?.ToString()), ("older", filter.Older),
            ("shown", string.Join(' ', page.Cases.Select(line => line.Number))));
        await database.WriteAsync(session => RecordBook.Append(session, actor, AssistanceActs.Listed, "assistance", null, detail), cancellation);
        return page;
    }

    private static async Task<CasePage> ReadAsync(Session session, Actor actor, Filter filter)
    {
        var statement = new Statement(
            "SELECT number, partner, us, state, instrument, assistance, matter, reference, their_reference, urgent, opened_at, due_at, untaken FROM assistance_case WHERE authorities LIKE @like")
            .With("like", Barred.Pattern(actor.Authority))
            .AddWhen(filter.Us?.ToString(), "AND us = @us", "us")
            .AddWhen(filter.State?.ToString(), "AND state = @state", "state")
            .AddWhen(filter.Partner, "AND partner = @partner", "partner")
            .AddWhen(filter.Instrument?.ToString(), "AND instrument = @instrument", "instrument");
        if (filter.Due == true)
        {
            return new(Readable(await session.QueryAsync<CaseLine>(statement.Add("AND due_at IS NOT NULL ORDER BY due_at, number LIMIT @most").With("most", PageSize))), null, null);
        }

        var page = await session.PageAsync<CaseLine>(statement, "number", Keyset.Read(filter.Newer, filter.Older, PageSize), line => line.Number);
        return new(Readable(page.Rows), page.Newer, page.Older);

        List<CaseLine> Readable(IEnumerable<CaseLine> lines) => [.. lines.Select(line => CaseUse.KeepsMatter(session, actor, line.Partner, line.Us, line.Number) ? line with { Matter = "", IsKept = true } : line)];
    }

    public static async Task<JsonHttpResult<CasePage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AssistanceJson.Default.CasePage);
}
