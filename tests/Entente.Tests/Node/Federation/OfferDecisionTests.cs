using Entente.Node.Federation;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Federation;

public sealed class OfferDecisionTests
{
    private static readonly OtherNode other = new();

    private static readonly CertifiedCard card = PartnerDesk.Read(other.File(version: 5)).Card!;

    private static readonly OfferCard.Facts usual = new(
        new("NL", new HashSet<string>(), 4, new Dictionary<string, string>(), new HashSet<string>()), InForce: "the fingerprint of version 4", Waiting: [], Offered: 0);

    private static readonly ProposalRow offer = new()
    {
        Id = Guid.Empty, Partner = "CA", Version = 5, Fingerprint = card.Fingerprint, Card = [], Signature = [], State = ProposalState.Offered,
        ProposedBy = "partner:CA", ProposedAt = Given.Now, OfferedAt = Given.Now, ExpiresAt = Given.Now.AddDays(7), Record = 1,
    };

    public static TheoryData<string, string> Offers => new()
    {
        { "a newer card", "kept" },
        { "a newer card beside a proposal of officers", "kept" },
        { "a newer card behind an older offer", "kept" },
        { "another card of the same version as the offer that waits", "kept" },
        { "the very card in force", "known" }, // It was approved from a file before the message came
        { "the very card that waits", "known" },
        { "a card of somebody else", "message-value" },
        { "a card of another version than the message says", "message-value" },
        { "another card of the version in force", "partner-card-older" },
        { "an older card than the one in force", "partner-card-older" },
        { "an older card than the offer that waits", "partner-card-older" },
        { "a card of ours", "partner-card-own" },
        { "a revoked key", "partner-key-taken" },
        { "a key of another partner", "partner-key-taken" },
        { "keys that have ended", "partner-card-keys" },
    };

    [Theory, MemberData(nameof(Offers))]
    public void A_card_that_a_partner_sends_is_kept_unless_something_speaks_against_it(string what, string expected)
    {
        var key = card.Keys[2].Id;
        var verdict = what switch
        {
            "a newer card beside a proposal of officers" => Decide(facts: usual with { Waiting = ["the fingerprint of another card"] }),
            "a newer card behind an older offer" => Decide(facts: usual with { Waiting = ["the fingerprint of another card"], Offered = 4 }),
            "another card of the same version as the offer that waits" => Decide(facts: usual with { Waiting = ["the fingerprint of another card"], Offered = 5 }),
            "the very card in force" => Decide(facts: usual with { Known = usual.Known with { InForce = 5 }, InForce = card.Fingerprint }),
            "the very card that waits" => Decide(facts: usual with { Waiting = [card.Fingerprint], Offered = 5 }),
            "a card of somebody else" => Decide(sender: "SG"),
            "a card of another version than the message says" => Decide(version: 6),
            "another card of the version in force" => Decide(facts: usual with { Known = usual.Known with { InForce = 5 } }),
            "an older card than the one in force" => Decide(facts: usual with { Known = usual.Known with { InForce = 6 } }),
            "an older card than the offer that waits" => Decide(facts: usual with { Offered = 6 }),
            "a card of ours" => Decide(facts: usual with { Known = usual.Known with { OwnKeys = new HashSet<string> { key } } }),
            "a revoked key" => Decide(facts: usual with { Known = usual.Known with { Revoked = new HashSet<string> { key } } }),
            "a key of another partner" => Decide(facts: usual with { Known = usual.Known with { Owners = new Dictionary<string, string> { [key] = "SG" } } }),
            "keys that have ended" => Decide(now: Given.Now.AddYears(2)),
            _ => Decide(),
        };

        (verdict switch { OfferCard.Verdict.Kept => "kept", OfferCard.Verdict.Known => "known", OfferCard.Verdict.Refused refused => refused.Why.Code.Id, _ => "" }).ShouldBe(expected);

        static OfferCard.Verdict Decide(string sender = "CA", long version = 5, OfferCard.Facts? facts = null, DateTimeOffset? now = null) =>
            OfferCard.Decide(sender, version, card, facts ?? usual, now ?? Given.Now);
    }

    public static TheoryData<string, string?> TakingUp => new()
    {
        { "an offer", null },
        { "on the last instant of the seventh day", null },
        { "after seven days", "partner-proposal-closed" },
        { "nothing", "request-not-found" },
        { "what an officer has taken up or proposed", "partner-proposal-closed" },
        { "what was rejected", "partner-proposal-closed" },
        { "what was replaced", "partner-proposal-closed" },
        { "what is in force", "partner-proposal-closed" },
        { "a card that something speaks against by now", "partner-key-taken" },
    };

    [Theory, MemberData(nameof(TakingUp))]
    public void An_offer_is_taken_up_while_it_waits(string what, string? code)
    {
        var fault = what switch
        {
            "on the last instant of the seventh day" => TakeUpCard.Decide(offer, null, Given.Now.AddDays(7).AddTicks(-1)),
            "after seven days" => TakeUpCard.Decide(offer, null, Given.Now.AddDays(7)),
            "nothing" => TakeUpCard.Decide(null, null, Given.Now),
            "what an officer has taken up or proposed" => TakeUpCard.Decide(offer with { State = ProposalState.Open }, null, Given.Now),
            "what was rejected" => TakeUpCard.Decide(offer with { State = ProposalState.Rejected }, null, Given.Now),
            "what was replaced" => TakeUpCard.Decide(offer with { State = ProposalState.Replaced }, null, Given.Now),
            "what is in force" => TakeUpCard.Decide(offer with { State = ProposalState.Approved }, null, Given.Now),
            "a card that something speaks against by now" => TakeUpCard.Decide(offer, new(FaultCode.PartnerKeyTaken, "Revoked since."), Given.Now),
            _ => TakeUpCard.Decide(offer, null, Given.Now),
        };

        fault?.Code.Id.ShouldBe(code);
        (fault is null).ShouldBe(code is null);
    }

    [Fact]
    public void Nobody_approves_what_nobody_has_taken_up()
    {
        var charged = new ApprovePartner.Facts(true, true, null);

        ApprovePartner.Decide(offer, offer.Fingerprint, "bo", charged, Given.Now)!.Code.ShouldBe(FaultCode.PartnerProposalClosed);
        ApprovePartner.Decide(offer with { State = ProposalState.Open, ProposedBy = "ada" }, offer.Fingerprint, "ada", charged, Given.Now)!.Code.ShouldBe(FaultCode.PartnerSecondOfficer);
        RejectProposal.Decide(offer, "Not theirs.", Given.Now).ShouldBeNull();
        RejectProposal.Decide(offer, "Not theirs.", Given.Now.AddDays(7))!.Code.ShouldBe(FaultCode.PartnerProposalClosed);
    }
}
