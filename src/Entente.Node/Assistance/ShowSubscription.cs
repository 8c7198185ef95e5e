using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>What a line of the list shows of an automatic exchange.</summary>
internal sealed record SubscriptionLine(
    long Number, SubscriptionId Id, string Partner, string Name, bool WeProposed, bool WeGive, SubscriptionState State, long Version, string Reference, long Delivered, DateOnly? DeliveredUntil)
{
    public static SubscriptionLine Of(SubscriptionRow row) => new(
        row.Number, SubscriptionId.Parse(row.Id), row.Partner, row.Name, row.WeProposed == 1, row.IsGiver, row.State, row.Version, row.Reference, row.Delivered, row.DeliveredUntil);
}

internal sealed record SubscriptionPage(IReadOnlyList<SubscriptionLine> Subscriptions, string? Newer, string? Older);

/// <summary>One with its set, what happened to it and what was delivered.</summary>
/// <param name="Source">Of which own declarations it is made; the partner is not told.</param>
/// <param name="Held">Why nothing may be delivered now, though it runs.</param>
/// <param name="Deliveries">The last of them, newest first.</param>
internal sealed record SubscriptionView(
    SubscriptionLine Line, DataSet Set, DeclarationSource? Source, string? Held, IReadOnlyList<SubscriptionEntry> Entries, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>The same for its page: with the clause that lets the set go, and what is held.</summary>
internal sealed record SubscriptionSheet(SubscriptionRow Row, SubscriptionView View, Clause? Clause, Fault? Held);

internal sealed record SubscriptionEntry
{
    public SubscriptionStep Step { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public long Ours { get; init; }

    /// <summary>Whether this end took the step.</summary>
    public bool IsOurs => Ours == 1;

    public DateTimeOffset At { get; init; }

    public string? Reason { get; init; }

    public string MessageId { get; init; } = "";

    public long Record { get; init; }
}

internal sealed record DeliveryView(long Number, DateOnly From, DateOnly Until, string Given, long Records, string? Sha256, string MessageId, DateTimeOffset At);

/// <summary>Lists and shows automatic exchange, and gives the records of a delivery out.</summary>
internal static class ShowSubscription
{
    public const int PageSize = 50;

    private const int MostDeliveries = 100;

    public sealed record Filter
    {
        public SubscriptionState? State { get; init; }

        public string? Partner { get; init; }

        public string? Newer { get; init; }

        public string? Older { get; init; }
    }

    public static async Task<SubscriptionPage> ListAsync(Database database, Actor actor, Filter filter, CancellationToken cancellation)
    {
        var shown = await database.ReadAsync(
            async session =>
            {
                var statement = new Statement($"SELECT {SubscriptionRow.Columns} FROM assistance_subscription WHERE authority = @authority")
                    .With("authority", actor.Authority.ToString())
                    .AddWhen(filter.State?.ToString(), "AND state = @state", "state")
                    .AddWhen(filter.Partner, "AND partner = @partner", "partner");
                var page = await session.PageAsync<SubscriptionRow>(statement, "number", Keyset.Read(filter.Newer, filter.Older, PageSize), row => row.Number);
                return new SubscriptionPage([.. page.Rows.Select(SubscriptionLine.Of)], page.Newer, page.Older);
            },
            cancellation);
        var detail = JsonDetail.Of(
            ("state", filter.State?.ToString()), ("partner", filter.Partner), ("older", filter.Older), ("shown", string.Join(' ', shown.Subscriptions.Select(line => line.Number))));
        await database.WriteAsync(session => RecordBook.Append(session, actor, SubscriptionActs.Listed, "subscription", null, detail), cancellation);
        return shown;
    }

    public static Task<SubscriptionSheet?> RunAsync(Database database, SubscriptionLaw law, Actor actor, long number, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (SubscriptionRow.Find(session, number, actor.Authority) is not { } row)
            {
                return null;
            }

            RecordBook.Append(session, actor, SubscriptionActs.Shown, "subscription", $"{number}", JsonDetail.Of(("version", $"{row.Version}")));
            var isRunning = row.State == SubscriptionState.Running;
            var (clause, refused) = law.Of(session, row.Partner, row.IsGiver, row.Authority, row.Read().Set, row.Instrument, isRunning && row.IsGiver ? row.Approval : Approval.CentralAuthority);
            var held = isRunning ? refused : null;
            var view = new SubscriptionView(
                SubscriptionLine.Of(row), row.Set, row.Declarations, held?.Detail,
                session.Query<SubscriptionEntry>("SELECT step, ours, at, reason, message_id, record FROM assistance_subscription_entry WHERE subscription = @number ORDER BY ordinal", new { number }),
                [
                    .. session.Query<DeliveryRow>(
                        $"SELECT {DeliveryRow.Columns} FROM assistance_delivery WHERE subscription = @number ORDER BY ordinal DESC LIMIT @MostDeliveries", new { number, MostDeliveries })
                        .Select(one => new DeliveryView(one.Ordinal, one.PeriodFrom, one.PeriodUntil, one.Given, one.Records, one.Sha256, one.MessageId, one.At)),
                ]);
            return new SubscriptionSheet(row, view, clause, refused);
        },
        cancellation);

    /// <summary>The records of a delivery of the partner: for what its clause permits, and for as long as the partner lets this node keep them.</summary>
    public static Task<(byte[]? Records, Fault? Fault)> RecordsAsync(Database database, Actor actor, long number, long ordinal, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (SubscriptionRow.Find(session, number, actor.Authority) is not { } row
                || session.Find<DeliveryRow>($"SELECT {DeliveryRow.Columns} FROM assistance_delivery WHERE subscription = @number AND ordinal = @ordinal", new { number, ordinal }) is not { Ours: 0 } delivery)
            {
                return ((byte[]?)null, (Fault?)new Fault(FaultCode.NotFound, ""));
            }

            if (GivenUse.RefuseReading(GivenUse.Of(session, row.Partner, delivery.MessageId), actor, row.Partner, CaseLaw.TodayOf(session)) is { } kept)
            {
                RecordBook.Append(session, actor, SubscriptionActs.Kept, "subscription", $"{number}", JsonDetail.Of(("partner", row.Partner), ("fault", kept.Code.Id)));
                return (null, kept);
            }

            if (delivery.Sha256 is null || KeptAttachment.Find(session, row.Partner, delivery.MessageId) is not { } records)
            {
                return (null, new(FaultCode.NotFound, ""));
            }

            RecordBook.Append(session, actor, SubscriptionActs.RecordsShown, "subscription", $"{number}", JsonDetail.Of(("sha256", delivery.Sha256)));
            return (records, null);
        },
        cancellation);

    public static async Task<JsonHttpResult<SubscriptionPage>> GetAllAsync([AsParameters] Filter filter, HttpContext http, Database database, CancellationToken cancellation) =>
        TypedResults.Json(await ListAsync(database, http.Actor, filter, cancellation), AssistanceJson.Default.SubscriptionPage);

    public static async Task<Results<JsonHttpResult<SubscriptionView>, ProblemHttpResult>> GetAsync(long number, HttpContext http, Database database, SubscriptionLaw law, CancellationToken cancellation) =>
        await RunAsync(database, law, http.Actor, number, cancellation) is { View: var view } ? TypedResults.Json(view, AssistanceJson.Default.SubscriptionView) : new Fault(FaultCode.NotFound, "").ToProblem();

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetRecordsAsync(long number, long ordinal, HttpContext http, Database database, CancellationToken cancellation)
    {
        var (records, fault) = await RecordsAsync(database, http.Actor, number, ordinal, cancellation);
        return records is null ? fault!.ToProblem() : TypedResults.File(records, "application/octet-stream", $"delivery-{number}-{ordinal}.jsonl");
    }
}
