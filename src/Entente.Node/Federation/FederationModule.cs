namespace Entente.Node.Federation;

/// <summary>Partners, and messages to and from them that are neither lost nor doubled.</summary>
internal static class FederationModule
{
    public static IServiceCollection AddFederation(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapFederation(this IEndpointRouteBuilder routes) => routes;
}
