using System.Security.Claims;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Alerts.Abroad;

/// <summary>An alert that waits for the approval to be shared.</summary>
public sealed record ApprovalLine
{
    public string Id { get; init; } = "";

    public string Title { get; init; } = "";

    public string Partner { get; init; } = "";

    public string? Clause { get; init; }

    public DateTimeOffset AskedAt { get; init; }
}

/// <summary>The alerts that wait for somebody above their officers, oldest first.</summary>
internal static class ListApprovals
{
    private const int Most = 200;

    public static async Task<IReadOnlyList<ApprovalLine>> RunAsync(Database database, Actor actor, CancellationToken cancellation)
    {
        var lines = await database.ReadAsync(
            session => session.QueryAsync<ApprovalLine>(
                """
                SELECT a.id, a.title, p.partner, p.clause, p.asked_at FROM share_approval p JOIN alert a ON a.number = p.alert_number
                WHERE p.state = 'Waiting' AND (a.audience = '*' OR a.audience LIKE @like) ORDER BY p.number LIMIT @Most
                """,
                new { like = Audience.Pattern(actor.AuthorityId), Most }),
            cancellation);
        await Reading.RecordAsync(database, actor, AlertActs.Listed, "alert", null, lines.Select(line => line.Id).Distinct(), "approvals");
        return lines;
    }

    public static async ValueTask<long> CountAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation) => Actor.Of(officer) is { } actor
        ? await services.GetRequiredService<Database>().ReadAsync(
            session => session.ScalarAsync<long>(
                "SELECT COUNT(*) FROM share_approval p JOIN alert a ON a.number = p.alert_number WHERE p.state = 'Waiting' AND (a.audience = '*' OR a.audience LIKE @like)",
                new { like = Audience.Pattern(actor.AuthorityId) }),
            cancellation)
        : 0;
}
