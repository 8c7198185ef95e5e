using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Node.Evidence;

/// <summary>A node that runs finds out by itself that something of its records or of its log is not what it signed.</summary>
public sealed class OwnAuditTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_record_that_was_changed_is_an_alarm_on_record_that_ends_when_it_is_as_it_was(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(2_000);
        await log.SealedAsync();
        await database.FreeAsync();
        var audit = Of(store, database, log);
        await database.WriteAsync(session => session.Execute("UPDATE record_entry SET case_reference = 'C-1' WHERE seq = 1234"));

        await SweepAsync(audit);

        var alarm = (await OpenAsync(database)).ShouldHaveSingleItem();
        (alarm.Kind, alarm.Partner, alarm.Origin, alarm.Detail).ShouldBe((LogAlarmKind.Damaged, LogAlarm.Own, "customs.nl.example/log/1", "The record 1234 is not the one that its leaf commits to."));
        (await CountAsync(database, "log.damaged")).ShouldBe(1);
        await SweepAsync(audit);
        (await CountAsync(database, "log.damaged")).ShouldBe(1, "it is said once");

        await database.WriteAsync(session => session.Execute("UPDATE record_entry SET case_reference = NULL WHERE seq = 1234"));
        await SweepAsync(audit);
        await SweepAsync(audit);
        (await OpenAsync(database)).ShouldBeEmpty();
        (await CountAsync(database, "log.repaired")).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_found_while_records_are_made_signed_and_erased_and_a_log_is_begun_anew(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        var audit = Of(store, database, log);
        await audit.LookAsync(TestContext.Current.CancellationToken);
        for (var n = 1; n <= 8; n++)
        {
            await database.RecordAsync(100 * n);
            await SweepAsync(audit);
            await log.SealedAsync();
            await SweepAsync(audit);
            (await new EraseRecord(database, TimeProvider.System).RunAsync(LogGiven.Tester, 10 * n, "order of the court", TestContext.Current.CancellationToken)).ShouldNotBeNull();
            if (n == 5)
            {
                (await log.BeginNextAsync(LogGiven.Tester, "restored", cancellation: TestContext.Current.CancellationToken)).ShouldNotBeNull();
            }
        }

        await SweepAsync(audit);
        (await OpenAsync(database)).ShouldBeEmpty();
        (await CountAsync(database, "log.damaged")).ShouldBe(0);

        // Also what an older log has signed is examined.
        await database.FreeAsync();
        await database.WriteAsync(session => session.Execute("DELETE FROM log_tile WHERE log = 1 AND level = 0 AND tile = 1"));
        await SweepAsync(audit);
        var alarm = (await OpenAsync(database)).ShouldHaveSingleItem();
        alarm.Origin.ShouldBe("customs.nl.example/log/1");
        alarm.Detail.ShouldStartWith("log-malformed: What was signed is no longer stored there. (/tile/");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_a_large_store_a_bounded_part_is_examined_in_each_round_and_all_of_it_in_time(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        for (var n = 0; n < 4; n++)
        {
            await database.RecordAsync(10_000);
        }

        await log.SealedAsync();
        await database.FreeAsync();

        // One record in each of its 157 bundles; each is found in the round that comes by.
        await database.WriteAsync(session => session.Execute("UPDATE record_entry SET officer = 'somebody else' WHERE seq % 256 = 7"));
        var audit = Of(store, database, log);
        for (var round = 0; round < 10; round++)
        {
            await audit.LookAsync(TestContext.Current.CancellationToken);
            (await OpenAsync(database)).ShouldHaveSingleItem();
            await database.WriteAsync(session => session.Execute("UPDATE log_alarm SET ended_at = @Now", new { session.Now }));
        }

        (await database.ReadAsync(session => Task.FromResult(session.Query<string>("SELECT detail FROM log_alarm")), TestContext.Current.CancellationToken)).Distinct().Count().ShouldBe(10, "each round comes by others");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Readiness_and_the_page_of_the_log_say_so(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.RecordAsync(10);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        using var visitor = node.Visitor();
        while (node.Services.GetRequiredService<NodeLog>().Size < 10)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        (await visitor.GetStringAsync("/health/ready")).ShouldNotContain("commits to");
        (await auditor.GetStringAsync("/records/log")).ShouldNotContain("not stored as it was signed");
        await node.Database.FreeAsync();
        await node.Database.WriteAsync(session => session.Execute("UPDATE record_entry SET officer = 'somebody else' WHERE seq = 4"));

        await node.Services.GetRequiredService<OwnAudit>().LookAsync(TestContext.Current.CancellationToken);

        (await visitor.GetStringAsync("/health/ready")).ShouldContain("The record 4 is not the one that its leaf commits to.");
        (await auditor.GetStringAsync("/records/log")).ShouldContain("is not stored as it was signed. The record 4 is not the one that its leaf commits to.");
    }

    private static OwnAudit Of(Store store, Database database, NodeLog log) => new(database, log, new(new() { Directory = store.Directory }), NullLogger<OwnAudit>.Instance);

    /// <summary>The rounds that it takes to examine everything.</summary>
    private static async Task SweepAsync(OwnAudit audit)
    {
        for (var round = 0; round < 7; round++)
        {
            await audit.LookAsync(TestContext.Current.CancellationToken);
        }
    }

    private static Task<List<LogAlarm>> OpenAsync(Database database) => database.ReadAsync(session => Task.FromResult(LogAlarm.Open(session)), TestContext.Current.CancellationToken);

    private static Task<long> CountAsync(Database database, string act) =>
        database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = @act", new { act }), TestContext.Current.CancellationToken);
}
