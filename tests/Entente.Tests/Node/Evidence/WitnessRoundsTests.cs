using System.Diagnostics.Metrics;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>What goes wrong in one step of a round leaves the others as they are.</summary>
public sealed class WitnessRoundsTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Damage_to_the_own_log_and_a_partner_that_fails_keep_no_other_partner_from_being_followed(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Others.Add(new("SG", Given.Stranger.Key.ToString(), Given.Singapore.Key.ToString(), (_, _, _) => throw new InvalidOperationException("a partner that nobody expected")));
        await world.Database.RecordAsync(3);
        (await world.Log.SealedAsync()).ShouldNotBeNull();
        await world.Database.FreeAsync();
        await world.Database.WriteAsync(session => session.Execute("UPDATE record_entry SET leaf = NULL"));
        world.Partner.Grow(5);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (policy, options) = (new WitnessPolicy(new()), new LogOptions { WitnessSeconds = 1 });
        using var rounds = new WitnessRounds(
            world.Database, world.Log, world.PeersAsync, new(world.Database, world.Log, policy), new(world.Database, world.Log), world.Following, new(world.Database), new(world.Database),
            new(services.GetRequiredService<IMeterFactory>(), world.Clock), options, TimeProvider.System, NullLogger<WitnessRounds>.Instance);

        await rounds.StartAsync(TestContext.Current.CancellationToken);
        while (await world.FollowedAsync() is not 5)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await rounds.StopAsync(TestContext.Current.CancellationToken);
    }
}
