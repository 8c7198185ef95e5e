using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>Which message of ours a message of a partner answers, as it claims, on a leg whose messages answer.</summary>
internal static class Requests
{
    /// <summary>The message that must be looked up before an answer can be verified; <see langword="null"/> where none is.</summary>
    public static MessageId? NamedBy(Received? received) => received is Received.Refused { Claimed: UserMessage { RefToMessageId: { } asked }, Leg.Reply: true } ? asked : null;

    /// <summary>The message, if it may have reached the partner. Its receipt need not have come: an answer may overtake it.</summary>
    public static async Task<SentMessage?> FindAsync(Database database, KeyRing own, Partner partner, MessageId id)
    {
        var conversation = await database.ReadAsync(session => session.ScalarAsync<string>(
            "SELECT conversation FROM outbox WHERE message_id = @Value AND partner = @Id AND sealed_at IS NOT NULL", new { id.Value, partner.Id }));
        return conversation is null ? null : new(id, conversation, [], Legs.Demand(own, partner, [partner.Suite]));
    }
}
