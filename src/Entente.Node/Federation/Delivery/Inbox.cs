using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Entente.As4;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Federation.Delivery;

/// <summary>Takes verified messages: id, effect, record and receipt in one transaction, once for each id.</summary>
internal sealed class Inbox(Outbox outbox, ExchangeGate gate, IEnumerable<IncomingKind> kinds)
{
    private readonly FrozenDictionary<string, IncomingKind> kinds = kinds.ToFrozenDictionary(kind => Exchange.Action(kind.Kind, kind.Version), StringComparer.Ordinal);

    /// <summary>The kinds that this node reads, as its card lists them.</summary>
    public IReadOnlyCollection<string> Reads => kinds.Keys;

    /// <param name="receipt">Signed before; for a duplicate it counts only where the one that is stored does not.</param>
    /// <returns>The receipt to answer with.</returns>
    public Taken Take(Session session, Partner partner, VerifiedMessage message, SealedMessage exact, SealedMessage receipt)
    {
        var header = message.Header;
        var contents = message.Payloads.Select(Content.From).ToList();
        var by = new Actor($"partner:{partner.Id}", Actor.NationalAuthority, AuthorityKind.Customs, Purpose.Administration, null);
        var incoming = new Incoming(
            partner.Id, header.MessageId.Value, header.ConversationId, header.RefToMessageId?.Value,
            Exchange.Split(header.Action).Kind, Exchange.Split(header.Action).Version, contents.Count > 0 ? contents[0].Content : default)
        {
            SentAt = header.Timestamp,
            Attachments = contents.Count > 1 ? contents[1..] : [],
            Properties = [.. header.Properties.Select(property => KeyValuePair.Create(property.Name, property.Value))],
        };

        if (Duplicates.Answer(session, incoming, message, receipt) is { } answer)
        {
            return new(answer, "duplicate");
        }

        var kept = header.Service.Value != Exchange.Service;
        var kind = kept ? null : kinds.GetValueOrDefault(header.Action);
        var (under, closed) = kind is null ? (null, null) : gate.Take(session, by, incoming);
        var fault = kept ? null : kind is null ? Unknown(incoming) : closed ?? kind.Take(session, by, incoming);
        var state = kept ? InboxState.Kept : fault is null ? InboxState.Taken : InboxState.Declined;
        var record = RecordBook.Append(session, by, fault is null ? DeliveryActs.Taken : DeliveryActs.TakenRefused, "message", incoming.MessageId, new JsonObject
        {
            ["partner"] = partner.Id,
            ["action"] = header.Action,
            ["conversation"] = incoming.Conversation,
            ["fault"] = fault?.Code.Id,
            ["clause"] = under,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(exact.Body.Span)),
        }.ToJsonString());
        Insert(session, partner, message, incoming, exact, receipt, contents, state, fault, record);
        if (!kept && partner.LogKeys is not null)
        {
            OwedEntry.Put(session, partner.Id, incoming.MessageId, incoming.Properties);
        }

        if (!kept && incoming.Kind != MessageKind.Acknowledgement.Name && (fault is not null || kind!.Acknowledged))
        {
            Acknowledge(session, by, incoming, fault);
        }

