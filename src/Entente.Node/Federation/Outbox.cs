using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Evidence;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>Takes messages for partners in the transaction of what caused them: no cause without its message, no message without its cause.</summary>
internal sealed class Outbox(PartnerDirectory partners, OwnKeys own, ExchangeGate gate, RandomNumberGenerator random)
{
    private static readonly MessageLimits Limits = new();

    /// <summary>Queues a message that the gate lets pass. Also for a suspended partner, whose queue is held.</summary>
    public Queueing Enqueue(Session session, Actor actor, Outgoing message)
    {
        if (partners.Find(message.Partner) is not { } partner)
        {
            return new Queueing.Refused(new(FaultCode.FederationPartnerUnknown, $"'{message.Partner}' is no partner of this node."));
        }

        if (Decide(partner, message) is { } why)
        {
            return new Queueing.Refused(why);
        }

        if (partner.Terms?.Taken(message.Service, message.Action) is { Reply: true })
        {
            // An answer stays in the conversation of what it answers (ebMS, 5.2.2.1); the partner would refuse it otherwise.
            var asked = session.Scalar<string>("SELECT conversation FROM inbox WHERE partner = @Partner AND message_id = @InReplyTo", new { message.Partner, message.InReplyTo });
            if (asked is null || (message.Conversation ?? asked) != asked)
            {
                return new Queueing.Refused(new(FaultCode.FederationNotAgreed, asked is null
                    ? $"{message.Partner} has sent no message {message.InReplyTo} that could be answered."
                    : $"The message {message.InReplyTo} is of the conversation {asked}, in which its answer stays."));
            }

            message = message with { Conversation = asked };
        }

        var id = MessageId.New(session.Now, own.PartyId, random).Value;
        return gate.Send(session, actor, id, message) switch
        {
            Clearance.Open open => Insert(session, actor, id, message.Service == Exchange.Service && partner.Terms is null, open),
            Clearance.Closed closed => new Queueing.Refused(closed.Why) { MessageId = id },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What waits for a partner: nothing of it is known to have arrived.</summary>
    public static List<OpenMessage> Open(Session session, string partner) =>
        session.Query<OpenMessage>("SELECT seq, message_id FROM outbox WHERE partner = @partner AND state IN ('Ready', 'Waiting') ORDER BY seq", new { partner });

    /// <summary>Ends a message that waits, because it may not go any more. Its content can be sent anew. One that is being sent at this moment may have arrived: it stands if so, and is not tried again if not.</summary>
    public static void KeepBack(Session session, Actor actor, long seq, Fault why)
    {
        var row = session.Find<OutboxRow>("SELECT * FROM outbox WHERE seq = @seq AND state IN ('Ready', 'Waiting')", new { seq });
        if (row is { LeasedBy: null })
        {
            End(session, actor, row, why.Code.Id, why.Detail);
        }
        else if (row is not null)
        {
            session.Execute("UPDATE outbox SET recall_reason = @reason, recall_detail = @Detail WHERE seq = @seq", new { reason = why.Code.Id, why.Detail, seq });
        }
    }

    /// <summary>What was being sent when the law stopped it, and has not ended, may be tried again; not what an officer gave up.</summary>
    public static void Reinstate(Session session, string partner) => session.Execute(
        "UPDATE outbox SET recall_reason = NULL, recall_detail = NULL WHERE partner = @partner AND state = 'Ready' AND recall_reason IS NOT NULL AND recall_reason <> @givenUp",
        new { partner, givenUp = FaultCode.FederationGivenUp.Id });

    internal static void EndRecalled(Session session, OutboxRow row) =>
        End(session, Actor.Node("federation", Entente.Protocol.Access.Purpose.Administration), row, row.RecallReason!, row.RecallDetail ?? "");

    private static void End(Session session, Actor actor, OutboxRow row, string reason, string detail)
    {
        if (session.Execute(
            "UPDATE outbox SET state = 'Refused', changed = @changed, ended_at = @Now, reason = @reason, detail = @detail WHERE seq = @Seq AND state IN ('Ready', 'Waiting') AND leased_by IS NULL",
            new { changed = Conclusion.Changed(session), session.Now, reason, detail, row.Seq }) > 0)
        {
            Conclusion.Promote(session, row);
            RecordBook.Append(session, actor, DeliveryActs.Recalled, "message", row.MessageId, JsonDetail.Of(("partner", row.Partner), ("reason", reason), ("detail", detail)));
        }
    }

    /// <summary>What is wrong with handing this to that partner; <see langword="null"/> if nothing is.</summary>
    public static Fault? Decide(Partner partner, Outgoing message)
    {
        var size = message.Size;
        if (size > Limits.PayloadBytes)
        {
            return new(FaultCode.TooLarge, $"A message holds at most {Limits.PayloadBytes} bytes; this one has {size}.");
        }

        if (message.Attachments.Count + 1 > Limits.Package.Parts - 1)
        {
            return new(FaultCode.TooLarge, $"A message holds at most {Limits.Package.Parts - 2} attachments; this one has {message.Attachments.Count}.");
        }

        if (message.Suite is { } suite && !partner.Speaks(suite))
        {
            return new(FaultCode.FederationSuite, $"What is known of {partner.Id} names no keys for the suite {suite}; the one in force is {partner.Suite}.");
        }

        if (partner.Terms is { } terms)
        {
            return terms.Taken(message.Service, message.Action) switch
            {
                null => new(FaultCode.FederationNotAgreed, $"The file of {partner.Id} does not let this node send {message.Action} of {message.Service}."),
                { Reply: true } when message.InReplyTo is null => new(FaultCode.FederationNotAgreed, $"{message.Action} of {message.Service} answers a message of {partner.Id}, and this one names none."),
                _ => null,
            };
        }

        if (message.Service != Exchange.Service || partner.Reads.Contains(message.Action))
        {
            return null;
        }

        var versions = partner.Reads.Where(read => Exchange.Split(read).Kind == message.Kind).Order(StringComparer.Ordinal).ToList();
        return new(FaultCode.FederationKindUnread, versions.Count == 0
            ? $"The node of {partner.Id} reads no {message.Kind}."
            : $"The node of {partner.Id} reads {string.Join(", ", versions)}; this is {message.Action}.");
    }

    private static Queueing.Queued Insert(Session session, Actor actor, string id, bool isOfNodes, Clearance.Open open)
    {
        var message = open.Message;
        var conversation = message.Conversation ?? id;
        var seq = session.Next("SELECT MAX(seq) FROM outbox");
        var before = message.Conversation is null ? null : session.Find<Behind>(
            "SELECT COUNT(*) AS count, MAX(lane) AS lane FROM outbox WHERE partner = @Partner AND conversation = @conversation AND state IN ('Ready', 'Waiting')",
            new { message.Partner, conversation });
        var behind = before is { Count: > 0 };
        if (behind && before!.Lane > (long)message.Lane)
        {
            // What an urgent message waits for is as urgent.
            session.Execute(
                "UPDATE outbox SET lane = @lane WHERE partner = @Partner AND conversation = @conversation AND state IN ('Ready', 'Waiting') AND lane > @lane",
                new { message.Partner, conversation, lane = (long)message.Lane });
        }

        var record = RecordBook.Append(session, actor, message.ResendOf is null ? DeliveryActs.Queued : DeliveryActs.Resent, "message", id, new JsonObject
        {
            ["partner"] = message.Partner,
            ["action"] = message.Action,
            ["conversation"] = conversation,
            ["resendOf"] = message.ResendOf,
            ["clause"] = open.Under,
        }.ToJsonString());
        var properties = PropertiesOf(session, id, conversation, isOfNodes, message);
        session.Execute(
            """
            INSERT INTO outbox (seq, message_id, partner, conversation, in_reply_to, service, action, lane, size, queued_by, queued_at, resend_of, state, changed, due_at, attempts, suite, properties, leads)
            VALUES (@seq, @id, @Partner, @conversation, @InReplyTo, @Service, @Action, @lane, @size, @officer, @now, @ResendOf, @state, @record, @now, 0, @suite, @properties, @leads)
            """,
            new
            {
                seq,
                id,
                message.Partner,
                conversation,
                message.InReplyTo,
                message.Service,
                message.Action,
                lane = (long)message.Lane,
                size = message.Size,
                officer = actor.Officer,
                now = session.Now,
                message.ResendOf,
                state = (behind ? OutboxState.Waiting : OutboxState.Ready).ToString(),
                record,
                suite = message.Suite?.Name,
                properties = properties.Count == 0 ? null : MessageProperties.Write(properties),
                leads = message.Leads ? 1L : 0L,
            });
        InsertContent(session, seq, 0, "", message.MediaType, message.Payload);
        for (var ordinal = 0; ordinal < message.Attachments.Count; ordinal++)
        {
            var attachment = message.Attachments[ordinal];
            InsertContent(session, seq, ordinal + 1, attachment.Name, attachment.MediaType, attachment.Content);
        }

        foreach (var throttle in open.Throttles)
        {
            Throttle.Add(session, throttle, seq);
        }

        return new(id, conversation, seq);
    }

    /// <summary>What the header says: what the message brings along, and to a node where its sending is in the log. A message that goes anew has an entry of its own.</summary>
    private static List<KeyValuePair<string, string>> PropertiesOf(Session session, string id, string conversation, bool isOfNodes, Outgoing message)
    {
        List<KeyValuePair<string, string>> properties = [.. message.Properties.Where(one => one.Key != PromisedEntry.Property)];
        if (isOfNodes && PromisedEntry.Make(session, DeliveryActs.Entered, id, JsonDetail.Of(("partner", message.Partner), ("action", message.Action), ("conversation", conversation))) is { } entry)
        {
            properties.Add(new(PromisedEntry.Property, $"{entry}"));
        }

        return properties;
    }

    private static void InsertContent(Session session, long seq, int ordinal, string name, string mediaType, ReadOnlyMemory<byte> content) => session.Execute(
        "INSERT INTO outbox_content (seq, ordinal, name, media_type, body) VALUES (@seq, @ordinal, @name, @mediaType, @body)",
        new { seq, ordinal, name, mediaType, body = content.AsArray() });

    private sealed record Behind
    {
        public long Count { get; init; }

        public long? Lane { get; init; }
    }
}

/// <summary>A message that waits.</summary>
internal sealed record OpenMessage
{
    public long Seq { get; init; }

    public string MessageId { get; init; } = "";

    /// <summary>Of its page.</summary>
    public string Address => $"/messages/{new MessageKey(Direction.Out, Seq)}";
}
