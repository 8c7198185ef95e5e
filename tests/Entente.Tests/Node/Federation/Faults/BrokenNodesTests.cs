using Entente.Node.Federation;
using Entente.Scenarios.Faults;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>The comparison of <see cref="FaultsInTransitTests"/> and <see cref="EveryOffsetTests"/> is worth something only if it sees a node that is broken.</summary>
public sealed class BrokenNodesTests(ITestOutputHelper output)
{
    private static readonly Mishap Unanswered = new() { At = (Way.There, 4000, Deed.SwallowBack) };

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_inbox_that_forgets_has_effects_twice(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await BrokenNode.ForgetsWhatItTookAsync(crossing.Pair.Ca.Database);
        crossing.Spoil(4, Unanswered);

        await crossing.QueueAsync(conversations: 12, messages: 1);
        await crossing.ArrivedAsync();

        await SeenAsync(crossing, "effect: ", " times");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_sender_that_believes_itself_delivered_loses_messages(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await BrokenNode.BelievesItselfDeliveredAsync(crossing.Pair.Nl.Database);
        crossing.Spoil(4, Mishap.ResetAfter(Way.There, 4000));

        await crossing.QueueAsync(conversations: 12, messages: 1);
        await crossing.ArrivedAsync();
        await crossing.UntilAsync(
            async () => crossing.Line.Tally.ResetCount == 4 && await crossing.Pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox")) == 8,
            "four of twelve are broken off");

        await SeenAsync(crossing, "effect: ", "is lost");
        await SeenAsync(crossing, "receipt: ", "is lost");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_sender_that_gives_up_loses_messages(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await BrokenNode.GivesUpAsync(crossing.Pair.Nl.Database);
        crossing.Spoil(4, Mishap.Refusal);

        await crossing.QueueAsync(conversations: 12, messages: 1);
        await crossing.UntilAsync(async () => await crossing.CountAsync(OutboxState.Ready) == 0, "nothing is tried any more");

        await SeenAsync(crossing, "effect: ", "is lost");
        await SeenAsync(crossing, "outbox: ", "is Refused");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_sender_that_gives_up_loses_messages_where_every_piece_is_late(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await BrokenNode.GivesUpAsync(crossing.Pair.Nl.Database);
        crossing.Line.Plan = _ => new Mishap { Delay = TimeSpan.FromSeconds(2) };

        await crossing.QueueAsync(conversations: 4, messages: 1);
        await crossing.UntilAsync(async () => crossing.Line.Tally.Of(Happened.Delayed) >= 8 && await crossing.CountAsync(OutboxState.Ready) == 0, "nothing is tried any more");

        await SeenAsync(crossing, "outbox: ", "is Refused");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_sender_that_waits_for_ever_loses_what_half_open_connections_hold(string kind)
    {
        await using var crossing = await StartAsync(kind, "600");
        crossing.Spoil(4, new Mishap { At = (Way.There, 4000, Deed.Freeze) });

        await crossing.QueueAsync(conversations: 12, messages: 1);
        await crossing.UntilAsync(
            async () => crossing.Line.Tally.Of(Happened.Frozen) is > 0 and var hanging && await crossing.CountAsync(OutboxState.Delivered) == 12 - hanging, "some of twelve hang, and the others are delivered");

        await SeenAsync(crossing, "effect: ", "is lost");
        await SeenAsync(crossing, "outbox: ", "is Ready");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_inbox_that_forgets_has_effects_twice_after_half_open_connections(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await BrokenNode.ForgetsWhatItTookAsync(crossing.Pair.Ca.Database);
        crossing.Line.Plan = _ => new Mishap { At = (Way.Back, 3500, Deed.Freeze) };

        await crossing.QueueAsync(conversations: 12, messages: 1);
        await crossing.UntilAsync(async () => crossing.Line.Tally.Of(Happened.Frozen) >= 2 && (await crossing.Pair.SentAsync()).Any(sent => sent.Attempts > 0), "connections freeze in the receipt");
        crossing.Line.Heal();
        await crossing.ArrivedAsync();

        await SeenAsync(crossing, "effect: ", " times");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_sender_that_hurries_changes_the_order(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await BrokenNode.KeepsNoOrderAsync(crossing.Pair.Nl.Database);
        crossing.Line.Plan = passage => new() { StallChance = 0.5, Seed = passage.Number };

        await crossing.QueueAsync(conversations: 8, messages: 5);
        await crossing.ArrivedAsync();

        await SeenAsync(crossing, "order: ", "came as");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_sender_that_keeps_the_receipts_of_others_proves_nothing(string kind)
    {
        await using var crossing = await StartAsync(kind);
        await crossing.QueueAsync(conversations: 4, messages: 1);
        await crossing.ArrivedAsync();
        (await crossing.DifferencesAsync()).ShouldBeEmpty();

        await BrokenNode.KeepsTheReceiptsOfOthersAsync(crossing.Pair.Nl.Database);

        await SeenAsync(crossing, "receipt: ", "does not verify");
    }

    private static Task<Crossing> StartAsync(string kind, string patience = "2") => Crossing.StartAsync(kind, acknowledged: false, settings: ("Federation:AnswerSeconds", patience));

    private async Task SeenAsync(Crossing crossing, string what, string how)
    {
        var differences = await crossing.DifferencesAsync();
        output.WriteLine($"{differences.Count} differences, for example {differences.FirstOrDefault()}; the line: {crossing.Line.Tally}");
        differences.ShouldContain(difference => difference.StartsWith(what, StringComparison.Ordinal) && difference.Contains(how, StringComparison.Ordinal));
    }
}
