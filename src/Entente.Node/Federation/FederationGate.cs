namespace Entente.Node.Federation;

/// <summary>Keeps the two listeners apart: partners reach <c>/as4</c> and nothing else, and nobody else reaches it.</summary>
internal sealed class FederationGate(RequestDelegate next, FederationTls tls)
{
    public const string Path = "/as4";

    public Task InvokeAsync(HttpContext http)
    {
        var forPartners = FederationTls.IsOf(http);
        if (forPartners && tls.PartnerOf(http) is null)
        {
            // The key was revoked since the handshake.
            http.Abort();
            return Task.CompletedTask;
        }

        var isMessage = http.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase);
        if (forPartners && !isMessage)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (isMessage && !forPartners)
        {
            // Answered like every address that leads nowhere; the route was chosen before.
            http.SetEndpoint(null);
        }

        return next(http);
    }
}
