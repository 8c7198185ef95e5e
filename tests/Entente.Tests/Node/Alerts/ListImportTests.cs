using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Alerts;

public sealed class ListImportTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_version_again_changes_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();

        (await ImportedAsync(database, ListSamples.Ofac())).ShouldBe((4, 0, 0));
        var records = await RecordsAsync(database);
        (await ImportedAsync(database, ListSamples.Ofac())).ShouldBe((0, 0, 0));

        (await RecordsAsync(database)).ShouldBe(records);
        var line = (await ListAlerts.RunAsync(database, Given.Police, new() { List = "OFAC-SDN" }, default)).Alerts[^1];
        (line.Title, line.Owner, line.CaseReference).ShouldBe(("MARLOWE, Ida Vera", "customs", "OFAC-SDN 101"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_newer_version_amends_what_changed_and_withdraws_what_vanished(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        await ImportedAsync(database, ListSamples.Companies(10));

        (await ImportedAsync(database, ListSamples.Companies(8, renamed: 3, new(2026, 3, 1)))).ShouldBe((0, 3, 2));
        (await ImportedAsync(database, ListSamples.Companies(10, renamed: 3, new(2026, 3, 8)))).ShouldBe((0, 2, 0)); // back on the list

        var third = await database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert WHERE reference = '3'"));
        (third!.Version, third.Title, third.ListVersion).ShouldBe((2, "COMPANY 3 RENAMED", "2026-03-01"));
        (await ShowAlert.RunAsync(database, PartnerPost.None, Given.Officer, third.AlertId, default))!.Earlier.ShouldHaveSingleItem().Alert.Content.Title.ShouldBe("COMPANY 3");
    }

    [Theory]
    [OnBoth(10, "2026-01-31", "list-older")]
    [OnBoth(4, "2026-03-01", "list-shrunk")] // rather a broken file than a new list
    [OnBoth(5, "2026-03-01", "")]
    public async Task A_doubtful_version_is_taken_over_only_by_force(string kind, int companies, string version, string expected)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        await ImportedAsync(database, ListSamples.Companies(10));
        var day = DateOnly.ParseExact(version, "yyyy-MM-dd", null);

        var outcome = await new ListImport(database, TimeProvider.System, new()).RunAsync(ListKind.OfacSdn, ListSamples.Companies(companies, version: day));
        (outcome is ListOutcome.Refused refused ? refused.Fault.Code.Id : "").ShouldBe(expected);

        var forced = await new ListImport(database, TimeProvider.System, new()).RunAsync(ListKind.OfacSdn, ListSamples.Companies(companies, version: day), force: true);
        forced.ShouldBeOfType<ListOutcome.Imported>();
        (await ActiveAsync(database)).ShouldBe(companies);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_import_that_broke_off_is_finished_by_the_next(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        using var stop = new CancellationTokenSource();
        await using (var database = await store.StartedAsync())
        {
            var afterFirst = new Watcher(_ => stop.Cancel());
            await Should.ThrowAsync<OperationCanceledException>(
                new ListImport(database, TimeProvider.System, new()).RunAsync(ListKind.OfacSdn, ListSamples.Companies(2_500), progress: afterFirst, cancellation: stop.Token));
            (await ActiveAsync(database)).ShouldBe(1_000);
            (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM list_import"))).ShouldBe(0);
        }

        await using var again = await store.StartedAsync();
        var seen = new List<ImportProgress>();
        var outcome = await new ListImport(again, TimeProvider.System, new()).RunAsync(ListKind.OfacSdn, ListSamples.Companies(2_500), progress: new Watcher(seen.Add));

        outcome.ShouldBeOfType<ListOutcome.Imported>().Added.ShouldBe(1_500);
        seen.ShouldBe([new(1_000, 1_500), new(1_500, 1_500)]);
        (await ActiveAsync(again)).ShouldBe(2_500);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_broken_list_stores_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();

        var outcome = await new ListImport(database, TimeProvider.System, new()).RunAsync(ListKind.OfacSdn, ListSamples.Ofac(ListSamples.Entries + "105,x\n"));

        outcome.ShouldBeOfType<ListOutcome.Refused>().Fault.Code.ShouldBe(FaultCode.ListMalformed);
        (await ActiveAsync(database)).ShouldBe(0);
        (await RecordsAsync(database)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_real_lists_are_imported_whole(string kind)
    {
        var lists = ListSamples.RealLists();
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        using var ofac = ListFiles.Open(ListKind.OfacSdn, Path.Combine(lists, "ofac"));
        using var un = ListFiles.Open(ListKind.UnConsolidated, Path.Combine(lists, "un_consolidated.xml"));
        using var import = new ListImport(database, TimeProvider.System, new());

        var started = TimeProvider.System.GetTimestamp();
        (await import.RunAsync(ListKind.OfacSdn, ofac)).ShouldBeOfType<ListOutcome.Imported>().Added.ShouldBe(8976);
        (await import.RunAsync(ListKind.UnConsolidated, un)).ShouldBeOfType<ListOutcome.Imported>().Added.ShouldBe(1003);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F2} s");

        (await ActiveAsync(database)).ShouldBe(9979);
        var heron = await database.ReadAsync(session => session.QueryAsync<AlertRow>("SELECT * FROM alert WHERE category = 'MeansOfTransport'"));
        heron.Sum(row => Listed.Entries(row.Number, row.Alert, row.Source).Sum(entry => entry.Identifiers.Count)).ShouldBeGreaterThan(800);
    }

    private static async Task<(int Added, int Amended, int Withdrawn)> ImportedAsync(Database database, ListFiles files)
    {
        var imported = (await new ListImport(database, TimeProvider.System, new()).RunAsync(ListKind.OfacSdn, files)).ShouldBeOfType<ListOutcome.Imported>();
        return (imported.Added, imported.Amended, imported.Withdrawn);
    }

    private static Task<long> ActiveAsync(Database database) =>
        database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert WHERE state = 'Active'"));

    private static Task<long> RecordsAsync(Database database) => database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record"));

    private sealed class Watcher(Action<ImportProgress> watch) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => watch(value);
    }
}
