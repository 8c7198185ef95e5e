using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Tells a partner what came of its information, once.</summary>
internal static class TellOutcome
{
    /// <param name="Outcome">What was decided and done.</param>
    public sealed record Command(Usefulness Usefulness, string Outcome);

    public static (InformationRow? Row, Fault? Fault) Execute(Session session, AssistancePost post, Actor actor, long number, Command command)
    {
        if (InformationRow.Find(session, number, actor.Authority) is not { } row)
        {
            return (null, new(FaultCode.NotFound, ""));
        }

        var (after, fault) = row.IsOurs ? (null, new(FaultCode.AssistanceState, "The outcome is told by whoever was given the information."))
            : row.OutcomeAt is not null ? (null, new(FaultCode.AssistanceState, "Its outcome has been told already."))
            : Tell(session, post, actor, row, command);
        if (after is null)
        {
            RecordBook.Append(session, actor, InformationActs.Refused, "information", $"{number}", JsonDetail.Of(("partner", row.Partner), ("fault", fault!.Code.Id)));
        }

        return (after, fault);
    }

    private static (InformationRow? Row, Fault? Fault) Tell(Session session, AssistancePost post, Actor actor, InformationRow row, Command command)
    {
        var (posted, why) = post.Send(session, actor, new Address(row.Partner, row.Id), MessageKind.AssistanceReported, new()
        {
            Conditions = AssistancePost.ConditionsOf(session, row.Reference, row.Read()?.Office.Authority ?? AuthorityKind.Customs),
            RequestId = RequestId.Parse(row.Id),
            Usefulness = command.Usefulness,
            Outcome = command.Outcome,
            ReportedAt = session.Now,
        });
        if (posted is null)
        {
            return (null, why);
        }

        var record = RecordBook.Append(session, actor, InformationActs.OutcomeTold, "information", $"{row.Number}", JsonDetail.Of(("partner", row.Partner), ("message", posted.MessageId)));
        return (row.WithOutcome(session, command.Usefulness, command.Outcome, record), null);
    }

    public static async Task<Results<JsonHttpResult<InformationLine>, ProblemHttpResult>> PostAsync(long number, HttpContext http, Database database, AssistancePost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.TellOutcomeCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var (row, fault) = await database.WriteAsync(session => Execute(session, post, actor, number, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(InformationLine.Of(row), AssistanceJson.Default.InformationLine);
    }
}
