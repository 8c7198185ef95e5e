using Entente.As4;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Federation.Delivery;

/// <summary>What this node has signed of messages of partners that it did not take: the exact bytes, the newest first.</summary>
internal sealed record GivenRefusals(IReadOnlyList<GivenRefusals.Line> Refusals)
{
    /// <summary>Of one partner so many in an hour are kept: who sends what is refused, again and again, fills no disk.</summary>
    private const int MostInAnHour = 100;

    private const int MostListed = 200;

    /// <param name="Number">As addresses name it.</param>
    /// <param name="MessageId">The message that it refuses, as that claims to be.</param>
    public sealed record Line(long Number, string Partner, string MessageId, string Code, DateTimeOffset GivenAt);

    public static void Keep(Session session, string partner, string messageId, string code, OutgoingMessage answer)
    {
        if (session.Scalar<long>("SELECT COUNT(*) FROM inbox_refusal WHERE partner = @partner AND given_at > @since", new { partner, since = session.Now.AddHours(-1) }) < MostInAnHour)
        {
            session.Execute(
                "INSERT INTO inbox_refusal (number, partner, message_id, code, content_type, body, given_at) VALUES (@number, @partner, @messageId, @code, @ContentType, @body, @Now)",
                new { number = session.Next("SELECT MAX(number) FROM inbox_refusal"), partner, messageId, code, answer.ContentType, body = answer.Body.AsArray(), session.Now });
        }
    }

    public static async Task<JsonHttpResult<GivenRefusals>> GetAsync(string? partner, Actor actor, Database database, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<Row>(
                "SELECT number, partner, message_id, code, given_at FROM inbox_refusal WHERE @partner IS NULL OR partner = @partner ORDER BY number DESC LIMIT @MostListed", new { partner, MostListed }),
            cancellation);
        await Reading.RecordAsync(database, actor, DeliveryActs.Listed, "message", null, rows.Select(row => row.MessageId), $"refusals, partner={partner}");
        return TypedResults.Json(new GivenRefusals(rows.ConvertAll(row => new Line(row.Number, row.Partner, row.MessageId, row.Code, row.GivenAt))), MessagesJson.Default.GivenRefusals);
    }

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetBytesAsync(long number, Actor actor, Database database, CancellationToken cancellation)
    {
        var found = await database.WriteAsync(
            session =>
            {
                var row = session.Find<Row>("SELECT message_id, content_type, body FROM inbox_refusal WHERE number = @number", new { number });
                if (row is not null)
                {
                    RecordBook.Append(session, actor, DeliveryActs.Downloaded, "message", row.MessageId);
                }

                return row;
            },
            cancellation);
        return found is null
            ? new Fault(FaultCode.NotFound, "").ToProblem()
            : TypedResults.File(DownloadMessage.FileOf(found.ContentType, found.Body), "application/octet-stream", $"refusal-{number}.mime");
    }

    private sealed record Row
    {
        public long Number { get; init; }

        public string Partner { get; init; } = "";

        public string MessageId { get; init; } = "";

        public string Code { get; init; } = "";

        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];

        public DateTimeOffset GivenAt { get; init; }
    }
}
