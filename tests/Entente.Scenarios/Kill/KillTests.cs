using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Scenarios.Kill;

/// <summary>A node is killed in the middle of its work, again and again; nothing it acknowledged may be lost or doubled.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 20;

    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_killed_twenty_times_while_declarations_come_in_loses_and_doubles_nothing(string kind)
    {
        await using var place = await Place.CreateAsync(kind);
        var cookie = await place.OfficerAsync(AuthorityKind.Customs, Role.Supervisor);
        var port = Ports.Free();
        using var sender = new Sender(new($"http://localhost:{port}"), cookie);

        var midWork = await KillAgainAndAgainAsync(place, port, sender, Rounds);

        await using var node = await NodeProcess.StartAsync(place, port);
        await sender.FinishAsync();
        await node.StopAsync();
        output.WriteLine($"{kind}: {Rounds} kills, {midWork} of them with work in flight; {sender.Acknowledged.Count} acknowledged, {sender.Duplicates} of them after a repeat of what was durable already");
        midWork.ShouldBeGreaterThan(Rounds / 2);
        sender.Acknowledged.Count.ShouldBe(sender.Made);
        (await StoredDeclarations.ViolationsAsync(place, sender.Acknowledged)).ShouldBeEmpty();
        var (signed, recorded) = await StoredDeclarations.SignedAsync(place);
        signed.ShouldBe(recorded, "A kill keeps the log from nothing.");
    }

    [Fact]
    public async Task The_check_finds_what_is_lost_when_items_are_believed_safe_before_the_node_says_so()
    {
        await using var place = await Place.CreateAsync("sqlite");
        var cookie = await place.OfficerAsync(AuthorityKind.Customs, Role.Supervisor);
        var port = Ports.Free();
        using var sender = new Sender(new($"http://localhost:{port}"), cookie, Sender.Believes.Sending);

        await KillAgainAndAgainAsync(place, port, sender, rounds: 4);

        await using var node = await NodeProcess.StartAsync(place, port);
        await node.StopAsync();
        (await StoredDeclarations.ViolationsAsync(place, sender.Acknowledged)).ShouldContain(line => line.StartsWith("lost:", StringComparison.Ordinal));
    }

    /// <returns>How often something was on its way when the node was killed.</returns>
    private static async Task<int> KillAgainAndAgainAsync(Place place, int port, Sender sender, int rounds)
    {
        var midWork = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var node = await NodeProcess.StartAsync(place, port);
            using var stop = new CancellationTokenSource();
            var before = sender.Acknowledged.Count;
            var sending = sender.SendAsync(stop.Token);
            while (sender.Acknowledged.Count < before + 20 && !sending.IsCompleted)
            {
                await Task.Delay(5);
            }

            // Not at the same phase of every batch.
            await Task.Delay((round * 37) % 190);
            midWork += sender.Flying > 0 ? 1 : 0;
            await node.KillAsync();
            await stop.CancelAsync();
            await sending;
        }

        return midWork;
    }
}
