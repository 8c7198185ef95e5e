using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>What has become of a message of ours, for the module that sent it.</summary>
internal sealed record MessageFate
{
    public string MessageId { get; init; } = "";

    public OutboxState State { get; init; }

    /// <summary>When it was delivered or refused.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? Effect { get; init; }

    public string? EffectDetail { get; init; }

    /// <summary>When the partner said so.</summary>
    public DateTimeOffset? EffectAt { get; init; }

    /// <summary>Nobody knows yet whether it arrives.</summary>
    public bool IsOpen => State is OutboxState.Ready or OutboxState.Waiting;

    /// <summary>It has arrived and had its effect, as the partner says.</summary>
    public bool IsDone => State == OutboxState.Delivered && Effect == "Done";

    /// <summary>It has none, and will have none.</summary>
    public bool IsRefused => State == OutboxState.Refused || Effect == "Refused";

    /// <summary>Why it was refused.</summary>
    public string Why => EffectDetail ?? $"{Reason}: {Detail}";

    public static MessageFate? Of(Session session, string messageId) =>
        session.Find<MessageFate>("SELECT message_id, state, ended_at, reason, detail, effect, effect_detail, effect_at FROM outbox WHERE message_id = @messageId", new { messageId });

    /// <summary>The same of what its content was sent anew as, where an officer did so after it was refused.</summary>
    public static MessageFate? OfLatest(Session session, string messageId)
    {
        while (session.Scalar<string>("SELECT message_id FROM outbox WHERE resend_of = @messageId", new { messageId }) is { } anew)
        {
            messageId = anew;
        }

        return Of(session, messageId);
    }

    /// <summary>Messages of ours of some kinds that came to nothing and were not sent anew, in the order in which that was known.</summary>
    /// <param name="after">The last change that was looked at.</param>
    /// <param name="kinds">Of their actions, as a pattern.</param>
    public static List<LostMessage> Lost(Session session, long after, string kinds, int most) => session.Query<LostMessage>(
        """
        SELECT message_id, partner, changed, reason, detail, effect_detail FROM outbox
        WHERE changed > @after AND (effect = 'Refused' OR (state = 'Refused' AND effect IS NULL)) AND action LIKE @kinds AND resend_of IS NULL
            AND NOT EXISTS (SELECT 1 FROM outbox anew WHERE anew.resend_of = outbox.message_id)
        ORDER BY changed LIMIT @most
        """,
        new { after, kinds, most });

    /// <summary>The last message of ours of some kinds to a partner, by its conversation.</summary>
    /// <param name="kinds">Of their actions, as a pattern.</param>
    public static Dictionary<string, string> LastOf(Session session, string partner, string kinds)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var sent in session.Query<SentMessage>("SELECT conversation, message_id FROM outbox WHERE partner = @partner AND action LIKE @kinds ORDER BY seq", new { partner, kinds }))
        {
            last[sent.Conversation] = sent.MessageId;
        }

        return last;
    }

    private sealed record SentMessage
    {
        public string Conversation { get; init; } = "";

        public string MessageId { get; init; } = "";
    }

    /// <summary>How many messages of a conversation wait for their receipt.</summary>
    public static long Open(Session session, string partner, string conversation) => session.Scalar<long>(
        "SELECT COUNT(*) FROM outbox WHERE partner = @partner AND conversation = @conversation AND state IN ('Ready', 'Waiting')", new { partner, conversation });
}

/// <summary>A message of ours that has no effect at the partner, and will have none.</summary>
internal sealed record LostMessage
{
    public string MessageId { get; init; } = "";

    public string Partner { get; init; } = "";

    /// <summary>Rises with every change of a message.</summary>
    public long Changed { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? EffectDetail { get; init; }

    /// <summary>Why: in the partner's words where it declined it, else in ours.</summary>
    public string Why => EffectDetail ?? $"{Reason}: {Detail}";
}