        return new(receipt, state switch { InboxState.Taken => "taken", InboxState.Declined => "declined", _ => "kept" });
    }

    /// <summary>Puts down that a message could not be taken because of a mistake of ours. Its sender retries; until one is mended, both ends show it.</summary>
    public static void Trouble(Session session, Partner partner, VerifiedMessage message, string detail)
    {
        var values = new { partner.Id, message.Header.MessageId.Value, message.Header.Action, session.Now, detail };
        if (session.Execute("UPDATE inbox_trouble SET last_at = @Now, times = times + 1, detail = @detail WHERE partner = @Id AND message_id = @Value", values) == 0)
        {
            session.Execute("INSERT INTO inbox_trouble (partner, message_id, action, first_at, last_at, times, detail) VALUES (@Id, @Value, @Action, @Now, @Now, 1, @detail)", values);
        }
    }

    private Fault Unknown(Incoming incoming)
    {
        var versions = kinds.Values.Where(kind => kind.Kind == incoming.Kind).Select(kind => Exchange.Action(kind.Kind, kind.Version)).Order(StringComparer.Ordinal).ToList();
        return new(FaultCode.MessageKindUnknown, versions.Count == 0
            ? "This node reads no kind of that name."
            : $"This node reads {string.Join(", ", versions)}; version {incoming.Version} came.");
    }

    private void Acknowledge(Session session, Actor by, Incoming incoming, Fault? fault)
    {
        var told = fault is null ? null : fault with { Detail = Shorten(fault.Detail, 2_000), At = fault.At is null ? null : Shorten(fault.At, 500) };
        var payload = Acknowledgement.Of(incoming.MessageId, told, DateOnly.FromDateTime(session.Now.UtcDateTime));

        // A partner whose card lists no acknowledgements wants none.
        outbox.Enqueue(session, by, new(incoming.Partner, MessageKind.Acknowledgement.Name, MessageKind.Acknowledgement.Version, MessageKind.Acknowledgement.Write(payload))
        {
            Conversation = incoming.Conversation,
            InReplyTo = incoming.MessageId,
        });
    }

    private static void Insert(
        Session session, Partner partner, VerifiedMessage message, Incoming incoming, SealedMessage exact, SealedMessage receipt, List<Attachment> contents,
        InboxState state, Fault? fault, long record)
    {
        var seq = session.Next("SELECT MAX(seq) FROM inbox");
        session.Execute(
            """
            INSERT INTO inbox (seq, partner, message_id, conversation, in_reply_to, service, action, size, sent_at, received_at, suite, signer, state, reason, detail, place, record_seq, properties, keep_until)
            VALUES (@seq, @Id, @MessageId, @Conversation, @InReplyTo, @service, @Action, @size, @SentAt, @Now, @suite, @Fingerprint, @state, @reason, @detail, @place, @record, @properties, @keepUntil)
            """,
            new
            {
                seq,
                partner.Id,
                incoming.MessageId,
                incoming.Conversation,
                incoming.InReplyTo,
                service = message.Header.Service.Value,
                message.Header.Action,
                size = contents.Sum(content => (long)content.Content.Length),
                incoming.SentAt,
                session.Now,
                suite = Legs.SuiteOf(message.Signer).Name,
                message.Signer.Fingerprint,
                state = state.ToString(),
                reason = fault?.Code.Id,
                detail = fault?.Detail,
                place = fault?.At,
                record,
                keepUntil = state == InboxState.Kept ? null : Erasure.KeepUntil(incoming.Payload.Span)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                properties = incoming.Properties.Count == 0 ? null : MessageProperties.Write(incoming.Properties),
            });
        session.Execute(
            "INSERT INTO inbox_wire (seq, content_type, body, receipt_type, receipt, signed, receipt_signer) VALUES (@seq, @ContentType, @body, @receiptType, @receipt, @signed, @Signer)",
            new { seq, exact.ContentType, body = exact.Body.AsArray(), receiptType = receipt.ContentType, receipt = receipt.Body.AsArray(), signed = Duplicates.SignedOf(message), receipt.Signer });
        for (var ordinal = 0; ordinal < contents.Count; ordinal++)
        {
            session.Execute(
                "INSERT INTO inbox_content (seq, ordinal, name, media_type, body) VALUES (@seq, @ordinal, @Name, @MediaType, @body)",
                new { seq, ordinal, contents[ordinal].Name, contents[ordinal].MediaType, body = contents[ordinal].Content.AsArray() });
        }

        session.Execute("DELETE FROM inbox_trouble WHERE partner = @Id AND message_id = @MessageId", new { partner.Id, incoming.MessageId });
    }

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..longest];

    /// <param name="Receipt">What to answer with.</param>
    /// <param name="Result">What became of it, as it is counted.</param>
    internal sealed record Taken(SealedMessage Receipt, string Result);
}
