using System.Text;
using Entente.Node.Evidence.Log;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>The witness of this node cosigns only what continues what it cosigned, and finds out a partner's log that shows another history.</summary>
public sealed class WitnessTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task It_cosigns_what_continues_and_tells_the_size_to_begin_from(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(3);
        var first = await world.Witness.TakeAsync(world.Partner.Request(0));
        first.Status.ShouldBe(200);
        first.Body.ShouldStartWith("\u2014 customs.nl.example/witness ");

        world.Partner.Grow(300);
        var late = await world.Witness.TakeAsync(world.Partner.Request(0));
        (late.Status, late.Body, late.Type).ShouldBe((409, "3\n", "text/x.tlog.size"));
        (await world.Witness.TakeAsync(world.Partner.Request(3))).Status.ShouldBe(200);
        (await world.Witness.TakeAsync(world.Partner.Request(303))).Status.ShouldBe(200, "the same checkpoint may be cosigned again");
        (await world.FollowedAsync()).ShouldBe(303);
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task It_refuses_strangers_other_keys_and_what_does_not_continue(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(3);
        (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(200);
        (await world.Witness.TakeAsync("old 3\n"u8.ToArray())).Status.ShouldBe(400);

        world.Partner.Signer = Given.Signer(Given.Origin, NoteAlgorithm.Ed25519, 9);
        (await world.Witness.TakeAsync(world.Partner.Request(3))).Status.ShouldBe(403);
        var unknown = new Checkpoint("customs.sg.example/log/1", 1, TreeHash.OfEntry("x"u8)).Sign([Given.Signer("customs.sg.example/log/1", NoteAlgorithm.Ed25519, 8)], Given.Now);
        (await world.Witness.TakeAsync(AddCheckpoint.Write(new(0, 1, []), unknown))).Status.ShouldBe(404);

        world.Partner.Signer = Given.Log;
        world.Partner.Rewrite(keep: 1, size: 9);
        (await world.Witness.TakeAsync(world.Partner.Request(3))).Status.ShouldBe(422);
        (await world.FollowedAsync()).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_histories_that_are_asked_for_at_once_only_one_is_cosigned(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(5);
        (await world.Witness.TakeAsync(world.Partner.Request(0))).Status.ShouldBe(200);
        world.Partner.Grow(5);
        var honest = world.Partner.Request(5);
        world.Partner.Rewrite(keep: 5, size: 10);
        var other = world.Partner.Request(5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => world.Witness.TakeAsync(n % 2 == 0 ? honest : other)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        (await world.Witness.TakeAsync(honest)).Status.ShouldBe(409);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_only_grows_is_followed_without_alarm(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        foreach (var count in (int[])[1, 0, 254, 1, 2, 700, 70_000])
        {
            world.Partner.Grow(count);
            await world.FollowAsync();
            (await world.AlarmsAsync()).ShouldBeEmpty();
        }

        (await world.FollowedAsync()).ShouldBe(70_958);
    }

    [Theory]
    [OnBoth(599, 600, nameof(LogAlarmKind.Fork))] // The same size, another root.
    [OnBoth(598, 700, nameof(LogAlarmKind.Fork))] // Grown, from another entry.
    [OnBoth(0, 5000, nameof(LogAlarmKind.Fork))]
    [OnBoth(300, 590, nameof(LogAlarmKind.Rollback))]
    [OnBoth(599, 599, nameof(LogAlarmKind.Rollback))]
    public async Task A_log_that_shows_another_history_is_an_alarm_that_is_on_record(string kind, int keep, int size, string expected)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(600);
        await world.FollowAsync();
        world.Partner.Rewrite(keep, size);

        await world.FollowAsync();
        await world.FollowAsync();

        var alarm = (await world.AlarmsAsync()).ShouldHaveSingleItem();
        ($"{alarm.Kind}", alarm.Partner, alarm.Origin).ShouldBe((expected, "NL", Given.Origin));
        (await world.FollowedAsync()).ShouldBe(600);
        (await world.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'log.alarm'"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_stands_still_after_its_keeper_acknowledged_a_message_is_an_alarm_that_ends_when_it_grows(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        var (queued, acknowledged) = (world.Clock.Now - TimeSpan.FromMinutes(1), world.Clock.Now + TimeSpan.FromSeconds(2));
        world.Partner.Acknowledged = (after, until, _) => Task.FromResult(queued > after && acknowledged <= until);
        world.Partner.Grow(10);
        await world.FollowAsync();
        world.Clock.Now += TimeSpan.FromHours(1);
        await world.FollowAsync();
        (await world.AlarmsAsync()).ShouldBeEmpty("the log has grown since that message was queued");

        world.Partner.Grow(1);
        await world.FollowAsync();
        (queued, acknowledged) = (world.Clock.Now + TimeSpan.FromSeconds(1), world.Clock.Now + TimeSpan.FromSeconds(2));
        world.Clock.Now += TimeSpan.FromSeconds(61);
        await world.FollowAsync();
        (await world.AlarmsAsync()).ShouldBeEmpty("it has a minute from the receipt");
        world.Clock.Now += TimeSpan.FromSeconds(1);
        await world.FollowAsync();
        var alarm = (await world.AlarmsAsync()).ShouldHaveSingleItem();
        (alarm.Kind, alarm.Detail).ShouldBe((LogAlarmKind.Stale, "It has acknowledged a message of this node, and has not grown in the minute since."));

        world.Partner.Grow(1);
        await world.FollowAsync();
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_two_cards_name_is_an_alarm(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Others.Add(world.Partner.Peer with { Id = "SG", LogKey = Given.Signer(Given.Origin, NoteAlgorithm.Ed25519, 9).Key.ToString() });
        world.Partner.Grow(10);
        await world.FollowAsync();
        world.Clock.Now += Following.StaleAfter;
        await world.FollowAsync();
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Detail.ShouldContain("another partner");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_log_that_cannot_be_verified_for_a_minute_is_an_alarm_that_ends_when_it_can(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(10);
        await world.FollowAsync();
        (Func<string, (int, byte[])?>, NoteSigner)[] troubles =
        [
            (_ => null, Given.Log),
            (_ => (503, []), Given.Log),
            (_ => (200, Encoding.UTF8.GetBytes("nonsense")), Given.Log),
            (_ => (200, world.Partner.Note().ToBytes()), Given.Signer(Given.Origin, NoteAlgorithm.Ed25519, 9)),
        ];
        foreach (var (answer, signer) in troubles)
        {
            (world.Partner.Answer, world.Partner.Signer) = (answer, signer);
            await world.FollowAsync();
            world.Clock.Now += Following.StaleAfter - TimeSpan.FromSeconds(1);
            await world.FollowAsync();
            (await world.AlarmsAsync()).ShouldBeEmpty();
            world.Clock.Now += TimeSpan.FromSeconds(1);
            await world.FollowAsync();
            (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Stale);

            (world.Partner.Answer, world.Partner.Signer) = (null, Given.Log);
            await world.FollowAsync();
            (await world.AlarmsAsync()).ShouldBeEmpty();
        }
    }
}
