using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Agreements;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance.Pages;

/// <summary>Information that nobody asked for, by the pages alone.</summary>
public sealed class InformationPageTests
{
    private const string New = "/assistance/information/new";
    private const string Form = "main form[data-guard]";

    public static TheoryData<string> Stores => Store.Both;

    private static readonly (string, string)[] copper =
    [
        ("partner", "CA"), ("addressed", "customs"), ("use", "customsEnforcement"), ("reference", "C-2026-31"), ("matter", "Scrap declared as copper cathodes"),
        ("facts", "Three containers of one exporter held scrap."), ("given", "fraudTrends.content"), ("asksOutcome", "yes"),
    ];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_law_and_the_audience_are_shown_before_it_goes_and_the_outcome_comes_back(string store)
    {
        await using var both = await StartAsync(store);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        (await nl.ReadAsync("/assistance/information")).QuerySelector("#information")!.TextContent.ShouldContain("No information yet");

        // What is missing is said; then the gate answers, and nothing has gone.
        var hasty = await nl.SendAsync(await nl.ReadAsync(New), Form, ("partner", "CA"), ("act", "check"));
        hasty.QuerySelector(".en-errors")!.TextContent.ShouldContain("Say in short what was found.");
        hasty.QuerySelector("#law").ShouldBeNull();
        var shown = await nl.SendAsync(hasty, Form, [.. copper, ("act", "check")]);
        shown.QuerySelector("#law")!.TextContent.ShouldContain("Canada: Customs");
        shown.QuerySelector("#preview")!.TextContent.ShouldContain("Three containers");
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM assistance_information"))).ShouldBe(0);

        // What changes between is shown once more before it goes.
        var changed = await nl.SendAsync(shown, Form, [.. copper.Where(field => field.Item1 != "addressed"), ("addressed", "police"), ("act", "give")]);
        changed.QuerySelector(".en-errors").ShouldNotBeNull();
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM assistance_information"))).ShouldBe(0);
        var given = await nl.SendAsync(shown, Form, [.. copper, ("act", "give")]);
        given.QuerySelector("h1")!.TextContent.ShouldBe("Scrap declared as copper cathodes");
        given.QuerySelector(".en-head")!.TextContent.ShouldContain("The partner owes it");

        var taken = await ca.UntilAsync("/assistance/information/1", "We owe it");
        taken.QuerySelector(".en-clause a[href^='/agreements/']").ShouldNotBeNull();
        taken.QuerySelector("#told")!.TextContent.ShouldContain("Three containers");
        var silent = await ca.SendAsync(taken, "#outcome form", ("usefulness", "Helpful"), ("outcome", " "));
        silent.QuerySelector("#outcome .en-wrong [name=outcome]").ShouldNotBeNull();
        var told = await ca.SendAsync(silent, "#outcome form", ("usefulness", "Helpful"), ("outcome", "Two more were opened."));
        told.QuerySelector("#outcome")!.TextContent.ShouldContain("Two more were opened.");
        told.QuerySelector("#outcome form").ShouldBeNull();
        await Federation.Delivery.NodePair.UntilAsync(async () => (await nl.ReadAsync("/assistance/information/1")).QuerySelector("#outcome")!.TextContent.Contains("Two more were opened.", StringComparison.Ordinal), "the outcome came back");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_marked_still_stands_when_the_gate_has_answered_and_a_day_that_is_none_is_not_passed_over(string store)
    {
        await using var both = await StartAsync(store);
        var nl = new Console(both.Nl);
        var lastDay = $"{TimeProvider.System.GetUtcNow().AddDays(30):yyyy-MM-dd}";

        var refused = await nl.SendAsync(await nl.ReadAsync(New), Form, [.. copper, ("handling", "H3"), ("handlingNote", "Not in court"), ("keepUntil", "next month"), ("act", "check")]);
        refused.QuerySelector(".en-wrong [name=keepUntil]")!.GetAttribute("value").ShouldBe("next month");
        refused.QuerySelector("#law").ShouldBeNull();
        var shown = await nl.SendAsync(refused, Form, ("keepUntil", lastDay), ("act", "check"));
        shown.QuerySelector("#law").ShouldNotBeNull();
        var given = await nl.SendAsync(shown, Form, ("act", "give"));

        given.QuerySelector("h1")!.TextContent.ShouldBe("Scrap declared as copper cathodes");
        var told = (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT body FROM assistance_information"))).ShouldNotBeNull();
        told.ShouldContain("Not in court");
        told.ShouldContain($"\"keepUntil\":\"{lastDay}\"");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Documents_are_chosen_once_the_gate_lets_them_go_and_the_list_keeps_back_what_a_clause_does(string store)
    {
        await using var both = await StartAsync(store);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        (string, string)[] report = [.. copper.Where(field => field.Item1 is not ("given" or "asksOutcome")), ("documents", "yes"), ("unverified", "yes"), ("subject0.kind", "business"), ("subject0.name", "Northern Copper Trading Ltd")];
        var shown = await nl.SendAsync(await nl.ReadAsync(New), Form, [.. report, ("act", "check")]);
        shown.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        shown.QuerySelector("input[type=file]").ShouldNotBeNull();
        (await nl.SendAsync(shown, Form, [.. report, ("act", "give")])).QuerySelector(".en-errors")!.TextContent.ShouldContain("Choose the documents");

        var given = await nl.SendWithFileAsync(shown, Form, ("photographs.pdf", "Three containers"), [.. report, ("act", "give")]);

        given.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        given.QuerySelector("#documents")!.TextContent.ShouldContain("photographs.pdf");
        await Federation.Delivery.NodePair.UntilAsync(async () => (await both.Ca.GetAsync("/assistance/information/1")).IsSuccessStatusCode, "Canada has the information");
        var taken = await ca.ReadAsync("/assistance/information/1");
        (await both.Ca.GetStringAsync(taken.QuerySelector("#documents a[download]")!.GetAttribute("href"))).ShouldBe("Three containers");
        using var investigator = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "T-2");
        var other = new Console(investigator);
        (await other.ReadAsync("/assistance/information/1")).Body!.TextContent.ShouldNotContain("Three containers");
        (await other.ReadAsync("/assistance/information")).QuerySelector("#information-rows")!.TextContent.ShouldContain("Kept back by law");
        (await ca.ReadAsync("/assistance/information")).QuerySelector("#information-rows")!.TextContent.ShouldContain("Scrap declared");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_no_clause_lets_go_is_shown_with_what_would_make_it_lawful_and_cannot_be_sent(string kind)
    {
        await using var both = await StartAsync(kind);
        var nl = new Console(both.Nl);

        var refused = await nl.SendAsync(await nl.ReadAsync(New), Form, [.. copper.Where(field => field.Item1 != "use"), ("use", "taxation"), ("act", "check")]);

        refused.QuerySelector("#law")!.TextContent.ShouldContain("It may not go");
        refused.QuerySelector("#law .en-remedies").ShouldNotBeNull();
        refused.QuerySelector("button[value=give]").ShouldBeNull();
        refused.QuerySelector("[name=facts]")!.TextContent.ShouldBe("Three containers of one exporter held scrap.");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_given_is_given_once_more_with_a_consent_unless_it_came_from_another(string store)
    {
        await using var three = await ThreeAdministrations.StartAsync(store);
        var until = $"{TimeProvider.System.GetUtcNow().AddDays(30):yyyy-MM-dd}";
        var source = await three.GiveAsync("borderSecurity", null);
        var (nl, ca) = (new Console(three.Nl), new Console(three.Ca));
        var sheet = await nl.ReadAsync("/assistance/information/1");
        var again = await nl.ReadAsync(sheet.QuerySelector(".en-head .en-actions a")!.GetAttribute("href")!);
        again.QuerySelector("[name=matter]")!.GetAttribute("value").ShouldBe("Scrap declared as copper");
        again.QuerySelector("input[name=given][value='fraudTrends.content']")!.HasAttribute("checked").ShouldBeTrue();
        again.QuerySelector("[name=use] option[selected]")!.GetAttribute("value").ShouldBe("borderSecurity");

        // Who has it asks for the consent from its page; a request begins with what it is about.
        var wanted = await ca.ReadAsync((await ca.ReadAsync("/assistance/information/1")).QuerySelector(".en-head .en-actions a")!.GetAttribute("href")!);
        wanted.QuerySelector("select[name=partner] option[selected]")!.GetAttribute("value").ShouldBe("NL");
        wanted.QuerySelector("#ways a.btn-primary").ShouldBeNull("nothing between the two lets a request be made");
        await WideAgreement.SeedAsync(
            WideAgreement.Text("ASK-NL", 1, "2020-01-01", "CA", "NL")
                .Replace("exchanges: [alert, hitNotice, hitReport, question, answer, spontaneous]", "exchanges: [request, reply]\n        assistance: [information]", StringComparison.Ordinal)
                .Replace("purposes: [", "purposes: [borderSecurity, ", StringComparison.Ordinal),
            three.NlNode.Services, three.CaNode.Services);
        var written = await ca.ReadAsync((await ca.ReadAsync(new Uri(wanted.Url).PathAndQuery)).QuerySelector("#ways a.btn-primary")!.GetAttribute("href")!);
        written.QuerySelector("[name=matter]")!.GetAttribute("value").ShouldBe("Consent to pass on what was given under D-2026-7");

                var shown = await nl.SendAsync(again, Form, ("consentTo", "SG"), ("consentUntil", until), ("act", "check"));
        shown.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        var given = await nl.SendAsync(shown, Form, ("act", "give"));
        given.QuerySelector("h1")!.TextContent.ShouldBe("Scrap declared as copper");
        new Uri(given.Url).AbsolutePath.ShouldBe("/assistance/information/2");

        await Federation.Delivery.NodePair.UntilAsync(
            async () => await three.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM assistance_information")) == 2, "Canada has both");
        var binding = (await three.CaNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT obligations FROM exchange_verdict WHERE direction = 'In' ORDER BY number DESC LIMIT 1"))).ShouldNotBeNull();
        binding.ShouldContain("\"SG\"");
        binding.ShouldContain(until);

        // What Canada gives of it is not Canada's to give once more with a consent of its own: the consent is the Netherlands'.
        var passed = await ca.SendAsync(
            await ca.ReadAsync(New), Form,
            [
                ("partner", "SG"), ("addressed", "customs"), ("use", "borderSecurity"), ("reference", "C-1"), ("matter", "Heard from a partner"), ("facts", "Scrap again."), ("given", "fraudTrends.content"),
                ("comesFrom", "/assistance/information/2"), ("act", "check"),
            ]);
        passed.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        var gone = await ca.SendAsync(passed, Form, ("act", "give"));
        gone.QuerySelector("h1")!.TextContent.ShouldBe("Heard from a partner");
        gone.QuerySelector("a[href*='again=']").ShouldBeNull();
        (await three.Ca.GetAsync($"{New}?again=3")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await three.Ca.GetAsync($"{New}?again=1")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound, "the Netherlands gave it");
        source.ShouldBe(1);
    }
}
