using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;
using Record = Entente.Node.Evidence.Record;

namespace Entente.Tests.Node.Evidence;

/// <summary>A node that may have been restored signs nothing until its witnesses have been heard; one that was away shortly, or has no witnesses, does.</summary>
public sealed class StartCheckTests
{
    private static (int, byte[])? Nothing => null;

    private static (int, byte[])? Unknown => (404, []);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_was_away_for_long_signs_nothing_until_a_partner_answers(string kind)
    {
        await using var world = await World.StartAsync(kind);
        world.Answers["CA"] = Nothing;
        await world.AwayAsync(LifeSign.Lasts);

        await world.Check.BeginAsync(TestContext.Current.CancellationToken);
        (await world.SealAsync()).ShouldBe(Sealed.Refused, "nobody has been asked yet");
        (await world.AskAsync()).ShouldBeFalse();
        (await world.SealAsync()).ShouldBe(Sealed.Refused);
        world.Log.Alarm.ShouldNotBeNull().ShouldContain("0 of 1 have answered");
        (await world.Log.DoubtAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await world.Log.LiveAsync(TestContext.Current.CancellationToken);
        (await world.AskAsync()).ShouldBeFalse("a node in doubt does not vouch for itself");

        world.Answers["CA"] = Unknown;
        (await world.AskAsync()).ShouldBeTrue();
        (await world.SealAsync()).ShouldBe(Sealed.Signed);
        world.Log.Alarm.ShouldBeNull();
    }

    [Theory]
    [OnBoth(9, true)]
    [OnBoth(10, false)]
    [OnBoth(60 * 24, false)] // A backup of yesterday.
    [OnBoth(-60, false)] // A sign from the future says nothing.
    public async Task A_node_that_was_away_shortly_signs_at_once_where_nobody_answers(string kind, int minutes, bool signs)
    {
        await using var world = await World.StartAsync(kind);
        world.Answers["CA"] = Nothing;
        await world.AwayAsync(TimeSpan.FromMinutes(minutes));
        await world.Check.BeginAsync(TestContext.Current.CancellationToken);
        (await world.AskAsync()).ShouldBe(signs);
        (await world.SealAsync()).ShouldBe(signs ? Sealed.Signed : Sealed.Refused);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_without_witnesses_signs_at_once(string kind)
    {
        await using var world = await World.StartAsync(kind);
        await world.AwayAsync(TimeSpan.FromDays(30));
        (await world.AskAsync()).ShouldBeTrue();
        (await world.SealAsync()).ShouldBe(Sealed.Signed);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_no_answer_of_a_witness_counts_for_none(string kind)
    {
        await using var world = await World.StartAsync(kind);
        await world.AwayAsync(TimeSpan.FromDays(1));
        foreach (var answer in ((int, byte[])?[])[Nothing, (500, []), (503, []), (200, []), (200, "nonsense"u8.ToArray()), (200, await world.NoteAsync(Given.Log))])
        {
            world.Answers["CA"] = answer;
            (await world.AskAsync()).ShouldBeFalse($"{answer?.Item1}");
        }

        world.Answers["CA"] = (200, await world.NoteAsync(null));
        (await world.AskAsync()).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task With_a_policy_its_quorum_must_have_answered(string kind)
    {
        await using var world = await World.StartAsync(kind, $"log {Given.Log.Key}\nwitness ca {Given.Canada.Key}\nwitness sg {Given.Singapore.Key}\ngroup both all ca sg\nquorum both\n");
        await world.AwayAsync(TimeSpan.FromDays(1));
        (world.Answers["CA"], world.Answers["SG"]) = (Unknown, Nothing);
        (await world.AskAsync()).ShouldBeFalse();
        world.Log.Alarm.ShouldNotBeNull().ShouldContain("1 of 2 have answered");
        world.Answers["SG"] = Unknown;
        (await world.AskAsync()).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_officer_can_let_it_sign_and_that_is_on_record(string kind)
    {
        await using var world = await World.StartAsync(kind);
        world.Answers["CA"] = Nothing;
        await world.AwayAsync(TimeSpan.FromDays(1));
        (await world.AskAsync()).ShouldBeFalse();

        var record = await world.Check.ResumeAsync(LogGiven.Tester, "The cable was cut; nothing was restored.", TestContext.Current.CancellationToken);

        (await Record.FindAsync(world.Database, record, null, TestContext.Current.CancellationToken)).ShouldNotBeNull().Act.ShouldBe("log.resumed");
        (await world.AskAsync()).ShouldBeTrue();
        (await world.SealAsync()).ShouldBe(Sealed.Signed);
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly Store store;
        private readonly LifeSign life;
        private readonly StandingClock clock = new();

        private World(Store store, Database database, LogOptions options)
        {
            (this.store, Database, Log) = (store, database, LogGiven.LogOver(store, database));
            life = new(new() { Directory = store.Directory }, clock);
            var policy = new WitnessPolicy(options);
            Check = new(database, Log, new(database, Log, policy), Peers, life, policy);
        }

        public Database Database { get; }

        public NodeLog Log { get; }

        public StartCheck Check { get; }

        public Dictionary<string, (int, byte[])?> Answers { get; } = [];

        public static async Task<World> StartAsync(string kind, string? policy = null)
        {
            var store = await Store.CreateAsync(kind);
            var file = Path.Combine(store.Directory, "policy");
            await File.WriteAllTextAsync(file, policy ?? "");
            var world = new World(store, await LogGiven.StartAsync(store), new() { Policy = policy is null ? "" : file });
            await world.Database.RecordAsync(3);
            (await world.Log.SealedAsync()).ShouldNotBeNull();
            await world.Database.RecordAsync(2);
            return world;
        }

        /// <summary>Has the node show its last sign of life, and be away for so long.</summary>
        public async Task AwayAsync(TimeSpan time)
        {
            life.Write((await Log.OpenAsync(TestContext.Current.CancellationToken)).Signer);
            clock.Now += time;
        }

        public async Task<bool> AskAsync() => (await Check.AskAsync(TestContext.Current.CancellationToken)).MaySign;

        public Task<Sealed> SealAsync() => Log.SealAsync(TestContext.Current.CancellationToken);

        /// <summary>The checkpoint that the node has signed, as a witness shows it; or signed by somebody else.</summary>
        public async Task<byte[]> NoteAsync(NoteSigner? other)
        {
            var open = await Log.OpenAsync(TestContext.Current.CancellationToken);
            var row = await Database.ReadAsync(session => Task.FromResult(LogStore.Last(session, open.Row)!), TestContext.Current.CancellationToken);
            return other is null ? System.Text.Encoding.UTF8.GetBytes(row.Note) : LogGiven.HeadOf(row.Note).Sign([other], Given.Now).ToBytes();
        }

        public async ValueTask DisposeAsync()
        {
            Log.Dispose();
            await Database.DisposeAsync();
            await store.DisposeAsync();
        }

        private Task<IReadOnlyList<LogPeer>> Peers(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<LogPeer>>(
            [.. Answers.Keys.Order(StringComparer.Ordinal).Select(id => new LogPeer(
                id, Given.Log.Key.ToString(), $"{(id == "CA" ? Given.Canada : Given.Singapore).Key}", (_, _, _) => Task.FromResult(Answers[id])))]);
    }
}
