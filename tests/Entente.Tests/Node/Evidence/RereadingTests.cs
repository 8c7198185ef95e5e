using Entente.Node.Evidence.Log;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>What a partner's log has shown once is read again and again: what was altered or taken away since is found, and nothing else.</summary>
public sealed class RereadingTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [OnBoth(600, "tile/entries/000")]
    [OnBoth(600, "tile/entries/002.p/88")]
    [OnBoth(600, "tile/0/001")]
    [OnBoth(600, "tile/0/002.p/88")]
    [OnBoth(600, "tile/1/000.p/2")]
    [OnBoth(7, "tile/entries/000.p/7")]
    [OnBoth(70_000, "tile/entries/137")]
    [OnBoth(70_000, "tile/0/000")]
    [OnBoth(70_000, "tile/0/272")]
    [OnBoth(70_000, "tile/1/000")]
    [OnBoth(70_000, "tile/2/000.p/1")]
    public async Task What_was_altered_taken_away_or_is_kept_back_since_it_was_cosigned_is_found_within_a_minute(string kind, int size, string path)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(size);
        await world.FollowAsync();
        world.Partner.Files.Keys.ShouldContain(path);
        var (flipped, random) = (world.Partner.Honest(path).Body, new Random(size));
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        (string Damage, (int, byte[])? Answer)[] damages = [("altered", (200, flipped)), ("cut", (200, flipped[1..])), ("gone", (404, [])), ("refused", (503, [])), ("silence", null)];
        foreach (var (damage, answer) in damages)
        {
            world.Partner.Answer = asked => asked == path ? answer : world.Partner.Honest(asked);
            await world.WatchAsync(Promised);

            var alarm = (await world.AlarmsAsync()).ShouldHaveSingleItem(damage);
            (alarm.Kind, alarm.Partner, alarm.Origin).ShouldBe((LogAlarmKind.Damaged, "NL", Given.Origin), damage);
            alarm.Detail.ShouldBeOneOf(
                [$"log-proof: What it serves there is not what it signed. (/{path})", "log-proof: Its tiles do not make the root that it signed.", $"log-malformed: What it signed is no longer there. (/{path})",
                $"log-malformed: It could not be read, though the checkpoint could. (/{path})"], damage);

            // It ends once all of the log has been read as it should be, and not before.
            world.Partner.Answer = null;
            await world.RereadAsync();
            (await world.AlarmsAsync()).Count.ShouldBe(PieceAudit.Count(size) <= 1 ? 0 : 1, damage);
            for (var round = 0; round < 14; round++)
            {
                await world.RereadAsync();
            }

            (await world.AlarmsAsync()).ShouldBeEmpty(damage);
        }

        (await world.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'log.alarm'"))).ShouldBe(damages.Length);
        (await world.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'log.alarm-ended'"))).ShouldBe(damages.Length);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_grows_is_read_as_a_whole_in_a_minute_and_nobody_is_accused(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        var random = new Random(11);
        foreach (var more in (int[])[1, 255, 1, 3_000, 20_000, 60_000])
        {
            world.Partner.Grow(more);
            await world.FollowAsync();
            var full = world.Partner.Files.Keys.Where(path => !path.Contains(".p/", StringComparison.Ordinal)).ToList();
            world.Partner.Asked.Clear();
            for (var round = 0; round < 12; round++)
            {
                world.Partner.Grow(random.Next(3));
                await world.FollowAsync();
                await world.RereadAsync();
            }

            full.Except(world.Partner.Asked).ShouldBeEmpty("every full tile and bundle was read");
        }

        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_a_large_log_a_bounded_part_is_read_in_each_round_and_all_of_it_in_time(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(300_000);
        await world.FollowAsync();
        world.Partner.Asked.Clear();
        var rounds = (int)Math.Ceiling(PieceAudit.Count(300_000) / 32.0);
        for (var round = 0; round < rounds; round++)
        {
            var before = world.Partner.Asked.Count;
            await world.RereadAsync();

            // 32 bundles with their tiles; the checkpoint, the last tile of each level, and the tiles above the bundles.
            (world.Partner.Asked.Count - before).ShouldBeLessThanOrEqualTo(64 + 1 + 3 + 3);
        }

        world.Partner.Files.Keys.Except(world.Partner.Asked).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_small_log_costs_little(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(2_000);
        await world.FollowAsync();
        world.Partner.Asked.Clear();
        await world.RereadAsync();
        world.Partner.Asked.Count.ShouldBeLessThanOrEqualTo(8, "two of eight bundles with their tiles, the checkpoint and the last tiles");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_not_there_for_a_moment_is_no_alarm(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(600);
        await world.FollowAsync();
        foreach (var answer in ((int, byte[])?[])[(404, []), (503, []), null])
        {
            foreach (var isReachedBetween in (bool[])[true, false])
            {
                for (var round = 0; round < 12; round++)
                {
                    var isAway = round % 2 == 0;
                    world.Partner.Answer = path => isAway ? path == "checkpoint" ? world.Partner.Honest(path) : answer : isReachedBetween ? world.Partner.Honest(path) : null;
                    await world.RereadAsync();
                    world.Clock.Now += Rereading.Pause;
                }
            }
        }

        (await world.AlarmsAsync()).ShouldBeEmpty();
        world.Partner.Answer = path => path == "checkpoint" ? world.Partner.Honest(path) : (404, []);
        await world.WatchAsync(Promised);
        (await world.AlarmsAsync()).ShouldHaveSingleItem("what stays away is one");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task While_the_line_is_down_or_another_log_stands_there_nobody_is_accused_of_damage(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(600);
        await world.FollowAsync();
        var honest = world.Partner.Files;
        world.Partner.Rewrite(keep: 0, size: 600);
        var begun = new Checkpoint("customs.nl.example/ledger/2027", 600, TreeHash.OfEntry("x"u8)).Sign([Given.Signer("customs.nl.example/ledger/2027", NoteAlgorithm.Ed25519, 9)], Given.Now).ToBytes();
        var older = new Checkpoint(Given.Origin, 500, TreeHash.OfEntry("x"u8)).Sign([Given.Log], Given.Now).ToBytes();
        var asked = 0;
        foreach (var checkpoint in ((int, byte[])?[])[null, (404, []), (200, begun), (200, older)])
        {
            world.Partner.Answer = path =>
            {
                asked += path == "checkpoint" ? 0 : 1;
                return path == "checkpoint" ? checkpoint : world.Partner.Honest(path);
            };
            for (var round = 0; round < 12; round++)
            {
                await world.RereadAsync();
                world.Clock.Now += Rereading.Pause;
            }
        }

        asked.ShouldBe(0);
        (await world.AlarmsAsync()).ShouldBeEmpty();

        // The next log is begun in the middle of a round: its tiles stand where those of the old one were asked for.
        var before = 1;
        world.Partner.Answer = path => path != "checkpoint" ? world.Partner.Honest(path) : before-- > 0 ? (200, world.Partner.Note().ToBytes()) : (200, begun);
        await world.RereadAsync();
        before.ShouldBeLessThan(0, "it was asked again before anybody was accused");
        (await world.AlarmsAsync()).ShouldBeEmpty();
        world.Partner.Answer = path => path == "checkpoint" ? (200, world.Partner.Note().ToBytes()) : honest.TryGetValue(path, out var bytes) ? (200, bytes) : (404, []);
        await world.RereadAsync();
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_has_forked_is_accused_of_that_alone(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(600);
        await world.FollowAsync();
        world.Partner.Rewrite(keep: 100, size: 700);
        for (var round = 0; round < 12; round++)
        {
            await world.FollowAsync();
            await world.RereadAsync();
            world.Clock.Now += Rereading.Pause;
        }

        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Fork);
    }
}
