using Entente.Node.Federation;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Federation;

public sealed class PartnerDecisionTests
{
    private static readonly OtherNode other = new();

    private static readonly CertifiedCard card = PartnerDesk.Read(other.File(version: 5)).Card!;

    private static readonly ProposePartner.Known unknown = new(
        "NL", new HashSet<string>(), 0, new Dictionary<string, string>(), new HashSet<string>());

    private static readonly ProposalRow proposal = new()
    {
        Id = Guid.Empty, Partner = "CA", Version = 5, Fingerprint = card.Fingerprint, Card = [], Signature = [], State = ProposalState.Open,
        ProposedBy = "ada", ProposedAt = Given.Now, ExpiresAt = Given.Now.AddDays(7), Record = 1,
    };

    private static readonly ApprovePartner.Facts charged = new(true, true, null);

    private static readonly PartnerRow active = new() { Id = "CA", State = PartnerState.Active, Version = 5, ChangedAt = Given.Now, Record = 1 };

    private static readonly PartnerRow suspended = active with { State = PartnerState.Suspended, SuspendedBy = "ada", Reason = "stolen" };

    public static TheoryData<string, string?> Proposals => new()
    {
        { "a new partner", null },
        { "a newer card", null },
        { "the card in force once more", "partner-card-older" },
        { "an older card", "partner-card-older" },
        { "our own party id", "partner-card-own" },
        { "a key of ours", "partner-card-own" },
        { "a revoked key", "partner-key-taken" },
        { "a key of another partner", "partner-key-taken" },
        { "its own key again", null },
        { "keys that have ended", "partner-card-keys" },
    };

    [Theory, MemberData(nameof(Proposals))]
    public void A_card_is_proposed_unless_something_speaks_against_it(string what, string? code)
    {
        var key = card.Keys[2].Id;
        var (known, now) = what switch
        {
            "a newer card" => (unknown with { InForce = 4 }, Given.Now),
            "the card in force once more" => (unknown with { InForce = 5 }, Given.Now),
            "an older card" => (unknown with { InForce = 6 }, Given.Now),
            "our own party id" => (unknown with { OwnParty = "CA" }, Given.Now),
            "a key of ours" => (unknown with { OwnKeys = new HashSet<string> { key } }, Given.Now),
            "a revoked key" => (unknown with { Revoked = new HashSet<string> { key } }, Given.Now),
            "a key of another partner" => (unknown with { Owners = new Dictionary<string, string> { [key] = "SG" } }, Given.Now),
            "its own key again" => (unknown with { InForce = 4, Owners = new Dictionary<string, string> { [key] = "CA" } }, Given.Now),
            "keys that have ended" => (unknown, Given.Now.AddYears(2)),
            _ => (unknown, Given.Now),
        };

        ProposePartner.Decide(card, known, now)?.Code.Id.ShouldBe(code);
        (ProposePartner.Decide(card, known, now) is null).ShouldBe(code is null);
    }

