using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>A log that shows each of its witnesses a history of its own is found when two of them compare what they have cosigned.</summary>
public sealed class ComparingTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_split_view_is_an_alarm_at_the_witness_that_has_followed_further(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(300);
        await world.FollowAsync();

        // Another witness is shown the same first hundred entries, and then others.
        var shown = new PartnerLog();
        shown.Grow(100);
        shown.Grow(90, "other entry");
        var comparing = new Comparing(world.Database);
        await comparing.CompareAsync([world.Partner.Peer, Other(shown)], TestContext.Current.CancellationToken);

        var alarm = (await world.AlarmsAsync()).ShouldHaveSingleItem();
        (alarm.Kind, alarm.Partner, alarm.Origin).ShouldBe((LogAlarmKind.Fork, "NL", Given.Origin));
        alarm.Detail.ShouldContain("It has shown SG a tree of 190 leaves");
        var evidence = await world.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT evidence FROM log_alarm")) ?? "";
        evidence.ShouldContain(world.Partner.Note().Text);
        evidence.ShouldContain(shown.Note().Text, customMessage: "both checkpoints that it has signed are kept");
    }

    [Theory]
    [OnBoth(0)]
    [OnBoth(1)]
    [OnBoth(299)]
    [OnBoth(300)] // As far as this node.
    [OnBoth(420)] // Further: that one compares.
    public async Task Witnesses_of_one_history_find_nothing_however_far_each_has_come(string kind, int size)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(300);
        await world.FollowAsync();
        var shown = new PartnerLog();
        shown.Grow(size);
        await new Comparing(world.Database).CompareAsync([world.Partner.Peer, Other(shown)], TestContext.Current.CancellationToken);
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_size_with_another_root_is_an_alarm(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(300);
        await world.FollowAsync();
        var shown = new PartnerLog();
        shown.Grow(300, "other entry");
        await new Comparing(world.Database).CompareAsync([world.Partner.Peer, Other(shown)], TestContext.Current.CancellationToken);
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Fork);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_tile_that_is_not_of_the_log_accuses_nobody(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(70_000);
        await world.FollowAsync();
        var shown = new PartnerLog();
        shown.Grow(300);

        // Not on the right border, whose tiles make the signed root.
        var honest = world.Partner.Peer;
        var broken = honest with { CallAsync = async (path, body, cancellation) => await honest.CallAsync(path, body, cancellation) is (var status, var bytes) ? (status, path == "tile/0/001" ? new byte[bytes.Length] : bytes) : null };
        await new Comparing(world.Database).CompareAsync([broken, Other(shown)], TestContext.Current.CancellationToken);
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_log_itself_has_not_signed_accuses_nobody(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(300);
        await world.FollowAsync();
        var made = new PartnerLog { Signer = Given.Signer(Given.Origin, Entente.TransparencyLog.NoteAlgorithm.Ed25519, 9) };
        made.Grow(200, "other entry");
        await new Comparing(world.Database).CompareAsync([world.Partner.Peer, Other(made)], TestContext.Current.CancellationToken);
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    // A partner whose witness has followed the log of NL as it was shown it.
    private static LogPeer Other(PartnerLog shown) => new("SG", "", Given.Singapore.Key.ToString(), (path, _, _) =>
        Task.FromResult<(int, byte[])?>(path == $"witness/{Witness.NameOf(Given.Origin)}/checkpoint" ? (200, shown.Note().ToBytes()) : (404, [])));
}
