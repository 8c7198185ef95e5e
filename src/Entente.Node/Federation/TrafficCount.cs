using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>How much went to a partner and came from it since an instant, and what waits for it now.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Sent">Messages queued since then that wait no more.</param>
/// <param name="Received">Messages taken since then.</param>
/// <param name="Waiting">Messages that no receipt has come for, however old.</param>
/// <param name="Oldest">When the oldest of them was queued.</param>
internal sealed record TrafficLine(Partner Partner, long Sent, long Received, long Waiting, DateTimeOffset? Oldest);

/// <summary>Counts messages by partner, without a word of what they say; for overviews.</summary>
internal sealed class TrafficCount(PartnerDirectory directory, Database database)
{
    /// <summary>The traffic with every partner, suspended or not, by party id.</summary>
    public async Task<IReadOnlyList<TrafficLine>> SinceAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var partners = directory.All.OrderBy(partner => partner.Id, StringComparer.Ordinal).ToList();
        return partners.Count == 0 ? [] : await database.ReadAsync(
            async session =>
            {
                var lines = new List<TrafficLine>(partners.Count);
                foreach (var partner in partners)
                {
                    lines.Add(await CountAsync(session, partner, since));
                }

                return lines;
            },
            cancellation);
    }

    // Each count is answered by an index alone.
    private static async Task<TrafficLine> CountAsync(Session session, Partner partner, DateTimeOffset since)
    {
        var queued = await session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE partner = @Id AND queued_at >= @since", new { partner.Id, since });
        var received = await session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE partner = @Id AND received_at >= @since", new { partner.Id, since });
        var open = await session.FindAsync<Open>(
            """
            SELECT COUNT(*) AS count, COALESCE(SUM(CASE WHEN queued_at >= @since THEN 1 ELSE 0 END), 0) AS late, MIN(queued_at) AS oldest
            FROM outbox WHERE partner = @Id AND state IN ('Ready', 'Waiting')
            """,
            new { partner.Id, since });
        return new(partner, queued - open!.Late, received, open.Count, open.Oldest);
    }

    private sealed record Open
    {
        public long Count { get; init; }

        public long Late { get; init; }

        public DateTimeOffset? Oldest { get; init; }
    }
}
