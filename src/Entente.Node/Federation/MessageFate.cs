using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>What has become of a message of ours, for the module that sent it.</summary>
internal sealed record MessageFate
{
    public OutboxState State { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? Effect { get; init; }

    public string? EffectDetail { get; init; }

    /// <summary>It has arrived and had its effect, as the partner says.</summary>
    public bool IsDone => State == OutboxState.Delivered && Effect == "Done";

    /// <summary>It has none, and will have none.</summary>
    public bool IsRefused => State == OutboxState.Refused || Effect == "Refused";

    /// <summary>Why it was refused.</summary>
    public string Why => EffectDetail ?? $"{Reason}: {Detail}";

    public static MessageFate? Of(Session session, string messageId) =>
        session.Find<MessageFate>("SELECT state, reason, detail, effect, effect_detail FROM outbox WHERE message_id = @messageId", new { messageId });

    /// <summary>How many messages of a conversation wait for their receipt.</summary>
    public static long Open(Session session, string partner, string conversation) => session.Scalar<long>(
        "SELECT COUNT(*) FROM outbox WHERE partner = @partner AND conversation = @conversation AND state IN ('Ready', 'Waiting')", new { partner, conversation });
}
