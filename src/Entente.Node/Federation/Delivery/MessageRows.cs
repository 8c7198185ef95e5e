using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>Rows of outbox and inbox as lines.</summary>
internal sealed class MessageRows(PartnerDirectory partners, DeliveryOptions options)
{
    public MessageLine Line(OutboxRow row, DateTimeOffset now) => new()
    {
        Seq = row.Seq,
        Direction = Direction.Out,
        MessageId = row.MessageId,
        Partner = row.Partner,
        Conversation = row.Conversation,
        InReplyTo = row.InReplyTo,
        Service = row.Service,
        Action = row.Action,
        Lane = row.Lane,
        Size = row.Size,
        At = row.QueuedAt,
        Status = MessageLine.StatusOf(
            row.State, row.Effect, row.LeasedBy is not null, partners.Find(row.Partner)?.State == PartnerState.Suspended, row.Attempts, now - row.SealedAt, options.MissingReceiptAfter),
        Attempts = row.Attempts,
        Reason = row.Effect == "Refused" ? FaultCode.FederationContentRefused.Id : row.Reason,
        Detail = row.EffectDetail ?? row.Detail,
        EndedAt = row.EndedAt,
    };

    public static MessageLine Line(InboxRow row) => new()
    {
        Seq = row.Seq,
        Direction = Direction.In,
        MessageId = row.MessageId,
        Partner = row.Partner,
        Conversation = row.Conversation,
        InReplyTo = row.InReplyTo,
        Service = row.Service,
        Action = row.Action,
        Size = row.Size,
        At = row.ReceivedAt,
        Status = MessageLine.StatusOf(row.State),
        Reason = row.Reason,
        Detail = row.Detail,
        EndedAt = row.ReceivedAt,
    };
}

internal sealed record InboxRow
{
    public long Seq { get; init; }

    public string MessageId { get; init; } = "";

    public string Partner { get; init; } = "";

    public string Conversation { get; init; } = "";

    public string? InReplyTo { get; init; }

    public string Service { get; init; } = "";

    public string Action { get; init; } = "";

    public long Size { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string Suite { get; init; } = "";

    public string Signer { get; init; } = "";

    public InboxState State { get; init; }

    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public string? Place { get; init; }

    public long RecordSeq { get; init; }

    public string? Properties { get; init; }

    public string? KeepUntil { get; init; }
}
