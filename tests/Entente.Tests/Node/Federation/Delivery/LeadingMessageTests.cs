using System.Collections.Concurrent;
using Entente.Node.Federation;
using Entente.Node.Platform;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class LeadingMessageTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Nothing_that_is_queued_after_a_leading_message_goes_before_it(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var (broken, tried) = (true, new ConcurrentQueue<string>());
        pair.Take = (_, _, message) =>
        {
            tried.Enqueue(NodePair.TextOf(message));
            return broken && NodePair.TextOf(message) == "lead" ? throw new InvalidOperationException("A defect that is mended later.") : null;
        };

        await pair.SendAsync("before");
        await pair.SendAsync("lead", note => note with { Leads = true });
        await pair.SendAsync("urgent", note => note with { Lane = Lane.Urgent });
        await pair.SendAsync("bulk", note => note with { Lane = Lane.Bulk });
        await NodePair.UntilAsync(() => Task.FromResult(tried.Count(text => text == "lead") >= 2), "the leading message is tried again");

        tried.ShouldNotContain("urgent");
        tried.ShouldNotContain("bulk");
        (await pair.SentAsync()).Select(sent => sent.State).ShouldBe([OutboxState.Delivered, OutboxState.Ready, OutboxState.Ready, OutboxState.Ready]);

        broken = false;
        await pair.DeliveredAsync(4);
        pair.Taken.Select(NodePair.TextOf).ShouldBe(["before", "lead", "urgent", "bulk"], ignoreOrder: true);
        pair.Taken.Select(NodePair.TextOf).TakeWhile(text => text != "lead").ShouldBe(["before"]);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_partner_that_fetches_gets_it_first_as_well(string kind)
    {
        await using var pair = await NodePair.StartWithHiddenCaAsync(kind);
        await pair.SendAsync("lead", note => note with { Leads = true, Lane = Lane.Bulk });
        await pair.SendAsync("urgent", note => note with { Lane = Lane.Urgent });

        (await pair.Ca.Desk().CollectAsync(await NodePair.OfficerAsync(pair.Ca, Role.Administrator), "NL", new(5), Now)).ShouldBeOfType<PartnerOutcome.Done>();
        await pair.DeliveredAsync(2);

        pair.Taken.Select(NodePair.TextOf).ShouldBe(["lead", "urgent"]);
    }
}
