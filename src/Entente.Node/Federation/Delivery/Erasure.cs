using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>
/// Erases what partners' messages say when the day has passed until which their senders let this node keep it: the contents and the exact bytes. That the message
/// came, when, from whom, its receipt and the records stay, and the digest of the bytes.
/// </summary>
internal sealed class Erasure(Database database, TimeProvider clock, ILogger<Erasure> log) : Rounds("erasure of messages", TimeSpan.FromHours(1), clock, log)
{
    private const int AtOnce = 100;

    /// <summary>The day that a payload says; <see langword="null"/> where it says none that can be read.</summary>
    public static DateOnly? KeepUntil(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            return JsonNode.Parse(ref reader) is JsonObject said && said["conditions"] is JsonObject conditions && conditions["keepUntil"] is JsonValue value && value.TryGetValue(out string? text)
                && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    protected override Task GoAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Erases all that is due by now.</summary>
    /// <returns>How many messages it was.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var erased = 0;
        for (var due = await DueAsync(cancellation); due.Count > 0; due = await DueAsync(cancellation))
        {
            foreach (var message in due)
            {
                await database.WriteAsync(session => Erase(session, message), cancellation);
                erased++;
            }
        }

        return erased;
    }

    /// <summary>What nothing later of the same conversation lets stay.</summary>
    private Task<List<Due>> DueAsync(CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<Due>(
            """
            SELECT i.seq, i.message_id, i.keep_until FROM inbox i
            WHERE i.keep_until < @today AND NOT EXISTS (SELECT 1 FROM inbox_erased e WHERE e.seq = i.seq)
                AND NOT EXISTS (SELECT 1 FROM inbox l WHERE l.partner = i.partner AND l.conversation = i.conversation AND l.keep_until >= @today)
            ORDER BY i.seq LIMIT @AtOnce
            """,
            new { today = Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), AtOnce }),
        cancellation);

    private static void Erase(Session session, Due message)
    {
        if (session.Scalar<long>("SELECT COUNT(*) FROM inbox_erased WHERE seq = @Seq", new { message.Seq }) > 0)
        {
            return;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(session.Scalar<byte[]>("SELECT body FROM inbox_wire WHERE seq = @Seq", new { message.Seq }) ?? []));
        var record = RecordBook.Append(session, Actor.Node("federation"), DeliveryActs.Erased, "message", message.MessageId, JsonDetail.Of(
            ("keepUntil", message.KeepUntil), ("sha256", digest)));
        session.Execute("INSERT INTO inbox_erased (seq, sha256, erased_at, record) VALUES (@Seq, @digest, @Now, @record)", new { message.Seq, digest, session.Now, record });
        session.Execute("DELETE FROM inbox_content WHERE seq = @Seq", new { message.Seq });
        session.Execute("UPDATE inbox_wire SET body = @nothing WHERE seq = @Seq", new { nothing = Array.Empty<byte>(), message.Seq });
    }

    private sealed record Due
    {
        public long Seq { get; init; }

        public string MessageId { get; init; } = "";

        public string KeepUntil { get; init; } = "";
    }
}
