using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Federation.Delivery;

/// <summary>What a partner says became of a message of ours after it had arrived.</summary>
internal static class Acknowledgements
{
    public static Fault? Take(ExchangeGate gate, Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.Acknowledgement.TryRead(message.Payload.Span, out var acknowledgement, out var malformed))
        {
            return malformed;
        }

        // Beside the state, not instead of it: an acknowledgement may overtake the receipt of the message that it is about.
        var said = acknowledgement.Fault;
        var told = session.Execute(
            "UPDATE outbox SET effect = @effect, effect_detail = @detail, effect_at = @Now, changed = @changed WHERE message_id = @MessageId AND partner = @Partner AND effect IS NULL",
            new
            {
                effect = acknowledgement.Outcome.ToString(),
                detail = said is null ? null : $"{said.Code}: {said.Detail}{(said.At is null ? "" : $" ({said.At})")}",
                session.Now,
                changed = Conclusion.Changed(session),
                acknowledgement.MessageId,
                message.Partner,
            });
        if (told == 0)
        {
            return new(FaultCode.MessageValue, "No message of this node to you that waits for an acknowledgement has that id.", "$.messageId");
        }

        gate.Hear(session, message.Partner, acknowledgement.MessageId, said);
        RecordBook.Append(session, partner, said is null ? DeliveryActs.Accepted : DeliveryActs.Declined, "message", acknowledgement.MessageId, new JsonObject
        {
            ["partner"] = message.Partner,
            ["fault"] = said?.Code,
        }.ToJsonString());
        return null;
    }
}
