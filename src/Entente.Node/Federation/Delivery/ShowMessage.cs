using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>One message, step by step. Not its content: that belongs to the module that it was for.</summary>
internal sealed record MessageView(MessageLine Line, IReadOnlyList<MessageStep> Steps)
{
    public string? QueuedBy { get; init; }

    public string? ResendOf { get; init; }

    /// <summary>The message of this node that its content went out again with.</summary>
    public string? ResentAs { get; init; }

    public string? Suite { get; init; }

    /// <summary>The fingerprint of the certificate that signed it.</summary>
    public string? Signer { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it may go at the earliest: what goes to the partner is slowed.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Where in the payload a fault lies.</summary>
    public string? Place { get; init; }

    public long? Record { get; init; }

    /// <summary>The last day on which what it says is kept here.</summary>
    public DateOnly? KeepUntil { get; init; }

    /// <summary>When what it said was erased; its receipt and records are kept.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public IReadOnlyList<PropertyLine> Properties { get; init; } = [];

    public IReadOnlyList<ContentLine> Contents { get; init; } = [];

    public WireLine? Wire { get; init; }

    public ReceiptLine? Receipt { get; init; }

    /// <summary>The partner's signed error that ended it.</summary>
    public ReceiptLine? Refusal { get; init; }

    /// <summary>How far the proof has come that it was sent, or came.</summary>
    public MessageProof? Proof { get; init; }
}

public enum StepKind { Queued = 1, Sealed, Failed, Delivered, Refused, Accepted, Declined, Received, Taken, Kept, GivenUp }

/// <param name="Reason">The fault's code, of a step that failed.</param>
internal sealed record MessageStep(StepKind Kind, DateTimeOffset At, string? Reason = null, string? Detail = null, long? Attempt = null);

internal sealed record ContentLine
{
    public string Name { get; init; } = "";

    public string MediaType { get; init; } = "";

    public long Size { get; init; }
}

/// <summary>What the header says beside the payloads.</summary>
internal sealed record PropertyLine(string Name, string Value);

/// <summary>The exact bytes, and what their signature covers.</summary>
internal sealed record WireLine(string ContentType, long Size, IReadOnlyList<DigestLine> Digests);

internal sealed record DigestLine(string Part, string Digest);

internal sealed record ReceiptLine(string? Signer, DateTimeOffset SignedAt, DateTimeOffset At, long Size);

internal sealed class ShowMessage(Database database, MessageRows rows, LogOptions log)
{
    public Task<MessageView?> RunAsync(Actor actor, MessageKey key, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var view = key.Direction == Direction.Out ? Sent(session, key.Seq) : Came(session, key.Seq);
            if (view is not null)
            {
                view = view with { Proof = MessageProof.Find(session, view.Line.Partner, view.Line.MessageId, log) };
                RecordBook.Append(session, actor, DeliveryActs.Shown, "message", view.Line.MessageId);
            }

            return view;
        },
        cancellation);

    public static async Task<Results<JsonHttpResult<MessageView>, ProblemHttpResult>> GetAsync(MessageKey id, Actor actor, ShowMessage show, CancellationToken cancellation) =>
        await show.RunAsync(actor, id, cancellation) is { } view ? TypedResults.Json(view, MessagesJson.Default.MessageView) : new Fault(FaultCode.NotFound, "").ToProblem();

    private MessageView? Sent(Session session, long seq)
    {
        if (session.Find<OutboxRow>("SELECT * FROM outbox WHERE seq = @seq", new { seq }) is not { } row)
        {
            return null;
        }

        var line = rows.Line(row, session.Now);
        var attempts = session.Query<AttemptRow>("SELECT ordinal, at, reason, detail FROM outbox_attempt WHERE seq = @seq ORDER BY ordinal", new { seq });
        var receipt = session.Find<ReceiptRow>("SELECT signer, signed_at, received_at, LENGTH(body) AS size FROM outbox_receipt WHERE seq = @seq", new { seq });
        var refusal = session.Find<ReceiptRow>("SELECT signer, signed_at, received_at, LENGTH(body) AS size FROM outbox_refusal WHERE seq = @seq", new { seq });
        var resealed = session.Query<DateTimeOffset>("SELECT sealed_at FROM outbox_resealed WHERE seq = @seq ORDER BY version", new { seq });
        var wire = session.Find<WireRow>(
            $"SELECT content_type, LENGTH(body) AS size, signed_parts, suite, signer FROM {SealedMessage.Sealings} w WHERE w.seq = @seq AND w.version = @WireVersion", new { seq, row.WireVersion });
        return new(line, StepsOf(row, attempts, resealed))
        {
            QueuedBy = row.QueuedBy,
            ResendOf = row.ResendOf,
            ResentAs = session.Scalar<string>("SELECT message_id FROM outbox WHERE resend_of = @MessageId ORDER BY seq LIMIT 1", new { row.MessageId }),
            Suite = wire?.Suite ?? row.Suite,
            Signer = wire?.Signer,
            Properties = MessageProperties.Read(row.Properties),
            DueAt = line.Status is MessageStatus.Retrying or MessageStatus.MissingReceipt ? row.DueAt : null,
            NotBefore = row.State is OutboxState.Ready or OutboxState.Waiting ? Throttle.NotBefore(session, seq) : null,
            Contents = session.Query<ContentLine>("SELECT name, media_type, LENGTH(body) AS size FROM outbox_content WHERE seq = @seq ORDER BY ordinal", new { seq }),
            Wire = wire is not null
                ? new(wire.ContentType, wire.Size, [.. SealedMessage.ReadParts(wire.SignedParts).Select(part => new DigestLine(part.Uri, Convert.ToHexStringLower(part.Digest.Span)))])
                : null,
            Receipt = receipt is null ? null : new(receipt.Signer, receipt.SignedAt, receipt.ReceivedAt, receipt.Size),
            Refusal = refusal is null ? null : new(refusal.Signer, refusal.SignedAt, refusal.ReceivedAt, refusal.Size),
        };
    }