    [Theory]
    [InlineData("name customs.nl.example/ledger/2026", "SG", "partner-key-taken")]
    [InlineData("name customs.ca.example/witness", "SG", "partner-key-taken")]
    [InlineData("key of the log", "SG", "partner-key-taken")]
    [InlineData("name customs.nl.example/ledger/2026", "CA", null)]
    [InlineData("name customs.nl.example/ledger/2026", "ours", "partner-card-own")]
    [InlineData("key of the log", "ours", "partner-card-own")]
    [InlineData("name customs.sg.example/log/1", "SG", null)]
    public void Nobody_elses_log_or_witness_is_proposed(string claim, string whose, string? code)
    {
        var (log, witness) = (Entente.Tests.TransparencyLog.Given.Log.Key, Entente.Tests.TransparencyLog.Given.Canada.Key);
        var named = PartnerDesk.Read(other.File(other.Card with { Version = 5, Log = $"{log}", Witness = $"{witness}" })).Card!;
        var claimed = claim == "key of the log" ? $"key {Convert.ToBase64String(log.PublicKey.Span)}" : claim;
        var known = whose == "ours" ? unknown with { OwnLogs = new HashSet<string> { claimed } } : unknown with { Owners = new Dictionary<string, string> { [claimed] = whose } };

        (ProposePartner.Decide(named, known, Given.Now)?.Code.Id).ShouldBe(code);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_card_that_claims_the_log_of_another_partner_or_of_this_node_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var (sg, ca, log) = (new OtherNode("SG"), new OtherNode("CA"), $"{Entente.Tests.TransparencyLog.Given.Log.Key}");
        await node.ApprovedAsync(sg.File(sg.Card with { Log = log }));
        using var visitor = node.Visitor();
        var own = (await visitor.GetStringAsync("/log/key")).Split('\n');

        foreach (var (card, code) in new[] { (ca.Card with { Log = log }, "partner-key-taken"), (ca.Card with { Log = own[0] }, "partner-card-own"), (ca.Card with { Witness = own[1] }, "partner-card-own") })
        {
            var outcome = await node.Desk().ProposeAsync(await node.OfficerAsync(Entente.Node.Platform.Role.Administrator), ca.File(card));
            outcome.ShouldBeOfType<PartnerOutcome.Refused>().Fault.Code.Id.ShouldBe(code);
        }

        await node.ProposedAsync(ca.File(ca.Card));
    }

    public static TheoryData<string> Stores => Store.Both;

    public static TheoryData<string, string?> Approvals => new()
    {
        { "by another officer with the fingerprint", null },
        { "with the fingerprint in groups and capitals", null },
        { "of nothing", "request-not-found" },
        { "by the officer who proposed", "partner-second-officer" },
        { "by an officer who was charged when the request came", "partner-second-officer" },
        { "of a proposer who is charged no more", "partner-second-officer" },
        { "without a fingerprint", "partner-fingerprint" },
        { "with the beginning of the fingerprint", "partner-fingerprint" },
        { "with the fingerprint of another card", "partner-fingerprint" },
        { "on the last instant of the seventh day", null },
        { "after seven days", "partner-proposal-closed" },
        { "a second time", "partner-proposal-closed" },
        { "of what was rejected", "partner-proposal-closed" },
        { "of what was replaced", "partner-proposal-closed" },
        { "of a card that something speaks against by now", "partner-key-taken" },
    };

    [Theory, MemberData(nameof(Approvals))]
    public void A_card_is_approved_by_a_second_officer_who_heard_its_fingerprint(string how, string? code)
    {
        var digits = proposal.Fingerprint;
        var fault = how switch
        {
            "with the fingerprint in groups and capitals" => Decide(typed: Entente.Protocol.Federation.CardFingerprint.Grouped(digits).ToUpperInvariant()),
            "of nothing" => ApprovePartner.Decide(null, digits, "bo", charged, Given.Now),
            "by the officer who proposed" => Decide(approver: "ada"),
            "by an officer who was charged when the request came" => Decide(facts: charged with { ApproverIsCharged = false }),
            "of a proposer who is charged no more" => Decide(facts: charged with { ProposerIsCharged = false }),
            "without a fingerprint" => Decide(typed: " "),
            "with the beginning of the fingerprint" => Decide(typed: digits[..32]),
            "with the fingerprint of another card" => Decide(typed: digits[..63] + (digits[63] == '0' ? '1' : '0')),
            "on the last instant of the seventh day" => Decide(now: Given.Now.AddDays(7).AddTicks(-1)),
            "after seven days" => Decide(now: Given.Now.AddDays(7)),
            "a second time" => Decide(row: proposal with { State = ProposalState.Approved }),
            "of what was rejected" => Decide(row: proposal with { State = ProposalState.Rejected }),
            "of what was replaced" => Decide(row: proposal with { State = ProposalState.Replaced }),
            "of a card that something speaks against by now" => Decide(facts: charged with { Card = new(FaultCode.PartnerKeyTaken, "Revoked since.") }),
            _ => Decide(),
        };

        fault?.Code.Id.ShouldBe(code);
        (fault is null).ShouldBe(code is null);

        Fault? Decide(ProposalRow? row = null, string? typed = null, string approver = "bo", ApprovePartner.Facts? facts = null, DateTimeOffset? now = null) =>
            ApprovePartner.Decide(row ?? proposal, typed ?? digits, approver, facts ?? charged, now ?? Given.Now);
    }

