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

/// <summary>Asks a partner in which order its requests should be dealt with, or says so of the own ones (TFA 12.9).</summary>
internal static class PrioritiseRequests
{
    /// <param name="Partner">The party id.</param>
    /// <param name="Step">Asked, or given.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Limit">Where it is asked for: how many a month can be dealt with.</param>
    /// <param name="Order">Where it is given: the numbers of own cases with that partner, the most urgent first.</param>
    public sealed record Command(string Partner, PriorityStep Step, string Reason, int? Limit = null, IReadOnlyList<long>? Order = null);

    /// <param name="Number">Of what was said.</param>
    public sealed record Done(long Number);

    public static (Done? Done, Fault? Fault) Execute(Session session, AssistancePost post, Actor actor, Command command)
    {
        var (done, fault) = Say(session, post, actor, command);
        if (done is null)
        {
            RecordBook.Append(session, actor, DirectoryActs.PrioritiesRefused, "priority", null, JsonDetail.Of(("partner", command.Partner), ("step", Words.Of(command.Step)), ("fault", fault!.Code.Id)));
        }

        return (done, fault);
    }

    private static (Done? Done, Fault? Fault) Say(Session session, AssistancePost post, Actor actor, Command command)
    {
        if (!post.Knows(command.Partner))
        {
            return (null, new(FaultCode.FederationPartnerUnknown, $"'{command.Partner}' is no partner of this node.", "$.partner"));
        }

        var order = new List<RequestId>();
        foreach (var (index, number) in (command.Order ?? []).Index())
        {
            // Whoever orders requests orders its own, and only those that the other side still has to do something about.
            if (CaseRow.Find(session, number, actor.Authority) is not { Us: Side.Requesting } row || row.Partner != command.Partner || CaseTable.TurnOf(row.State) != Side.Requested)
            {
                return (null, new(FaultCode.AssistanceState, $"Case {number} is no open request of yours to {command.Partner}.", $"$.order[{index}]"));
            }

            order.Add(row.RequestId);
        }

        var said = new AssistancePrioritised
        {
            Conditions = AssistancePost.ConditionsOf(session, "priorities", actor.Authority),
            Step = command.Step,
            Limit = command.Limit,
            Order = order,
            Reason = command.Reason,
        };
        var (posted, why) = post.Send(session, actor, new Address(command.Partner, $"priorities-{command.Partner}-{Words.Of(actor.Authority)}", Lane.Normal), MessageKind.AssistancePrioritised, said);
        return posted is null ? (null, why) : (new(PriorityRow.Insert(session, actor, DirectoryActs.Prioritised, command.Partner, ours: true, posted.MessageId, said)), null);
    }

    public static async Task<Results<JsonHttpResult<Done>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, AssistancePost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.PrioritiseRequestsCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var (done, fault) = await database.WriteAsync(session => Execute(session, post, actor, command), cancellation);
        return done is null ? fault!.ToProblem() : TypedResults.Json(done, AssistanceJson.Default.PrioritiseRequestsDone, statusCode: StatusCodes.Status201Created);
    }
}
