using System.Text.Encodings.Web;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Entente.Node.Access;

/// <summary>Recognises officers by the cookie of their session.</summary>
internal sealed class SessionCookie(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Database database,
    TimeProvider clock,
    AccessOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, logger, encoder)
{
    public const string SchemeName = "session";

    /// <summary>How stale the time of the last request may become before it is written again.</summary>
    private static readonly TimeSpan Staleness = TimeSpan.FromSeconds(30);

    public static void Set(HttpContext context, SecretToken token, AccessOptions options) =>
        context.Response.Cookies.Append(NameFor(context.Request), token.Text, Cookie(context.Request, options.Longest));

    public static void Clear(HttpContext context) =>
        context.Response.Cookies.Delete(NameFor(context.Request), Cookie(context.Request, null));

    public static string? TokenHash(HttpRequest request) =>
        request.Cookies.TryGetValue(NameFor(request), out var token) && token.Length is > 0 and < 100 ? SecretToken.HashOf(token) : null;

    // Browsers take the __Host- prefix on secure connections only; a node on loopback or behind a proxy that ends TLS may have none.
    internal static string NameFor(HttpRequest request) => request.IsHttps ? "__Host-entente" : "entente";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenHash(Request) is not { } hash || IsFromElsewhere(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var session = await OfficerSession.FindAsync(database, hash, Context.RequestAborted);
        var now = clock.GetUtcNow();
        if (session is null || session.IsOver(now, options))
        {
            return AuthenticateResult.NoResult();
        }

        if (now - session.SeenAt > Staleness)
        {
            await database.WriteAsync(
                write => write.Execute("UPDATE officer_session SET seen_at = @Now WHERE token_hash = @hash AND seen_at < @Now", new { write.Now, hash }),
                Context.RequestAborted);
        }

        return AuthenticateResult.Success(new(session.ToPrincipal(Scheme.Name), Scheme.Name));
    }

    /// <summary>Whether a page of another site makes this request: such a request is nobody's, even where a browser sends the cookie along.</summary>
    internal static bool IsFromElsewhere(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    private static CookieOptions Cookie(HttpRequest request, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        IsEssential = true,
        MaxAge = age,
    };
}
