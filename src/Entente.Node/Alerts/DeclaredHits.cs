using Entente.Node.Platform;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>The hits of a declaration, as other modules may ask for them: only those that the reader may see.</summary>
/// <remarks>
/// Who walks many declarations cannot ask one by one, so two questions are pieces of SQL. They speak of the declaration whose id is
/// <c>d.id</c>, and take the values of the reader's <see cref="Sight"/>.
/// </remarks>
internal static class DeclaredHits
{
    public const string Count = $"(SELECT COUNT(*) FROM hit h WHERE h.declaration_id = d.id AND {Sight.Hit})";

    public const string Any = $"EXISTS (SELECT 1 FROM hit h WHERE h.declaration_id = d.id AND {Sight.Hit})";

    /// <summary>The hits of one declaration, likeliest first.</summary>
    public static Task<List<Line>> OfAsync(Session session, Guid declaration, Sight sight) => session.QueryAsync<Line>(
        $"""
        SELECT h.id, h.path, h.role, h.declared_title, h.listed_title, h.list_version, h.score, h.state, h.action FROM hit h
        WHERE h.declaration_id = @declaration AND {Sight.Hit} ORDER BY h.score DESC, h.number
        """,
        new { declaration, sight.Like, sight.Today, sight.Kept });

    internal sealed record Line
    {
        public string Id { get; init; } = "";

        public string Path { get; init; } = "";

        public string Role { get; init; } = "";

        public string DeclaredTitle { get; init; } = "";

        public string ListedTitle { get; init; } = "";

        public string ListVersion { get; init; } = "";

        public double Score { get; init; }

        public HitState State { get; init; }

        public RequestedAction Action { get; init; }
    }
}
