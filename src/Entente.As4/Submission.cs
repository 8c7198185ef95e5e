using Entente.As4.Messaging;

namespace Entente.As4;

/// <summary>What a producer hands in to be sent; parties, service and agreement come from the P-Mode.</summary>
public sealed record Submission
{
    public required MessageId MessageId { get; init; }

    public required string Action { get; init; }

    /// <summary>The conversation. In a response it MUST be that of the request.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The request that this message answers.</summary>
    public MessageId? RefToMessageId { get; init; }

    public IReadOnlyList<MessageProperty> Properties { get; init; } = [];

    /// <summary>The payloads in the order in which they are delivered; the first is the leading document.</summary>
    public IReadOnlyList<Payload> Payloads { get; init; } = [];

    /// <summary>A submission that answers a message: it refers to it and stays in its conversation (Two-Way/Push-and-Push).</summary>
    public static Submission InReplyTo(UserMessage request, MessageId messageId, string action) => new()
    {
        MessageId = messageId,
        Action = action,
        ConversationId = request.ConversationId,
        RefToMessageId = request.MessageId,
    };
}
