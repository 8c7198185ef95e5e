using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>A verified message of a partner, as the module that knows its kind takes it.</summary>
/// <param name="Partner">The party id of the sender.</param>
/// <param name="MessageId">Its id; the partner uses it for nothing else.</param>
/// <param name="Conversation">What it belongs to.</param>
/// <param name="InReplyTo">The message of ours that it answers.</param>
/// <param name="Kind">What the payload is, for example <c>alert.published</c>.</param>
/// <param name="Version">The version of the kind.</param>
/// <param name="Payload">The JSON, as its bytes were signed.</param>
internal sealed record Incoming(
    string Partner, string MessageId, string Conversation, string? InReplyTo, string Kind, int Version, ReadOnlyMemory<byte> Payload)
{
    /// <summary>When the partner says that it queued the message. It decides nothing.</summary>
    public DateTimeOffset SentAt { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>What the header says beside the payloads, signed: for example who handed the message in, and for whom it is.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];
}

/// <param name="Name">As the sender calls it.</param>
internal sealed record Attachment(string Name, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>The effect of a message, in the transaction that stores it and its receipt. Decides on what it reads through the session, and refuses before it writes; no I/O.</summary>
/// <returns><see langword="null"/> when it has had its effect; otherwise why not, which goes back to the sender.</returns>
internal delegate Fault? TakeIncoming(Session session, Actor partner, Incoming message);

/// <summary>A kind of message that this node reads. Its card lists it.</summary>
/// <param name="Acknowledged">Whether the sender is told of the effect; a refusal is always told.</param>
internal sealed record IncomingKind(string Kind, int Version, TakeIncoming Take, bool Acknowledged);

internal static class IncomingKinds
{
    public static IServiceCollection AddIncoming(this IServiceCollection services, string kind, int version, TakeIncoming take, bool acknowledged = false) =>
        services.AddSingleton(new IncomingKind(kind, version, take, acknowledged));

    /// <summary>The same, for an effect that needs other parts of the node.</summary>
    public static IServiceCollection AddIncoming<T>(this IServiceCollection services, string kind, int version, Func<T, TakeIncoming> take, bool acknowledged = false)
        where T : notnull =>
        services.AddSingleton(provider => new IncomingKind(kind, version, take(provider.GetRequiredService<T>()), acknowledged));
}
