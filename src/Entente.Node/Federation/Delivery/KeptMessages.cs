using System.Security.Cryptography;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>A message as it went over the wire, with all that is kept of it.</summary>
/// <param name="Body">Empty where it has not left, or is erased.</param>
internal sealed record KeptWire(
    Direction Direction, string Id, string Partner, string From, string To, string Action, string ContentType, byte[] Body, string ReceiptType, byte[] Receipt, string? Sha256, IReadOnlyList<Content> Contents);

internal static class KeptMessages
{
    private const string OutColumns =
        """
        o.seq, o.message_id, o.partner, o.action, o.queued_at AS at, COALESCE(a.content_type, w.content_type) AS content_type, COALESCE(a.body, w.body) AS body, r.content_type AS receipt_type, r.body AS receipt
        FROM outbox o LEFT JOIN outbox_wire w ON w.seq = o.seq LEFT JOIN outbox_resealed a ON a.seq = o.seq AND a.version = o.wire_version LEFT JOIN outbox_receipt r ON r.seq = o.seq
        """;

    private const string InColumns =
        """
        i.seq, i.message_id, i.partner, i.action, i.received_at AS at, w.content_type, w.body, w.receipt_type, w.receipt, e.sha256 AS erased
        FROM inbox i JOIN inbox_wire w ON w.seq = i.seq LEFT JOIN inbox_erased e ON e.seq = i.seq
        """;

    public static KeptWire? Find(Session session, MessageKey key, string own) => key.Direction == Direction.Out
        ? session.Find<Row>($"SELECT {OutColumns} WHERE o.seq = @Seq", new { key.Seq }) is { } sent ? Of(session, Direction.Out, sent, own) : null
        : session.Find<Row>($"SELECT {InColumns} WHERE i.seq = @Seq", new { key.Seq }) is { } came ? Of(session, Direction.In, came, own) : null;

    /// <summary>What was exchanged with a partner in a conversation, the oldest first.</summary>
    public static IReadOnlyList<KeptWire> OfConversation(Session session, string partner, string conversation, string own) =>
    [
        .. session.Query<Row>($"SELECT {OutColumns} WHERE o.partner = @partner AND o.conversation = @conversation", new { partner, conversation }).Select(row => (row.At, Wire: Of(session, Direction.Out, row, own)))
            .Concat(session.Query<Row>($"SELECT {InColumns} WHERE i.partner = @partner AND i.conversation = @conversation", new { partner, conversation }).Select(row => (row.At, Wire: Of(session, Direction.In, row, own))))
            .OrderBy(pair => pair.At).Select(pair => pair.Wire),
    ];

    private static KeptWire Of(Session session, Direction direction, Row row, string own)
    {
        var body = row.Body ?? [];
        return new(
            direction, row.MessageId, row.Partner, direction == Direction.Out ? own : row.Partner, direction == Direction.Out ? row.Partner : own, row.Action,
            row.ContentType ?? "", body, row.ReceiptType ?? "", row.Receipt ?? [], body.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(body)) : row.Erased,
            direction == Direction.Out
                ? session.Query<Content>("SELECT name, media_type, body FROM outbox_content WHERE seq = @Seq ORDER BY ordinal", new { row.Seq })
                : session.Query<Content>("SELECT name, media_type, body FROM inbox_content WHERE seq = @Seq ORDER BY ordinal", new { row.Seq }));
    }

    private sealed record Row
    {
        public long Seq { get; init; }

        public string MessageId { get; init; } = "";

        public string Partner { get; init; } = "";

        public string Action { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string? ContentType { get; init; }

        public byte[]? Body { get; init; }

        public string? ReceiptType { get; init; }

        public byte[]? Receipt { get; init; }

        public string? Erased { get; init; }
    }
}
