using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Agrees to a data set of a partner, declines it, or ends the exchange.</summary>
internal static class StepSubscription
{
    /// <param name="Step">Agree, decline or end.</param>
    /// <param name="Seen">The version that the officer saw.</param>
    /// <param name="Reason">Why it is declined or ended.</param>
    /// <param name="Source">Of who agrees to give: of which own declarations.</param>
    public sealed record Command(SubscriptionStep Step, long Seen, string? Reason = null, DeclarationSource? Source = null);

    /// <summary>Somebody was faster.</summary>
    public static Fault Changed(SubscriptionRow row) => new(FaultCode.Conflict, $"The exchange has gone on: it is {Words.Of(row.State)} now, in version {row.Version}.", "$.seen");

    public static (SubscriptionRow? Row, Fault? Fault) Execute(Session session, AssistancePost post, SubscriptionLaw law, Actor actor, Approval approval, long number, Command command)
    {
        if (SubscriptionRow.Find(session, number, actor.Authority) is not { } row)
        {
            return (null, new(FaultCode.NotFound, ""));
        }

        var (after, fault) = row.Version != command.Seen ? (null, Changed(row)) : Take(session, post, law, actor, approval, row, command);
        if (after is null)
        {
            RecordBook.Append(session, actor, SubscriptionActs.Refused, "subscription", $"{number}", JsonDetail.Of(
                ("step", Words.Of(command.Step)), ("partner", row.Partner), ("state", Words.Of(row.State)), ("fault", fault!.Code.Id)));
        }

        return (after, fault);
    }

    private static (SubscriptionRow? Row, Fault? Fault) Take(Session session, AssistancePost post, SubscriptionLaw law, Actor actor, Approval approval, SubscriptionRow row, Command command)
    {
        if (command.Step is not (SubscriptionStep.Agree or SubscriptionStep.Decline or SubscriptionStep.End))
        {
            return (null, new(FaultCode.AssistanceState, "A set is proposed and a delivery made by routes of their own.", "$.step"));
        }

        var subscription = row.Read();
        if (subscription.After(command.Step, ours: true, out var fault) is not { } after)
        {
            return (null, fault);
        }

        if (command.Step == SubscriptionStep.Agree)
        {
            var (agreed, refused) = Agreed(session, law, approval, row, subscription, command.Source);
            if (agreed is null)
            {
                return (null, refused);
            }

            row = agreed;
        }

        var (posted, why) = Send(session, post, actor, row, command);
        return posted is null ? (null, why) : (row.With(after).Save(session, actor, command.Step, ours: true, posted.MessageId, command.Reason), null);
    }

    /// <summary>Whoever agrees has the approval of the clause, whichever side gives.</summary>
    private static (SubscriptionRow? Row, Fault? Fault) Agreed(Session session, SubscriptionLaw law, Approval approval, SubscriptionRow row, Subscription subscription, DeclarationSource? source)
    {
        var (clause, refused) = law.Of(session, row.Partner, row.IsGiver, row.Authority, subscription.Set, row.Instrument, Approval.CentralAuthority);
        if (clause is null)
        {
            return (null, refused);
        }

        if (approval < clause.Approval)
        {
            return (null, new(FaultCode.AssistanceCompetence, $"The clause asks for the approval {Words.Of(clause.Approval)}; there is {Words.Of(approval)}."));
        }

        var own = row.IsGiver ? source : null;
        return own?.Check(subscription.Set.Fields) is { } wrong
            ? (null, wrong)
            : (row with { Approval = approval, Source = own is null ? null : JsonSerializer.Serialize(own, AssistanceJson.Default.DeclarationSource) }, null);
    }

    private static (Posted? Posted, Fault? Why) Send(Session session, AssistancePost post, Actor actor, SubscriptionRow row, Command command)
    {
        var (to, id, conditions) = (new Address(row.Partner, row.Id), SubscriptionId.Parse(row.Id), AssistancePost.ConditionsOf(session, row.Reference, row.Authority));
        return command.Step == SubscriptionStep.End
            ? post.Send(session, actor, to, MessageKind.AutomaticEnded, new() { Conditions = conditions, SubscriptionId = id, Reason = command.Reason ?? "" })
            : post.Send(session, actor, to, MessageKind.AutomaticAnswered, new()
            {
                Conditions = conditions,
                SubscriptionId = id,
                Answer = command.Step == SubscriptionStep.Agree ? ProposalAnswer.Agreed : ProposalAnswer.Declined,
                Reason = command.Step == SubscriptionStep.Agree ? null : command.Reason ?? "",
            });
    }

    public static async Task<Results<JsonHttpResult<SubscriptionLine>, ProblemHttpResult>> PostAsync(long number, HttpContext http, Database database, AssistancePost post, SubscriptionLaw law, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.StepSubscriptionCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (actor, approval) = (http.Actor, TakeStep.ApprovalOf(http.User.Roles));
        var (row, fault) = await database.WriteAsync(session => Execute(session, post, law, actor, approval, number, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(SubscriptionLine.Of(row), AssistanceJson.Default.SubscriptionLine);
    }
}
