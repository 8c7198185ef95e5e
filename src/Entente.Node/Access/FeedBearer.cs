using System.Text.Encodings.Web;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Entente.Node.Access;

/// <summary>Recognises feeds by the token they send.</summary>
internal sealed class FeedBearer(IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory logger, UrlEncoder encoder, Database database)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, logger, encoder)
{
    public const string SchemeName = "feed";

    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 7 and < 200 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        TokenOf(Request) is { } token && await FeedToken.FindAsync(database, token, Context.RequestAborted) is { } feed
            ? AuthenticateResult.Success(new(feed.ToPrincipal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.NoResult();
}
