using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Assistance;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>What one partner gave goes into an alert, a question or an answer to another only as the clause lets it under which it came. The Netherlands gave it, Canada writes, Singapore would have it.</summary>
public sealed class AlertOriginTests
{
    private const string Wanted = "NL gave it under NL-CA-ONWARD/1 3(1), which lets it go on to SG with the consent of NL only. Ask NL for it.";

    private const string Kept = "NL gave it under NL-CA-ONWARD/1 1(1), which does not let it go on to customs of SG. Ask NL to give it to SG itself.";

    private const string ForAnother = "NL gave it under NL-CA-ONWARD/1 2(1) for riskAnalysis. For customsEnforcement it goes on to SG with the consent of NL only. Ask NL for it.";

    private static readonly Alert Analysed = Given.Smuggler with { Action = RequestedAction.OperationalAnalysis };

    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string> Stores => Store.Both;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Theory, MemberData(nameof(Stores))]
    public async Task An_alert_that_is_taken_from_what_a_partner_gave_stays_where_its_clause_keeps_it(string store)
    {
        await using var three = await StartAsync(store);
        using var manager = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        var source = await GivenAsync(three, "customsEnforcement");

        (await RefusedAsync(await EnterAsync(manager, ["SG"], source))).ShouldBe(("agreement-refused", Kept));
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM alert")).ShouldBe(0, "the first word of it is not stored");
        (await QueuedAsync(three)).ShouldBe(0);
        (await VerdictsAsync(three.CaNode, "SG")).ShouldBeEmpty("it was asked, and not sent");

        // What is not here, and what is no address of anything, comes from nobody.
        foreach (var address in new[] { "/assistance/information/9", "NL" })
        {
            (await RefusedAsync(await EnterAsync(manager, ["SG"], address))).ShouldBe(("alert-value", $"Nothing that a partner gave stands at {address}."));
        }

        // It goes back to who gave it. Its owner sees where it comes from, and other authorities do not.
        var alert = await EnteredAsync(await EnterAsync(manager, ["NL"], source));
        var view = await AcceptedAsync(await manager.GetAsync(alert, Stop));
        var from = view["comesFrom"]!.AsArray().ShouldHaveSingleItem()!;
        (from["partner"]!.GetValue<string>(), from["address"]!.GetValue<string>()).ShouldBe(("NL", source));
        using var police = await three.CaNode.SignedInAs(Role.Officer, AuthorityKind.Police);
        (await AcceptedAsync(await police.GetAsync(alert, Stop)))["comesFrom"]!.AsArray().ShouldBeEmpty();
        (await three.CaNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE act = 'alert.created'"))).ShouldNotBeNull().ShouldContain($"\"comesFrom\":\"{source}\"");
        await NodePair.UntilAsync(async () => await CountAsync(three.NlNode, "SELECT COUNT(*) FROM alert WHERE owner = 'partner:CA'") == 1, "the Netherlands have it");

        // Amended, it comes from where it came from unless its officer says otherwise. What is taken from it comes from there as well.
        (await RefusedAsync(await AmendAsync(manager, alert, 1, ["NL", "SG"], null))).ShouldBe(("agreement-refused", Kept));
        (await RefusedAsync(await EnterAsync(manager, ["SG"], alert["/api".Length..]))).ShouldBe(("agreement-refused", Kept));
        (await QueuedAsync(three)).ShouldBe(0);
        await AcceptedAsync(await AmendAsync(manager, alert, 1, ["NL", "SG"], []));
        (await QueuedAsync(three)).ShouldBe(1);

        // Whoever takes more from there is told at once of the partner that has the alert and may not hear it.
        (await RefusedAsync(await AmendAsync(manager, alert, 2, null, [source]))).ShouldBe(("agreement-refused", Kept));
        (await AcceptedAsync(await manager.GetAsync(alert, Stop)))["version"]!.GetValue<long>().ShouldBe(2);
        (await QueuedAsync(three)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task With_consent_it_goes_with_what_both_clauses_oblige_to_and_is_asked_about_with_every_word(string store)
    {
        await using var three = await StartAsync(store);
        using var manager = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        var without = await GivenAsync(three, "borderSecurity");
        var kept = await GivenAsync(three, "customsEnforcement");
        (await RefusedAsync(await EnterAsync(manager, ["SG"], without))).ShouldBe(("agreement-refused", Wanted));
        (await QueuedAsync(three)).ShouldBe(0);

        var source = await GivenAsync(three, "borderSecurity", Today.AddDays(30));
        var alert = await EnteredAsync(await EnterAsync(manager, ["SG"], source));
        var there = await ArrivedAsync(three);
        var given = (await VerdictsAsync(three.CaNode, "NL"))[^1];
        var bound = (await VerdictsAsync(three.SgNode, "CA")).ShouldHaveSingleItem().Binding!;
        bound.Actions.ShouldBe([PermittedAction.Read, PermittedAction.Control], "of what the two clauses let it do");
        bound.LastDay.ShouldBe(given.Binding!.LastDay.ShouldNotBeNull());
        there.LawUntil.ShouldBe(bound.LastDay);
        (await OriginsAsync(three, "alert.published/1")).ShouldBe(["NL"]);

        // What is said about it says of it what the Netherlands gave.
        var hit = await NoticedAsync(three, there);
        await SentAsync(await three.Ca.PostAsJsonAsync($"/api/hits/abroad/{hit.Abroad}/questions", new JsonObject { ["question"] = "Who was with her?" }, Stop));
        (await OriginsAsync(three, "supplementary.asked/1")).ShouldBe(["NL"]);

        // A later version is asked about as the first was: also where it asks for more than the Netherlands let be done.
        await AcceptedAsync(await AmendAsync(manager, alert, 1, null, null, Given.Smuggler with { Reason = "Seen again." }));
        (await OriginsAsync(three, "alert.amended/1")).ShouldBe(["NL"]);
        (await QueuedAsync(three)).ShouldBe(2);
        await AcceptedAsync(await AmendAsync(manager, alert, 2, null, null, Given.Smuggler with { Action = RequestedAction.OperationalAnalysis }));
        var refused = (await VerdictsAsync(three.CaNode, "SG")).Where(verdict => !verdict.Permitted).ShouldHaveSingleItem();
        (refused.Action, refused.Reason, refused.Clause).ShouldBe(("alert.amended/1", "action", "NL-CA-ONWARD/1 3(1)"));
        (await QueuedAsync(three)).ShouldBe(2);

        // What may not go on at all keeps it back, whatever else it comes from.
        (await RefusedAsync(await AmendAsync(manager, alert, 3, null, [source, kept]))).ShouldBe(("agreement-refused", Kept));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_waits_for_an_approval_is_asked_about_with_its_origin_when_it_is_approved(string store)
    {
        await using var three = await StartAsync(store, "        approval: supervisor\n");
        using var manager = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        using var supervisor = await OfficerAsync(three.CaNode, Role.Supervisor);

        // An approval alone would not help where the consent is missing as well.
        (await RefusedAsync(await EnterAsync(manager, ["SG"], await GivenAsync(three, "borderSecurity")))).ShouldBe(("agreement-refused", Wanted));
        var alert = await EnteredAsync(await EnterAsync(manager, ["SG"], await GivenAsync(three, "borderSecurity", Today.AddDays(30))));
        (await QueuedAsync(three)).ShouldBe(0);
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM share_approval WHERE state = 'Waiting'")).ShouldBe(1);

        await SentAsync(await supervisor.PostAsJsonAsync($"{alert}/approval", new JsonObject { ["partner"] = "SG", ["version"] = 1, ["approve"] = true }, Stop));

        await ArrivedAsync(three);
        (await OriginsAsync(three, "alert.published/1")).ShouldBe(["NL"]);
        (await VerdictsAsync(three.SgNode, "CA")).ShouldHaveSingleItem().Binding!.Actions.ShouldBe([PermittedAction.Read, PermittedAction.Control]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task It_goes_into_an_alert_for_what_it_was_given_for_and_for_another_purpose_with_consent_only(string store)
    {
        await using var three = await StartAsync(store);
        using var manager = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        using var analyst = await three.CaNode.SignedInAs([Role.AlertManager, Role.Officer], AuthorityKind.Customs, Purpose.RiskAnalysis);
        var source = await GivenAsync(three, "riskAnalysis");

        // Mutual assistance is for customs enforcement, as of every alert.
        (await RefusedAsync(await EnterAsync(manager, Analysed, ["SG"], source))).ShouldBe(("agreement-refused", ForAnother));
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM alert")).ShouldBe(0);
        (await QueuedAsync(three)).ShouldBe(0);

        var alert = await EnteredAsync(await EnterAsync(analyst, Analysed, ["SG"], source));
        var there = await ArrivedAsync(three);
        var taken = (await VerdictsAsync(three.SgNode, "CA")).ShouldHaveSingleItem();
        (taken.Permitted, taken.Clause, taken.Binding!.Purpose).ShouldBe((true, "ALERTS-SG/1 1(1)", UsePurpose.RiskAnalysis), "the receiver, who knows of no origin, finds the same");

        // All that is said about it is for that as well, from the notice on.
        var hit = await NoticedAsync(three, there);
        var ask = $"/api/hits/abroad/{hit.Abroad}/questions";
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(ask, new JsonObject { ["question"] = "Who was with her?" }, Stop)))
            .ShouldBe(("agreement-use", "It was given for riskAnalysis; another use needs the permission of SG."));
        using var officer = await three.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.RiskAnalysis);
        await SentAsync(await officer.PostAsJsonAsync(ask, new JsonObject { ["question"] = "Who was with her?" }, Stop));
        (await OriginsAsync(three, "supplementary.asked/1")).ShouldBe(["NL"]);

        // Amended by who works for another purpose, it does not go, and the partner keeps what it has.
        await AcceptedAsync(await AmendAsync(manager, alert, 1, null, null, Analysed with { Reason = "Seen again." }));
        var refused = (await VerdictsAsync(three.CaNode, "SG")).Where(verdict => !verdict.Permitted).ShouldHaveSingleItem();
        (refused.Action, refused.Reason, refused.Clause).ShouldBe(("alert.amended/1", "givenFor", "NL-CA-ONWARD/1 2(1)"));
        (await QueuedAsync(three)).ShouldBe(1);

        // With the consent of the Netherlands it goes for the other purpose.
        var agreed = await GivenAsync(three, "riskAnalysis", Today.AddDays(30));
        await AcceptedAsync(await AmendAsync(manager, alert, 2, null, [agreed], Analysed with { Reason = "Seen a third time." }));
        (await QueuedAsync(three)).ShouldBe(2);
        await NodePair.UntilAsync(async () => (await VerdictsAsync(three.SgNode, "CA")) is [_, { Permitted: true, Binding.Purpose: UsePurpose.CustomsEnforcement }], "Singapore has the amendment");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_approval_lets_it_go_for_what_it_was_to_be_shared_for_whatever_the_approving_officer_works_for(string store)
    {
        await using var three = await StartAsync(store, "        approval: supervisor\n");
        using var analyst = await three.CaNode.SignedInAs([Role.AlertManager, Role.Officer], AuthorityKind.Customs, Purpose.RiskAnalysis);
        using var supervisor = await OfficerAsync(three.CaNode, Role.Supervisor);
        var alert = await EnteredAsync(await EnterAsync(analyst, Analysed, ["SG"], await GivenAsync(three, "riskAnalysis")));
        (await QueuedAsync(three)).ShouldBe(0);

        await SentAsync(await supervisor.PostAsJsonAsync($"{alert}/approval", new JsonObject { ["partner"] = "SG", ["version"] = 1, ["approve"] = true }, Stop));

        await ArrivedAsync(three);
        (await VerdictsAsync(three.SgNode, "CA")).ShouldHaveSingleItem().Binding!.Purpose.ShouldBe(UsePurpose.RiskAnalysis);
        (await three.CaNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT purpose FROM record WHERE act = 'alert.share-approved'"))).ShouldBe(nameof(Purpose.MutualAssistance), "who approves acts for what that officer works for");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_question_and_an_answer_that_are_taken_from_it_are_kept_back_and_their_own_words_go(string store)
    {
        await using var three = await StartAsync(store);
        using var manager = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        var source = await GivenAsync(three, "customsEnforcement");
        await EnteredAsync(await EnterAsync(manager, ["SG"]));
        var hit = await NoticedAsync(three, await ArrivedAsync(three));

        var ask = $"/api/hits/abroad/{hit.Abroad}/questions";
        var question = new JsonObject { ["question"] = "Who was with her?", ["comesFrom"] = new JsonArray(source) };
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(ask, question, Stop))).ShouldBe(("agreement-refused", Kept));
        question["comesFrom"] = new JsonArray("/assistance/information/9");
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(ask, question, Stop))).Code.ShouldBe("question-incomplete");
        question["comesFrom"] = source;
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(ask, question, Stop))).Code.ShouldBe("request-malformed");
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM question")).ShouldBe(0);
        question.Remove("comesFrom");
        await SentAsync(await three.Ca.PostAsJsonAsync(ask, question, Stop));

        await SentAsync(await three.Sg.PostAsJsonAsync($"/api/hits/{hit.There}/questions", new JsonObject { ["question"] = "What is her brother called?" }, Stop));
        await NodePair.UntilAsync(async () => await CountAsync(three.CaNode, "SELECT COUNT(*) FROM question WHERE ours = 0") == 1, "Canada is asked");
        var answer = $"/api/correspondence/{await CountAsync(three.CaNode, "SELECT MAX(number) FROM question WHERE ours = 0")}/answer";
        var said = new JsonObject { ["outcome"] = "answered", ["answer"] = "Tom.", ["comesFrom"] = new JsonArray(source) };
        (await RefusedAsync(await three.Ca.PostAsJsonAsync(answer, said, Stop))).ShouldBe(("agreement-refused", Kept));
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM question WHERE ours = 0 AND outcome IS NULL")).ShouldBe(1);
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM outbox WHERE action LIKE 'supplementary.%'")).ShouldBe(1, "the question of its own words alone");
        said.Remove("comesFrom");
        await SentAsync(await three.Ca.PostAsJsonAsync(answer, said, Stop));

        // Both forms offer what others than their reader gave.
        var ca = new Entente.Tests.Node.Assistance.Pages.Console(three.Ca);
        var form = await ca.ReadAsync($"/hits/abroad/{hit.Abroad}");
        form.QuerySelector($"#ask-form select[name=comesFrom] option[value='{source}']")!.TextContent.ShouldBe("Netherlands, Information unasked: D-2026-7");
        (await ca.SendAsync(form, "#ask-form", ("question", "Where is he?"), ("comesFrom", source))).QuerySelector(".en-errors")!.TextContent.ShouldContain(Kept);
        (await ca.SendAsync(form, "#ask-form", ("question", "Where is he?"))).QuerySelector("#correspondence")!.TextContent.ShouldContain("Where is he?");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_form_offers_what_partners_gave_and_shows_their_clause_before_it_is_saved(string store)
    {
        await using var three = await StartAsync(store);
        using var manager = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        var source = await GivenAsync(three, "borderSecurity");
        var ca = new Entente.Tests.Node.Assistance.Pages.Console(manager);
        (string, string)[] said =
        [
            ("name", "Marlowe"), ("forenames", "Ida"), ("births", "1971-04"), ("nationalities", "NL"), ("case", "C-2026-17"), ("reason", "Carried undeclared cash twice."), ("audience", "*"), ("comesFrom", source),
        ];

        var empty = await ca.ReadAsync("/alerts/new?category=Persons");
        empty.QuerySelector($"select[name=comesFrom] option[value='{source}']")!.TextContent.ShouldBe("Netherlands, Information unasked: D-2026-7");
        var shown = await ca.SendAsync(empty, "main form[data-guard]", [.. said, ("partners", "SG"), ("law", "ask")]);
        var law = shown.QuerySelector("#law")!;
        law.QuerySelector("a[href='/agreements/NL-CA-ONWARD/1#article-3']").ShouldNotBeNull();
        law.TextContent.ShouldContain("It comes from Netherlands, by:");
        law.TextContent.ShouldContain(Wanted);
        law.TextContent.ShouldContain("With the consent of Netherlands to pass it on to Singapore");
        (await ca.SendAsync(empty, "main form[data-guard]", [.. said, ("partners", "SG")])).QuerySelector(".en-errors")!.TextContent.ShouldContain(Wanted);
        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM alert")).ShouldBe(0);

        var alert = await ca.SendAsync(empty, "main form[data-guard]", said);
        alert.QuerySelector($"main a[href='{source}']")!.TextContent.ShouldBe("What Customs of NL gave");

        // An amendment keeps it, and shows what it keeps.
        var amend = await ca.ReadAsync($"{new Uri(alert.Url).AbsolutePath}/amend");
        amend.QuerySelector($"input[name=cameFrom][value='{source}']")!.HasAttribute("checked").ShouldBeTrue();
        var amended = await ca.SendAsync(amend, "main form[data-guard]", ("reason", "Seen again."));
        amended.QuerySelector("main")!.TextContent.ShouldContain("Seen again.");
        amended.QuerySelector($"main a[href='{source}']").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Who_may_not_read_cases_is_offered_none_and_cannot_name_one(string store)
    {
        await using var three = await StartAsync(store);
        using var both = await OfficerAsync(three.CaNode, Role.AlertManager, Role.Officer);
        using var alone = await OfficerAsync(three.CaNode, Role.AlertManager);
        var source = await GivenAsync(three, "customsEnforcement");
        (await GateTests.ShareAsync(three.NlNode, Given.Heron, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await NodePair.UntilAsync(async () => await CountAsync(three.CaNode, "SELECT COUNT(*) FROM alert WHERE owner = 'partner:NL'") == 1, "Canada has the alert");
        var given = $"/alerts/{(await GateTests.ForeignAsync(three.CaNode)).Id}";

        (await OfferedAsync(both)).ShouldBe([source, given], ignoreOrder: true);
        (await OfferedAsync(alone)).ShouldBe([given]);

        // Named all the same, it is answered like one that is not there. It does not matter which.
        foreach (var address in new[] { source, "/assistance/information/9", "/assistance/1" })
        {
            (await RefusedAsync(await EnterAsync(alone, ["NL"], address))).ShouldBe(("alert-value", $"Nothing that a partner gave stands at {address}."));
        }

        (await CountAsync(three.CaNode, "SELECT COUNT(*) FROM alert WHERE owner = 'customs'")).ShouldBe(0);
        await EnteredAsync(await EnterAsync(alone, ["NL"], given));

        // What an alert is taken from stays when it is amended by who cannot open it, and leads nowhere.
        var alert = await EnteredAsync(await EnterAsync(both, ["NL"], source));
        await AcceptedAsync(await AmendAsync(alone, alert, 1, null, null, Given.Smuggler with { Reason = "Seen again." }));
        (await AcceptedAsync(await both.GetAsync(alert, Stop)))["comesFrom"]!.AsArray().ShouldHaveSingleItem();
        (await both.GetStringAsync(alert["/api".Length..], Stop)).ShouldContain($"href=\"{source}\"");
        var page = await alone.GetStringAsync(alert["/api".Length..], Stop);
        page.ShouldContain("What Customs of NL gave");
        page.ShouldNotContain($"href=\"{source}\"");

        static async Task<string[]> OfferedAsync(HttpClient officer) =>
            [.. (await new Entente.Tests.Node.Assistance.Pages.Console(officer).ReadAsync("/alerts/new?category=Persons")).QuerySelectorAll("select[name=comesFrom] option").Select(one => one.GetAttribute("value")!).Where(value => value.Length > 0)];
    }

    private static async Task<ThreeAdministrations> StartAsync(string store, string term = "")
    {
        var three = await ThreeAdministrations.StartAsync(store);
        await WideAgreement.SeedAsync(Law("NL", ""), three.NlNode.Services, three.CaNode.Services);
        await WideAgreement.SeedAsync(Law("SG", term), three.CaNode.Services, three.SgNode.Services);
        return three;
    }

    /// <summary>Alerts and all that is said about them, between Canada and another.</summary>
    private static string Law(string other, string term) => WideAgreement.Text($"ALERTS-{other}", 1, "2020-01-01", "CA", other)
        .Replace("exchanges: [alert, hitNotice, hitReport, question, answer, spontaneous]", "exchanges: [alert, hitNotice, hitReport, question, answer]", StringComparison.Ordinal)
        .Replace("        actions: [read", $"{term}        actions: [read", StringComparison.Ordinal);

    /// <summary>The page in Canada of information that the Netherlands gave.</summary>
    private static async Task<string> GivenAsync(ThreeAdministrations three, string purpose, DateOnly? until = null) => $"/assistance/information/{await three.GiveAsync(purpose, null, until)}";

    private static Task<HttpResponseMessage> EnterAsync(HttpClient manager, string[] partners, params string[] comesFrom) => EnterAsync(manager, Given.Smuggler, partners, comesFrom);

    private static Task<HttpResponseMessage> EnterAsync(HttpClient manager, Alert says, string[] partners, params string[] comesFrom) => manager.PostAsync(
        "/api/alerts",
        Json(JsonSerializer.Serialize(new EnterAlert.Command(says, Today.AddMonths(6), ["*"]) { Partners = partners, ComesFrom = comesFrom }, AlertsJson.Default.EnterAlertCommand)),
        Stop);

    private static Task<HttpResponseMessage> AmendAsync(HttpClient manager, string alert, long version, string[]? partners, string[]? comesFrom, Alert? says = null) => manager.PutAsync(
        alert,
        Json(JsonSerializer.Serialize(new AmendAlert.Command(version, says ?? Given.Smuggler, Today.AddMonths(6), ["*"]) { Partners = partners, ComesFrom = comesFrom }, AlertsJson.Default.AmendAlertCommand)),
        Stop);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The address of what was entered.</summary>
    private static async Task<string> EnteredAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
        return answer.Headers.Location!.ToString();
    }

    private static async Task SentAsync(HttpResponseMessage answer) => answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(Stop));

    /// <summary>The alert of Canada, once Singapore has it.</summary>
    private static async Task<AlertRow> ArrivedAsync(ThreeAdministrations three)
    {
        await NodePair.UntilAsync(async () => await CountAsync(three.SgNode, "SELECT COUNT(*) FROM alert WHERE owner = 'partner:CA'") == 1, "Singapore has the alert");
        return await GateTests.ForeignAsync(three.SgNode);
    }

    /// <summary>Singapore finds something by it and tells Canada.</summary>
    /// <returns>The hit there, and what it is in Canada.</returns>
    private static async Task<(HitId There, string Abroad)> NoticedAsync(ThreeAdministrations three, AlertRow there)
    {
        var hit = await three.SgNode.Database.WriteAsync(session => HitBook.Raise(
            session, three.SgNode.Services.GetRequiredService<PartnerPost>(), Actor.Node("intake"), Given.Declared with { Place = "SGSIN", ConsignmentKind = "Import" }, Given.MatchOf(there)), Stop);
        await NodePair.UntilAsync(async () => await CountAsync(three.CaNode, "SELECT COUNT(*) FROM abroad_hit") == 1, "Canada knows of the hit");
        return (hit.ShouldNotBeNull(), (await three.CaNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT id FROM abroad_hit"), Stop)).ShouldNotBeNull());
    }

    private static Task<long> CountAsync(TestNode node, [ConstantExpected] string sql) => node.Database.ReadAsync(session => session.ScalarAsync<long>(sql), Stop);

    /// <summary>How many messages of Canada to Singapore about alerts were queued.</summary>
    private static Task<long> QueuedAsync(ThreeAdministrations three) => CountAsync(three.CaNode, "SELECT COUNT(*) FROM outbox WHERE partner = 'SG' AND action LIKE 'alert.%'");

    /// <summary>Of alerts and information, in their order.</summary>
    private static Task<List<VerdictRow>> VerdictsAsync(TestNode node, string partner) => node.Database.ReadAsync(session => session.QueryAsync<VerdictRow>(
        "SELECT * FROM exchange_verdict WHERE partner = @partner AND (action LIKE 'information.given%' OR action LIKE 'alert.%') ORDER BY number", new { partner }), Stop);

    /// <summary>Who gave of the last message of a kind from Canada to Singapore that was permitted.</summary>
    private static async Task<string[]> OriginsAsync(ThreeAdministrations three, string action)
    {
        var rows = await three.CaNode.Database.ReadAsync(session => session.QueryAsync<VerdictRow>(
            "SELECT * FROM exchange_verdict WHERE partner = 'SG' AND direction = 'Out' AND action = @action AND permitted = 1 ORDER BY number", new { action }), Stop);
        rows.ShouldNotBeEmpty();
        return [.. AskedQuestion.ReadAsked(rows[^1].Question)!.Value.Origins.Select(origin => origin.Partner)];
    }
}
