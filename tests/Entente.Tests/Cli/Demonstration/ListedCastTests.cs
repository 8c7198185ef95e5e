using Entente.Cli.Demonstration;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Simulation;
using Entente.Tests.Node;
using Entente.Tests.Node.Alerts;
using Entente.TradeData;

namespace Entente.Tests.Cli.Demonstration;

/// <summary>Which entries of the lists appear in simulated trade.</summary>
public sealed class ListedCastTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_lists_give_the_same_cast_and_it_stays_when_an_entry_leaves_its_list(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        (await ListedCast.ChooseAsync(database, default)).ShouldBeEmpty("no list, nobody");
        await ImportAsync(database, ListKind.OfacSdn, ListSamples.Ofac());
        await ImportAsync(database, ListKind.UnConsolidated, ListSamples.UnList());
        var chosen = await ListedCast.ChooseAsync(database, default);

        // Persons before businesses. What is a ship or an aircraft, and what has one word to go by, is not among them.
        chosen.ShouldBe(["OFAC-SDN 101", "OFAC-SDN 104", "UN-SC TEe.001"]);
        var names = await ListedCast.NamesAsync(database, chosen, default);
        names.Select(name => (name.Id, name.Name, name.IsPerson, name.BirthDate, name.Country)).ShouldBe(
        [
            ("OFAC-SDN 101", "Ida Vera Marlowe", true, "1971-04-03", "NL"),
            ("OFAC-SDN 104", "Harbour Trading B.V.", false, null, "NL"),
            ("UN-SC TEe.001", "Harbour Shipping", false, null, "CN"),
        ]);
        names[1].Aliases.ShouldBe(["Harbour Handel"]);

        await using var other = await Store.CreateAsync(kind);
        await using var elsewhere = await other.StartedAsync();
        await ImportAsync(elsewhere, ListKind.UnConsolidated, ListSamples.UnList());
        await ImportAsync(elsewhere, ListKind.OfacSdn, ListSamples.Ofac());
        (await ListedCast.ChooseAsync(elsewhere, default)).ShouldBe(chosen, "every node of the demonstration has the same");

        await ImportAsync(database, ListKind.OfacSdn, ListSamples.Companies(4));
        (await ListedCast.NamesAsync(database, chosen, default)).Select(name => name.Name).ShouldBe(names.Select(name => name.Name));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Simulated_trade_under_their_names_is_found_on_the_lists_and_marked_as_simulated(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await ImportAsync(node.Database, ListKind.OfacSdn, ListSamples.Ofac());
        var listed = await ListedCast.NamesAsync(node.Database, await ListedCast.ChooseAsync(node.Database, default), default);
        var world = TradeWorld.Create(new() { DeclarationsPerDay = 1_000, ListedNames = listed, ListedShare = 0.1 });
        using var feed = await node.FeedWith("declarations.submit");
        var named = world.Run().Where(simulated => simulated.Truths.Any(truth => truth.Entry?.StartsWith("OFAC", StringComparison.Ordinal) == true)).Select(simulated => simulated.Declaration)
            .Where(declaration => SimulatedFeed.FormatOf(declaration) == TradeFormat.WcoXml).Take(20);
        using var bytes = new MemoryStream();
        TradeWriter.WriteBatch(named, TradeFormat.WcoXml, bytes);
        using var content = new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = new("application/xml") } };
        using var answer = await feed.PostAsync("/declarations", content);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());

        var hits = await node.Database.ReadAsync(session => session.QueryAsync<HitRow>(
            "SELECT h.* FROM hit h JOIN alert a ON a.number = h.alert_number WHERE a.list = 'OFAC-SDN'"));
        hits.Count.ShouldBeGreaterThan(10);
        hits.ShouldAllBe(hit => hit.Screened.IsSimulated);
    }

    private static async Task ImportAsync(Database database, ListKind kind, ListFiles files)
    {
        using (files)
        {
            (await new ListImport(database, TimeProvider.System, new AlertOptions()).RunAsync(kind, files, force: true)).ShouldBeOfType<ListOutcome.Imported>();
        }
    }
}
