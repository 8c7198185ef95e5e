using Entente.Node;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Entente.Tests.Node.Platform;

public sealed class ServingTests
{
    /// <summary>What follows the tables and prepares the store. Who adds a service decides here whether commands run it too.</summary>
    private static readonly string[] ofCommands =
    [
        "AgreementShelf", "AlertScreening", "BindEarlier", "DataProtectionHostedService", "FederationStart", "GenericWebHostService", "Metrics", "PartnerDirectory", "Pulse", "ReferenceBook", "StoreStart", "Telemetry",
    ];

    private static readonly string[] ofNodes =
    [
        "AgreementPost", "AutomaticRounds", "CaseErasure", "Collector", "Courier", "DueRounds", "Erasure", "EvidenceRounds", "FirstStart", "LogUpkeep", "RereadingRounds", "Sealing", "UntakenSteps", "WitnessRounds",
    ];

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_command_on_the_store_of_a_node_does_nothing_of_itself(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        (await ServicesAsync(store, command: true)).ShouldBe(ofCommands);
        (await ServicesAsync(store, command: false)).ShouldBe([.. ofCommands.Concat(ofNodes).Order(StringComparer.Ordinal)]);
    }

    private static async Task<IEnumerable<string>> ServicesAsync(Store store, bool command)
    {
        var settings = new Dictionary<string, string?> { ["Directory"] = store.Directory, ["Database"] = store.Setting };
        await using var app = NodeHost.Build(OptionTable.Read(file: null, settings), TimeProvider.System, builder =>
        {
            if (command)
            {
                builder.Services.ServeNothing();
            }
        });
        return app.Services.GetServices<IHostedService>().Select(service => service.GetType().Name).Order(StringComparer.Ordinal);
    }
}
