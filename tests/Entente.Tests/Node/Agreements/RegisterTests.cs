using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Access;
using Entente.Tests.Node.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Agreements;

public sealed class RegisterTests
{
    private static readonly ApproveAgreement.Facts Charged = new(true, true);

    private static readonly AgreementRow Row = new() { Id = "TEST", Version = 1, Sha256 = "aa", State = AgreementState.Proposed, ProposedBy = "one" };

    [Theory]
    [InlineData(AgreementState.Proposed, "aa", "two", true, true, null)]
    [InlineData(AgreementState.Proposed, "aa", "one", true, true, "agreement-second-officer")] // the own proposal
    [InlineData(AgreementState.Proposed, "bb", "two", true, true, "agreement-other-bytes")] // read another text
    [InlineData(AgreementState.Proposed, "aa", "two", false, true, "agreement-second-officer")] // the proposer was discharged
    [InlineData(AgreementState.Proposed, "aa", "two", true, false, "agreement-second-officer")] // the approver was
    [InlineData(AgreementState.Offered, "aa", "two", true, true, "agreement-closed")] // nobody here has proposed it
    [InlineData(AgreementState.SignedHere, "aa", "two", true, true, "agreement-closed")] // another was quicker
    [InlineData(AgreementState.Agreed, "aa", "two", true, true, "agreement-closed")]
    public void Another_officer_who_is_charged_approves_the_bytes_that_were_proposed(
        AgreementState state, string sha256, string approver, bool proposerIsCharged, bool approverIsCharged, string? fault) =>
        ApproveAgreement.Decide(Row with { State = state }, sha256, approver, new(proposerIsCharged, approverIsCharged))?.Code.Id.ShouldBe(fault);

