using System.Net;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using static Entente.Tests.Node.Assistance.Pages.Console;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance.Pages;

/// <summary>A case from the draft to its end, by the pages alone.</summary>
public sealed class CasePageTests
{
    private const string New = "/assistance/new?partner=CA&type=certifiedDocuments&use=dutyAssessment&addressed=customs";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_declaration_is_verified_from_the_draft_to_the_end_by_the_pages_alone(string store)
    {
        await using var both = await StartAsync(store);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));

        // The agreements say under what it can be asked; the composer asks only for what that needs, and says what is missing before it is left.
        var ways = await nl.ReadAsync(New);
        var way = ways.QuerySelector("#ways a.btn-primary[href*='instrument=']")!.GetAttribute("href")!;
        way.ShouldContain("instrument=tfa12");
        var form = await nl.ReadAsync(way);
        form.QuerySelector("[name=offenceAct]").ShouldBeNull();
        form.QuerySelector("[name=reciprocity][value=yes]")!.HasAttribute("checked").ShouldBeTrue();
        var hasty = await nl.SendAsync(
            form, "main form[data-guard]", ("reference", "C-2026-31"), ("matter", "Copper cathodes of Northern Copper"), ("facts", "The import value is twice the export value."), ("grounds", "Two invoices differ."),
            ("declaration0.reference", "26CAEX0048812"), ("wanted0.what", "The invoice NC-5120"), ("dataProtection", "GDPR"), ("act", "check"));
        hasty.QuerySelector(".en-errors")!.TextContent.ShouldContain("checked by yourself");
        hasty.QuerySelector(".en-errors")!.TextContent.ShouldContain("The answer takes that you assure: Assured: no use as evidence without permission");
        hasty.QuerySelector("[name=matter]")!.GetAttribute("value").ShouldBe("Copper cathodes of Northern Copper");
        hasty.QuerySelector("#preview")!.TextContent.ShouldContain("The invoice NC-5120");
        var draft = await nl.SendAsync(hasty, "main form[data-guard]", ("verified", "Our own files: the import declaration and its invoice agree."), ("verifiedOn", "2026-01-10"), ("assurances", "assuranceNoEvidence"), ("assurances", "assuranceConfidentiality"), ("act", "check"));
        draft.QuerySelector(".en-head")!.TextContent.ShouldContain("Being written");

        // Article 12 lets no document go along with a request, and the page says so before; the request is sent.
        draft.QuerySelector("#documents .en-forbidden")!.TextContent.ShouldContain("no document go along");
        var sent = await nl.SendAsync(draft, Step("send"));
        sent.QuerySelector(".en-head")!.TextContent.ShouldContain("Sent");

        // Canada sees it on its list, and its officer admits and accepts it.
        var arrived = await ca.UntilAsync("/assistance/1", "Receipt acknowledged");
        (await ca.ReadAsync("/assistance")).QuerySelector("#assistance-rows a[href='/assistance/1']")!.TextContent.ShouldContain("Copper cathodes");
        arrived.QuerySelector(".en-clause")!.TextContent.ShouldContain("TFA-12");
        arrived.QuerySelector("#clocks")!.TextContent.ShouldContain("Runs");
        var admitted = await ca.SendAsync(arrived, Step("admit"));
        var accepted = await ca.SendAsync(admitted, Step("accept"));

        // The answer takes a document with its statement; one without words comes back with what was chosen.
        var filed = await ca.UploadAsync(accepted, "invoice.pdf", "Invoice NC-5120: 41 200 CAD");
        var ordinal = filed.QuerySelector("[name='reply.document']")!.GetAttribute("value")!;
        var silent = await ca.SendAsync(filed, Step("reply"), ("reply.document", ordinal), ("reply.statement", "A true copy."));
        silent.QuerySelector($"{Step("reply")} .en-wrong [name='reply.answer']").ShouldNotBeNull();
        silent.QuerySelector("[name='reply.statement']")!.GetAttribute("value").ShouldBe("A true copy.");
        silent.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(ids => ids.Count() > 1).Select(ids => ids.Key).ShouldBeEmpty();
        silent.QuerySelector("[name='reply.document']")!.HasAttribute("checked").ShouldBeTrue();
        var replied = await ca.SendAsync(silent, Step("reply"), ("reply.answer", "The export declaration states 41 200 CAD."));
        replied.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        replied.QuerySelector(".en-head")!.TextContent.ShouldContain("Answered");

        // The outcome goes back, and each closes the case for itself.
        var answer = await nl.UntilAsync("/assistance/1", "Answered");
        answer.QuerySelector("#history")!.TextContent.ShouldContain("A true copy.");
        (await nl.Client.GetStringAsync(answer.QuerySelector("#documents a[download]")!.GetAttribute("href"))).ShouldBe("Invoice NC-5120: 41 200 CAD");
        await nl.SendAsync(await nl.SendAsync(answer, Step("report"), ("report.usefulness", "Decisive"), ("report.outcome", "The value was corrected.")), Step("close"));
        var reported = await ca.UntilAsync("/assistance/1", "Outcome reported");
        var closed = await ca.SendAsync(reported, Step("close"));
        closed.QuerySelector("#steps")!.TextContent.ShouldContain("The case is closed.");
        closed.QuerySelector("#history")!.TextContent.ShouldContain("Netherlands was told nothing of it.");
        (await ca.ReadAsync("/assistance")).QuerySelector("#assistance")!.TextContent.ShouldContain("No request is open");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_officers_who_decide_at_once_the_second_is_told_who_was_faster_and_what_came_of_it(string store)
    {
        await using var both = await StartAsync(store);
        await SentAsync(both);
        var (first, second) = (new Console(both.Ca), new Console(await OfficerAsync(both.CaNode, Role.Supervisor)));
        var seen = await second.ReadAsync("/assistance/1");
        await first.SendAsync(await first.ReadAsync("/assistance/1"), Step("refuse"), ("refuse.ground", "publicInterest"), ("refuse.reason", "Not now."));

        var late = await second.SendAsync(seen, Step("askCompletion"), ("askCompletion.text0", "Name the exporter."));

        var told = late.QuerySelector("#steps [role=alert]")!.TextContent;
        told.ShouldContain("Officer of Customs was faster: Request refused");
        late.QuerySelector(".en-head")!.TextContent.ShouldContain("Request refused");
        late.QuerySelector(Step("askCompletion")).ShouldBeNull();
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.step-refused'"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_that_is_refused_comes_back_filled_and_can_be_mended(string store)
    {
        await using var both = await StartAsync(store);
        await SentAsync(both);
        var ca = new Console(both.Ca);

        var refused = await ca.SendAsync(await ca.ReadAsync("/assistance/1"), Step("refuse"), ("refuse.ground", "domesticLaw"), ("refuse.reason", "It may not be told."));

        refused.QuerySelector($"{Step("refuse")} .en-wrong [name='refuse.provision']").ShouldNotBeNull();
        refused.QuerySelector("#step-refuse")!.HasAttribute("open").ShouldBeTrue();
        refused.QuerySelector("[name='refuse.reason']")!.TextContent.ShouldBe("It may not be told.");
        refused.QuerySelector("select[name='refuse.ground'] option[selected]")!.GetAttribute("value").ShouldBe("domesticLaw");
        refused.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(ids => ids.Count() > 1).Select(ids => ids.Key).ShouldBeEmpty();
        var mended = await ca.SendAsync(refused, Step("refuse"), ("refuse.provision", "Customs Act, s. 107"));
        mended.QuerySelector(".en-head")!.TextContent.ShouldContain("Request refused");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_cost_is_announced_agreed_to_and_counted_by_the_pages(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        await DraftAsync(both.Nl, Surveillance);
        await StepsAsync(both.Nl, 1, "send");
        var admitted = await ca.SendAsync(await ca.UntilAsync("/assistance/1", "Receipt acknowledged"), Step("admit"));

        await ca.SendAsync(admitted, Step("setConditions"), ("setConditions.amount", "4800.5"), ("setConditions.currency", "cad"), ("setConditions.costFor", "Two teams at night"), ("setConditions.terms", "Before we begin."));
        var announced = await nl.UntilAsync("/assistance/1", "Conditions set");
        announced.QuerySelector(Step("assure"))!.TextContent.ShouldContain("Agreed: 4,800.50 CAD: Two teams at night");

        // Nobody agrees by saying nothing.
        var silent = await nl.SendAsync(announced, Step("assure"), ("assure.terms", "We wait for it."));
        silent.QuerySelector(".en-errors")!.TextContent.ShouldContain("4800.5 CAD");
        await nl.SendAsync(silent, Step("assure"), ("assure.terms", "We pay for it."), ("assure.costAgreed", "yes"));

        var agreed = await ca.UntilAsync("/assistance/1", "Accepted");
        agreed.QuerySelector("#history")!.TextContent.ShouldContain("Cost agreed to");
        foreach (var console in new[] { nl, ca })
        {
            (await console.ReadAsync("/assistance/ledger")).QuerySelector("#ledger-lines")!.TextContent.ShouldContain("4,800.50 CAD (1)");
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_ground_that_is_concealed_stays_here_and_the_page_shows_what_was_told(string store)
    {
        await using var both = await StartAsync(store);
        await SentAsync(both);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        var page = await ca.ReadAsync("/assistance/1");
        page.QuerySelector("#step-refuse")!.TextContent.ShouldContain("is then told: “Public interest. The requested administration is not in a position to say more.”");

        var refused = await ca.SendAsync(page, Step("refuse"), ("refuse.ground", "impedesProceeding"), ("refuse.reason", "Operation Heron."), ("refuse.conceal", "yes"));

        var history = refused.QuerySelector("#history")!;
        history.QuerySelector(".en-notice")!.TextContent.ShouldContain("Operation Heron.");
        history.QuerySelector(".en-said")!.TextContent.ShouldNotContain("Heron");
        var there = await nl.UntilAsync("/assistance/1", "Request refused");
        there.Body!.TextContent.ShouldContain("Public interest");
        there.Body!.TextContent.ShouldNotContain("Heron");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Who_may_not_act_reads_the_case_and_is_told_who_does(string kind)
    {
        await using var both = await StartAsync(kind);
        await SentAsync(both);
        var analyst = new Console(await OfficerAsync(both.CaNode, Role.Analyst));

        var page = await analyst.ReadAsync("/assistance/1");

        page.QuerySelector("#steps form").ShouldBeNull();
        page.QuerySelector("#steps")!.TextContent.ShouldContain("An officer, a supervisor or a legal adviser acts in it.");
        (await TestNode.PostFormAsync(analyst.Client, "/assistance/1/steps/admit", ("seen", "2"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var police = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Police, Purpose.MutualAssistance, "T-1");
        (await police.GetAsync("/assistance/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_draft_is_kept_as_it_is_and_written_anew_with_what_another_program_put_into_it(string kind)
    {
        await using var both = await StartAsync(kind);
        var request = Verification;
        request.Remove("verified");
        request["subjects"] = JsonNode.Parse(
            """
            [{ "category": "fraudTrends", "description": "Undervalued copper" },
             { "category": "businesses", "name": "Northern Copper Trading Ltd", "otherNames": [{ "text": "NCT" }], "addresses": [{ "lines": "Pier 9, Halifax", "country": "CA" }] }]
            """);
        await DraftAsync(both.Nl, request);
        var nl = new Console(both.Nl);
        var page = await nl.ReadAsync("/assistance/1");
        page.QuerySelector("#steps .en-notice")!.TextContent.ShouldContain("checked by yourself");

        var kept = await nl.SendAsync(await nl.ReadAsync("/assistance/1/request"), "main form[data-guard]", ("matter", "Another line"), ("replyBy", ""), ("act", "keep"));

        kept.QuerySelector("h1")!.TextContent.ShouldBe("Another line");
        var written = (await CaseAsync(both.Nl, 1))["request"]!;
        written["subjects"]!.AsArray().Count.ShouldBe(2);
        written["subjects"]![1]!["otherNames"]![0]!["text"]!.GetValue<string>().ShouldBe("NCT");
        written["declarations"]!.ToJsonString().ShouldBe(request["declarations"]!.ToJsonString());
        written["wanted"]!.AsArray().Count.ShouldBe(2);
        written["wanted"]![1]!["fields"]!.AsArray().Select(field => field!.GetValue<string>()).ShouldBe(["value", "goods"], ignoreOrder: true);
        written["replyBy"].ShouldBeNull();
    }

    private static async Task SentAsync(TwoAdministrations both)
    {
        var request = Verification;
        request["verified"]!["on"] = "2026-01-10";
        request.Remove("replyBy");
        await DraftAsync(both.Nl, request);
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
    }
}
