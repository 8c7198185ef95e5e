using System.Globalization;
using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;

namespace Entente.Tests.Node.Evidence;

/// <summary>An entry that a partner names in a message is found in its log, or missed.</summary>
public sealed class SeekingTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task An_entry_that_is_in_the_log_is_found_and_its_proof_holds_alone(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        var entry = Entry("m-1", index: 40);
        world.Partner.Grow(40);
        await TakeAsync(world, "m-1", $"{entry}");
        await RoundAsync(world);
        (await FindAsync(world, "m-1")).State.ShouldBe(OwedState.Sought, "the log has not come so far");

        world.Partner.Append(entry.Leaf.ToEntry());
        world.Partner.Grow(300);
        await RoundAsync(world);

        var found = await FindAsync(world, "m-1");
        found.State.ShouldBe(OwedState.Found);
        var evidence = RecordEvidence.Read(found.Evidence, out _).ShouldNotBeNull();
        evidence.Record.ShouldContain("m-1");
        evidence.Verify(Given.Policy($"log {Given.Log.Key}\nquorum none\n")).ShouldBeOfType<PolicyVerdict.Witnessed>();
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_entry_that_is_not_there_is_an_alarm_within_a_minute_that_ends_when_it_comes(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        var entry = Entry("m-1", index: 40);
        world.Partner.Grow(40);
        await TakeAsync(world, "m-1", $"{entry}");
        await RoundAsync(world);
        (await world.AlarmsAsync()).ShouldBeEmpty();

        // As if it had come a minute ago.
        await world.Database.WriteAsync(session => session.Execute("UPDATE log_owed SET owed_at = owed_at - 60000000"));
        await RoundAsync(world);
        var alarm = (await world.AlarmsAsync()).ShouldHaveSingleItem();
        (alarm.Kind, alarm.Partner).ShouldBe((LogAlarmKind.Missing, "NL"));
        (await FindAsync(world, "m-1")).State.ShouldBe(OwedState.Missing);
        (await world.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'log.alarm'"))).ShouldBe(1);

        world.Partner.Append(entry.Leaf.ToEntry());
        await RoundAsync(world);
        (await FindAsync(world, "m-1")).State.ShouldBe(OwedState.Found);
        (await world.AlarmsAsync()).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Another_entry_in_its_place_is_an_alarm_at_once(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(300);
        await TakeAsync(world, "m-1", $"{Entry("m-1", index: 40)}");
        await RoundAsync(world);
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Missing);
    }

    [Theory]
    [OnBoth("")]
    [OnBoth("nonsense")]
    [OnBoth("customs.nl.example/ledger/2026 0 AAAA AAAA")]
    public async Task An_entry_that_cannot_be_read_is_missing(string kind, string said)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(3);
        await TakeAsync(world, "m-1", said);
        await RoundAsync(world);
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Missing);
    }

    [Fact]
    public void An_entry_about_another_message_is_none()
    {
        var entry = Entry("m-1", index: 7);
        PromisedEntry.Read($"{entry}", "m-1").ShouldNotBeNull().Leaf.ShouldBe(entry.Leaf);
        PromisedEntry.Read($"{entry}", "m-2").ShouldBeNull();
        PromisedEntry.Read($"{entry} ", "m-1").ShouldBeNull();
        PromisedEntry.Read($"{entry with { Record = entry.Record.Replace("message", "massage", StringComparison.Ordinal) }}", "m-1").ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_log_signed_no_more_is_found_among_the_first_of_the_next(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        var entry = Entry("m-1", index: 40) with { Origin = "customs.nl.example/log/1" };
        world.Partner.Grow(3);
        world.Partner.Append(entry.Leaf.ToEntry());
        await TakeAsync(world, "m-1", $"{entry}");
        await RoundAsync(world);
        (await FindAsync(world, "m-1")).State.ShouldBe(OwedState.Found);
    }

    [Theory]
    [OnBoth(3, 66_000)]
    [OnBoth(4_000, 70_000)]
    [OnBoth(255, 131_073)]
    public async Task It_is_found_there_in_a_long_log_too_and_what_is_not_there_is_missing(string kind, int at, int size)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        var entry = Entry("m-1", index: 40) with { Origin = "customs.nl.example/log/1" };
        world.Partner.Grow(at);
        world.Partner.Append(entry.Leaf.ToEntry());
        world.Partner.Grow(size - at - 1);
        await TakeAsync(world, "m-1", $"{entry}");
        await TakeAsync(world, "m-2", $"{Entry("m-2", index: 40) with { Origin = "customs.nl.example/log/1" }}");
        await RoundAsync(world);
        (await FindAsync(world, "m-1")).State.ShouldBe(OwedState.Found);
        (await FindAsync(world, "m-2")).State.ShouldBe(OwedState.Sought);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_message_of_a_partner_with_a_log_that_names_no_entry_lacks_one(string kind)
    {
        await using var world = await WitnessWorld.StartAsync(kind);
        world.Partner.Grow(3);
        await world.Database.WriteAsync(session => OwedEntry.Put(session, "NL", "m-1", []));
        await RoundAsync(world);
        (await FindAsync(world, "m-1")).State.ShouldBe(OwedState.Missing);
        (await world.AlarmsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(LogAlarmKind.Missing);
    }

    private static PromisedEntry Entry(string message, long index)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"entente/record/1\nseq 2 41\nact 15 message.entered\nsubject_kind 7 message\nsubject_id {Encoding.UTF8.GetByteCount(message)} {message}\ndetail 2 {{}}\n");
        return new(Given.Origin, index, text, Enumerable.Repeat((byte)7, 32).ToArray());
    }

    private static Task TakeAsync(WitnessWorld world, string message, string said) =>
        world.Database.WriteAsync(session => OwedEntry.Put(session, "NL", message, [new(PromisedEntry.Property, said)]));

    private static async Task RoundAsync(WitnessWorld world)
    {
        await world.FollowAsync();
        await new Seeking(world.Database).SeekAsync(world.Partner.Peer, TestContext.Current.CancellationToken);
    }

    private static Task<OwedEntry> FindAsync(WitnessWorld world, string message) => world.Database.ReadAsync(session => Task.FromResult(OwedEntry.Find(session, "NL", message)!));
}
