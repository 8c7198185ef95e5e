using Entente.Node.Platform;

namespace Entente.Node.Access;

/// <summary>A link that lets one person register a security key, once and for a day.</summary>
internal sealed record Invitation
{
    public required string TokenHash { get; init; }

    /// <summary>Who is invited; <see langword="null"/> for the set-up link, whose holder becomes the first administrator.</summary>
    public Guid? OfficerId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Makes a link; links made for the same officer before are good no more.</summary>
    public static SecretToken Issue(Session session, AccessOptions options, Guid? officerId)
    {
        var token = SecretToken.New();
        session.Execute(
            "DELETE FROM invitation WHERE used_at IS NULL AND (officer_id = @officerId OR (officer_id IS NULL AND @isSetUp = 1))",
            new { officerId, isSetUp = officerId is null ? 1 : 0 });
        session.Execute(
            "INSERT INTO invitation (token_hash, officer_id, made_at, expires_at) VALUES (@Hash, @officerId, @Now, @expires)",
            new { token.Hash, officerId, session.Now, expires = session.Now + TimeSpan.FromHours(options.LinkHours) });
        return token;
    }

    public static Invitation? Find(Session session, string tokenHash) => session.Find<Invitation>(
        """
        SELECT i.token_hash, i.officer_id, i.expires_at FROM invitation i LEFT JOIN officer o ON o.id = i.officer_id
        WHERE i.token_hash = @tokenHash AND i.used_at IS NULL AND i.expires_at > @Now AND (o.id IS NULL OR o.active = 1)
        """,
        new { tokenHash, session.Now });

    /// <summary>Uses the link up. Writes run one at a time, so of two that race one finds it used.</summary>
    public static bool Spend(Session session, string tokenHash) =>
        Find(session, tokenHash) is not null
        && session.Execute("UPDATE invitation SET used_at = @Now WHERE token_hash = @tokenHash AND used_at IS NULL", new { session.Now, tokenHash }) == 1;

    /// <summary>The address to hand over. The secret stands behind the <c>#</c>, which browsers send to no server and no log sees.</summary>
    public static string Link(NodeOptions options, SecretToken token) =>
        $"{(options.Origin.Length > 0 ? options.Origin : options.Listen).TrimEnd('/')}/set-up#{token.Text}";
}
