using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>What one side said of the order in which requests are dealt with.</summary>
internal sealed record PriorityRow
{
    public long Number { get; init; }

    public PriorityStep Step { get; init; }

    /// <summary>How many a month can be dealt with.</summary>
    public long? Most { get; init; }

    public string Wished { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>The requests, the most urgent first.</summary>
    public IReadOnlyList<RequestId> Order => [.. Wished.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(RequestId.Parse)];

    /// <summary>The last of that kind that this end (1) or a partner (0) said.</summary>
    public static PriorityRow? Last(Session session, string partner, AuthorityKind authority, PriorityStep step, long ours) => session.Find<PriorityRow>(
        "SELECT number, step, most, wished, reason, at FROM assistance_priority WHERE partner = @partner AND authority = @authority AND step = @step AND ours = @ours ORDER BY number DESC LIMIT 1",
        new { partner, authority = authority.ToString(), step = step.ToString(), ours });

    public static long Insert(Session session, Actor actor, Act act, string partner, bool ours, string messageId, AssistancePrioritised said)
    {
        var number = session.Next("SELECT MAX(number) FROM assistance_priority");
        var record = RecordBook.Append(session, actor, act, "priority", $"{number}", JsonDetail.Of(("partner", partner), ("step", Words.Of(said.Step)), ("message", messageId)));
        session.Execute(
            """
            INSERT INTO assistance_priority (number, partner, ours, authority, step, most, wished, reason, message_id, at, record)
            VALUES (@number, @partner, @ours, @authority, @step, @most, @wished, @Reason, @messageId, @Now, @record)
            """,
            new
            {
                number,
                partner,
                ours = ours ? 1L : 0L,
                authority = said.Conditions.Authorities[0].ToString(),
                step = said.Step.ToString(),
                most = (long?)said.Limit,
                wished = string.Join(' ', said.Order),
                said.Reason,
                messageId,
                session.Now,
                record,
            });
        return number;
    }
}
