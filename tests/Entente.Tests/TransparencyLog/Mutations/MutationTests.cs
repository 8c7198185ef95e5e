namespace Entente.Tests.TransparencyLog.Mutations;

/// <summary>10,000 changes by chance, with a fixed seed: every one is found, and nothing is found in what was not changed.</summary>
public sealed class MutationTests
{
    private const int OfTheStore = 8_000;
    private const int OfHistory = 2_000;

    private static readonly IReadOnlyList<World> Worlds = [.. new[] { 2, 7, 40, 300 }.Select(size => new World(size))];

    [Fact]
    public void Every_change_of_the_store_is_found_offline()
    {
        var random = new Random(20260301);
        var found = new Dictionary<(string, string), int>();
        for (var n = 0; n < OfTheStore; n++)
        {
            var (name, forge) = Forgery.OfTheStore.ElementAt(n % Forgery.OfTheStore.Count);
            var world = Worlds[random.Next(8) is 0 ? 3 : random.Next(3)];
            var step = world.Examiner.Examine(forge(world.Honest, random)).ShouldNotBeNull($"number {n}: {name}");
            found[(name, step)] = found.GetValueOrDefault((name, step)) + 1;
        }

        found.Keys.Select(key => key.Item2).Distinct().ShouldBe(["records", "proof", "log", "checkpoint"], ignoreOrder: true);
    }

    [Fact]
    public void Every_other_history_is_found_offline_and_refused_by_a_witness_whoever_signs_it_below_the_quorum()
    {
        var random = new Random(20260302);
        for (var n = 0; n < OfHistory; n++)
        {
            var (name, forge) = Forgery.OfHistory.ElementAt(n % Forgery.OfHistory.Count);
            var world = Worlds[random.Next(8) is 0 ? 3 : random.Next(3)];
            var forged = Shown.Of(forge(world.Honest.Records, random), 0, random.Next(2) == 0 ? [Given.Log] : [Given.Log, Given.Canada]);
            world.Examiner.Examine(forged).ShouldBe("checkpoint", $"number {n}: {name}");
            world.Examiner.Cosigns(forged).ShouldBeFalse($"number {n}: {name}");
        }
    }

    /// <summary>What a partner was given, and how far a witness had followed, finds what a colluding quorum would hide.</summary>
    [Fact]
    public void Every_other_history_that_all_witnesses_sign_is_found_by_whoever_holds_an_older_checkpoint()
    {
        var random = new Random(20260303);
        var found = new HashSet<string>();
        for (var n = 0; n < 300; n++)
        {
            var (name, forge) = Forgery.OfHistory.ElementAt(n % Forgery.OfHistory.Count);
            var world = Worlds[random.Next(3)];
            var forged = Shown.Of(forge(world.Honest.Records, random), 0, Given.Log, Given.Canada, Given.Singapore);
            found.Add(world.Examiner.Examine(forged).ShouldNotBeNull($"number {n}: {name}"));
        }

        found.ShouldBe(["receipt", "head"], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_found_in_a_log_that_was_not_changed_nor_in_one_that_grew()
    {
        foreach (var world in Worlds)
        {
            world.Examiner.Examine(world.Honest).ShouldBeNull();
            for (var more = 1; more < 260; more += 43)
            {
                KeptRecord[] grown = [.. world.Honest.Records, .. Enumerable.Range(300_000, more).Select(KeptRecord.Number)];
                world.Examiner.Examine(Shown.Of(grown, more % grown.Length, Given.Log, Given.Canada, Given.Singapore)).ShouldBeNull();
                world.Examiner.Cosigns(Shown.Of(grown, 0, Given.Log)).ShouldBeTrue();
            }
        }
    }

    /// <summary>The control of the harness: an examiner that leaves out a step misses something that the others do not find.</summary>
    [Theory]
    [InlineData("log")]
    [InlineData("records")]
    [InlineData("proof")]
    public void An_examiner_that_leaves_out_a_step_misses_changes(string step)
    {
        var random = new Random(20260304);
        var world = Worlds[2];
        Enumerable.Range(0, 300).Count(n => world.Examiner.Examine(Forgery.OfTheStore.Values.ElementAt(n % Forgery.OfTheStore.Count)(world.Honest, random), without: step) is null).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void An_examiner_that_asks_for_no_quorum_or_has_no_older_checkpoint_misses_histories()
    {
        var world = Worlds[2];
        var last = Shown.Of([.. world.Honest.Records.SkipLast(1), KeptRecord.Number(400_000)], 0, Given.Log, Given.Canada, Given.Singapore);
        world.Examiner.Examine(last).ShouldBe("head");
        world.Examiner.Examine(last, without: "head").ShouldBeNull();
        var first = Shown.Of([KeptRecord.Number(400_000), .. world.Honest.Records.Skip(1)], 0, Given.Log, Given.Canada, Given.Singapore);
        world.Examiner.Examine(first).ShouldBe("receipt");
        world.Examiner.Examine(first, without: "receipt").ShouldBe("head");
        world.Examiner.Examine(Shown.Of(first.Records, 0, Given.Log), without: "checkpoint").ShouldBe("proof");
    }

    private sealed class World
    {
        public World(int size)
        {
            Honest = Shown.Of([.. Enumerable.Range(0, size).Select(KeptRecord.Number)], size / 2, Given.Log, Given.Canada, Given.Singapore);
            Examiner = new(Honest.Records, size - 1);
        }

        public Shown Honest { get; }

        public Examiner Examiner { get; }
    }
}
