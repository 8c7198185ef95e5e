namespace Entente.Node.Evidence;

/// <summary>What was done is on record, in the transaction that did it.</summary>
internal static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes) => routes;
}
