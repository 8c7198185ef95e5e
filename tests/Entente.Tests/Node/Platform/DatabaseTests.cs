using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Tests.Node.Platform;

public sealed class DatabaseTests
{
    private static readonly Act Tested = new("test.done", "Tested");

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_write_is_read_back_and_raises_the_position(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await StartedAsync(store);
        var before = await database.PositionAsync(default);

        var seq = await database.WriteAsync(session => RecordBook.Append(session, Actor.Node("test"), Tested, "thing", "1"));

        seq.ShouldBe(1);
        (await database.ReadAsync(session => session.ScalarAsync<string>("SELECT act FROM record WHERE seq = 1"))).ShouldBe("test.done");
        (await database.PositionAsync(default)).ShouldBeGreaterThan(before);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_failing_write_undoes_itself_alone_and_leaves_no_gap(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await StartedAsync(store);

        var writes = Enumerable.Range(0, 200).Select(n => database.WriteAsync(session =>
        {
            var seq = RecordBook.Append(session, Actor.Node("test"), Tested, "thing", $"{n}");
            return n % 3 == 0 ? throw new InvalidOperationException("on purpose") : seq;
        })).ToList();
        await Task.WhenAll(writes.Select(write => write.ContinueWith(static done => done.IsFaulted, TaskScheduler.Default)));

        writes.Count(write => write.IsFaulted).ShouldBe(67);
        var numbers = await database.ReadAsync(session => session.QueryAsync<long>("SELECT seq FROM record ORDER BY seq"));
        numbers.ShouldBe(Enumerable.Range(1, 133).Select(n => (long)n));
        database.Written.Commits.ShouldBeLessThan(database.Written.Writes);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_processes_number_their_records_without_collision(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var one = await StartedAsync(store);
        await using var other = await StartedAsync(store);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => (n % 2 == 0 ? one : other)
            .WriteAsync(session => RecordBook.Append(session, Actor.Node("test"), Tested, "thing", $"{n}"))));

        (await one.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(DISTINCT subject_id) FROM record WHERE seq <= 100"))).ShouldBe(100);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Records_can_be_neither_changed_nor_deleted(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await StartedAsync(store);
        await database.WriteAsync(session => RecordBook.Append(session, Actor.Node("test"), Tested, "thing", "1"));

        await Should.ThrowAsync<System.Data.Common.DbException>(database.WriteAsync(session => session.Execute("UPDATE record SET officer = 'x'")));
        await Should.ThrowAsync<System.Data.Common.DbException>(database.WriteAsync(session => session.Execute("DELETE FROM record")));
    }

    private static async Task<Database> StartedAsync(Store store)
    {
        var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);
        return database;
    }
}
