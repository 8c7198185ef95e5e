using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Federation.Delivery;
using static Entente.Tests.Node.Assistance.ThreeAdministrations;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>What one partner gave goes on to another only as the clause lets it under which it came.</summary>
public sealed class OnwardTests
{
    private const string Photograph = "Three containers, photographed in Rotterdam";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_document_is_known_again_and_stays_where_its_clause_keeps_it(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        await three.GiveAsync("customsEnforcement", Photograph);

        // Under another name and for another purpose, it is the same document.
        var (code, detail) = await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "riskAnalysis", Photograph)));
        code.ShouldBe("agreement-refused");
        detail.ShouldBe("NL gave it under NL-CA-ONWARD/1 1(1), which does not let it go on to customs of SG. Ask NL to give it to SG itself.");
        (await three.QueuedAsync()).ShouldBe(0);
        (await VerdictsAsync(three.CaNode, "SG")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            verdict => verdict.Permitted.ShouldBeFalse(), verdict => verdict.Reason.ShouldBe("onward"), verdict => verdict.Clause.ShouldBe("NL-CA-ONWARD/1 1(1)"), verdict => verdict.Question.ShouldContain("\"provider\":\"NL\""));

        // It goes back to who gave it, and what is our own goes to anybody: that we gave it first makes it ours, whoever sends it back.
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("NL", "customsEnforcement", Photograph)));
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("NL", "customsEnforcement", "Our own")));
        await NodePair.UntilAsync(async () => (await AcceptedAsync(await three.Nl.GetAsync(Information)))["information"]!.AsArray().Count == 3, "the Netherlands have both");
        await three.GiveAsync("customsEnforcement", "Our own");
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "customsEnforcement", "Our own")));
        (await three.QueuedAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_may_go_on_goes_with_what_both_clauses_oblige_to(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        await three.GiveAsync("riskAnalysis", Photograph);

        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "riskAnalysis", Photograph)));

        await NodePair.UntilAsync(async () => (await three.Sg.GetAsync($"{Information}/1")).IsSuccessStatusCode, "Singapore has it");
        var bound = (await VerdictsAsync(three.SgNode, "CA")).ShouldHaveSingleItem().Binding!;
        var given = (await VerdictsAsync(three.CaNode, "NL")).ShouldHaveSingleItem().Binding!;
        bound.Handling.ShouldBe(HandlingCode.H1);
        bound.Actions.ShouldBe([PermittedAction.Read, PermittedAction.RiskAnalysis]);
        bound.LastDay.ShouldBe(given.LastDay);
        bound.Onward!.Parties.ShouldBe(["SG"]);
        (await AcceptedAsync(await three.Sg.GetAsync($"{Information}/1")))["line"]!["keepUntil"]!.GetValue<string>().ShouldBe(given.LastDay!.Value.ToString("yyyy-MM-dd", null));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_an_officer_writes_of_it_is_asked_about_as_well(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        await three.GiveAsync("customsEnforcement", null);
        await three.GiveAsync("riskAnalysis", null);

        (await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "riskAnalysis", null, "/assistance/information/2", "/assistance/information/1")))).Detail.ShouldContain("NL-CA-ONWARD/1 1(1)");
        (await three.QueuedAsync()).ShouldBe(0);
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "riskAnalysis", null, "/assistance/information/2")));
        (await three.QueuedAsync()).ShouldBe(1);

        // What is not here, what is one's own, and what is no address of anything comes from nobody.
        foreach (var address in new[] { "/assistance/information/9", "/assistance/information/3", "/assistance/1", "NL" })
        {
            var (code, detail) = await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "riskAnalysis", null, address)));
            (code, detail).ShouldBe(("assistance-incomplete", $"Nothing that a partner gave stands at {address}."));
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_is_kept_back_with_its_document_its_words_or_as_a_thing_and_the_case_waits_for_another(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        await three.GiveAsync("customsEnforcement", "Invoice NC-5120: 41 200 CAD");
        await DraftAsync(three.Sg, Duties());
        await StepsAsync(three.Sg, 1, "send");
        await UntilAsync(three.Ca, 1, "acknowledged");
        await StepsAsync(three.Ca, 1, "admit");
        await StepsAsync(three.Ca, 1, "accept");

        (await RefusedAsync(await StepAsync(three.Ca, 1, "reply", Invoice))).Detail.ShouldContain("NL gave it under NL-CA-ONWARD/1 1(1)");
        var words = Invoice;
        words["answer"]!.AsObject().Remove("documents");
        words["comesFrom"] = new JsonArray("/assistance/information/1");
        (await RefusedAsync(await StepAsync(three.Ca, 1, "reply", words))).Detail.ShouldContain("NL gave it under NL-CA-ONWARD/1 1(1)");

        // As a thing with its bytes it does not go either.
        var thing = await HandOverTests.TakenAsync(three.Ca, "Invoice NC-5120: 41 200 CAD"u8.ToArray());
        using var handed = await HandOverTests.HandAsync(three.CaNode, three.Ca, thing, "forGood");
        (await handed.Content.ReadAsStringAsync()).ShouldContain("NL gave it under NL-CA-ONWARD/1 1(1)");
        (await three.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE action LIKE 'evidence.%'"))).ShouldBe(0);
        (await CaseAsync(three.Ca, 1))["state"]!.GetValue<string>().ShouldBe("accepted");
        (await three.QueuedAsync()).ShouldBe(0);

        words.Remove("comesFrom");
        await StepsAsync(three.Ca, 1, "reply", words);
        await UntilAsync(three.Sg, 1, "replied");

        // What Canada answered stays with Singapore too, as that article has no onward rule: a case is named by its page.
        (await RefusedAsync(await three.Sg.PostAsJsonAsync(Information, Told("NL", "riskAnalysis", null, "/assistance/1")))).Code.ShouldBe("federation-partner-unknown");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task With_the_signed_consent_of_who_gave_it_it_goes_on_until_the_day_that_it_names(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await three.GiveAsync("borderSecurity", Photograph);
        await three.GiveAsync("borderSecurity", "Another photograph", today.AddDays(-1));
        const string Wanted = "NL gave it under NL-CA-ONWARD/1 3(1), which lets it go on to SG with the consent of NL only. Ask NL for it.";
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "borderSecurity", Photograph)))).ShouldBe(("agreement-refused", Wanted));
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "borderSecurity", "Another photograph")))).ShouldBe(("agreement-refused", Wanted));
        (await three.QueuedAsync()).ShouldBe(0);

        // Given once more with the consent, in the signed header: the document goes, and so do words that are taken from it, but not from what came before without.
        var number = await three.GiveAsync("borderSecurity", Photograph, today.AddDays(30));
        (await VerdictsAsync(three.CaNode, "NL"))[^1].Binding!.Consents.ShouldHaveSingleItem().ShouldBe(new("SG", today.AddDays(30)));
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "borderSecurity", Photograph)));
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "borderSecurity", null, $"/assistance/information/{number}")));
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "borderSecurity", null, "/assistance/information/1")))).Detail.ShouldBe(Wanted);
        (await three.QueuedAsync()).ShouldBe(2);
        await NodePair.UntilAsync(async () => (await three.Sg.GetAsync($"{Information}/1")).IsSuccessStatusCode, "Singapore has it");
        (await VerdictsAsync(three.SgNode, "CA"))[0].Binding!.Consents.ShouldBeNull();

        // No consent helps where the clause lets it go on to nobody, and to a party that it does not name.
        foreach (var (purpose, to, clause) in new[] { ("customsEnforcement", "SG", "1(1)"), ("borderSecurity", "NO", "3(1)") })
        {
            var told = Told("CA", purpose, null);
            told["marks"] = Consent(to, today.AddDays(30));
            (await RefusedAsync(await three.Nl.PostAsJsonAsync(Information, told))).ShouldBe(("agreement-refused", $"NL-CA-ONWARD/1 {clause} lets it go on to {to} in no case: a consent changes nothing in that."));
        }
    }

    private const string ForAnother = "NL gave it under NL-CA-ONWARD/1 2(1) for riskAnalysis. For customsEnforcement it goes on to SG with the consent of NL only. Ask NL for it.";

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_given_for_one_purpose_does_not_go_on_for_another_and_goes_with_consent(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var source = $"/assistance/information/{await three.GiveAsync("riskAnalysis", Photograph)}";

        (await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "customsEnforcement", Photograph)))).ShouldBe(("agreement-refused", ForAnother));
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "customsEnforcement", null, source)))).ShouldBe(("agreement-refused", ForAnother));
        (await three.QueuedAsync()).ShouldBe(0);
        var kept = (await VerdictsAsync(three.CaNode, "SG")).ShouldHaveSingleItem();
        (kept.Permitted, kept.Reason, kept.Clause).ShouldBe((false, "givenFor", "NL-CA-ONWARD/1 2(1)"));

        // Given once more with the consent, for the same purpose: it goes for the other, and the receiver finds that one by the same clause.
        var agreed = $"/assistance/information/{await three.GiveAsync("riskAnalysis", Photograph, today.AddDays(30))}";
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "customsEnforcement", Photograph)));
        await AcceptedAsync(await three.Ca.PostAsJsonAsync(Information, Told("SG", "customsEnforcement", null, agreed)));
        await NodePair.UntilAsync(async () => (await three.Sg.GetAsync($"{Information}/2")).IsSuccessStatusCode, "Singapore has both");
        foreach (var (sent, taken) in (await VerdictsAsync(three.CaNode, "SG")).Where(verdict => verdict.Permitted).Zip(await VerdictsAsync(three.SgNode, "CA")))
        {
            (sent.Clause, taken.Clause, taken.Permitted).ShouldBe(("CA-SG-WIDE/1 1(1)", "CA-SG-WIDE/1 1(1)", true));
            (sent.Binding!.Purpose, taken.Binding!.Purpose).ShouldBe((UsePurpose.CustomsEnforcement, UsePurpose.CustomsEnforcement));
            taken.Binding.Actions.ShouldBe([PermittedAction.Read, PermittedAction.RiskAnalysis]);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_goes_for_what_the_request_is_for_whatever_its_officer_works_for(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        await three.GiveAsync("riskAnalysis", "Another invoice");
        var number = await three.GiveAsync("dutyAssessment", "Invoice NC-5120: 41 200 CAD");
        await DraftAsync(three.Sg, Duties());
        await StepsAsync(three.Sg, 1, "send");
        await UntilAsync(three.Ca, 1, "acknowledged");
        await StepsAsync(three.Ca, 1, "admit");
        await StepsAsync(three.Ca, 1, "accept");

        var words = Invoice;
        words["comesFrom"] = new JsonArray("/assistance/information/1");
        (await RefusedAsync(await StepAsync(three.Ca, 1, "reply", words))).ShouldBe(
            ("agreement-refused", "NL gave it under NL-CA-ONWARD/1 2(1) for riskAnalysis. For dutyAssessment it goes on to SG with the consent of NL only. Ask NL for it."));
        (await CaseAsync(three.Ca, 1))["state"]!.GetValue<string>().ShouldBe("accepted");
        (await three.QueuedAsync()).ShouldBe(0);

        // The officer works for mutual assistance, and the request is for duties, as what the Netherlands gave.
        words["comesFrom"] = new JsonArray($"/assistance/information/{number}");
        await StepsAsync(three.Ca, 1, "reply", words);
        await UntilAsync(three.Sg, 1, "replied");
        (await three.QueuedAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_page_offers_what_others_gave_and_shows_the_clause_before_anything_is_sent(string kind)
    {
        await using var three = await ThreeAdministrations.StartAsync(kind);
        await three.GiveAsync("borderSecurity", null);
        var ca = new Pages.Console(three.Ca);
        (string, string)[] told =
        [
            ("partner", "SG"), ("addressed", "customs"), ("use", "borderSecurity"), ("reference", "D-2026-7"), ("matter", "Scrap declared as copper"), ("facts", "Three containers held scrap."), ("given", "fraudTrends.content"),
        ];

        var empty = await ca.ReadAsync("/assistance/information/new");
        empty.QuerySelector("select[name=comesFrom] option[value='/assistance/information/1']")!.TextContent.ShouldBe("Netherlands, Information unasked: D-2026-7");
        var kept = await ca.SendAsync(empty, "main form[data-guard]", [.. told, ("comesFrom", "/assistance/information/1"), ("act", "check")]);

        kept.QuerySelector(".en-errors")!.TextContent.ShouldContain("NL gave it under NL-CA-ONWARD/1 3(1), which lets it go on to SG with the consent of NL only. Ask NL for it.");
        kept.QuerySelector("#law a[href='/agreements/NL-CA-ONWARD/1#article-3']").ShouldNotBeNull();
        kept.QuerySelector("#law .en-remedies")!.TextContent.ShouldContain("With the consent of Netherlands to pass it on to Singapore");
        (await three.QueuedAsync()).ShouldBe(0);
        (await ca.SendAsync(empty, "main form[data-guard]", [.. told, ("act", "check")])).QuerySelector("#law")!.TextContent.ShouldContain("It may go");
    }

    private static Task<List<VerdictRow>> VerdictsAsync(TestNode node, string partner) => node.Database.ReadAsync(session => session.QueryAsync<VerdictRow>(
        "SELECT * FROM exchange_verdict WHERE partner = @partner AND action LIKE 'information.given%' ORDER BY number", new { partner }));
}
