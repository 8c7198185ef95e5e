using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>What a line of the list shows of information.</summary>
/// <param name="Ours">Whether this end gave it.</param>
/// <param name="OutcomeOwed">Whether its outcome is asked for and not told yet.</param>
internal sealed record InformationLine(
    long Number, RequestId Id, string Partner, bool Ours, UsePurpose Purpose, string Matter, string Reference, bool OutcomeOwed, Usefulness? Usefulness, DateOnly KeepUntil, DateTimeOffset ToldAt)
{
    /// <summary>Why what it is about is kept back from this officer.</summary>
    public string? Withheld { get; init; }

    public static InformationLine Of(InformationRow row) => new(
        row.Number, RequestId.Parse(row.Id), row.Partner, row.IsOurs, row.Purpose, row.Matter, row.Reference, row.IsOutcomeOwed, row.Usefulness, row.KeepUntil, row.ToldAt);
}

/// <param name="Older">What to ask next for the page after this one; <see langword="null"/> on the last.</param>
internal sealed record InformationPage(IReadOnlyList<InformationLine> Information, string? Newer, string? Older);

/// <summary>Pages through the information that the own authority gave or was given, newest first.</summary>
internal static class ListInformation
{
    public const int PageSize = 50;

    public sealed record Filter
    {
        public bool? Ours { get; init; }

        /// <summary>Only that whose outcome is owed.</summary>
        public bool? Owed { get; init; }

        public string? Partner { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    public static async Task<InformationPage> RunAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var page = await database.ReadAsync(session => ReadAsync(session, actor, filter), cancellation);
        var detail = JsonDetail.Of(
            ("us", filter.Ours?.ToString()), ("due", filter.Owed?.ToString()), ("partner", filter.Partner), ("older", filter.Older),
            ("shown", string.Join(' ', page.Information.Select(line => line.Number))));
        await database.WriteAsync(session => RecordBook.Append(session, actor, InformationActs.Listed, "information", null, detail), cancellation);
        return page;
    }

    private static async Task<InformationPage> ReadAsync(Session session, Actor actor, Filter filter)
    {
        var statement = new Statement(
            "SELECT number, id, partner, ours, purpose, matter, reference, asks_outcome, usefulness, outcome_at, keep_until, told_at, message_id FROM assistance_information WHERE authority = @authority")
            .With("authority", actor.Authority.ToString())
            .AddWhen(filter.Ours is { } ours ? ours ? 1L : 0L : null, "AND ours = @ours", "ours")
            .AddWhen(filter.Partner, "AND partner = @partner", "partner");
        if (filter.Owed == true)
        {
            statement = statement.Add("AND asks_outcome = 1 AND outcome_at IS NULL");
        }

        var page = await session.PageAsync<InformationRow>(statement, "number", Keyset.Read(filter.Newer, filter.Older, PageSize), row => row.Number);
        return new([.. page.Rows.Select(row => Line(session, actor, row))], page.Newer, page.Older);
    }

    private static InformationLine Line(Session session, Actor actor, InformationRow row) =>
        !row.IsOurs && GivenUse.RefuseReading(GivenUse.Of(session, row.Partner, row.MessageId), actor, row.Partner, CaseLaw.TodayOf(session)) is { } why
            ? InformationLine.Of(row) with { Matter = "", Withheld = why.Detail }
            : InformationLine.Of(row);

    public static async Task<JsonHttpResult<InformationPage>> GetAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await RunAsync(database, http.Actor, filter, cancellation), AssistanceJson.Default.InformationPage);
}
