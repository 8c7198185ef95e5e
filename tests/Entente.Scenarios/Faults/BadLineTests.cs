using Entente.Node.Platform;
using Entente.Scenarios.Borders;

namespace Entente.Scenarios.Faults;

/// <summary>
/// The main job over lines that break, with real processes: two administrations share alerts both ways, while connections are refused, stall, are reset
/// anywhere, freeze and lose their answers. Single faults, every byte offset and broken nodes are in the unit project, where nodes run in the test's process.
/// </summary>
public sealed class BadLineTests(ITestOutputHelper output)
{
    private const int Alerts = 40;

    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Alerts_arrive_once_and_both_books_agree_after_everything_that_a_line_can_do(string store)
    {
        await using var toCanada = new FaultProxy();
        await using var toNetherlands = new FaultProxy();
        await using var ca = await Member.CreateAsync("CA", store, toCanada);
        await using var nl = await Member.CreateAsync("NL", store, toNetherlands);
        await Task.WhenAll(ca.StartAsync(), nl.StartAsync());
        await ca.AdmitAsync(nl);
        await nl.AdmitAsync(ca);
        await Member.AgreeAsync(nl, ca);
        (toCanada.Plan, toNetherlands.Plan) = (BadWeather(1), BadWeather(2));

        await Task.WhenAll(ShareAsync(ca, "NL"), ShareAsync(nl, "CA"));
        await UntilAsync(() => Task.FromResult(HasSeenAll(toCanada) && HasSeenAll(toNetherlands)), "both lines have done everything", () => $"{toCanada.Tally} | {toNetherlands.Tally}");
        toCanada.Heal();
        toNetherlands.Heal();
        await UntilAsync(async () => await DeliveredAsync(ca) && await DeliveredAsync(nl) && await DeliveredAsync(ca), "everything is delivered and acknowledged", () => $"{toCanada.Tally} | {toNetherlands.Tally}");

        output.WriteLine($"to Canada: {toCanada.Tally}");
        output.WriteLine($"to the Netherlands: {toNetherlands.Tally}");
        (await DifferencesAsync(ca, "CA", nl, "NL")).ShouldBeEmpty();
        (await DifferencesAsync(nl, "NL", ca, "CA")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_comparison_finds_what_a_node_loses_that_believes_itself_delivered()
    {
        await using var toCanada = new FaultProxy();
        await using var ca = await Member.CreateAsync("CA", "sqlite", toCanada);
        await using var nl = await Member.CreateAsync("NL", "sqlite");
        await Task.WhenAll(ca.StartAsync(), nl.StartAsync());
        await ca.AdmitAsync(nl);
        await nl.AdmitAsync(ca);
        await Member.AgreeAsync(nl, ca);
        await using (var broken = Database.Open(nl.Place.Setting, nl.Place.Directory, TimeProvider.System))
        {
            await broken.StartAsync(TestContext.Current.CancellationToken);
            await broken.WriteAsync(session => session.Execute(
                "CREATE TRIGGER believes AFTER INSERT ON outbox_wire BEGIN UPDATE outbox SET state = 'Delivered' WHERE seq = NEW.seq; END"));
        }

        toCanada.Plan = _ => Mishap.ResetAfter(Way.There, 2_000);
        await ShareAsync(nl, "CA");
        await UntilAsync(
            async () => toCanada.Tally.ResetCount >= 3 && await nl.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 'Delivered' AND action LIKE 'alert.%'")) >= 3,
            "messages are broken off and believed delivered",
            () => $"{toCanada.Tally}");
        toCanada.Heal();
        await UntilAsync(() => DeliveredAsync(nl), "nothing is left to send", () => $"{toCanada.Tally}");

        var differences = await DifferencesAsync(nl, "NL", ca, "CA");
        output.WriteLine($"{differences.Count} differences; the line: {toCanada.Tally}");
        differences.ShouldContain(difference => difference.StartsWith("effect: ", StringComparison.Ordinal) && difference.EndsWith(" is lost", StringComparison.Ordinal));
        differences.ShouldContain(difference => difference.StartsWith("receipt: ", StringComparison.Ordinal) && difference.EndsWith(" is lost", StringComparison.Ordinal));
    }

    /// <summary>Connections in turn: refused, slow, reset in the message, reset in the receipt, frozen, without answer, good.</summary>
    private static Func<Passage, Mishap> BadWeather(int seed) => passage =>
    {
        var chance = new Random((seed * 1000) + passage.Number);
        return (passage.Number % 7) switch
        {
            0 => Mishap.Refusal,
            1 => new() { StallChance = 0.5, Seed = passage.Number, At = (Way.Back, 6000, Deed.Reset) },
            2 => Mishap.ResetAfter(Way.There, chance.Next(9_000)),
            3 => Mishap.ResetAfter(Way.Back, chance.Next(7_000)),
            4 => new() { At = (Way.There, chance.Next(3_000, 6_000), Deed.Freeze) },
            5 => new() { At = (Way.There, 6_000, Deed.SwallowBack) },
            _ => new() { At = (Way.Back, 20_000, Deed.Reset) },
        };
    };

    private static bool HasSeenAll(FaultProxy line) =>
        line.Tally.Of(Happened.Refused) >= 2 && line.Tally.Of(Happened.Stalled) >= 2 && line.Tally.Of(Happened.Frozen) >= 1 && line.Tally.Of(Happened.Cut) >= 1 && line.Tally.Resets.Count >= 5;

    private static async Task ShareAsync(Member member, string partner)
    {
        for (var alert = 1; alert <= Alerts; alert++)
        {
            await member.ShareAsync($"Line Trading {alert:00}", partner);
        }
    }

    private static async Task<bool> DeliveredAsync(Member member) =>
        await member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state IN ('Ready', 'Waiting')")) == 0;

    /// <summary>One way, by the stores of both; what the receiver shows its officers is the effect.</summary>
    private static async Task<List<string>> DifferencesAsync(Member from, string sender, Member to, string receiver)
    {
        var messages = await from.Place.ReadAsync(session => session.QueryAsync<(string Id, string Conversation)>(
            "SELECT message_id, conversation FROM outbox WHERE partner = @receiver AND action LIKE 'alert.%' ORDER BY seq", new { receiver }));
        messages.Count.ShouldBe(Alerts);
        var queued = messages.Select((message, at) => new Queued(message.Id, message.Conversation, $"Line Trading {at + 1:00}")).ToList();
        await using var sent = Database.Open(from.Place.Setting, from.Place.Directory, TimeProvider.System);
        await using var taken = Database.Open(to.Place.Setting, to.Place.Directory, TimeProvider.System);
        return await new Reconciliation(sent, sender, taken, receiver) { Actions = "alert.%", Acknowledged = true }.DifferencesAsync(queued, await to.AlertsOfAsync(sender));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what, Func<string> how)
    {
        try
        {
            await Member.UntilAsync(isSo, what);
        }
        catch (ShouldAssertException late)
        {
            throw new ShouldAssertException($"{what}: {how()}", late);
        }
    }
}
