using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>A question about a shared alert, ours or a partner's, with its answer.</summary>
internal sealed record Question
{
    public long Number { get; init; }

    public string Id { get; init; } = "";

    public string Partner { get; init; } = "";

    /// <summary>1 where we asked, 0 where we were asked.</summary>
    public long Ours { get; init; }

    public long AlertNumber { get; init; }

    /// <summary>The hit of ours that it is about.</summary>
    public long? HitNumber { get; init; }

    /// <summary>The hit of the partner that it is about.</summary>
    public long? AbroadNumber { get; init; }

    public string Conversation { get; init; } = "";

    /// <summary>The message that asked us.</summary>
    public string? MessageId { get; init; }

    public string Conditions { get; init; } = "";

    public long Changed { get; init; }

    /// <summary>The question itself.</summary>
    public string Asked { get; init; } = "";

    public string? UrgentBecause { get; init; }

    /// <summary>The officer of ours who asked.</summary>
    public string? AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset AnswerBy { get; init; }

    public AnswerOutcome? Outcome { get; init; }

    public string? Answer { get; init; }

    /// <summary>The officer of ours who answered.</summary>
    public string? AnsweredBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Under which the partner gave its part: the question, or the answer to ours.</summary>
    public long? Law { get; init; }

    public DateOnly? LawUntil { get; init; }

    public bool IsOurs => Ours == 1;

    public bool IsOpen => Outcome is null;

    public QuestionId QuestionId => QuestionId.Parse(Id);

    public Conditions Terms => JsonSerializer.Deserialize(Conditions, AbroadJson.Default.Conditions)!;

    internal const string Columns = "q.number, q.id, q.partner, q.ours, q.alert_number, q.hit_number, q.abroad_number, q.conversation, q.message_id, q.conditions, q.changed, "
        + "q.question AS asked, q.urgent_because, q.asked_by, q.asked_at, q.answer_by, q.outcome, q.answer, q.answered_by, q.answered_at, q.law, q.law_until";

    private const string About = "JOIN alert a ON a.number = q.alert_number";

    /// <summary>The question, if it is there and the authority may see its alert.</summary>
    public static Question? Find(Session session, long number, string authorityId) => session.Find<Question>(
        $"SELECT {Columns} FROM question q {About} WHERE q.number = @number AND (a.audience = '*' OR a.audience LIKE @like)", new { number, like = Audience.Pattern(authorityId) });

    /// <summary>The correspondence about a hit of ours, oldest first. The caller has shown that the hit may be seen.</summary>
    public static List<Question> OfHit(Session session, long hit) =>
        session.Query<Question>($"SELECT {Columns} FROM question q WHERE q.hit_number = @hit ORDER BY q.number", new { hit });

    /// <summary>The correspondence about a hit of a partner, oldest first.</summary>
    public static List<Question> OfAbroadHit(Session session, long hit) =>
        session.Query<Question>($"SELECT {Columns} FROM question q WHERE q.abroad_number = @hit ORDER BY q.number", new { hit });

    /// <summary>One page: what is owed by us first, the most overdue before the rest; then what is owed to us; then what is answered, latest first.</summary>
    public static async Task<List<Question>> PageAsync(Session session, Sight sight, bool answered, int most) => answered
        ? await session.QueryAsync<Question>(
            $"SELECT {Columns} FROM question q {About} WHERE q.outcome IS NOT NULL AND {Sight.Letter} ORDER BY q.answered_at DESC, q.number DESC LIMIT @most",
            new { sight.Like, sight.Today, sight.Kept, most })
        : await session.QueryAsync<Question>(
            $"SELECT {Columns} FROM question q {About} WHERE q.outcome IS NULL AND {Sight.Letter} ORDER BY q.ours, q.answer_by, q.number LIMIT @most",
            new { sight.Like, sight.Today, sight.Kept, most });

    /// <summary>How many questions of partners wait for an answer.</summary>
    public static Task<long> CountOwedAsync(Session session, Sight sight) => session.ScalarAsync<long>(
        $"SELECT COUNT(*) FROM question q {About} WHERE q.outcome IS NULL AND q.ours = 0 AND {Sight.Letter}", new { sight.Like, sight.Today, sight.Kept });
}
