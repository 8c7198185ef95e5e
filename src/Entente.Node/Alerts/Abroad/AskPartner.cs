using System.Text.Json;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Asks the finder of a hit abroad, or the owner of the alert that a hit of ours is on. The answer is due within twelve hours.</summary>
internal static class AskPartner
{
    private const int LongestQuestion = 4_000;
    private const int LongestReason = 500;

    /// <param name="Question">What is asked.</param>
    /// <param name="Hours">How long the answer may take; twelve unless said.</param>
    /// <param name="UrgentBecause">Why it cannot wait; the message then goes before others.</param>
    public sealed record Command(string Question, int? Hours = null, string? UrgentBecause = null)
    {
        /// <summary>What it is taken from, where another partner gave that: the addresses of its pages here.</summary>
        public IReadOnlyList<string>? ComesFrom { get; init; }
    }

    /// <summary>What the question is about: an alert and the one hit on it, of ours or of the partner.</summary>
    private sealed record Matter(string Partner, AlertRow Alert, AlertId AtOwner, HitId AtFinder, string Conversation, Conditions Conditions, long? Hit, long? Abroad);

    public static IEnumerable<Fault> Decide(Command command)
    {
        if (string.IsNullOrWhiteSpace(command.Question) || command.Question.Length > LongestQuestion)
        {
            yield return new(FaultCode.QuestionIncomplete, $"Ask something, in at most {LongestQuestion} characters.", "$.question");
        }

        if (command.Hours is { } hours && (hours < 1 || hours > SupplementaryAsked.Deadline.TotalHours))
        {
            yield return new(FaultCode.QuestionIncomplete, $"Between 1 and {SupplementaryAsked.Deadline.TotalHours} hours.", "$.hours");
        }

        if (command.UrgentBecause is { } why && (string.IsNullOrWhiteSpace(why) || why.Length > LongestReason))
        {
            yield return new(FaultCode.QuestionIncomplete, $"Say why it cannot wait, in at most {LongestReason} characters.", "$.urgentBecause");
        }
    }

    public static IReadOnlyList<Fault> AboutAbroadHit(Session session, PartnerPost post, Actor actor, HitId id, Command command)
    {
        if (AbroadHit.Find(session, id, actor.AuthorityId) is not { } hit || AlertShelf.At(session, hit.AlertNumber) is not { } alert)
        {
            return [new(FaultCode.NotFound, "")];
        }

        if (ForeignLaw.Refuse(session, actor, hit.Partner, hit.Law, hit.LawUntil) is { } why)
        {
            ForeignLaw.Record(session, actor, "abroad-hit", hit.Id, why);
            return [why];
        }

        return Execute(session, post, actor, command, new(
            hit.Partner, alert, alert.AlertId, hit.AtFinder, hit.ForeignId, ShareAlert.ConditionsOf(session, actor, alert), null, hit.Number));
    }

    public static IReadOnlyList<Fault> AboutHit(Session session, PartnerPost post, Actor actor, HitId id, Command command)
    {
        if (HitRow.Find(session, id, actor.AuthorityId) is not { } hit || AlertShelf.At(session, hit.AlertNumber) is not { } alert)
        {
            return [new(FaultCode.NotFound, "")];
        }

        if (ForeignLaw.RefuseWork(session, actor, hit, PermittedAction.Read) is { } why)
        {
            return [why];
        }

        return ForeignAlert.Of(session, alert.Number) is not { } owner
            ? [new(FaultCode.QuestionNobody, "The alert is of this administration.")]
            : Execute(session, post, actor, command, new(
                owner.Partner, alert, AlertId.Parse(owner.ForeignId), hit.HitId, hit.Id, TellOwner.ConditionsOf(owner, actor), hit.Number, null));
    }

    private static List<Fault> Execute(Session session, PartnerPost post, Actor actor, Command command, Matter matter)
    {
        if (Decide(command).ToList() is { Count: > 0 } faults)
        {
            return faults;
        }

        var (taken, unknown) = post.Take(session, actor, command.ComesFrom, FaultCode.QuestionIncomplete);
        if (unknown is not null)
        {
            return [unknown];
        }

        var id = QuestionId.New(session.Now);
        var answerBy = session.Now + (command.Hours is { } hours ? TimeSpan.FromHours(hours) : InstrumentDeadlines.Answer.AtLeast);
        var sent = post.Send(
            session, actor, matter.Partner, MessageKind.SupplementaryAsked,
            new()
            {
                Conditions = matter.Conditions,
                QuestionId = id,
                AlertId = matter.AtOwner,
                HitId = matter.AtFinder,
                Question = command.Question,
                AskedAt = session.Now,
                AnswerBy = answerBy,
                UrgentBecause = command.UrgentBecause,
            },
            matter.Conversation,
            command.UrgentBecause is null ? Lane.Normal : Lane.Urgent,
            attested: ForeignLaw.AttestedOf(session, matter.Alert),
            origins: ForeignLaw.OriginsOf(matter.Alert, taken));
        if (sent is not null)
        {
            return [sent];
        }

        var number = session.Next("SELECT MAX(number) FROM question");
        var changed = RecordBook.Append(session, actor, AlertActs.Asked, "question", $"{number}", JsonDetail.Of(
            ("partner", matter.Partner), ("alert", matter.Alert.Id), ("hit", matter.AtFinder.ToString()), ("urgent", command.UrgentBecause), ("comesFrom", TakenFrom.Named(taken))));
        session.Execute(
            """
            INSERT INTO question (number, id, partner, ours, alert_number, hit_number, abroad_number, conversation, conditions, changed, question, urgent_because, asked_by, asked_at, answer_by)
            VALUES (@number, @id, @Partner, 1, @alert, @Hit, @Abroad, @Conversation, @conditions, @changed, @Question, @UrgentBecause, @Officer, @Now, @answerBy)
            """,
            new
            {
                number,
                id = id.ToString(),
                matter.Partner,
                alert = matter.Alert.Number,
                matter.Hit,
                matter.Abroad,
                matter.Conversation,
                conditions = JsonSerializer.Serialize(matter.Conditions, AbroadJson.Default.Conditions),
                changed,
                command.Question,
                command.UrgentBecause,
                actor.Officer,
                session.Now,
                answerBy,
            });
        return [];
    }

    public static Task<Results<NoContent, ProblemHttpResult>> PostAboutAbroadHitAsync(HitId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation) =>
        PostAsync(http, database, (session, actor, command) => AboutAbroadHit(session, post, actor, id, command), cancellation);

    public static Task<Results<NoContent, ProblemHttpResult>> PostAboutHitAsync(HitId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation) =>
        PostAsync(http, database, (session, actor, command) => AboutHit(session, post, actor, id, command), cancellation);

    private static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        HttpContext http, Database database, Func<Session, Actor, Command, IReadOnlyList<Fault>> execute, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AlertsJson.Default.AskPartnerCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var faults = await database.WriteAsync(session => execute(session, actor, command), cancellation);
        return faults.Count > 0 ? new AlertOutcome.Refused(faults).ToProblem() : TypedResults.NoContent();
    }
}
