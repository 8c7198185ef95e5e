using System.Text.Json;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Stores questions and answers of partners about alerts that are shared between the two, theirs or ours.</summary>
internal static class TakeQuestion
{
    /// <summary>When our answer is due. By our clock: what the asker leaves is the time between its two instants, never more than twelve hours.</summary>
    public static DateTimeOffset DueAt(SupplementaryAsked asked, DateTimeOffset received) => received + (asked.AnswerBy - asked.AskedAt);

    public static Fault? Asked(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.SupplementaryAsked.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (Find(session, message.Partner, payload) is not { } matter)
        {
            return new(FaultCode.NotFound, "There is nothing of that id that was shared between us.");
        }

        var known = Known(session, message.Partner, ours: 0, payload.QuestionId);
        if (known is not null)
        {
            return known.Asked == payload.Question ? null : new(FaultCode.MessageSuperseded, "A question of that id was asked before, and said something else.", "$.questionId");
        }

        var given = GivenUse.Under(session, message.Partner, message.MessageId);
        var number = session.Next("SELECT MAX(number) FROM question");
        var changed = RecordBook.Append(session, partner, AlertActs.WasAsked, "question", $"{number}", JsonDetail.Of(
            ("partner", message.Partner), ("message", message.MessageId), ("alert", matter.Alert.Id), ("urgent", payload.UrgentBecause)));
        session.Execute(
            """
            INSERT INTO question (number, id, partner, ours, alert_number, hit_number, abroad_number, conversation, message_id, conditions, changed, question, urgent_because,
                asked_at, answer_by, law, law_until)
            VALUES (@number, @id, @Partner, 0, @alert, @Hit, @Abroad, @Conversation, @MessageId, @conditions, @changed, @Question, @UrgentBecause, @Now, @due, @Law, @Until)
            """,
            new
            {
                number,
                id = payload.QuestionId.ToString(),
                message.Partner,
                alert = matter.Alert.Number,
                matter.Hit,
                matter.Abroad,
                message.Conversation,
                message.MessageId,
                conditions = JsonSerializer.Serialize(payload.Conditions, AbroadJson.Default.Conditions),
                changed,
                payload.Question,
                payload.UrgentBecause,
                session.Now,
                due = DueAt(payload, session.Now),
                given?.Law,
                given?.Until,
            });
        return null;
    }

    public static Fault? Answered(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.SupplementaryAnswered.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (Known(session, message.Partner, ours: 1, payload.QuestionId) is not { } question)
        {
            return new(FaultCode.NotFound, "We asked no such question.", "$.questionId");
        }

        if (!question.IsOpen)
        {
            return question.Answer == payload.Answer && question.Outcome == payload.Outcome
                ? null
                : new(FaultCode.MessageSuperseded, "It was answered before, and otherwise.", "$.questionId");
        }

        var given = GivenUse.Under(session, message.Partner, message.MessageId);
        var changed = RecordBook.Append(session, partner, AlertActs.WasAnswered, "question", $"{question.Number}", JsonDetail.Of(
            ("partner", message.Partner), ("message", message.MessageId), ("outcome", payload.Outcome.ToString())));
        session.Execute(
            "UPDATE question SET outcome = @outcome, answer = @Answer, answered_at = @Now, changed = @changed, law = @Law, law_until = @Until WHERE number = @Number",
            new { outcome = payload.Outcome.ToString(), payload.Answer, session.Now, changed, given?.Law, given?.Until, question.Number });
        return null;
    }

    /// <summary>What the question is about, if it was shared between us: an alert of the asker or of ours, and the hit on it.</summary>
    private static (AlertRow Alert, long? Hit, long? Abroad)? Find(Session session, string partner, SupplementaryAsked asked)
    {
        if (ForeignAlert.Find(session, partner, asked.AlertId) is { AlertNumber: { } number })
        {
            var hit = asked.HitId is { } own
                ? session.Find<long?>("SELECT number FROM hit WHERE id = @id AND alert_number = @number", new { id = own.ToString(), number })
                : null;
            return asked.HitId is not null && hit is null ? null : (AlertShelf.At(session, number)!, hit, null);
        }

        if (TakeAbroadHit.SharedWith(session, partner, asked.AlertId) is not { } alert)
        {
            return null;
        }

        var abroad = asked.HitId is { } theirs ? AbroadHit.Of(session, partner, theirs) : null;
        return asked.HitId is not null && abroad?.AlertNumber != alert.Number ? null : (alert, null, abroad?.Number);
    }

    private static Question? Known(Session session, string partner, long ours, QuestionId id) => session.Find<Question>(
        $"SELECT {Question.Columns} FROM question q WHERE q.partner = @partner AND q.ours = @ours AND q.id = @id", new { partner, ours, id = id.ToString() });
}