    [Fact]
    public void What_an_own_proposal_is_told_does_not_depend_on_the_fingerprint() => // Otherwise the proposer could try out what the second officer must hear
        ApprovePartner.Decide(proposal, proposal.Fingerprint, "ada", charged, Given.Now)
            .ShouldBe(ApprovePartner.Decide(proposal, new string('0', 64), "ada", charged, Given.Now));

    [Fact]
    public void One_officer_suspends_and_another_resumes()
    {
        SuspendPartner.Decide(active, "stolen").ShouldBeNull();
        SuspendPartner.Decide(active, " ")!.Code.ShouldBe(FaultCode.PartnerReason);
        SuspendPartner.Decide(active, new string('x', 501))!.Code.ShouldBe(FaultCode.PartnerReason);
        SuspendPartner.Decide(suspended, "stolen")!.Code.ShouldBe(FaultCode.PartnerUnchanged);
        SuspendPartner.Decide(null, "stolen")!.Code.ShouldBe(FaultCode.NotFound);

        ResumePartner.Decide(suspended, "bo", isCharged: true).ShouldBeNull();
        ResumePartner.Decide(suspended, "ada", isCharged: true)!.Code.ShouldBe(FaultCode.PartnerSecondOfficer);
        ResumePartner.Decide(suspended, "bo", isCharged: false)!.Code.ShouldBe(FaultCode.PartnerSecondOfficer);
        ResumePartner.Decide(active, "bo", isCharged: true)!.Code.ShouldBe(FaultCode.PartnerUnchanged);
        ResumePartner.Decide(null, "bo", isCharged: true)!.Code.ShouldBe(FaultCode.NotFound);
    }

    [Fact]
    public void A_key_of_the_partner_is_revoked_once_and_with_a_reason()
    {
        var (mine, none) = (new HashSet<string> { "k" }, new HashSet<string>());

        RevokeKey.Decide(active, new("k", "stolen"), mine, none).ShouldBeNull();
        RevokeKey.Decide(active, new("other", "stolen"), mine, none)!.Code.ShouldBe(FaultCode.PartnerCardKeys);
        RevokeKey.Decide(active, new(null, "stolen"), mine, none)!.Code.ShouldBe(FaultCode.PartnerCardKeys);
        RevokeKey.Decide(active, new("k", "stolen"), mine, mine)!.Code.ShouldBe(FaultCode.PartnerUnchanged);
        RevokeKey.Decide(active, new("k", ""), mine, none)!.Code.ShouldBe(FaultCode.PartnerReason);
        RevokeKey.Decide(null, new("k", "stolen"), mine, none)!.Code.ShouldBe(FaultCode.NotFound);
    }

    [Fact]
    public void A_proposal_is_rejected_while_it_waits()
    {
        RejectProposal.Decide(proposal, "Not theirs.", Given.Now).ShouldBeNull();
        RejectProposal.Decide(proposal, null, Given.Now)!.Code.ShouldBe(FaultCode.PartnerReason);
        RejectProposal.Decide(proposal with { State = ProposalState.Approved }, "Not theirs.", Given.Now)!.Code.ShouldBe(FaultCode.PartnerProposalClosed);
        RejectProposal.Decide(null, "Not theirs.", Given.Now)!.Code.ShouldBe(FaultCode.NotFound);
    }
}
