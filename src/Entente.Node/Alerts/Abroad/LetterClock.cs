using Entente.Agreements.Clocks;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;

namespace Entente.Node.Alerts.Abroad;

/// <summary>How the time of a question stands, told by the engine of every deadline.</summary>
/// <param name="State">Where the clock stands.</param>
/// <param name="Due">The last instant; while it stands still, as if it went on now.</param>
/// <param name="HoursLeft">Until then; negative when it is over; from the answer, where there is one.</param>
/// <param name="HoursAtUs">How long it was ours to answer.</param>
/// <param name="HoursAtPartner">How long it was the partner's.</param>
/// <param name="HoursStopped">How long the exchange was suspended meanwhile.</param>
/// <param name="Risk">How likely it is missed.</param>
/// <param name="Share">Of like questions that took at least as long as this one has, how many took longer than it may.</param>
/// <param name="Compared">How many questions that is told from.</param>
/// <param name="Level">Who has to know of it.</param>
public sealed record LetterClock(
    ClockState State, DateTimeOffset Due, double HoursLeft, double HoursAtUs, double HoursAtPartner, double HoursStopped, BreachRisk Risk, double? Share, int Compared, EscalationLevel Level);

/// <summary>Reads the clocks of questions, of many one after the other.</summary>
internal sealed class LetterClocks(Session session)
{
    // The latest say how it goes now; older ones how it went.
    private const int MostLike = 50;

    private readonly Dictionary<(long Ours, bool Urgent), IReadOnlyList<TimeSpan>> took = [];

    private readonly Dictionary<string, Dictionary<string, string>> asked = new(StringComparer.Ordinal);

    private List<SuspensionRow>? suspensions;

    public LetterClock Of(Question question)
    {
        var reading = AnswerClock.Of(question.IsOurs, question.AskedAt, question.AnswerBy, question.AnsweredAt, StopsOf(question)).At(session.Now);
        var forecast = BreachForecast.Of(reading, question.IsOpen ? Took(question) : []);
        return new(
            reading.State, reading.Due, reading.Left.TotalHours, reading.AtUs.TotalHours, reading.AtPartner.TotalHours, reading.Stopped.TotalHours, forecast.Risk, forecast.Share, forecast.Compared,
            Escalation.Of(reading, forecast));
    }

    /// <summary>The questions of partners that wait for an answer: how many, and how their time stands.</summary>
    public static async Task<OwedCount> OwedAsync(Session session, Actor actor)
    {
        var clocks = new LetterClocks(session);
        var owed = (await Question.PageAsync(session, Sight.Of(session, actor), answered: false, ListCorrespondence.Most)).Where(question => !question.IsOurs).Select(clocks.Of).ToList();
        return new(owed.Count, owed.Count(clock => clock.State == ClockState.Overdue), owed.Select(clock => clock.Level).DefaultIfEmpty(EscalationLevel.None).Max());
    }

    /// <summary>While the exchange is suspended nobody can answer.</summary>
    private IEnumerable<Standstill> StopsOf(Question question)
    {
        suspensions ??= SuspensionRow.All(session);
        if (!suspensions.Exists(row => row.Partner == question.Partner))
        {
            return [];
        }

        // Of a question of ours the last message of its conversation that asked.
        if (question.IsOurs && !asked.ContainsKey(question.Partner))
        {
            asked[question.Partner] = MessageFate.LastOf(session, question.Partner, "supplementary.asked%");
        }

        var message = question.IsOurs ? asked[question.Partner].GetValueOrDefault(question.Conversation) : question.MessageId;
        return SuspensionRow.Stopping(suspensions, question.Partner, message is null ? null : VerdictRow.Find(session, question.Partner, message), weGive: !question.IsOurs);
    }

    /// <summary>How long the answers to like questions took: those that went the same way, as urgent.</summary>
    private IReadOnlyList<TimeSpan> Took(Question question)
    {
        var like = (question.Ours, Urgent: question.UrgentBecause is not null);
        if (!took.TryGetValue(like, out var spans))
        {
            took[like] = spans =
            [
                .. session.Query<Answered>(
                    """
                    SELECT asked_at, answered_at FROM question
                    WHERE ours = @Ours AND outcome IS NOT NULL AND CASE WHEN urgent_because IS NULL THEN 0 ELSE 1 END = @urgent ORDER BY number DESC LIMIT @MostLike
                    """,
                    new { like.Ours, urgent = like.Urgent ? 1L : 0L, MostLike }).Select(one => one.AnsweredAt - one.AskedAt),
            ];
        }

        return spans;
    }

    private sealed record Answered
    {
        public DateTimeOffset AskedAt { get; init; }

        public DateTimeOffset AnsweredAt { get; init; }
    }
}
