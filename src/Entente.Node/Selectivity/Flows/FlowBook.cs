using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;

namespace Entente.Node.Selectivity.Flows;

/// <summary>How much trade took which way in which hour.</summary>
internal static class FlowBook
{
    private const long MicrosecondsPerHour = 3_600_000_000;

    /// <summary>Counts one declaration on its way; one that does not say where it goes from and to is on no map.</summary>
    public static void Add(Session session, PreparedDeclaration prepared, int hits)
    {
        if (prepared.Head is not { Origin: { } origin, Destination: { } destination })
        {
            return;
        }

        session.Execute(
            """
            INSERT INTO flow (hour, origin, destination, simulated, declarations, hits, gross_mass)
            VALUES (@hour, @origin, @destination, @simulated, 1, @hits, @mass)
            ON CONFLICT (hour, origin, destination, simulated) DO UPDATE SET
                declarations = flow.declarations + 1, hits = flow.hits + excluded.hits, gross_mass = flow.gross_mass + excluded.gross_mass
            """,
            new
            {
                hour = HourOf(session.Now),
                origin,
                destination,
                simulated = prepared.Declaration.Simulated ? 1L : 0L,
                hits = (long)hits,
                mass = (double)(prepared.Head.GrossMass ?? 0),
            });
    }

    /// <summary>The flows of the last <paramref name="span"/>, largest first, at the precision of an hour.</summary>
    public static Task<List<RouteFlow>> RecentAsync(Session session, DateTimeOffset now, TimeSpan span, int limit) => session.QueryAsync<RouteFlow>(
        """
        SELECT origin, destination, SUM(declarations) AS declarations, SUM(hits) AS hits, SUM(gross_mass) AS gross_mass,
            SUM(declarations * simulated) AS simulated
        FROM flow WHERE hour > @since GROUP BY origin, destination ORDER BY SUM(declarations) DESC, origin, destination LIMIT @limit
        """,
        new { since = HourOf(now - span), limit });

    /// <summary>The largest flows of each hour within <paramref name="span"/>, for playing.</summary>
    public static Task<List<RouteFlow>> HoursAsync(Session session, DateTimeOffset now, TimeSpan span) => session.QueryAsync<RouteFlow>(
        """
        SELECT hour, origin, destination, declarations, hits, gross_mass, simulated FROM (
            SELECT hour, origin, destination, SUM(declarations) AS declarations, SUM(hits) AS hits, SUM(gross_mass) AS gross_mass,
                SUM(declarations * simulated) AS simulated, ROW_NUMBER() OVER (PARTITION BY hour ORDER BY SUM(declarations) DESC, origin, destination) AS place
            FROM flow WHERE hour > @since GROUP BY hour, origin, destination) AS ranked
        WHERE place <= 60
        """,
        new { since = HourOf(now - span) });

    public static DateTimeOffset StartOf(long hour) => DateTimeOffset.UnixEpoch.AddHours(hour);

    public static long HourOf(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10 / MicrosecondsPerHour;
}
