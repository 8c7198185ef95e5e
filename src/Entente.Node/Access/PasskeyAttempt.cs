using Entente.Node.Platform;

namespace Entente.Node.Access;

/// <summary>What a security key was asked and by whom it may be answered: once, within five minutes, from the browser that asked.</summary>
internal sealed record PasskeyAttempt
{
    public const string SignIn = "sign-in";
    public const string Accept = "accept";
    public const string AddKey = "add-key";
    public const string SignStep = "sign-step";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public required string Act { get; init; }

    /// <summary>The challenge, as the framework's handler keeps it.</summary>
    public required string State { get; init; }

    /// <summary>The officer who registers, or signs a statement; <see langword="null"/> when somebody signs in.</summary>
    public Guid? OfficerId { get; init; }

    /// <summary>The name of an officer who is yet to be added.</summary>
    public string? OfficerName { get; init; }

    public string? InvitationHash { get; init; }

    /// <summary>What is signed; <see langword="null"/> when somebody signs in or registers.</summary>
    public string? Statement { get; init; }

    public async Task BeginAsync(Database database, HttpContext context)
    {
        var token = SecretToken.New();
        await database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM passkey_attempt WHERE made_at < @old", new { old = session.Now - Life });
            session.Execute(
                """
                INSERT INTO passkey_attempt (token_hash, act, state, officer_id, officer_name, invitation_hash, statement, made_at)
                VALUES (@Hash, @Act, @State, @OfficerId, @OfficerName, @InvitationHash, @Statement, @Now)
                """,
                new { token.Hash, Act, State, OfficerId, OfficerName, InvitationHash, Statement, session.Now });
        });
        context.Response.Cookies.Append(Cookie, token.Text, Options(context.Request, Life));
    }

    /// <summary>Takes the attempt of this browser out of the store, so that it can be answered no second time.</summary>
    public static async Task<PasskeyAttempt?> TakeAsync(Database database, HttpContext context, string act)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 100 } token)
        {
            return null;
        }

        context.Response.Cookies.Delete(Cookie, Options(context.Request, null));
        return await database.WriteAsync(session =>
        {
            var key = new { hash = SecretToken.HashOf(token), act, since = session.Now - Life };
            var attempt = session.Find<PasskeyAttempt>(
                "SELECT act, state, officer_id, officer_name, invitation_hash, statement FROM passkey_attempt WHERE token_hash = @hash AND act = @act AND made_at >= @since",
                key);
            session.Execute("DELETE FROM passkey_attempt WHERE token_hash = @hash", key);
            return attempt;
        });
    }

    private const string Cookie = "entente-attempt";

    private static CookieOptions Options(HttpRequest request, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        IsEssential = true,
        MaxAge = age,
    };
}
