using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>What was done is on record, in the transaction that did it.</summary>
internal static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddPermission("records.read", "Read what was done, by whom and why; not what was seen.", [Role.Auditor, Role.Supervisor], statesPurpose: false);

    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes) => routes;
}
