namespace Entente.Node.Federation;

/// <summary>Keeps the two listeners apart: partners reach <c>/as4</c> and the log, and nothing else; nobody else reaches <c>/as4</c> and the witness.</summary>
internal sealed class FederationGate(RequestDelegate next, FederationTls tls)
{
    public const string Path = "/as4";
    public const string Witness = "/log/add-checkpoint";

    private const string Log = "/log";

    public Task InvokeAsync(HttpContext http)
    {
        var forPartners = FederationTls.IsOf(http);
        if (forPartners && tls.PartnerOf(http) is null)
        {
            // The key was revoked since the handshake.
            http.Abort();
            return Task.CompletedTask;
        }

        var path = new PathString(http.Request.Path.Value?.TrimEnd('/'));
        var isTheirs = path.Equals(Path, StringComparison.OrdinalIgnoreCase) || path.Equals(Witness, StringComparison.OrdinalIgnoreCase);
        if (forPartners && !isTheirs && !path.StartsWithSegments(Log, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (isTheirs && !forPartners)
        {
            // Answered like every address that leads nowhere; the route was chosen before.
            http.SetEndpoint(null);
        }

        return next(http);
    }
}
