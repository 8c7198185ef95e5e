using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Scenarios.Faults;
using Entente.Tests.Node.Federation.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

/// <summary>A defect of this node in one turn of a queue: without a next turn nothing would go to that partner until somebody started the node again.</summary>
public sealed class QueueDefectTests
{
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_queue_that_meets_a_defect_says_so_and_goes_on(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new FailingClock { Fails = true };
        await using var node = await TestNode.StartAsync(
            store,
            more: builder => builder.Services.AddSingleton<MakeKey>(Given.Key).AddSingleton(provider => ActivatorUtilities.CreateInstance<CourierParts>(provider) with { Clock = clock }),
            settings: [("Federation:Listen", "https://127.0.0.1:0"), ("Federation:Endpoint", "https://127.0.0.1:5443/as4"), ("Federation:TestSeconds", "1")]);
        await node.ApprovedAsync(new OtherNode("CA", TimeProvider.System.GetUtcNow()).File());
        using var visitor = node.Visitor();

        async Task<bool> IsToldAsync() => (await visitor.GetStringAsync("/health/ready")).Contains("Nothing is sent to CA because of a defect", StringComparison.Ordinal);

        await NodePair.UntilAsync(IsToldAsync, "readiness tells of the defect");
        clock.Fails = false;
        await NodePair.UntilAsync(async () => !await IsToldAsync(), "the next turn went well");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_claim_that_could_not_be_given_back_lapses_while_others_are_on_their_way(string kind)
    {
        await using var crossing = await Crossing.StartAsync(kind, acknowledged: false, settings: ("Federation:AnswerSeconds", "600"));
        crossing.Spoil(1, new Mishap { At = (Way.There, 4000, Deed.Freeze) });
        await crossing.QueueAsync(conversations: 1, messages: 1);
        await crossing.UntilAsync(() => Task.FromResult(crossing.Line.Tally.Of(Happened.Frozen) == 1), "the first is on its way, and stays there");

        // As it stands when the store was away for the moment in which it was to be given back.
        await BrokenNode.KeepsItsClaimAsync(crossing.Pair.Nl.Database);
        await crossing.QueueAsync(conversations: 1, messages: 1);
        (await crossing.CountAsync(OutboxState.Ready)).ShouldBe(2);

        await crossing.UntilAsync(async () => await crossing.CountAsync(OutboxState.Delivered) == 1, "the second goes");
        (await crossing.CountAsync(OutboxState.Ready)).ShouldBe(1);
    }

    /// <summary>The clock of the machine, which can break as nothing else can that a queue asks first.</summary>
    private sealed class FailingClock : TimeProvider
    {
        public bool Fails { get; set; }

        public override DateTimeOffset GetUtcNow() => Fails ? throw new InvalidOperationException("The clock is broken.") : System.GetUtcNow();
    }
}
