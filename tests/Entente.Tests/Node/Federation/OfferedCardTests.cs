using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation;

public sealed class OfferedCardTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_later_card_takes_the_place_of_an_offer_and_the_same_one_does_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var other = new OtherNode();
        await node.ApprovedAsync(other.File());

        (await OfferAsync(node, other.File(2), 2)).ShouldBeNull();
        (await OfferAsync(node, other.File(2), 2)).ShouldBeNull();
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Offered"]);
        (await OfferAsync(node, other.File(4), 4)).ShouldBeNull();
        (await OfferAsync(node, other.File(3), 3))!.Code.ShouldBe(FaultCode.PartnerCardOlder);
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Replaced", "4 Offered"]);

        // Officers' own proposals go before: an earlier card leaves the offer, the same one takes its place.
        await node.ProposedAsync(other.File(3));
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Replaced", "3 Open", "4 Offered"]);
        await node.ProposedAsync(other.File(4));
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Replaced", "3 Replaced", "4 Open", "4 Replaced"]);
        (await OfferAsync(node, other.File(4), 4)).ShouldBeNull();
        (await OfferAsync(node, other.File(5), 5)).ShouldBeNull();
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Replaced", "3 Replaced", "4 Open", "4 Replaced", "5 Offered"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_takes_an_offer_up_is_its_proposer_and_somebody_else_approves_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using var node = await Given.StartAsync(store, clock);
        var other = new OtherNode();
        await node.ApprovedAsync(other.File());
        await OfferAsync(node, other.File(2), 2);
        var offer = await node.Database.ReadAsync(session => Task.FromResult(ProposalRow.Newest(session)[0]));
        (offer.State, offer.ProposedBy, offer.Message).ShouldBe((ProposalState.Offered, "partner:CA", "offer@CA"));
        var digits = SignedCard.Read(other.File(2), out _)!.Fingerprint;
        var both = await node.OfficerAsync(Role.Administrator);
        await node.Database.WriteAsync(session => Entente.Node.Access.Officer.Charge(session, Guid.Parse(both.Officer), [Role.Administrator, Role.Supervisor]));

        await RefusedAsync(node.Desk().ApproveAsync(both, new(offer.Id, digits)), FaultCode.PartnerProposalClosed);
        clock.Now += TimeSpan.FromDays(6);
        (await node.Desk().TakeUpAsync(both, offer.Id)).ShouldBeOfType<PartnerOutcome.Done>();
        await RefusedAsync(node.Desk().TakeUpAsync(both, offer.Id), FaultCode.PartnerProposalClosed);
        await RefusedAsync(node.Desk().ApproveAsync(both, new(offer.Id, digits)), FaultCode.PartnerSecondOfficer);

        clock.Now += TimeSpan.FromDays(6); // From the taking up on, it is a proposal like any other
        (await node.Desk().ApproveAsync(await node.OfficerAsync(Role.Supervisor), new(offer.Id, digits))).ShouldBeOfType<PartnerOutcome.Done>();
        node.Directory().Find("CA")!.Version.ShouldBe(2);
        (await RecordsAsync(node, "partner.offered")).ShouldHaveSingleItem().ShouldNotContain(digits[..8]);
        (await RecordsAsync(node, "partner.taken-up")).ShouldHaveSingleItem().ShouldNotContain(digits[..8]);

        // What is in force is known when it comes once more; an earlier one is refused.
        (await OfferAsync(node, other.File(2), 2)).ShouldBeNull();
        (await OfferAsync(node, other.File(1), 1))!.Code.ShouldBe(FaultCode.PartnerCardOlder);
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Approved"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_offer_lapses_and_can_be_offered_again(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using var node = await Given.StartAsync(store, clock);
        var other = new OtherNode();
        await node.ApprovedAsync(other.File());
        await OfferAsync(node, other.File(2), 2);
        var offer = await node.Database.ReadAsync(session => Task.FromResult(ProposalRow.Newest(session)[0].Id));

        clock.Now += TimeSpan.FromDays(7);
        await RefusedAsync(node.Desk().TakeUpAsync(await node.OfficerAsync(Role.Administrator), offer), FaultCode.PartnerProposalClosed);
        (await OfferAsync(node, other.File(2), 2)).ShouldBeNull();
        (await StatesAsync(node)).ShouldBe(["1 Approved", "2 Offered", "2 Replaced"]);

        var again = await node.Database.ReadAsync(session => Task.FromResult(ProposalRow.Newest(session)[0].Id));
        (await node.Desk().RejectAsync(await node.OfficerAsync(Role.Supervisor), new(again, "They know of no such card."))).ShouldBeOfType<PartnerOutcome.Done>();
        await RefusedAsync(node.Desk().TakeUpAsync(await node.OfficerAsync(Role.Administrator), again), FaultCode.PartnerProposalClosed);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_no_card_of_the_sender_is_refused_and_not_kept(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, new SetClock(Given.Now));
        var (other, third) = (new OtherNode(), new OtherNode("SG"));
        await node.ApprovedAsync(other.File());
        var bytes = (other.Card with { Version = 2 }).Write();

        (await OfferAsync(node, third.File(2), 2))!.Code.ShouldBe(FaultCode.MessageValue);
        (await OfferAsync(node, other.File(2), 3))!.Code.ShouldBe(FaultCode.MessageValue);
        (await OfferAsync(node, OtherNode.FileOf(bytes, new byte[64]), 2))!.Code.ShouldBe(FaultCode.PartnerCardSignature);
        (await OfferAsync(node, bytes, 2))!.Code.ShouldBe(FaultCode.PartnerCardMalformed); // Without a signature
        (await OfferAsync(node, """{"form":1,"product":"another"}"""u8.ToArray(), 2))!.Code.ShouldBe(FaultCode.PartnerCardMalformed); // A partner file comes by hand
        (await OfferAsync(node, other.File(other.Card with { Version = 2, Endpoint = "http://127.0.0.1/as4" }), 2))!.Code.ShouldBe(FaultCode.PartnerCardAddress);
        (await StatesAsync(node)).ShouldBe(["1 Approved"]);
    }

    /// <summary>The effect of a message of the Canadian node that carries a card.</summary>
    private static Task<Fault?> OfferAsync(TestNode node, byte[] file, long version)
    {
        var kind = MessageKind.DirectoryUpdated;
        var payload = kind.Write(new() { Conditions = Conditions.OfTheExchange("card", new(2026, 3, 1)), Version = version, Card = file });
        var taker = node.Services.GetServices<IncomingKind>().Single(one => one.Kind == kind.Name);
        var partner = new Actor("partner:CA", Actor.NationalAuthority, AuthorityKind.Customs, Purpose.Administration, null);
        return node.Database.WriteAsync(session => taker.Take(session, partner, new("CA", "offer@CA", "node-card@CA", null, kind.Name, kind.Version, payload)));
    }

    private static Task<List<string>> StatesAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT version || ' ' || state FROM partner_proposal ORDER BY version, state"));

    private static async Task RefusedAsync(Task<PartnerOutcome> act, FaultCode code) => (await act).ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.ShouldBe(code);

    private static Task<List<string>> RecordsAsync(TestNode node, string act) =>
        node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record WHERE act = @act", new { act }));
}
