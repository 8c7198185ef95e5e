using System.Globalization;

namespace Entente.Scenarios.Kill;

/// <summary>The command line is killed in the middle of imports and of the demonstration, on each store twenty times at least; started again, it finishes what it began.</summary>
public sealed class CommandKillTests(ITestOutputHelper output)
{
    /// <summary>Enough that ten imports, each killed after its first stored part, do not come to the end of the list.</summary>
    private const int Entries = 24_000;

    /// <summary>What a process that SIGKILL ended leaves: 128 and the number of the signal.</summary>
    private const int BySignal = 128 + 9;

    /// <summary>The store, and how often the command is killed; PostgreSQL less often, since every start of it takes longer.</summary>
    public static TheoryData<string, int> Stores => new() { { "sqlite", 10 }, { "postgres", 6 } };

    /// <summary>The same for the import of declarations; with it, each store has its twenty.</summary>
    public static TheoryData<string, int> DeclarationStores => new() { { "sqlite", 6 }, { "postgres", 8 } };

    [Theory, MemberData(nameof(Stores))]
    public async Task A_list_import_that_is_killed_again_and_again_ends_as_one_that_was_not(string kind, int rounds)
    {
        await using var undisturbed = await Place.CreateAsync("sqlite");
        var list = GeneratedList.Write(Path.Combine(undisturbed.Directory, "list"), Entries);
        await ImportAsync(undisturbed, list);
        var expected = await ListedAsync(undisturbed);
        expected.Count.ShouldBe(Entries);

        await using var place = await Place.CreateAsync(kind);
        var parts = new List<int>();
        for (var round = 0; round < rounds; round++)
        {
            await using var import = NodeProcess.Start(Built.Cli, ["import", "ofac", list], place, Ports.Free());
            var before = parts.LastOrDefault();
            while (!import.HasExited && await CountAsync(place, "SELECT COUNT(*) FROM alert") <= before)
            {
                await Task.Delay(5);
            }

            await Task.Delay((round * 29) % 70);
            import.HasExited.ShouldBeFalse($"round {round}: the import was done before it could be killed: {import.Output}");
            await import.KillAsync();
            parts.Add((int)await CountAsync(place, "SELECT COUNT(*) FROM alert"));
        }

        // What the check below must find is what stands there now: a part of the list, and no import that is complete.
        output.WriteLine($"{kind}: killed with {string.Join(", ", parts)} of {Entries} entries stored");
        parts.ShouldAllBe(stored => stored > 0 && stored < Entries);
        (await ListedAsync(place)).ShouldNotBe(expected);
        (await CompletedAsync(place)).ShouldBe(0);

        await ImportAsync(place, list);
        (await ListedAsync(place)).ShouldBe(expected);
        (await CompletedAsync(place)).ShouldBe(1);
        (await place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) - COUNT(DISTINCT reference) FROM alert"))).ShouldBe(0);
        (await place.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) - COUNT(*) FROM record"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(DeclarationStores))]
    public async Task An_import_of_declarations_that_is_killed_again_and_again_loses_and_doubles_nothing(string kind, int rounds)
    {
        await using var place = await Place.CreateAsync(kind);
        var file = GeneratedDeclarations.Write(Path.Combine(place.Directory, "trade.csv"), Entries);
        var seen = new Dictionary<string, string>();
        var parts = new List<int>();
        for (var round = 0; round < rounds; round++)
        {
            await using var import = Import(place, file);
            while (!import.HasExited && await CountAsync(place, "SELECT COUNT(*) FROM declaration") <= parts.LastOrDefault())
            {
                await Task.Delay(5);
            }

            await Task.Delay((round * 29) % 70);
            await SeeAsync(place, seen);
            import.HasExited.ShouldBeFalse($"round {round}: the import was done before it could be killed: {import.Output}");
            await import.KillAsync();
            import.ExitCode.ShouldBe(BySignal, import.Output);
            parts.Add((int)await CountAsync(place, "SELECT COUNT(*) FROM declaration"));
        }

        // Each start went on from where the last was killed, and none came to the end.
        output.WriteLine($"{kind}: killed with {string.Join(", ", parts)} of {Entries} declarations stored");
        parts.ShouldBe(parts.Distinct().Order());
        parts[^1].ShouldBeLessThan(Entries);
        (await StoredDeclarations.ViolationsAsync(place, seen)).ShouldBeEmpty();

        // What the killed had stored the last knows again, and tells so.
        await using var last = Import(place, file);
        (await last.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, last.Output);
        last.Output.ShouldContain($"{Entries - parts[^1]} taken in with 0 hits, {parts[^1]} known already, 0 refused.");
        (await CountAsync(place, "SELECT COUNT(*) FROM declaration")).ShouldBe(Entries);
        var all = Enumerable.Range(1, Entries).ToDictionary(GeneratedDeclarations.Reference, number => seen.GetValueOrDefault(GeneratedDeclarations.Reference(number), ""));
        (await StoredDeclarations.ViolationsAsync(place, all)).ShouldBeEmpty();

        all.Add("26NLNEVERSTORED", "");
        (await StoredDeclarations.ViolationsAsync(place, all)).ShouldBe(["lost: 26NLNEVERSTORED"]);

        static NodeProcess Import(Place place, string file) =>
            NodeProcess.Start(Built.Cli, ["import", "declarations", file, "--mapping", "customs-declarations"], place, Ports.Free());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_demonstration_that_is_killed_again_and_again_keeps_what_was_seen_and_doubles_nothing(string kind, int rounds)
    {
        await using var place = await Place.CreateAsync(kind);
        var seen = new Dictionary<string, string>();
        var grew = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var demonstration = NodeProcess.Start(
                Built.Cli,
                ["run", "--alone", "--rate", "100", "--port", Ports.Free().ToString(CultureInfo.InvariantCulture)],
                place,
                Ports.Free(),
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

        output.WriteLine($"{kind}: {rounds} kills, {grew} of them after new declarations had been seen; {seen.Count} seen");
        grew.ShouldBe(rounds);
        (await StoredDeclarations.ViolationsAsync(place, seen)).ShouldBeEmpty();

        // The last is killed and signs no more; a log that a kill keeps from going on would end with the first.
        var (signed, recorded) = await StoredDeclarations.SignedAsync(place);
        (signed * 2).ShouldBeGreaterThan(recorded);

        seen.Add("26NLNEVERSTORED", "");
        (await StoredDeclarations.ViolationsAsync(place, seen)).ShouldBe(["lost: 26NLNEVERSTORED"]);
    }

    private static async Task ImportAsync(Place place, string list)
    {
        await using var import = NodeProcess.Start(Built.Cli, ["import", "ofac", list], place, Ports.Free());
        (await import.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, import.Output);
    }

    private static async Task<long> CompletedAsync(Place place) =>
        await place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM list_import WHERE completed_at IS NOT NULL"));

    private static async Task<List<string>> ListedAsync(Place place) =>
        await place.ReadAsync(session => session.QueryAsync<string>("SELECT reference || ' ' || state || ' ' || content_hash FROM alert WHERE list IS NOT NULL ORDER BY number"));

    private static async Task<long> CountAsync(Place place, [System.Diagnostics.CodeAnalysis.ConstantExpected] string sql)
    {
        try
        {
            return await place.ReadAsync(session => session.ScalarAsync<long>(sql));
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
