using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>The exact bytes that went over the wire, as files that no browser interprets.</summary>
internal static class DownloadMessage
{
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> GetBytesAsync(MessageKey id, Actor actor, Database database, CancellationToken cancellation) =>
        AnswerAsync(id, "", actor, database, cancellation);

    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> GetReceiptAsync(MessageKey id, Actor actor, Database database, CancellationToken cancellation) =>
        AnswerAsync(id, "-receipt", actor, database, cancellation);

    /// <summary>The partner's signed error that ended a message of ours.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> GetRefusalAsync(MessageKey id, Actor actor, Database database, CancellationToken cancellation) =>
        AnswerAsync(id, "-refusal", actor, database, cancellation);

    /// <summary>The record of the partner's that a message names, with the proof that it is in the partner's log.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetEntryAsync(MessageKey id, Actor actor, Database database, CancellationToken cancellation)
    {
        var evidence = await database.WriteAsync(
            session =>
            {
                var row = id.Direction == Direction.Out ? null : session.Find<Came>("SELECT partner, message_id FROM inbox WHERE seq = @Seq", new { id.Seq });
                var found = row is null ? null : OwedEntry.Find(session, row.Partner, row.MessageId)?.Evidence;
                if (found is not null)
                {
                    RecordBook.Append(session, actor, DeliveryActs.Downloaded, "message", row!.MessageId);
                }

                return found;
            },
            cancellation);
        return evidence is null ? new Fault(FaultCode.NotFound, "").ToProblem() : TypedResults.File(evidence, "application/json", $"{id}.evidence.json");
    }

    /// <summary>A file that holds its Content-Type as its first header, so that <c>entente as4 inspect</c> reads it as it came.</summary>
    internal static byte[] FileOf(string contentType, ReadOnlySpan<byte> body) =>
        [.. System.Text.Encoding.ASCII.GetBytes($"MIME-Version: 1.0\r\nContent-Type: {contentType}\r\n\r\n"), .. body];

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> AnswerAsync(MessageKey id, string what, Actor actor, Database database, CancellationToken cancellation)
    {
        var found = await database.WriteAsync(
            session =>
            {
                var row = (id.Direction, what) switch
                {
                    (Direction.Out, "") => session.Find<Row>(
                        $"SELECT o.message_id, w.content_type, w.body FROM outbox o JOIN {SealedMessage.Sealings} w ON w.seq = @Seq AND w.version = o.wire_version WHERE o.seq = @Seq", new { id.Seq }),
                    (Direction.Out, "-refusal") => session.Find<Row>("SELECT o.message_id, r.content_type, r.body FROM outbox o JOIN outbox_refusal r ON r.seq = o.seq WHERE o.seq = @Seq", new { id.Seq }),
                    (_, "-refusal") => null,
                    (Direction.Out, _) => session.Find<Row>("SELECT o.message_id, r.content_type, r.body FROM outbox o JOIN outbox_receipt r ON r.seq = o.seq WHERE o.seq = @Seq", new { id.Seq }),
                    (_, "") => session.Find<Row>("SELECT i.message_id, w.content_type, w.body FROM inbox i JOIN inbox_wire w ON w.seq = i.seq WHERE i.seq = @Seq AND LENGTH(w.body) > 0", new { id.Seq }),
                    _ => session.Find<Row>("SELECT i.message_id, w.receipt_type AS content_type, w.receipt AS body FROM inbox i JOIN inbox_wire w ON w.seq = i.seq WHERE i.seq = @Seq", new { id.Seq }),
                };
                if (row is not null)
                {
                    RecordBook.Append(session, actor, DeliveryActs.Downloaded, "message", row.MessageId);
                }

                return row;
            },
            cancellation);
        return found is null
            ? new Fault(FaultCode.NotFound, "").ToProblem()
            : TypedResults.File(FileOf(found.ContentType, found.Body), "application/octet-stream", $"{id}{what}.mime");
    }

    private sealed record Came
    {
        public string Partner { get; init; } = "";

        public string MessageId { get; init; } = "";
    }

    private sealed record Row
    {
        public string MessageId { get; init; } = "";

        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}
