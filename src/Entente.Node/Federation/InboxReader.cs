using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>What partners sent, with its contents, for the operator of the node. That it was looked at is on record.</summary>
internal sealed class InboxReader(Database database)
{
    public async Task<IReadOnlyList<InboxRow>> ListAsync(Actor actor, int count, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(session => session.QueryAsync<InboxRow>("SELECT * FROM inbox ORDER BY seq DESC LIMIT @count", new { count }), cancellation);
        await Reading.RecordAsync(database, actor, DeliveryActs.Listed, "message", null, rows.Select(row => new MessageKey(Direction.In, row.Seq).ToString()));
        return rows;
    }

    /// <summary>The files of every message of that id: the exact bytes, the receipt, the payload and the attachments.</summary>
    public Task<IReadOnlyList<InboxFile>> FilesAsync(Actor actor, string messageId, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var files = new List<InboxFile>();
            foreach (var seq in session.Query<long>("SELECT seq FROM inbox WHERE message_id = @messageId ORDER BY seq", new { messageId }))
            {
                var key = new MessageKey(Direction.In, seq);
                var wire = session.Find<WireRow>("SELECT content_type, body, receipt_type, receipt FROM inbox_wire WHERE seq = @seq", new { seq })!;
                if (wire.Body.Length > 0)
                {
                    files.Add(new($"{key}.mime", DownloadMessage.FileOf(wire.ContentType, wire.Body), "the exact bytes"));
                }

                files.Add(new($"{key}-receipt.mime", DownloadMessage.FileOf(wire.ReceiptType, wire.Receipt), "the receipt"));
                var contents = session.Query<Content>("SELECT name, media_type, body FROM inbox_content WHERE seq = @seq ORDER BY ordinal", new { seq });
                files.AddRange(contents.Select((content, at) => new InboxFile(
                    string.Create(CultureInfo.InvariantCulture, $"{key}-{at}.bin"), content.Body, $"{content.MediaType} {content.Name}".TrimEnd())));
                RecordBook.Append(session, actor, DeliveryActs.Downloaded, "message", messageId);
            }

            return (IReadOnlyList<InboxFile>)files;
        },
        cancellation);

    private sealed record WireRow
    {
        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public string ReceiptType { get; init; } = "";

        public byte[] Receipt { get; init; } = [];
    }
}

/// <param name="Says">What it is, and what the partner calls it.</param>
internal sealed record InboxFile(string Name, byte[] Content, string Says);
