using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Answers a question of a partner, once.</summary>
internal static class AnswerPartner
{
    private const int LongestAnswer = 4_000;

    /// <param name="Outcome">Whether it could be answered.</param>
    /// <param name="Answer">The answer, or why there is none.</param>
    public sealed record Command(AnswerOutcome Outcome, string Answer)
    {
        /// <summary>What it is taken from, where another partner gave that: the addresses of its pages here.</summary>
        public IReadOnlyList<string>? ComesFrom { get; init; }
    }

    public static Fault? Decide(Command command, Question? question) => question switch
    {
        null or { IsOurs: true } => new(FaultCode.NotFound, ""),
        { IsOpen: false } => new(FaultCode.QuestionAnswered, $"On {question.AnsweredAt:yyyy-MM-dd HH:mm} UTC."),
        _ when !Enum.IsDefined(command.Outcome) => new(FaultCode.QuestionIncomplete, "Say whether it could be answered.", "$.outcome"),
        _ when string.IsNullOrWhiteSpace(command.Answer) || command.Answer.Length > LongestAnswer => new(FaultCode.QuestionIncomplete, $"Answer in at most {LongestAnswer} characters, or say why you cannot.", "$.answer"),
        _ => null,
    };

    public static Fault? Execute(Session session, PartnerPost post, Actor actor, long number, Command command)
    {
        var question = Question.Find(session, number, actor.AuthorityId);
        if (Decide(command, question) is { } fault)
        {
            return fault;
        }

        var alert = AlertShelf.At(session, question!.AlertNumber)!;
        if ((ForeignLaw.Refuse(session, actor, question.Partner, question.Law, question.LawUntil) ?? ForeignLaw.Refuse(session, actor, alert)) is { } why)
        {
            ForeignLaw.Record(session, actor, "question", $"{number}", why);
            return why;
        }

        var (taken, unknown) = post.Take(session, actor, command.ComesFrom, FaultCode.QuestionIncomplete);
        if (unknown is not null)
        {
            return unknown;
        }

        var owner = ForeignAlert.Of(session, alert.Number);
        var sent = post.Send(
            session, actor, question.Partner, MessageKind.SupplementaryAnswered,
            new()
            {
                Conditions = owner is null ? ShareAlert.ConditionsOf(session, actor, alert) : TellOwner.ConditionsOf(owner, actor),
                QuestionId = question.QuestionId,
                AlertId = owner is null ? alert.AlertId : AlertId.Parse(owner.ForeignId),
                HitId = HitOf(session, question),
                Outcome = command.Outcome,
                Answer = command.Answer,
                AnsweredAt = session.Now,
            },
            question.Conversation,
            question.UrgentBecause is null ? Lane.Normal : Lane.Urgent,
            question.MessageId,
            ForeignLaw.AttestedOf(session, alert),
            ForeignLaw.OriginsOf(alert, taken));
        if (sent is not null)
        {
            return sent;
        }

        var changed = RecordBook.Append(session, actor, AlertActs.Answered, "question", $"{number}", JsonDetail.Of(
            ("partner", question.Partner), ("alert", alert.Id), ("outcome", command.Outcome.ToString()), ("comesFrom", TakenFrom.Named(taken))));
        session.Execute(
            "UPDATE question SET outcome = @outcome, answer = @Answer, answered_by = @Officer, answered_at = @Now, changed = @changed WHERE number = @number",
            new { outcome = command.Outcome.ToString(), command.Answer, actor.Officer, session.Now, changed, number });
        return null;
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        long number, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AlertsJson.Default.AnswerPartnerCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        return await database.WriteAsync(session => Execute(session, post, actor, number, command), cancellation) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }

    private static HitId? HitOf(Session session, Question question) =>
        (question.HitNumber is { } hit ? session.Find<string>("SELECT id FROM hit WHERE number = @hit", new { hit })
        : question.AbroadNumber is { } abroad ? session.Find<string>("SELECT foreign_id FROM abroad_hit WHERE number = @abroad", new { abroad })
        : null) is { } id ? HitId.Parse(id) : null;
}
