using System.Security.Cryptography;
using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>What a message gets whose id came before: a receipt, and no effect.</summary>
internal static class Duplicates
{
    /// <summary>How many receipts are kept of one message: many changes of keys, and no way to fill a disk.</summary>
    private const int MostKept = 20;

    /// <summary>A digest of what a message's signature covers.</summary>
    public static string SignedOf(VerifiedMessage message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SealedMessage.WriteParts([.. message.References.Select(SignedPart.From)]))));

    /// <summary>
    /// The receipt for a duplicate: the one that is stored, unless its key is used no more, which its sender may not take any more, or its sender has sealed
    /// the same content anew, which the stored one does not prove. What is other content gets the stored one, which proves the first and nothing of this.
    /// </summary>
    /// <param name="fresh">Signed now, for the bytes that came.</param>
    /// <returns><see langword="null"/> for what is no duplicate.</returns>
    public static SealedMessage? Answer(Session session, Incoming incoming, VerifiedMessage message, SealedMessage fresh)
    {
        if (session.Find<First>(
            "SELECT i.seq, i.conversation, i.in_reply_to, i.service, i.action, i.properties, w.signed, w.receipt_type, w.receipt, w.receipt_signer FROM inbox i JOIN inbox_wire w ON w.seq = i.seq WHERE i.partner = @Partner AND i.message_id = @MessageId",
            new { incoming.Partner, incoming.MessageId }) is not { } first)
        {
            return null;
        }

        var signed = SignedOf(message);
        if (first.Signed == signed && first.ReceiptSigner == fresh.Signer)
        {
            return new(first.ReceiptType, first.Receipt, []);
        }

        if (session.Find<Later>(
            "SELECT content_type, body FROM inbox_receipt WHERE seq = @Seq AND signed = @signed AND signer = @Signer ORDER BY ordinal DESC LIMIT 1", new { first.Seq, signed, fresh.Signer }) is { } later)
        {
            return new(later.ContentType, later.Body, []);
        }

        if (first.Signed != signed && !IsSame(session, first, incoming, message))
        {
            return new(first.ReceiptType, first.Receipt, []);
        }

        var ordinal = (session.Scalar<long?>("SELECT MAX(ordinal) FROM inbox_receipt WHERE seq = @Seq", new { first.Seq }) ?? 0) + 1;
        if (ordinal <= MostKept)
        {
            session.Execute(
                "INSERT INTO inbox_receipt (seq, ordinal, signed, content_type, body, signer, given_at) VALUES (@Seq, @ordinal, @signed, @ContentType, @body, @Signer, @Now)",
                new { first.Seq, ordinal, signed, fresh.ContentType, body = fresh.Body.AsArray(), fresh.Signer, session.Now });
        }

        return fresh;
    }

    /// <summary>Whether a message says what the first of its id said. What is erased can be compared with nothing.</summary>
    private static bool IsSame(Session session, First first, Incoming incoming, VerifiedMessage message)
    {
        var said = message.Payloads.Select(Content.From).ToList();
        var kept = session.Query<Content>("SELECT name, media_type, body FROM inbox_content WHERE seq = @Seq ORDER BY ordinal", new { first.Seq });
        return (first.Conversation, first.InReplyTo, first.Service, first.Action) == (incoming.Conversation, incoming.InReplyTo, message.Header.Service.Value, message.Header.Action)
            && first.Properties == (incoming.Properties.Count == 0 ? null : MessageProperties.Write(incoming.Properties))
            && said.Count == kept.Count
            && said.Zip(kept).All(pair => pair.First.Name == pair.Second.Name && pair.First.MediaType == pair.Second.MediaType && pair.First.Content.Span.SequenceEqual(pair.Second.Body));
    }

    private sealed record First
    {
        public long Seq { get; init; }

        public string Conversation { get; init; } = "";

        public string? InReplyTo { get; init; }

        public string Service { get; init; } = "";

        public string Action { get; init; } = "";

        public string? Properties { get; init; }

        public string? Signed { get; init; }

        public string ReceiptType { get; init; } = "";

        public byte[] Receipt { get; init; } = [];

        public string? ReceiptSigner { get; init; }
    }

    private sealed record Later
    {
        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}
