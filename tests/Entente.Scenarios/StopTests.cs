using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Scenarios.Kill;

namespace Entente.Scenarios;

/// <summary>A supervisor stops a node: what is on its way is finished, and the process ends by itself.</summary>
public sealed class StopTests
{
    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_is_stopped_finishes_what_it_has_begun(string kind)
    {
        await using var place = await Place.CreateAsync(kind);
        var cookie = await place.OfficerAsync(AuthorityKind.Customs, Role.Supervisor);
        var port = Ports.Free();
        using var sender = new Sender(new($"http://localhost:{port}"), cookie);
        await using var node = await NodeProcess.StartAsync(place, port);
        var sending = sender.SendAsync(CancellationToken.None);
        while (sender.Acknowledged.Count < 50 && !sending.IsCompleted)
        {
            await Task.Delay(5);
        }

        var took = await node.StopAsync();
        await sending;

        node.ExitCode.ShouldBe(0, node.Output);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        sender.Acknowledged.Count.ShouldBeGreaterThanOrEqualTo(50);
        (await StoredDeclarations.ViolationsAsync(place, sender.Acknowledged)).ShouldBeEmpty();
        var (signed, recorded) = await StoredDeclarations.SignedAsync(place);
        signed.ShouldBe(recorded, "What was recorded until the end is signed before it.");
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_stops_the_start_with_its_name()
    {
        await using var place = await Place.CreateAsync("sqlite");
        await using var node = NodeProcess.Start(Built.Node, [], place, Ports.Free(), ("ENTENTE_LISEN", "x"));

        (await node.WaitAsync(TestContext.Current.CancellationToken)).ShouldNotBe(0);
        node.Output.ShouldContain("LISEN");
    }
}
