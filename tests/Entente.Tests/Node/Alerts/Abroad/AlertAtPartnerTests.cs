using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Agreements;
using Entente.Tests.Node.Federation.Delivery;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>Which version of an alert each partner has, and what its officers are told of one that does not get there. The Netherlands share, Canada has.</summary>
public sealed class AlertAtPartnerTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly Alert Analysed = Given.Smuggler with { Action = RequestedAction.OperationalAnalysis };

    public static TheoryData<string> Stores => Store.Both;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Theory, MemberData(nameof(Stores))]
    public async Task A_version_that_the_law_keeps_from_a_partner_is_told_in_the_answer_and_the_api_until_a_later_one_goes(string kind)
    {
        await using var pair = await StartAsync(kind, "ANALYSIS", "[read, riskAnalysis]");
        using var manager = await pair.Nl.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        using var police = await pair.Nl.SignedInAs(Role.Officer, AuthorityKind.Police);
        var alert = await EnterAsync(manager, Analysed);
        await GateTests.AcknowledgedAsync(pair, 1);
        var first = await OnlyAsync(manager, alert);
        (first["partner"]!.GetValue<string>(), first["version"]!.GetValue<long>(), first["notGiven"], first["underWay"]).ShouldBe(("CA", 1, null, null));

        // It asks for more than the clause lets Canada do.
        var answer = Only(await AcceptedAsync(await AmendAsync(manager, alert, 1, Given.Smuggler)));
        (answer["version"]!.GetValue<long>(), answer["notGiven"]!["version"]!.GetValue<long>()).ShouldBe((1, 2));
        var told = await OnlyAsync(manager, alert);
        told["version"]!.GetValue<long>().ShouldBe(1);
        var kept = told["notGiven"]!;
        (kept["version"]!.GetValue<long>(), kept["end"]!.GetValue<bool>(), kept["fault"]!.GetValue<string>(), kept["reason"]!.GetValue<string>(), kept["clause"]!.GetValue<string>(), kept["lawfulNow"]!.GetValue<bool>())
            .ShouldBe((2, false, "agreement-refused", "action", "ANALYSIS/1 1(1)", false));
        kept["detail"]!.GetValue<string>().ShouldBe("ANALYSIS/1 1(1) does not permit what it asks the receiver to do: control.");
        var ways = kept["remedies"]!.AsArray();
        ways.ShouldContain(way => way!["clause"]!.GetValue<string>() == "ANALYSIS/1 1(1)" && way["changes"]!.AsArray().Count == 1 && way["changes"]![0]!["kind"]!.GetValue<string>() == "asks");
        (await GateTests.ForeignAsync(pair.Ca)).Alert.Action.ShouldBe(RequestedAction.OperationalAnalysis);
        (await ActsAsync(pair.Nl, "alert.share-refused")).ShouldHaveSingleItem().ShouldContain("\"version\":\"2\"");

        // Others of the audience see the alert, and nothing of that.
        (await AcceptedAsync(await police.GetAsync(alert, Stop)))["partners"]!.AsArray().ShouldBeEmpty();
        (await police.GetStringAsync(Page(alert), Stop)).ShouldNotContain("was not given version");

        // What the law of today permits is said by the law of today.
        await WideAgreement.SeedAsync(WideAgreement.Text("WIDER", 1, "2020-01-01", "NL", "CA"), pair.Nl.Services, pair.Ca.Services);
        var now = (await OnlyAsync(manager, alert))["notGiven"]!;
        (now["lawfulNow"]!.GetValue<bool>(), now["remedies"]!.AsArray().Count, now["clause"]!.GetValue<string>()).ShouldBe((true, 0, "ANALYSIS/1 1(1)"));
        Only(await AcceptedAsync(await AmendAsync(manager, alert, 2, Given.Smuggler)))["notGiven"].ShouldBeNull();
        await GateTests.AcknowledgedAsync(pair, 2);
        var last = await OnlyAsync(manager, alert);
        (last["version"]!.GetValue<long>(), last["notGiven"]).ShouldBe((3, null));
        (await GateTests.ForeignAsync(pair.Ca)).Alert.Action.ShouldBe(RequestedAction.SpecificCheck);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_page_tells_it_as_soon_as_the_form_is_saved_and_a_withdrawal_clears_it(string kind)
    {
        await using var pair = await StartAsync(kind, "ANALYSIS", "[read, riskAnalysis]");
        using var manager = await pair.Nl.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        using var police = await pair.Nl.SignedInAs(Role.Officer, AuthorityKind.Police);
        var alert = await EnterAsync(manager, Analysed);
        await GateTests.AcknowledgedAsync(pair, 1);
        var nl = new Assistance.Pages.Console(manager);

        var page = await nl.SendAsync(await nl.ReadAsync($"{Page(alert)}/amend"), "main form[data-guard]", ("action", "SpecificCheck"));
        page.Body!.TextContent.ShouldContain("The alert is saved. This version is not given to Customs of CA: the page of the alert says why.");
        var notice = Notice(page).ShouldNotBeNull();
        Words(notice).ShouldSatisfyAllConditions(
            words => words.ShouldContain("Customs of CA was not given version 2."),
            words => words.ShouldContain("It keeps version 1."),
            words => words.ShouldContain("ANALYSIS/1 1(1) does not permit what it asks the receiver to do: control."),
            words => words.ShouldContain("What would make it lawful"),
            words => words.ShouldContain("With another requested action: "),
            words => words.ShouldContain("Then permitted by"));
        notice.QuerySelectorAll("a[href='/agreements/ANALYSIS/1#article-1']").Length.ShouldBeGreaterThan(1);
        notice.QuerySelector("time").ShouldNotBeNull();
        Words(page.QuerySelector("main")!).ShouldContain("Customs of CA. It has version 1. Version 2 was not given to it.");

        // In French; and to nobody else.
        manager.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        Words(Notice(await nl.ReadAsync(Page(alert))).ShouldNotBeNull()).ShouldSatisfyAllConditions(
            words => words.ShouldContain("La version 2 n’a pas été donnée à Customs of CA."),
            words => words.ShouldContain("Garde la version 1."),
            words => words.ShouldContain("Ce qui le rendrait licite"),
            words => words.ShouldNotContain("does not permit"));
        manager.DefaultRequestHeaders.AcceptLanguage.Clear();
        var theirs = await new Assistance.Pages.Console(police).ReadAsync(Page(alert));
        Notice(theirs).ShouldBeNull();
        Words(theirs.QuerySelector("main")!).ShouldNotContain("It has version");

        // A later version that goes clears it.
        page = await nl.SendAsync(await nl.ReadAsync($"{Page(alert)}/amend"), "main form[data-guard]", ("action", "StrategicAnalysis"));
        page.Body!.TextContent.ShouldNotContain("This version is not given");
        Notice(page).ShouldBeNull();
        await GateTests.AcknowledgedAsync(pair, 2);
        Words((await nl.ReadAsync(Page(alert))).QuerySelector("main")!).ShouldContain("Customs of CA. It has version 3.");

        // And so does the end.
        Notice(await nl.SendAsync(await nl.ReadAsync($"{Page(alert)}/amend"), "main form[data-guard]", ("action", "SpecificCheck"))).ShouldNotBeNull();
        await AcceptedAsync(await manager.PostAsJsonAsync($"{alert}/withdrawal", new JsonObject { ["version"] = 4, ["reason"] = "Found" }, Stop));
        Notice(await nl.ReadAsync(Page(alert))).ShouldBeNull();
        await GateTests.AcknowledgedAsync(pair, 3);
        (await AcceptedAsync(await manager.GetAsync(alert, Stop)))["partners"]!.AsArray().ShouldBeEmpty();
        (await GateTests.ForeignAsync(pair.Ca)).State.ShouldBe(AlertState.Withdrawn);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_waits_for_an_approval_is_told_beside_the_version_that_the_partner_keeps_and_an_end_takes_its_place(string kind)
    {
        await using var pair = await StartAsync(kind, "PACT", "[read, riskAnalysis, control, investigate, notify]", "        approval: supervisor\n");
        using var manager = await pair.Nl.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        using var supervisor = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var alert = await EnterAsync(manager, Analysed);
        var waits = await OnlyAsync(manager, alert);
        (waits["version"], waits["approval"]!["alertVersion"]!.GetValue<long>(), waits["approval"]!["state"]!.GetValue<string>(), waits["approval"]!["clause"]!.GetValue<string>())
            .ShouldBe((null, 1, "waiting", "PACT/1 1(1)"));

        // An amendment that names nobody goes on asking for the partner that waits.
        var answer = Only(await AcceptedAsync(await AmendAsync(manager, alert, 1, Given.Smuggler)));
        (answer["approval"]!["alertVersion"]!.GetValue<long>(), answer["approval"]!["state"]!.GetValue<string>()).ShouldBe((2, "waiting"));
        (await StatesAsync(pair.Nl)).ShouldBe(["Overtaken", "Waiting"]);
        await DecideAsync(supervisor, alert, 2, true);
        await GateTests.AcknowledgedAsync(pair, 1);
        var has = await OnlyAsync(manager, alert);
        (has["version"]!.GetValue<long>(), has["approval"]).ShouldBe((2, null));

        var nl = new Assistance.Pages.Console(manager);
        var page = await nl.SendAsync(await nl.ReadAsync($"{Page(alert)}/amend"), "main form[data-guard]", ("reason", "Seen again."));
        page.Body!.TextContent.ShouldContain("The alert is saved. It goes to Customs of CA once it is approved.");
        Words(page.QuerySelector("main")!).ShouldContain("Customs of CA. It has version 2. Version 3 waits for an approval.");
        await DecideAsync(supervisor, alert, 3, false);
        Words((await nl.ReadAsync(Page(alert))).QuerySelector("main")!).ShouldContain("Customs of CA. It has version 2. Version 3 was not approved.");

        // What waits when it ends is asked of nobody any more.
        await AcceptedAsync(await AmendAsync(manager, alert, 3, Analysed));
        (await StatesAsync(pair.Nl))[^1].ShouldBe("Waiting");
        await AcceptedAsync(await manager.PostAsJsonAsync($"{alert}/withdrawal", new JsonObject { ["version"] = 4, ["reason"] = "Found" }, Stop));
        (await StatesAsync(pair.Nl))[^1].ShouldBe("Overtaken");
        (await supervisor.GetStringAsync("/alerts/approvals", Stop)).ShouldNotContain(Page(alert));
        await GateTests.AcknowledgedAsync(pair, 2);
        (await AcceptedAsync(await manager.GetAsync(alert, Stop)))["partners"]!.AsArray().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_withdrawal_that_waits_for_the_partner_is_told_with_the_version_that_it_has_until_then(string kind)
    {
        await using var pair = await StartAsync(kind, "PACT", "[read, riskAnalysis, control, investigate, notify]");
        using var manager = await pair.Nl.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        var alert = await EnterAsync(manager, Analysed);
        await GateTests.AcknowledgedAsync(pair, 1);
        await pair.Ca.DisposeAsync();

        Only(await AcceptedAsync(await AmendAsync(manager, alert, 1, Given.Smuggler)))["underWay"]!["version"]!.GetValue<long>().ShouldBe(2);
        var ended = await AcceptedAsync(await manager.PostAsJsonAsync($"{alert}/withdrawal", new JsonObject { ["version"] = 2, ["reason"] = "Found" }, Stop));
        var (way, has) = (Only(ended)["underWay"]!, Only(ended)["version"]!.GetValue<long>());
        (way["version"]!.GetValue<long>(), way["end"]!.GetValue<bool>(), has).ShouldBe((3, true, 1));
        Words((await new Assistance.Pages.Console(manager).ReadAsync(Page(alert))).QuerySelector("main")!).ShouldContain("Customs of CA. It has version 1. That the alert has ended there is under way.");

        await pair.StartCaAsync();
        await GateTests.AcknowledgedAsync(pair, 3);
        (await AcceptedAsync(await manager.GetAsync(alert, Stop)))["partners"]!.AsArray().ShouldBeEmpty();
        (await GateTests.ForeignAsync(pair.Ca)).State.ShouldBe(AlertState.Withdrawn);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_partner_declines_is_told_in_its_words(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        var law = WideAgreement.Text("PACT", 1, "2020-01-01", "NL", "CA");
        await WideAgreement.SeedAtAsync(pair.Nl.Services, law, pair.Ca.Services);
        await WideAgreement.SeedAtAsync(pair.Ca.Services, law + "# another byte\n", pair.Nl.Services);
        using var manager = await pair.Nl.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);

        var alert = await EnterAsync(manager, Analysed);
        await GateTests.AcknowledgedAsync(pair, 1);

        var told = await OnlyAsync(manager, alert);
        (told["version"], told["notGiven"]!["version"]!.GetValue<long>(), told["notGiven"]!["fault"]!.GetValue<string>(), told["notGiven"]!["clause"]!.GetValue<string>())
            .ShouldBe((null, 1, "agreement-declined", "PACT/1 1(1)"));
        told["notGiven"]!["detail"]!.GetValue<string>().ShouldStartWith("PACT/1 1(1) has other bytes here");
        told["notGiven"]!["lawfulNow"]!.GetValue<bool>().ShouldBeFalse("the law was never in its way here");
        Words(Notice(await new Assistance.Pages.Console(manager).ReadAsync(Page(alert))).ShouldNotBeNull()).ShouldContain("Customs of CA was not given version 1.");
    }

    private static async Task<NodePair> StartAsync(string kind, string agreement, string actions, string term = "")
    {
        var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(
            WideAgreement.Text(agreement, 1, "2020-01-01", "NL", "CA").Replace("        actions: [read, riskAnalysis, control, investigate, notify]", $"{term}        actions: {actions}", StringComparison.Ordinal),
            pair.Nl.Services, pair.Ca.Services);
        return pair;
    }

    /// <summary>The address of the alert, shared with Canada and shown to every authority.</summary>
    private static async Task<string> EnterAsync(HttpClient manager, Alert alert)
    {
        var answer = await manager.PostAsync("/api/alerts", Json(JsonSerializer.Serialize(new EnterAlert.Command(alert, Today.AddMonths(6), ["*"]) { Partners = ["CA"] }, AlertsJson.Default.EnterAlertCommand)), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        Only(JsonNode.Parse(text)!.AsObject())["partner"]!.GetValue<string>().ShouldBe("CA");
        return answer.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> AmendAsync(HttpClient manager, string alert, long version, Alert says) =>
        manager.PutAsync(alert, Json(JsonSerializer.Serialize(new AmendAlert.Command(version, says, Today.AddMonths(6), ["*"]), AlertsJson.Default.AmendAlertCommand)), Stop);

    private static async Task DecideAsync(HttpClient supervisor, string alert, long version, bool approve)
    {
        var decision = new JsonObject { ["partner"] = "CA", ["version"] = version, ["approve"] = approve, ["reason"] = approve ? null : "It says no more." };
        (await supervisor.PostAsJsonAsync($"{alert}/approval", decision, Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<JsonObject> OnlyAsync(HttpClient officer, string alert) => Only(await AcceptedAsync(await officer.GetAsync(alert, Stop)));

    private static JsonObject Only(JsonObject said) => said["partners"]!.AsArray().ShouldHaveSingleItem()!.AsObject();

    private static string Page(string alert) => alert["/api".Length..];

    private static IElement? Notice(IDocument page) => page.QuerySelectorAll("main .en-notice").FirstOrDefault(notice => notice.QuerySelector("b") is not null);

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static Task<List<string>> ActsAsync(TestNode node, string act) => node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record WHERE act = @act ORDER BY seq", new { act }), Stop);

    private static Task<List<string>> StatesAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT state FROM share_approval ORDER BY number"), Stop);
}
