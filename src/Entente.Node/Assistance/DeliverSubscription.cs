using System.Security.Cryptography;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Makes one delivery under a subscription: of the own declarations that its source selects, or of records that an officer hands in.</summary>
internal sealed class DeliverSubscription(Database database, AssistancePost post)
{
    /// <param name="Seen">The version that the officer saw.</param>
    /// <param name="From">The first day that is delivered; <see langword="null"/>: the one after the last delivery.</param>
    /// <param name="Until">The last; <see langword="null"/>: as many days as the set says.</param>
    /// <param name="Records">One JSON object a line; <see langword="null"/>: made of the own declarations.</param>
    public sealed record Command(long Seen, DateOnly? From = null, DateOnly? Until = null, string? Records = null);

    /// <summary>The days of the next delivery, as the set says.</summary>
    public static (DateOnly From, DateOnly Until) Next(SubscriptionRow row)
    {
        var set = row.Set;
        var from = row.DeliveredUntil is { } last ? last.AddDays(1) : set.From;
        var until = from.AddDays(set.EveryDays - 1);
        return (from, until < set.Until ? until : set.Until);
    }

    public async Task<(SubscriptionRow? Row, Fault? Fault)> RunAsync(Actor actor, long number, Command command, CancellationToken cancellation)
    {
        // Read before the queue of writes: the declarations of a week take a while.
        var (found, records, unread) = await database.ReadAsync(session => ReadAsync(session, actor, number, command), cancellation);
        if (found is null)
        {
            return (null, new(FaultCode.NotFound, ""));
        }

        return await database.WriteAsync(
            session =>
            {
                var row = SubscriptionRow.Find(session, number, actor.Authority)!;
                var (after, fault) = row.Version != command.Seen ? (null, StepSubscription.Changed(row))
                    : records is null ? (null, unread)
                    : Deliver(session, actor, row, command, records);
                if (after is null)
                {
                    RecordBook.Append(session, actor, SubscriptionActs.Refused, "subscription", $"{number}", JsonDetail.Of(
                        ("step", Words.Of(SubscriptionStep.Deliver)), ("partner", row.Partner), ("state", Words.Of(row.State)), ("fault", fault!.Code.Id)));
                }

                return (after, fault);
            },
            cancellation);
    }

    private static async Task<(SubscriptionRow? Row, byte[]? Records, Fault? Fault)> ReadAsync(Session session, Actor actor, long number, Command command)
    {
        if (SubscriptionRow.Find(session, number, actor.Authority) is not { } row)
        {
            return (null, null, null);
        }

        if (command.Records is { } handed)
        {
            return (row, System.Text.Encoding.UTF8.GetBytes(handed), null);
        }

        if (row.Declarations is not { } source)
        {
            return (row, null, new(FaultCode.AssistanceSubscription, "This exchange has no source of own declarations: hand the records in.", "$.records"));
        }

        var (from, until) = DaysOf(row, command);
        var (records, fault) = await DeliveredDeclarations.WriteAsync(session, source, row.Partner, row.Read().Set.Fields, from, until);
        return (row, records, fault);
    }

    private (SubscriptionRow? Row, Fault? Fault) Deliver(Session session, Actor actor, SubscriptionRow row, Command command, byte[] records)
    {
        var subscription = row.Read();
        var (from, until) = DaysOf(row, command);
        if (until < from)
        {
            return (null, new(FaultCode.AssistanceSubscription, "All that the set covers has been delivered.", "$.from"));
        }

        if (until >= CaseLaw.TodayOf(session))
        {
            return (null, new(FaultCode.AssistanceSubscription, "Days are delivered once they are over.", "$.until"));
        }

        if (!DeliveryLines.TryRead(records, subscription.Set.Fields, out var lines, out var wrong)
            || subscription.AfterDelivery(row.Delivered + 1, from, until, lines.Given, ours: true, out wrong) is not { } after)
        {
            return (null, wrong);
        }

        var sha256 = lines.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(records));
        var (posted, why) = post.Send(
            session, actor, new Address(row.Partner, row.Id, Lane.Bulk), MessageKind.AutomaticDelivered,
            new()
            {
                Conditions = AssistancePost.ConditionsOf(session, row.Reference, row.Authority),
                SubscriptionId = SubscriptionId.Parse(row.Id),
                Number = after.Delivered,
                From = from,
                Until = until,
                Given = DeliveryLines.Named(lines.Given),
                Records = lines.Count,
                Sha256 = sha256,
            },
            sha256 is null ? [] : [new($"delivery-{after.Delivered}.jsonl", "application/jsonl", records)]);
        if (posted is null)
        {
            return (null, why);
        }

        new DeliveryRow
        {
            Subscription = row.Number,
            Ordinal = after.Delivered,
            Ours = 1,
            PeriodFrom = from,
            PeriodUntil = until,
            Given = lines.Given.Named,
            Records = lines.Count,
            Sha256 = sha256,
            MessageId = posted.MessageId,
            At = session.Now,
        }.Insert(session);
        return (row.With(after).Save(session, actor, SubscriptionStep.Deliver, ours: true, posted.MessageId, null), null);
    }

    private static (DateOnly From, DateOnly Until) DaysOf(SubscriptionRow row, Command command)
    {
        var (from, until) = Next(row);
        return (command.From ?? from, command.Until ?? until);
    }

    public static async Task<Results<JsonHttpResult<SubscriptionLine>, ProblemHttpResult>> PostAsync(long number, HttpContext http, DeliverSubscription deliver, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.DeliverSubscriptionCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (row, fault) = await deliver.RunAsync(http.Actor, number, command, cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(SubscriptionLine.Of(row), AssistanceJson.Default.SubscriptionLine);
    }
}
