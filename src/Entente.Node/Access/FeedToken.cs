using System.Security.Claims;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Access;

/// <summary>A machine that sends to the node, for example the declaration system, with the permissions it was admitted with.</summary>
internal sealed partial record FeedToken
{
    /// <summary>One claim per permission that the feed holds.</summary>
    public const string Claim = "entente:permission";

    public required string Name { get; init; }

    /// <summary>Ids of permissions, joined by spaces.</summary>
    public required string Permissions { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public static Task<List<FeedToken>> AllAsync(Database database, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.QueryAsync<FeedToken>("SELECT name, permissions, created_at, revoked_at FROM feed ORDER BY created_at, name"), cancellation);

    public static Task<FeedToken?> FindAsync(Database database, string token, CancellationToken cancellation) => database.ReadAsync(
        session => session.FindAsync<FeedToken>(
            "SELECT name, permissions, created_at, revoked_at FROM feed WHERE token_hash = @hash AND revoked_at IS NULL", new { hash = SecretToken.HashOf(token) }),
        cancellation);

    /// <summary>What is wrong with a feed of this name and permissions; <see langword="null"/> if nothing is.</summary>
    public static Fault? FaultOf(string? name, IReadOnlyCollection<string> permissions, IEnumerable<Permission> known)
    {
        if (name is null || !ValidName().IsMatch(name))
        {
            return new(FaultCode.AccessOfficerRefused, "A feed's name has 2 to 40 small letters, digits or hyphens and begins with a letter.", "name");
        }

        var grantable = known.Where(IsForFeeds).Select(permission => permission.Id).ToHashSet(StringComparer.Ordinal);
        return permissions.Count > 0 && permissions.All(grantable.Contains)
            ? null
            : new(FaultCode.AccessOfficerRefused, "Choose at least one permission that a feed may have.", "permissions");
    }

    /// <summary>A feed does the work of officers; it neither runs the node nor reads the records.</summary>
    public static bool IsForFeeds(Permission permission) =>
        permission.StatesPurpose && permission.Roles.Any(role => role is Role.Officer or Role.Analyst or Role.AlertManager);

    /// <summary>Admits a feed.</summary>
    /// <param name="database">The store.</param>
    /// <param name="actor">The administrator.</param>
    /// <param name="name">The feed's name; it acts as <c>feed:name</c>.</param>
    /// <param name="permissions">What it may do.</param>
    /// <returns>The token, which cannot be shown again; <see langword="null"/> if the name is taken.</returns>
    public static Task<SecretToken?> CreateAsync(Database database, Actor actor, string name, IReadOnlyCollection<string> permissions) =>
        database.WriteAsync(session =>
        {
            if (session.Scalar<long>("SELECT COUNT(*) FROM feed WHERE name = @name", new { name }) > 0)
            {
                return null;
            }

            var token = SecretToken.New();
            session.Execute(
                "INSERT INTO feed (name, token_hash, permissions, created_at) VALUES (@name, @Hash, @permissions, @Now)",
                new { name, token.Hash, permissions = string.Join(' ', permissions.Order(StringComparer.Ordinal)), session.Now });
            RecordBook.Append(session, actor, AccessActs.FeedAdded, "feed", name);
            return token;
        });

    /// <summary>Gives a feed another token; the one before is good no more. What it has sent stays its own.</summary>
    /// <returns>The token, which cannot be shown again; <see langword="null"/> if there is no such feed that is admitted: who was revoked comes back only by a decision.</returns>
    public static Task<SecretToken?> RenewAsync(Database database, Actor actor, string name) => database.WriteAsync(session =>
    {
        var token = SecretToken.New();
        if (session.Execute("UPDATE feed SET token_hash = @Hash WHERE name = @name AND revoked_at IS NULL", new { token.Hash, name }) == 0)
        {
            return null;
        }

        RecordBook.Append(session, actor, AccessActs.FeedRenewed, "feed", name);
        return token;
    });

    /// <returns>Whether there was such a feed that was not revoked yet.</returns>
    public static Task<bool> RevokeAsync(Database database, Actor actor, string name) => database.WriteAsync(session =>
    {
        if (session.Execute("UPDATE feed SET revoked_at = @Now WHERE name = @name AND revoked_at IS NULL", new { session.Now, name }) == 0)
        {
            return false;
        }

        RecordBook.Append(session, actor, AccessActs.FeedRevoked, "feed", name);
        return true;
    });

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, $"feed:{Name}"),
            new(OfficerClaims.Officer, $"feed:{Name}"),
            new(OfficerClaims.Name, Name),
            new(OfficerClaims.AuthorityId, Actor.NationalAuthority),
            new(OfficerClaims.AuthorityKind, nameof(AuthorityKind.Customs)),
            new(OfficerClaims.Purpose, nameof(Purpose.BorderControl)),
            .. Permissions.Split(' ').Select(permission => new Claim(Claim, permission)),
        ],
        scheme,
        OfficerClaims.Name,
        OfficerClaims.Role));

    [System.Text.RegularExpressions.GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial System.Text.RegularExpressions.Regex ValidName();
}
