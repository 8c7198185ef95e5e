using Entente.As4;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Tests.Node.Federation.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>No partner's clock decides anything, and no jump of our own: nothing is lost, doubled, replayed, or held for as long as a clock was wrong.</summary>
public sealed class ClockTests
{
    private const int Messages = 8;

    public static TheoryData<string> Stores => Store.Both;

    /// <summary>How many hours the clocks of the two nodes are ahead, from before they make their keys.</summary>
    [Theory]
    [OnBoth(1, 0)]
    [OnBoth(0, 1)]
    [OnBoth(24, 0)]
    [OnBoth(0, 24)]
    [OnBoth(-0.001, 0)] // 3.6 seconds, just worth an alarm
    public async Task Nodes_whose_clocks_differ_exchange_and_tell_their_operators(string kind, double nl, double ca)
    {
        var (here, there) = (new SteeredClock(TimeSpan.FromHours(nl)), new SteeredClock(TimeSpan.FromHours(ca)));
        await using var pair = await NodePair.StartAsync(kind, (here, there));
        await SendAsync(pair, 0);
        await CheckAsync(pair, Messages);

        // Seen from both ends, in what a collector reads, in readiness, and in the list behind the partners page.
        var (skew, links) = (TimeSpan.FromHours(ca - nl), pair.Nl.Services.GetRequiredService<PartnerLinks>());
        (links.Of("CA").Ahead.ShouldNotBeNull() - skew).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        links.ClockWarning.ShouldNotBeNull().ShouldContain(skew > TimeSpan.Zero ? "CA is" : "behind ours");
        using var visitor = pair.Nl.Visitor();
        (await visitor.GetStringAsync("/health/ready")).ShouldContain("The clock of CA is");
        (await visitor.GetStringAsync("/metrics")).ShouldContain("entente_partners_clock_ahead_seconds{partner=\"CA\"}");
        var listed = await ListPartners.RunAsync(pair.Nl.Database, pair.Nl.Services.GetRequiredService<ReadTraffic>(), TestContext.Current.CancellationToken);
        listed.Partners.ShouldHaveSingleItem().IsClockOff.ShouldBeTrue();

        // Both are set right: the same bytes again are still known, what was signed then still counts, and new messages go.
        (here.Off, there.Off) = (default, default);
        await AgainAsync(pair, kind);
        await SendAsync(pair, Messages);
        await CheckAsync(pair, 2 * Messages);
        links.ClockWarning.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_clock_that_is_set_back_by_a_day_holds_nothing_for_a_day(string kind)
    {
        var clock = new SteeredClock(TimeSpan.FromDays(1));
        await using var pair = await NodePair.StartAsync(kind, (clock, TimeProvider.System), ("Federation:TestSeconds", "1"));
        await SendAsync(pair, 0);
        await pair.DeliveredAsync(Messages);

        await pair.Ca.DisposeAsync();
        await SendAsync(pair, Messages);
        await pair.SendAsync("held by a process that is gone");
        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Any(sent => sent is { Attempts: > 1, Reason: "federation-unreachable" }), "attempts have failed");
        await pair.Nl.Database.WriteAsync(session => session.Execute(
            "UPDATE outbox SET leased_by = 'gone', leased_until = @until WHERE seq = (SELECT MAX(seq) FROM outbox)", new { until = session.Now + Claims.Lease }));

        clock.Off = default;
        await pair.StartCaAsync();
        await pair.DeliveredAsync((2 * Messages) + 1);
        await CheckAsync(pair, (2 * Messages) + 1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_sender_that_waits_for_its_clock_holds_messages_for_a_day_and_is_seen(string kind)
    {
        var clock = new SteeredClock(TimeSpan.FromDays(1));
        await using var pair = await NodePair.StartAsync(kind, (clock, TimeProvider.System), ("Federation:TestSeconds", "1"));
        await SendAsync(pair, 0);
        await pair.DeliveredAsync(Messages);

        // Broken before they are queued: one that had been tried would be due at once when the partner is heard again.
        await pair.Ca.DisposeAsync();
        await BrokenNode.WaitsForItsClockAsync(pair.Nl.Database);
        await SendAsync(pair, Messages);
        clock.Off = default;
        await pair.StartCaAsync();
        await pair.SendAsync("queued afterwards");
        await pair.DeliveredAsync(Messages + 1);

        (await pair.SentAsync()).Count(sent => sent.State is OutboxState.Ready or OutboxState.Waiting).ShouldBe(Messages);
        (await SeenAsync(pair, (2 * Messages) + 1, delivered: Messages + 1)).ShouldContain($"{(2 * Messages) + 1}");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_inbox_that_goes_by_its_dates_has_effects_twice_and_is_seen(string kind)
    {
        var clock = new SteeredClock(TimeSpan.FromDays(1));
        await using var pair = await NodePair.StartAsync(kind, (TimeProvider.System, clock));
        await SendAsync(pair, 0);
        await CheckAsync(pair, Messages);
        clock.Off = default;
        await BrokenNode.KnowsNothingOfLaterAsync(pair.Ca.Database);

        await SendAgainAsync(pair, kind);
        await pair.DeliveredAsync(Messages);

        (await SeenAsync(pair, Messages, delivered: Messages)).ShouldContain("unique");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_clock_that_is_set_back_again_and_again_while_messages_go_uses_no_id_twice(string kind)
    {
        var (here, there) = (new SteeredClock(), new SteeredClock());
        await using var pair = await NodePair.StartAsync(kind, (here, there));
        for (var round = 0; round < 6; round++)
        {
            // The same instants three times over, at the sender and then at the receiver.
            (here.Off, there.Off) = (TimeSpan.FromMinutes(round % 2 == 0 ? 30 : 0), TimeSpan.FromHours(round % 3 == 0 ? -23 : 0));
            await SendAsync(pair, round * Messages);
        }

        await CheckAsync(pair, 6 * Messages);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_second_in_which_32_bits_end_is_one_like_others(string kind)
    {
        var clock = new SteeredClock(DateTimeOffset.FromUnixTimeSeconds(int.MaxValue) - TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(2));
        await using var pair = await NodePair.StartAsync(kind, (clock, clock));
        await SendAsync(pair, 0);
        await NodePair.UntilAsync(() => Task.FromResult(clock.GetUtcNow().ToUnixTimeSeconds() > int.MaxValue), "the second is over");
        await SendAsync(pair, Messages);
        await CheckAsync(pair, 2 * Messages);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<DateTimeOffset>("SELECT MAX(received_at) FROM inbox"))).ToUnixTimeSeconds().ShouldBeGreaterThan(int.MaxValue);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_believes_to_be_in_2038_takes_nothing_and_gets_it_when_it_is_back(string kind)
    {
        var clock = new SteeredClock();
        await using var pair = await NodePair.StartAsync(kind, (TimeProvider.System, clock));
        await SendAsync(pair, 0);
        await pair.DeliveredAsync(Messages);

        // By then every key of the partner has ended.
        clock.Off = TimeSpan.FromDays(365 * 12);
        await SendAsync(pair, Messages);
        await NodePair.UntilAsync(
            async () => (await pair.SentAsync()).Any(sent => sent is { State: OutboxState.Ready, Attempts: > 0, Reason: "federation-unreachable" or "federation-certificate" }),
            "the partner is not let in");
        pair.Taken.Count.ShouldBe(Messages);

        clock.Off = default;
        await pair.DeliveredAsync(2 * Messages);
        await CheckAsync(pair, 2 * Messages);
    }

    /// <summary>Two conversations of four messages.</summary>
    private static async Task SendAsync(NodePair pair, int from)
    {
        for (var at = from; at < from + Messages; at++)
        {
            await pair.SendAsync($"{at:D3}", note => note with { Conversation = $"{from}.{at % 2}@NL" });
        }
    }

    /// <summary>All there once, in order, under ids of their own, each with a receipt that verifies by either clock.</summary>
    private static async Task CheckAsync(NodePair pair, int messages, int? delivered = null)
    {
        await pair.DeliveredAsync(delivered ?? messages);
        var notes = await pair.Ca.Database.ReadAsync(session => session.QueryAsync<string>("SELECT note FROM noted"));
        notes.ShouldBeUnique();
        notes.Count.ShouldBe(messages);
        foreach (var conversation in pair.Taken.ToLookup(note => note.Conversation, NodePair.TextOf))
        {
            conversation.ShouldBeInOrder();
        }

        (await pair.SentAsync()).Select(sent => sent.MessageId).ShouldBeUnique();
        (await UnprovenAsync(pair)).ShouldBe(0);
    }

    /// <summary>What the check says of a node that is broken.</summary>
    private static async Task<string> SeenAsync(NodePair pair, int messages, int delivered) =>
        (await Xunit.Record.ExceptionAsync(() => CheckAsync(pair, messages, delivered))).ShouldBeOfType<ShouldAssertException>().Message;

    private static async Task<int> UnprovenAsync(NodePair pair)
    {
        var (keys, partner) = (pair.Nl.Services.GetRequiredService<OwnKeys>(), pair.Nl.Services.GetRequiredService<PartnerDirectory>().Find("CA")!);
        var kept = await pair.Nl.Database.ReadAsync(session => session.QueryAsync<Kept>(
            "SELECT o.message_id, w.signed_parts, r.content_type, r.body FROM outbox o JOIN outbox_wire w ON w.seq = o.seq JOIN outbox_receipt r ON r.seq = o.seq"));
        kept.ShouldNotBeEmpty();
        return new[] { pair.Clocks.Nl, pair.Clocks.Ca }.Sum(clock => kept.Count(one => As4Reader.Read(
            one.ContentType,
            one.Body,
            new()
            {
                Ours = [Legs.Id("NL")],
                Legs = [],
                Sent = id => id.Value == one.MessageId ? new(id, null, SealedMessage.ReadParts(one.SignedParts), Legs.Demand(keys.Current, partner, [SecuritySuite.All["2.0"]])) : null,
            },
            clock.GetUtcNow()) is not Received.ReceiptFor));
    }

    /// <summary>As if all receipts had been lost: the same bytes go once more.</summary>
    private static async Task AgainAsync(NodePair pair, string kind)
    {
        var before = await ReceiptsAsync(pair);
        await SendAgainAsync(pair, kind);
        await pair.DeliveredAsync(before.Count);
        (await ReceiptsAsync(pair)).ShouldBe(before);
    }

    private static Task<List<byte[]>> ReceiptsAsync(NodePair pair) => pair.Nl.Database.ReadAsync(session => session.QueryAsync<byte[]>("SELECT body FROM outbox_receipt ORDER BY seq"));

    private static Task SendAgainAsync(NodePair pair, string kind) => pair.Nl.Database.WriteAsync(session =>
    {
        _ = kind == "sqlite" ? session.Execute("DROP TRIGGER outbox_receipt_no_delete") : session.Execute("DROP TRIGGER outbox_receipt_no_change ON outbox_receipt");
        session.Execute("DELETE FROM outbox_receipt");
        session.Execute("UPDATE outbox SET state = 'Ready', due_at = 0, ended_at = NULL");
    });

    private sealed record Kept
    {
        public string MessageId { get; init; } = "";

        public string SignedParts { get; init; } = "";

        public string ContentType { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}
