using System.Globalization;
using Entente.Node.Platform;
using Entente.Tests.Node.Federation.Delivery;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance.Pages;

/// <summary>Automatic exchange, the directory, priorities and the ledger, by the pages alone.</summary>
public sealed class ExchangePageTests
{
    private const string Form = "main form[data-guard]";

    public static TheoryData<string> Stores => Store.Both;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static (string, string)[] Copper =>
    [
        ("partner", "CA"), ("reference", "DS-7"), ("name", "Copper from Canada"), ("instrument", "cmaa"), ("giver", "proposer"), ("use", "riskAnalysis"), ("exchange", "automatic"), ("everyDays", "1"),
        ("from", Day(-3)), ("until", Day(30)), ("selection", "Imports of chapter 74 from Canada."), ("data", "declarations.reference"), ("data", "declarations.goods"),
    ];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_set_is_proposed_agreed_to_delivered_and_ended(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        (await nl.ReadAsync("/assistance/subscriptions")).QuerySelector("#subscriptions")!.TextContent.ShouldContain("Nothing is exchanged automatically");
        var form = await nl.ReadAsync("/assistance/subscriptions/new");
        (await nl.SendAsync(form, Form, ("partner", "CA"), ("act", "check"))).QuerySelector(".en-errors")!.TextContent.ShouldContain("Give it a name.");
        var shown = await nl.SendAsync(form, Form, [.. Copper, ("act", "check")]);
        shown.QuerySelector("#law")!.TextContent.ShouldContain("NL-CA-CMAA");
        var proposed = await nl.SendAsync(shown, Form, [.. Copper, ("act", "propose")]);
        proposed.QuerySelector(".en-head")!.TextContent.ShouldContain("Set proposed");
        proposed.QuerySelector("#step-agree").ShouldBeNull();

        // An officer alone may not agree; a supervisor does, and the records of a day are handed in.
        await ca.UntilAsync("/assistance/subscriptions/1", "Set proposed");
        using var officer = await OfficerAsync(both.CaNode, Role.Officer);
        var asked = await new Console(officer).ReadAsync("/assistance/subscriptions/1");
        asked.QuerySelector("#steps .en-forbidden")!.TextContent.ShouldContain("The article asks for the approval of");
        await ca.SendAsync(await ca.ReadAsync("/assistance/subscriptions/1"), "#step-agree form");
        var running = await nl.UntilAsync("/assistance/subscriptions/1", "Exchange runs");
        var wrong = await nl.SendAsync(running, "#step-deliver form", ("deliver.records", "{\"data\":\"seizures\",\"content\":\"Copper\"}"));
        wrong.QuerySelector("#step-deliver .en-errors")!.TextContent.ShouldContain("seizures.content");
        wrong.QuerySelector("[name='deliver.records']")!.TextContent.ShouldContain("Copper");
        var delivered = await nl.SendAsync(wrong, "#step-deliver form", ("deliver.records", "{\"data\":\"declarations\",\"reference\":{\"number\":\"C-1\"}}"));
        delivered.QuerySelector("#delivery-lines-rows tr").ShouldNotBeNull();
        await NodePair.UntilAsync(async () => (await ca.ReadAsync("/assistance/subscriptions/1")).QuerySelector("#delivery-lines-rows a[download]") is not null, "the delivery came");
        (await both.Ca.GetStringAsync((await ca.ReadAsync("/assistance/subscriptions/1")).QuerySelector("#delivery-lines-rows a[download]")!.GetAttribute("href"))).ShouldContain("C-1");

        // Of two officers who act at once the second is told; what has ended can be proposed again, filled as it was.
        var seen = await ca.ReadAsync("/assistance/subscriptions/1");
        var ended = await ca.SendAsync(seen, "#step-end form", ("end.reason", "The annex was amended."));
        ended.QuerySelector("#history")!.TextContent.ShouldContain("The annex was amended.");
        (await ca.SendAsync(seen, "#step-end form", ("end.reason", "Again."))).QuerySelector(".en-errors")!.TextContent.ShouldContain("gone on");
        var over = await nl.UntilAsync("/assistance/subscriptions/1", "Exchange ended");
        var again = await nl.ReadAsync(over.QuerySelector(".en-head a.btn")!.GetAttribute("href")!);
        again.QuerySelector("[name=selection]")!.TextContent.ShouldBe("Imports of chapter 74 from Canada.");
        var checkedAgain = await nl.SendAsync(again, Form, ("act", "check"), ("from", Day(1)), ("data", "declarations.reference"));
        (await nl.SendAsync(checkedAgain, Form, ("act", "propose"), ("data", "declarations.reference"))).QuerySelector(".en-head")!.TextContent.ShouldContain("Set proposed");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_directory_is_written_published_and_seen_by_the_partner_and_by_the_composer(string store)
    {
        await using var both = await StartAsync(store);
        using var supervisor = await OfficerAsync(both.CaNode, Role.Supervisor);
        var (nl, ca) = (new Console(both.Nl), new Console(supervisor));
        (await nl.ReadAsync("/assistance/directory")).Body!.TextContent.ShouldContain("Nothing published by: Canada.");
        var empty = await ca.ReadAsync("/assistance/directory/ours");
        var wrong = await ca.SendAsync(empty, Form, [.. Desk, ("hoursMonday", "nine to five")]);
        wrong.QuerySelector(".en-wrong [name=hoursMonday]").ShouldNotBeNull();
        wrong.QuerySelector("[name=nameEn]")!.GetAttribute("value").ShouldBe("Mutual assistance desk");
        var published = await ca.SendAsync(empty, Form, [.. Desk, ("hoursMonday", "08:30-12:00 13:00-17:00")]);
        published.QuerySelector(".en-errors")?.TextContent.ShouldBeNull();
        published.QuerySelector("[name=hoursMonday]")!.GetAttribute("value").ShouldBe("08:30-12:00 13:00-17:00");

        await NodePair.UntilAsync(async () => (await nl.ReadAsync("/assistance/directory")).QuerySelector("#of-ca") is not null, "the directory came");
        var seen = (await nl.ReadAsync("/assistance/directory")).QuerySelector("#of-ca")!.TextContent;
        seen.ShouldContain("desk@customs.example");
        seen.ShouldContain("08:30-12:00 13:00-17:00");
        seen.ShouldContain("has room");
        (await nl.ReadAsync("/assistance/new?partner=CA&type=information&use=customsEnforcement&addressed=customs&instrument=cmaa")).Body!.TextContent.ShouldContain("Competent there:");

        // Whoever saw an older version does not overwrite the newer one; an authority can be taken out.
        (await ca.SendAsync(empty, Form, [.. Desk.Where(field => field.Item1 != "id"), ("id", "other")])).QuerySelector(".en-errors")!.TextContent.ShouldContain("gone on");
        (await ca.SendAsync(published, Form, ("leave", "yes"))).QuerySelector("#ours li a[href*='id=']").ShouldBeNull();
        (await both.Ca.GetAsync("/assistance/directory/ours")).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_order_of_priority_is_asked_for_and_given_and_the_ledger_counts_both_ways(string store)
    {
        await using var both = await StartAsync(store);
        var (nl, ca) = (new Console(both.Nl), new Console(both.Ca));
        for (var number = 1; number <= 2; number++)
        {
            var request = Duties();
            request["matter"] = $"Matter {number}";
            await DraftAsync(both.Nl, request);
            await StepsAsync(both.Nl, number, "send");
            await UntilAsync(both.Ca, number, "acknowledged");
            await UntilAsync(both.Nl, number, "acknowledged");
        }

        var silent = await ca.SendAsync(await ca.ReadAsync("/assistance/priorities?partner=NL"), "#asked form", ("limit", "1"), ("asked.reason", " "));
        silent.QuerySelector("#asked .en-wrong [name='asked.reason']").ShouldNotBeNull();
        await ca.SendAsync(silent, "#asked form", ("limit", "1"), ("asked.reason", "More than can be managed."));
        await NodePair.UntilAsync(async () => (await nl.ReadAsync("/assistance/priorities?partner=CA")).QuerySelector("#given .en-notice") is not null, "the question came");
        var ordered = await nl.SendAsync(await nl.ReadAsync("/assistance/priorities?partner=CA"), "#given form", ("place1", "2"), ("place2", "1"), ("given.reason", "The period for recovery ends."));
        ordered.QuerySelectorAll("#given label").First(label => label.TextContent.StartsWith("Matter", StringComparison.Ordinal)).TextContent.ShouldContain("Matter 2");
        await NodePair.UntilAsync(async () => (await ca.ReadAsync("/assistance/priorities?partner=NL")).QuerySelector("#theirs-rows tr")?.TextContent.Contains("Matter 2", StringComparison.Ordinal) == true, "the order came");

        await StepsAsync(both.Ca, 1, "refuse", new() { ["ground"] = "domesticLaw", ["provision"] = "s. 107", ["reason"] = "The law does not allow it." });
        await UntilAsync(both.Nl, 1, "refused");
        foreach (var (console, side) in new[] { (nl, "We ask"), (ca, "We are asked") })
        {
            var ledger = await console.ReadAsync("/assistance/ledger");
            var sum = ledger.QuerySelector("#ledger-sums-rows tr")!.TextContent;
            sum.ShouldContain(side);
            sum.ShouldContain("1 of 2");
            ledger.QuerySelector("#ledger-lines-rows tr")!.TextContent.ShouldContain("Own law does not permit it 1");
        }

        (await nl.ReadAsync("/assistance/ledger?until=2020-01-01")).Body!.TextContent.ShouldContain("Nothing was asked in these days");
    }

    private static (string, string)[] Desk =>
    [
        ("id", "customs-central"), ("kind", "customs"), ("nameEn", "Mutual assistance desk"), ("nameFr", "Bureau de l'assistance mutuelle"), ("contactName", "Mutual assistance desk"), ("contactReach", "desk@customs.example"),
        ("languages", "en fr"), ("zone", "America/Toronto"), ("competence0.instrument", "cmaa"), ("competence0.assistance", "information"), ("competence0.assistance", "surveillance"), ("competence0.capacity", "40"),
    ];

    private static string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
