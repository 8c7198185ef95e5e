using Entente.Node.Console;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>What was done is on record, in the transaction that did it.</summary>
internal static class EvidenceModule
{
    public const string ReadRecords = "records.read";

    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddPermission(ReadRecords, "Read what was done, by whom and why; not what was seen.", [Role.Auditor, Role.Supervisor], statesPurpose: false)
        .AddNavigation(new(250, Text.Key("Records"), "/records", "history", ReadRecords, 'e'));

    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes) => routes;
}
