using System.Security.Claims;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Access;

/// <summary>An officer at work: the row behind a session cookie, read anew for every request, so that whatever changes it takes effect at once on every replica.</summary>
internal sealed record OfficerSession
{
    public required string TokenHash { get; init; }

    public required Guid OfficerId { get; init; }

    public required string OfficerName { get; init; }

    public required string AuthorityId { get; init; }

    public required AuthorityKind AuthorityKind { get; init; }

    public required string AuthorityName { get; init; }

    /// <summary>The roles, joined by commas.</summary>
    public required string Roles { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public Purpose? Purpose { get; init; }

    public string? CaseReference { get; init; }

    /// <summary>Opens a session for an active officer and puts the sign-in on record.</summary>
    /// <param name="session">The write.</param>
    /// <param name="officer">Who signs in.</param>
    /// <param name="means">How, for example <c>passkey</c>.</param>
    /// <param name="purpose">What the officer works for until another purpose is stated.</param>
    /// <param name="caseReference">The case, where the purpose needs one.</param>
    /// <returns>The secret of the cookie.</returns>
    public static SecretToken Open(Session session, Guid officer, string means, Purpose? purpose = null, string? caseReference = null)
    {
        var token = SecretToken.New();
        session.Execute(
            """
            INSERT INTO officer_session (token_hash, officer_id, means, opened_at, seen_at, purpose, case_reference)
            VALUES (@Hash, @officer, @means, @Now, @Now, @purpose, @caseReference)
            """,
            new { token.Hash, officer, means, session.Now, purpose = purpose?.ToString(), caseReference });
        var opened = Find(session, token.Hash)
            ?? throw new InvalidOperationException("The officer is not there or not active.");
        RecordBook.Append(session, opened.Actor, AccessActs.SignedIn, "officer", officer.ToString("D"), $$"""{"means":"{{means}}"}""");
        return token;
    }

    /// <summary>Ends a session at once, on every replica.</summary>
    public static void End(Session session, Actor actor, string tokenHash)
    {
        if (session.Execute("DELETE FROM officer_session WHERE token_hash = @tokenHash", new { tokenHash }) > 0)
        {
            RecordBook.Append(session, actor, AccessActs.SignedOut, "officer", actor.Officer);
        }
    }

    public static OfficerSession? Find(Session session, string tokenHash) => session.Find<OfficerSession>(Select, new { hash = tokenHash });

    public static Task<OfficerSession?> FindAsync(Database database, string tokenHash, CancellationToken cancellation) =>
        database.ReadAsync(session => session.FindAsync<OfficerSession>(Select, new { hash = tokenHash }), cancellation);

    public Actor Actor => new(OfficerId.ToString("D"), AuthorityId, AuthorityKind, Purpose ?? Protocol.Access.Purpose.Administration, CaseReference);

    public bool IsOver(DateTimeOffset now, AccessOptions options) =>
        now - SeenAt > options.Idle || now - OpenedAt > options.Longest || now < OpenedAt - options.Idle;

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var id = OfficerId.ToString("D");

        // The name identifier is what antiforgery tokens are bound to; without it they would break when the purpose changes.
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, id),
            new(OfficerClaims.Officer, id),
            new(OfficerClaims.Name, OfficerName),
            new(OfficerClaims.AuthorityId, AuthorityId),
            new(OfficerClaims.AuthorityKind, AuthorityKind.ToString()),
            new(OfficerClaims.AuthorityName, AuthorityName),
            .. Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(role => new Claim(OfficerClaims.Role, role)),
        ];
        if (Purpose is { } purpose)
        {
            claims.Add(new(OfficerClaims.Purpose, purpose.ToString()));
        }

        if (CaseReference is not null)
        {
            claims.Add(new(OfficerClaims.CaseReference, CaseReference));
        }

        return new(new ClaimsIdentity(claims, scheme, OfficerClaims.Name, OfficerClaims.Role));
    }

    private const string Select =
        """
        SELECT s.token_hash, s.officer_id, o.name AS officer_name, o.authority_id, a.kind AS authority_kind, a.name_en AS authority_name,
               COALESCE((SELECT STRING_AGG(r.role, ',') FROM officer_role r WHERE r.officer_id = o.id), '') AS roles,
               s.opened_at, s.seen_at, s.purpose, s.case_reference
        FROM officer_session s JOIN officer o ON o.id = s.officer_id JOIN authority a ON a.id = o.authority_id
        WHERE s.token_hash = @hash AND o.active = 1
        """;
}
