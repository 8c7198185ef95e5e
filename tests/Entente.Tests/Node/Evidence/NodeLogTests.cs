using System.Data.Common;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.TransparencyLog;
using Record = Entente.Node.Evidence.Record;

namespace Entente.Tests.Node.Evidence;

/// <summary>Every record has its leaf in the same transaction, what is signed is what is stored, and a store that was set back or changed is not signed over.</summary>
public sealed class NodeLogTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_recorded_is_signed_and_the_log_holds_as_a_whole(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        var heads = new List<Checkpoint>();
        foreach (var count in (int[])[1, 254, 1, 300, 44])
        {
            await database.RecordAsync(count);
            heads.Add((await log.SealedAsync()).ShouldNotBeNull());
        }

        (await log.SealAsync(TestContext.Current.CancellationToken)).ShouldBe(Sealed.Nothing);
        heads.Select(head => head.Size).ShouldBe([1, 255, 256, 556, 600]);
        var row = (await log.OpenAsync(TestContext.Current.CancellationToken)).Row;
        row.Origin.ShouldBe("customs.nl.example/log/1");
        await database.ReadAsync(session =>
        {
            foreach (var (before, after) in heads.Zip(heads.Skip(1)))
            {
                LogStore.Tree(session, row, after.Size).Continue(before.Size).Proves(before.Root, after.Root).ShouldBeTrue();
            }

            return Task.FromResult(0);
        }, TestContext.Current.CancellationToken);
        foreach (var seen in heads)
        {
            (await database.AuditAsync(seen)).ShouldBeNull();
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_leaf_commits_to_the_record_as_it_is_stored_and_an_undone_write_leaves_none(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        await database.WriteAsync(session => RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", "7", """{"why":"é\n"}"""));
        await Should.ThrowAsync<FormatException>(() => database.WriteAsync(session =>
        {
            RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", "8");
            throw new FormatException();
        }));
        await database.WriteAsync(session => RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", null));

        var leaves = await database.ReadAsync(
            session => session.QueryAsync<(long Seq, byte[] Leaf, byte[] Salt)>("SELECT e.seq, e.leaf, c.salt FROM record_entry e JOIN record_content c ON c.seq = e.seq ORDER BY e.seq"),
            TestContext.Current.CancellationToken);
        leaves.Select(leaf => leaf.Seq).ShouldBe([1, 2]);
        leaves.Select(leaf => Convert.ToHexString(leaf.Salt)).Distinct().Count().ShouldBe(2);
        foreach (var leaf in leaves)
        {
            var record = (await Record.FindAsync(database, leaf.Seq, null, TestContext.Current.CancellationToken)).ShouldNotBeNull();
            RecordBook.LeafOf(record, leaf.Salt).ToEntry().ShouldBe(leaf.Leaf);
            RecordBook.LeafOf(record with { SubjectId = "9" }, leaf.Salt).ToEntry().ShouldNotBe(leaf.Leaf);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_is_opened_again_goes_on_with_what_it_signed(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        Checkpoint before;
        using (var log = LogGiven.LogOver(store, database))
        {
            await database.RecordAsync(300);
            before = (await log.SealedAsync()).ShouldNotBeNull();
        }

        await database.RecordAsync(5);
        using var again = LogGiven.LogOver(store, database);
        (await again.SealedAsync()).ShouldNotBeNull().Size.ShouldBe(305);
        (await database.AuditAsync(before)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_process_that_ended_between_the_commit_and_the_head_loses_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(3);
        await log.SealedAsync();
        var older = await File.ReadAllBytesAsync(HeadFile(store), TestContext.Current.CancellationToken);
        await database.RecordAsync(4);
        await log.SealedAsync();
        await File.WriteAllBytesAsync(HeadFile(store), older, TestContext.Current.CancellationToken);

        using var again = LogGiven.LogOver(store, database);
        (await again.PublishedAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().Size.ShouldBe(3);
        (await again.SealAsync(TestContext.Current.CancellationToken)).ShouldBe(Sealed.Nothing);
        (await again.PublishedAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().Size.ShouldBe(7);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_store_that_was_set_back_is_not_signed_over(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(3);
        await log.SealedAsync();
        await database.RecordAsync(4);
        var later = (await log.SealedAsync()).ShouldNotBeNull();

        await database.WriteAsync(session => session.Execute("DELETE FROM log_checkpoint WHERE size = 7"));
        await database.RecordAsync(1);
        using var again = LogGiven.LogOver(store, database);
        (await again.SealAsync(TestContext.Current.CancellationToken)).ShouldBe(Sealed.Refused);
        again.Alarm.ShouldNotBeNull().ShouldContain("set back");
        (await again.PublishedAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        (await database.AuditAsync(later)).ShouldNotBeNull().ShouldContain("seen 7 leaves");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Without_the_head_beside_the_key_nothing_is_signed(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(3);
        await log.SealedAsync();
        File.Delete(HeadFile(store));
        await database.RecordAsync(1);

        (await log.SealAsync(TestContext.Current.CancellationToken)).ShouldBe(Sealed.Refused);
        (await log.PublishedAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Records_leaves_and_tiles_cannot_be_changed_and_what_is_said_can_only_be_erased(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(256);
        await log.SealedAsync();

        async Task Refused(string sql)
        {
#pragma warning disable CA1857 // A table of statements.
            await Should.ThrowAsync<DbException>(() => database.WriteAsync(session => session.Execute(sql)), sql);
#pragma warning restore CA1857
        }

        await Refused("UPDATE record_entry SET leaf = NULL");
        await Refused("UPDATE record_entry SET officer = 'x'");
        await Refused("DELETE FROM record_entry");
        await Refused("DELETE FROM record");
        await Refused("UPDATE record_content SET detail = '{}'");
        await Refused("DELETE FROM record_content");
        await Refused("UPDATE log_tile SET root = hashes");
        await Refused("DELETE FROM log_tile");
        await Refused("UPDATE log SET first_record = 2");
        await Refused("DELETE FROM log");
        (await database.WriteAsync(session => session.Execute("UPDATE record_content SET detail = '', salt = NULL WHERE seq = 1"))).ShouldBe(1);
        (await database.WriteAsync(session => session.Execute("DELETE FROM record_content WHERE seq = 1"))).ShouldBe(1);
    }

    private static string HeadFile(Store store) => Directory.GetFiles(Path.Combine(store.Directory, "log"), "*.head").ShouldHaveSingleItem();
}