    private static MessageView? Came(Session session, long seq)
    {
        if (session.Find<InboxRow>("SELECT * FROM inbox WHERE seq = @seq", new { seq }) is not { } row)
        {
            return null;
        }

        var wire = session.Find<WireRow>("SELECT content_type, LENGTH(body) AS size, LENGTH(receipt) AS receipt_size FROM inbox_wire WHERE seq = @seq", new { seq })!;
        var end = row.State switch { InboxState.Taken => StepKind.Taken, InboxState.Declined => StepKind.Declined, _ => StepKind.Kept };
        return new(MessageRows.Line(row), [new(StepKind.Received, row.ReceivedAt), new(end, row.ReceivedAt, row.Reason, row.Detail)])
        {
            Suite = row.Suite,
            Signer = row.Signer,
            SentAt = row.SentAt,
            Place = row.Place,
            Record = row.RecordSeq,
            Properties = MessageProperties.Read(row.Properties),
            KeepUntil = row.KeepUntil is null ? null : DateOnly.ParseExact(row.KeepUntil, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ErasedAt = session.Find<ErasedRow>("SELECT erased_at FROM inbox_erased WHERE seq = @seq", new { seq })?.ErasedAt,
            Contents = session.Query<ContentLine>("SELECT name, media_type, LENGTH(body) AS size FROM inbox_content WHERE seq = @seq ORDER BY ordinal", new { seq }),
            Wire = new(wire.ContentType, wire.Size, []),
            Receipt = new(null, row.ReceivedAt, row.ReceivedAt, wire.ReceiptSize),
        };
    }

    /// <summary>What happened to a message of ours, in order.</summary>
    /// <param name="resealed">When it was sealed again.</param>
    internal static IReadOnlyList<MessageStep> StepsOf(OutboxRow row, IReadOnlyList<AttemptRow> attempts, IReadOnlyList<DateTimeOffset> resealed)
    {
        List<MessageStep> steps = [new(StepKind.Queued, row.QueuedAt)];
        if (row.SealedAt is { } made)
        {
            steps.Add(new(StepKind.Sealed, made));
        }

        steps.AddRange(attempts.Select(attempt => new MessageStep(StepKind.Failed, attempt.At, attempt.Reason, attempt.Detail, attempt.Ordinal)));
        if (row.EndedAt is { } ended)
        {
            if (row.State == OutboxState.Refused && row.Reason == FaultCode.FederationRefused.Id && attempts.Count > 0)
            {
                // The last attempt is the one that the partner refused.
                steps.RemoveAt(steps.Count - 1);
            }

            steps.Add(row.State == OutboxState.Delivered
                ? new(StepKind.Delivered, ended, Attempt: row.Attempts)
                : new(row.Reason == FaultCode.FederationGivenUp.Id ? StepKind.GivenUp : StepKind.Refused, ended, row.Reason, row.Detail, row.Attempts));
        }

        foreach (var again in resealed)
        {
            // Beside the attempts, which are kept in part.
            var later = steps.FindIndex(step => step.At > again);
            steps.Insert(later < 0 ? steps.Count : later, new(StepKind.Sealed, again));
        }

        if (row.EffectAt is { } told)
        {
            steps.Add(row.Effect == "Done" ? new(StepKind.Accepted, told) : new(StepKind.Declined, told, FaultCode.FederationContentRefused.Id, row.EffectDetail));
        }

        return steps;
    }

    internal sealed record AttemptRow
    {
        public long Ordinal { get; init; }

        public DateTimeOffset At { get; init; }

        public string Reason { get; init; } = "";

        public string Detail { get; init; } = "";
    }

    private sealed record ErasedRow
    {
        public DateTimeOffset ErasedAt { get; init; }
    }

    private sealed record ReceiptRow
    {
        public string Signer { get; init; } = "";

        public DateTimeOffset SignedAt { get; init; }

        public DateTimeOffset ReceivedAt { get; init; }

        public long Size { get; init; }
    }

    private sealed record WireRow
    {
        public string ContentType { get; init; } = "";

        public long Size { get; init; }

        public string SignedParts { get; init; } = "[]";

        public string? Suite { get; init; }

        public string? Signer { get; init; }

        public long ReceiptSize { get; init; }
    }
}
