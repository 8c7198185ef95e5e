using System.Globalization;

namespace Entente.Scenarios.Kill;

/// <summary>The command line is killed in the middle of a list import and of the demonstration; started again, it finishes what it began.</summary>
public sealed class CommandKillTests(ITestOutputHelper output)
{
    private const int Rounds = 10;

    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_list_import_killed_ten_times_ends_as_one_that_was_not(string kind)
    {
        var list = Path.Combine(Built.Data ?? "", "screening", "ofac");
        Assert.SkipUnless(Directory.Exists(list), "The OFAC list is not at hand (ENTENTE_DATA or ../shared/data).");
        await using var undisturbed = await Place.CreateAsync("sqlite");
        await ImportAsync(undisturbed, list);
        var expected = await ListedAsync(undisturbed);

        await using var place = await Place.CreateAsync(kind);
        int kills = 0, midWork = 0;
        long before = 0;
        for (; kills < Rounds; kills++)
        {
            await using var import = NodeProcess.Start(Built.Cli, ["import", "ofac", list], place, NodeProcess.FreePort());
            while (!import.HasExited && await CountAsync(place) <= before)
            {
                await Task.Delay(10);
            }

            await Task.Delay((kills * 29) % 70);
            if (import.HasExited)
            {
                break;
            }

            await import.KillAsync();
            before = await CountAsync(place);
            midWork += before < expected.Count ? 1 : 0;
        }

        await ImportAsync(place, list);
        var found = await ListedAsync(place);
        output.WriteLine($"{kind}: {kills} kills, {midWork} of them with a part stored; {found.Count} entries in the end");
        midWork.ShouldBeGreaterThan(Rounds / 2);
        found.ShouldBe(expected);
        (await place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) - COUNT(DISTINCT reference) FROM alert"))).ShouldBe(0);
        (await place.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) - COUNT(*) FROM record"))).ShouldBe(0);
        (await place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM list_import WHERE completed_at IS NOT NULL"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_demonstration_killed_ten_times_keeps_what_was_seen_and_doubles_nothing(string kind)
    {
        Assert.SkipUnless(await OffersAsync("run"), "The command line does not offer the demonstration yet.");
        await using var place = await Place.CreateAsync(kind);
        var seen = new Dictionary<string, string>();
        var grew = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await using var demonstration = NodeProcess.Start(
                Built.Cli,
                ["run", "--rate", "100", "--port", NodeProcess.FreePort().ToString(CultureInfo.InvariantCulture)],
                place,
                NodeProcess.FreePort(),
                ("ENTENTE_DATA", place.Directory));
            var before = seen.Count;
            while (!demonstration.HasExited && seen.Count < before + 20)
            {
                await Task.Delay(20);
                await SeeAsync(place, seen);
            }

            demonstration.HasExited.ShouldBeFalse(demonstration.Output);
            await Task.Delay((round * 31) % 150);
            await SeeAsync(place, seen);
            grew += seen.Count > before ? 1 : 0;
            await demonstration.KillAsync();
        }

        output.WriteLine($"{kind}: {Rounds} kills, {grew} of them after new declarations had been seen; {seen.Count} seen");
        grew.ShouldBe(Rounds);
        (await StoredDeclarations.ViolationsAsync(place, seen)).ShouldBeEmpty();
    }

    private static async Task ImportAsync(Place place, string list)
    {
        Assert.SkipUnless(await OffersAsync("import"), "The command line does not offer the import yet.");
        await using var import = NodeProcess.Start(Built.Cli, ["import", "ofac", list], place, NodeProcess.FreePort());
        (await import.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, import.Output);
    }

    private static async Task<bool> OffersAsync(string verb)
    {
        await using var place = await Place.CreateAsync("sqlite");
        await using var help = NodeProcess.Start(Built.Cli, ["--help"], place, NodeProcess.FreePort());
        await help.WaitAsync(TestContext.Current.CancellationToken);
        return help.Output.Contains($"  {verb} ", StringComparison.Ordinal);
    }

    private static async Task<List<string>> ListedAsync(Place place) =>
        await place.ReadAsync(session => session.QueryAsync<string>("SELECT reference || ' ' || state || ' ' || content_hash FROM alert WHERE list IS NOT NULL ORDER BY 1"));

    private static async Task<long> CountAsync(Place place)
    {
        try
        {
            return await place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"));
        }
        catch (System.Data.Common.DbException)
        {
            // The first start has not made the table yet.
            return 0;
        }
    }

    private static async Task SeeAsync(Place place, Dictionary<string, string> seen)
    {
        try
        {
            foreach (var row in await place.ReadAsync(session => session.QueryAsync<Row>("SELECT reference, id FROM declaration")))
            {
                seen.TryAdd(row.Reference, row.Id);
            }
        }
        catch (System.Data.Common.DbException)
        {
            // The first start has not made the table yet.
        }
    }

    private sealed record Row
    {
        public required string Reference { get; init; }

        public required string Id { get; init; }
    }
}
