using System.Text.Json;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Puts under its law what partners gave before each item named its own, when the node starts: the verdict on its message has the law.</summary>
internal sealed class BindEarlier(Database database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var earlier = await database.ReadAsync(
            async session => await session.QueryAsync<Earlier>(
                """
                SELECT 'alert' AS kind, a.number, f.partner, f.message_id FROM foreign_alert f JOIN alert a ON a.number = f.alert_number WHERE a.law IS NULL AND f.message_id IS NOT NULL
                UNION ALL SELECT 'abroad', b.number, b.partner, b.message_id FROM abroad_hit b WHERE b.law IS NULL AND b.message_id IS NOT NULL
                UNION ALL SELECT 'question', q.number, q.partner, q.message_id FROM question q WHERE q.law IS NULL AND q.ours = 0 AND q.message_id IS NOT NULL
                """),
            cancellationToken);

        // Of an answer the record alone says in which message it came. A report cannot be changed; it is under the law of its hit.
        var answers = await database.ReadAsync(
            async session => await session.QueryAsync<Earlier>(
                "SELECT 'question' AS kind, number, partner, changed FROM question WHERE law IS NULL AND ours = 1 AND outcome IS NOT NULL"),
            cancellationToken);
        foreach (var one in answers)
        {
            if (await Record.FindAsync(database, one.Changed, within: null, cancellationToken) is { } record && MessageOf(record.Detail) is { Length: > 0 } message)
            {
                earlier.Add(one with { MessageId = message });
            }
        }

        if (earlier.Count > 0)
        {
            await database.WriteAsync(session => earlier.Count(one => Bind(session, one)), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool Bind(Session session, Earlier one)
    {
        if (GivenUse.Under(session, one.Partner, one.MessageId) is not { } given)
        {
            return false;
        }

        var values = new { given.Law, given.Until, one.Number };
        switch (one.Kind)
        {
            case "alert":
                session.Execute("UPDATE alert SET law = @Law, law_until = @Until WHERE number = @Number", values);
                AlertShelf.AmendHits(session, AlertShelf.At(session, one.Number)!);
                break;
            case "abroad":
                session.Execute("UPDATE abroad_hit SET law = @Law, law_until = @Until WHERE number = @Number", values);
                break;
            default:
                session.Execute("UPDATE question SET law = @Law, law_until = @Until WHERE number = @Number", values);
                break;
        }

        return true;
    }

    // A record that was erased says nothing any more.
    private static string MessageOf(string detail)
    {
        using var said = detail.Length == 0 ? null : JsonDocument.Parse(detail);
        return said?.RootElement is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "";
    }

    private sealed record Earlier
    {
        public string Kind { get; init; } = "";

        public long Number { get; init; }

        public string Partner { get; init; } = "";

        public string MessageId { get; init; } = "";

        /// <summary>The record of the answer.</summary>
        public long Changed { get; init; }
    }
}
