using Entente.Node.Evidence.Log;

namespace Entente.Tests.Node.Evidence;

/// <summary>What the witness has signed it remembers outside its store, so that a store which was set back does not put its key under two histories.</summary>
public sealed class WitnessRestoredTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_a_store_that_was_set_back_the_witness_goes_on_from_what_it_has_signed_and_cosigns_no_fork(string kind)
    {
        foreach (var setBack in (Func<WitnessWorld, WitnessedRow, Task>[])[RestoreAsync, ForgetAsync])
        {
            await using var world = await WitnessWorld.StartAsync(kind);
            world.Partner.Grow(5);
            (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(200);
            var yesterday = (await RowAsync(world)).ShouldNotBeNull();
            world.Partner.Grow(5);
            (await world.Witness.TakeAsync(world.Partner.Request(5))).Status.ShouldBe(200);

            await setBack(world, yesterday);
            world.Partner.Rewrite(keep: 5, size: 12);
            var from = await world.FollowedAsync() ?? 0;
            var answer = await world.Witness.TakeAsync(world.Partner.Request(from));

            (answer.Status, answer.Body).ShouldBe((409, "10\n"), "of the forked tree nothing is cosigned");
            (await world.Witness.TakeAsync(world.Partner.Request(10))).Status.ShouldBe(422);
            (await world.FollowedAsync()).ShouldBe(10);
            (await RecordsAsync(world)).ShouldBe(1);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_only_grew_is_followed_on_from_a_store_that_was_set_back_and_a_fork_is_found(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(5);
        await world.FollowAsync();
        var yesterday = (await RowAsync(world)).ShouldNotBeNull();
        world.Partner.Grow(300);
        await world.FollowAsync();
        await RestoreAsync(world, yesterday);
        world.Partner.Grow(10);
        await world.FollowAsync();
        (await world.FollowedAsync()).ShouldBe(315);
        (await world.AlarmsAsync()).ShouldBeEmpty();

        await RestoreAsync(world, yesterday);
        world.Partner.Rewrite(keep: 5, size: 400);
        await world.FollowAsync();
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Fork);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_whose_own_log_was_set_back_cosigns_nothing_and_still_follows(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(5);
        (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(200);
        await world.Database.RecordAsync(3);
        (await world.Log.SealedAsync()).ShouldNotBeNull();
        await world.Database.WriteAsync(session => session.Execute("DELETE FROM log_checkpoint"));

        world.Partner.Grow(5);
        var answer = await world.Witness.TakeAsync(world.Partner.Request(5));
        answer.Status.ShouldBe(503);
        answer.Body.ShouldContain("log-stopped");
        await world.FollowAsync();
        (await world.FollowedAsync()).ShouldBe(10);
        world.Partner.Rewrite(keep: 5, size: 20);
        await world.FollowAsync();
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Fork);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_was_stopped_or_waits_for_its_witnesses_cosigns_nothing(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(5);
        world.Log.Hold(1, "It waits.");
        (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(503);
        world.Log.Release();
        (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(200);
        world.Log.Halt(1, "Somebody has seen more.");
        (await world.Witness.TakeAsync(world.Partner.Request(5))).Status.ShouldBe(503);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Where_the_file_cannot_be_read_nothing_is_cosigned(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(5);
        (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(200);
        var file = Directory.GetFiles(Path.Combine(world.Folder, "log"), "*.seen").ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file, "nonsense", TestContext.Current.CancellationToken);
        (await world.Witness.TakeAsync(world.Partner.Request(5))).Status.ShouldBe(503);
    }

    private static Task<WitnessedRow?> RowAsync(WitnessWorld world) => world.Database.ReadAsync(session => Task.FromResult(Witness.All(session).SingleOrDefault()), TestContext.Current.CancellationToken);

    private static Task<int> RestoreAsync(WitnessWorld world, WitnessedRow row) =>
        world.Database.WriteAsync(session => session.Execute("UPDATE log_witnessed SET size = @Size, root = @Root, note = @Note", row));

    private static Task<int> ForgetAsync(WitnessWorld world, WitnessedRow row) => world.Database.WriteAsync(session => session.Execute("DELETE FROM log_witnessed WHERE origin = @Origin", row));

    private static Task<long> RecordsAsync(WitnessWorld world) =>
        world.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'log.witness-restored'"), TestContext.Current.CancellationToken);
}