    [Fact]
    public void What_is_not_there_is_not_found() => ApproveAgreement.Decide(null, "aa", "two", Charged)!.Code.ShouldBe(FaultCode.NotFound);

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, true, false)] // a known party has not signed
    [InlineData(true, false, false, true)] // nobody knows it: it can sign later
    [InlineData(false, false, true, false)]
    [InlineData(false, true, true, false)]
    [InlineData(false, false, false, false)] // an agreement with nobody
    public void A_text_is_agreed_when_every_party_with_a_card_has_signed(bool ca, bool sg, bool sgIsKnown, bool enough) => Signatures.AreEnough(
        [new() { Party = "CA", Signature = ca ? [1] : null }, new() { Party = "NL", Signature = [1] }, new() { Party = "SG", Signature = sg ? [1] : null }],
        party => party == "CA" || sgIsKnown, "NL").ShouldBe(enough);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Two_officers_bind_this_node_by_the_api(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Federation.Given.StartAsync(store, null, null, ("Country", "NL"));
        using var lawyer = await node.SignedInAs(Role.Legal, AuthorityKind.Customs, Purpose.Administration);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        var text = Encoding.UTF8.GetBytes(AgreementGiven.Wide(parties: ["NL", "CA"]));
        var digest = AgreementGiven.Read(Encoding.UTF8.GetString(text)).Digest;

        using var proposed = await lawyer.PostAsync("/api/agreements", new ByteArrayContent(text));
        proposed.StatusCode.ShouldBe(HttpStatusCode.Created, await proposed.Content.ReadAsStringAsync());
        (await lawyer.PostAsync("/api/agreements", new ByteArrayContent(text))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await lawyer.PostAsJsonAsync("/api/agreements/TEST/1/approval", new { sha256 = digest })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await supervisor.PostAsJsonAsync("/api/agreements/TEST/1/approval", new { sha256 = new string('0', 64) })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await supervisor.PostAsync("/api/agreements", new ByteArrayContent(text))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var approved = await supervisor.PostAsJsonAsync("/api/agreements/TEST/1/approval", new { sha256 = digest });
        approved.StatusCode.ShouldBe(HttpStatusCode.OK, await approved.Content.ReadAsStringAsync());
        JsonNode.Parse(await approved.Content.ReadAsStringAsync())!["state"]!.GetValue<string>().ShouldBe("signedHere");
        (await supervisor.PostAsJsonAsync("/api/agreements/TEST/1/approval", new { sha256 = digest })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await supervisor.PostAsJsonAsync("/api/agreements/TEST/1/rejection", new { why = "Too late." })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await supervisor.PostAsJsonAsync("/api/agreements/TEST/2/rejection", new { why = "Nothing." })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Signed by one is no agreement.
        node.Shelf().Book.Agreements.ShouldBeEmpty();
        var held = node.Shelf().Find("TEST", 1)!;
        held.Parties.Single(party => party.HasSigned).Party.ShouldBe("NL");
        Signatures.SignerOf(null, held.Agreement.SigningStatement, []).ShouldBeNull();
        node.Services.GetRequiredService<OwnKeys>().Current.Newest.Certificate.PublicKey.Verifies(held.Agreement.SigningStatement, held.Parties.Single(party => party.HasSigned).Signature!).ShouldBeTrue();
        (await supervisor.GetByteArrayAsync("/api/agreements/TEST/1/text")).ShouldBe(text);
        var line = JsonNode.Parse(await lawyer.GetStringAsync("/api/agreements"))!["agreements"]!.AsArray().ShouldHaveSingleItem()!;
        (line["standing"]!.GetValue<string>(), line["sha256"]!.GetValue<string>()).ShouldBe(("signedHere", digest));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_is_wrong_with_a_text_is_told_all_at_once_with_its_places(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Federation.Given.StartAsync(store, null, null, ("Country", "NL"));
        using var lawyer = await node.SignedInAs(Role.Legal, AuthorityKind.Customs, Purpose.Administration);
        var text = AgreementGiven.Wide(parties: ["NL", "CA"]).Replace("customsEnforcement", "gossip", StringComparison.Ordinal).Replace("status: simulated", "status: perhaps", StringComparison.Ordinal);

        using var refused = await lawyer.PostAsync("/api/agreements", new StringContent(text));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var faults = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["faults"]!.AsArray();
        faults.Count.ShouldBe(2);
        faults.ShouldAllBe(fault => fault!["code"]!.GetValue<string>() == "agreement-word" && fault["at"]!.GetValue<string>().StartsWith("line ", StringComparison.Ordinal));
        using var check = await lawyer.PostAsync("/api/agreements/check", new StringContent(text));
        JsonNode.Parse(await check.Content.ReadAsStringAsync())!["faults"]!.AsArray().Count.ShouldBe(2);

        // Of others, a template, and what overlaps.
        await RefusedAsync(AgreementGiven.Wide(parties: ["SG", "CA"]), "agreement-party");
        await RefusedAsync(Encoding.UTF8.GetString(AgreementLibrary.Read("template-wco-cmaa.yaml")), "agreement-party");
        (await lawyer.PostAsync("/api/agreements", new StringContent(AgreementGiven.Wide(parties: ["NL", "CA"])))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await RefusedAsync(AgreementGiven.Wide(version: 2, parties: ["NL", "CA"]), "agreement-version");
        await RefusedAsync(AgreementGiven.Wide(parties: ["NL", "CA"]) + "# another byte\n", "agreement-other-bytes");

        async Task RefusedAsync(string file, string code)
        {
            using var answer = await lawyer.PostAsync("/api/agreements", new StringContent(file));
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
        }
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Of_two_officers_who_decide_at_once_one_wins_and_the_other_is_told(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Federation.Given.StartAsync(store, null, null, ("Country", "NL"));
        var name = await AgreementGiven.ProposedAsync(node);
        await node.Shelf().RefreshAsync(TestContext.Current.CancellationToken);
        var held = node.Shelf().Find(name.Split('/')[0], 1)!;
        var (one, other) = (await node.OfficerAsync(Role.Supervisor), await node.OfficerAsync(Role.Legal));

        var outcomes = await Task.WhenAll(
            node.AgreementDesk().ApproveAsync(one, new(held.Row.Id, 1, held.Row.Sha256)), node.AgreementDesk().RejectAsync(other, new(held.Row.Id, 1, "Not now.")));

        outcomes.OfType<AgreementOutcome.Done>().ShouldHaveSingleItem();
        outcomes.OfType<AgreementOutcome.Refused>().ShouldHaveSingleItem().Faults[0].Code.Id.ShouldBeOneOf("agreement-closed", "request-not-found");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_was_rejected_can_be_proposed_anew_with_other_bytes(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Federation.Given.StartAsync(store, new SetClock(Federation.Given.Now), null, ("Country", "NL"));
        var (lawyer, other) = (await node.OfficerAsync(Role.Legal), await node.OfficerAsync(Role.Legal));
        var text = AgreementGiven.Wide(parties: ["NL", "CA"]);
        (await node.AgreementDesk().ProposeAsync(lawyer, Encoding.UTF8.GetBytes(text))).ShouldBeOfType<AgreementOutcome.Done>();
        (await node.AgreementDesk().RejectAsync(lawyer, new("TEST", 1, " "))).ShouldBeOfType<AgreementOutcome.Refused>().Faults[0].Code.ShouldBe(FaultCode.AgreementReason);
        (await node.AgreementDesk().RejectAsync(lawyer, new("TEST", 1, "A typing error."))).ShouldBeOfType<AgreementOutcome.Done>();

        (await node.AgreementDesk().ProposeAsync(other, Encoding.UTF8.GetBytes(text + "\n"))).ShouldBeOfType<AgreementOutcome.Done>();

        node.Shelf().All.Select(held => held.Row.State).ShouldBe([AgreementState.Rejected, AgreementState.Proposed]);
        node.Shelf().Find("TEST", 1)!.Row.ProposedBy.ShouldBe(other.Officer);
    }
}
