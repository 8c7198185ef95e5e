using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Assistance;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Node.Selectivity;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>A data set that is agreed to once and then goes by itself.</summary>
public sealed class AutomaticExchangeTests
{
    private const string Route = "/api/assistance/subscriptions";

    public static TheoryData<string> Stores => Store.Both;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static JsonObject Copper(params string[] fields) => new()
    {
        ["partner"] = "CA",
        ["reference"] = "DS-7",
        ["set"] = new JsonObject
        {
            ["name"] = "Copper from Canada",
            ["instrument"] = "cmaa",
            ["exchange"] = "automatic",
            ["giver"] = "proposer",
            ["purpose"] = "riskAnalysis",
            ["data"] = new JsonArray(new JsonObject { ["data"] = "declarations", ["fields"] = new JsonArray([.. fields.Select(word => (JsonNode)word)]) }),
            ["selection"] = "Imports of chapter 74 from Canada.",
            ["everyDays"] = 1,
            ["from"] = $"{Today.AddDays(-3):yyyy-MM-dd}",
            ["until"] = $"{Today.AddDays(30):yyyy-MM-dd}",
        },
        ["source"] = new JsonObject { ["kinds"] = new JsonArray("import"), ["hs"] = new JsonArray("74") },
    };

    [Theory, MemberData(nameof(Stores))]
    public async Task It_is_made_of_the_own_declarations_day_by_day_with_the_fields_of_the_set_and_no_others(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        await DeclareAsync(both.NlNode, 2, Given.Wco("C-1", hs: "740311", from: "CAMTR"), Given.Wco("C-2", hs: "740400", from: "CAHAL"), Given.Wco("R-1", from: "CAHAL"), Given.Wco("S-1", hs: "740311", from: "SGSIN"));
        await DeclareAsync(both.NlNode, 0, Given.Wco("C-3", hs: "740311", from: "CAMTR"));

        var proposed = await AcceptedAsync(await both.Nl.PostAsJsonAsync(Route, Copper("reference", "goods", "route")));
        proposed["state"]!.GetValue<string>().ShouldBe("proposed");
        var asked = await UntilAsync(both.Ca, "proposed");
        (await SetOfAsync(both.Ca))["basis"]!.ToJsonString().ShouldBe("""{"agreement":"NL-CA-CMAA","version":1,"article":"6"}""");

        // Nothing goes before both sides have agreed; then an officer delivers the first day, and the node the rest.
        (await RefusedAsync(await both.Nl.PostAsJsonAsync($"{Route}/1/deliveries", new JsonObject { ["seen"] = 1 }))).Code.ShouldBe("assistance-subscription");
        await AcceptedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/steps", new JsonObject { ["step"] = "agree", ["seen"] = asked["line"]!["version"]!.DeepClone() }));
        var running = await UntilAsync(both.Nl, "running");
        (await RefusedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/deliveries", new JsonObject { ["seen"] = 2, ["records"] = "" }))).Code.ShouldBe("assistance-subscription");
        await AcceptedAsync(await both.Nl.PostAsJsonAsync($"{Route}/1/deliveries", new JsonObject { ["seen"] = running["line"]!["version"]!.DeepClone() }));
        (await both.NlNode.Services.GetRequiredService<AutomaticRounds>().RunAsync(TestContext.Current.CancellationToken)).ShouldBe(2);

        await NodePair.UntilAsync(async () => (await SubscriptionAsync(both.Ca))["line"]!["delivered"]!.GetValue<long>() == 3, "three days are delivered");
        var deliveries = (await SubscriptionAsync(both.Ca))["deliveries"]!.AsArray();
        deliveries.Select(one => one!["records"]!.GetValue<long>()).ShouldBe([0, 2, 0]);
        deliveries[1]!["given"]!.GetValue<string>().ShouldBe("declarations.reference, declarations.goods, declarations.route");
        var records = (await both.Ca.GetStringAsync($"{Route}/1/deliveries/2/records")).TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        records.Select(record => record["reference"]!["number"]!.GetValue<string>()).ShouldBe(["C-1", "C-2"]);
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'subscription.records-shown'"))).ShouldBe(1);
        records[0].Select(member => member.Key).ShouldBe(["data", "reference", "goods", "route"]);
        records[0]["route"]!["from"]!.GetValue<string>().ShouldBe("CAMTR");

        // What goes for analysis of risk is read for nothing else, and each delivery had its verdict at both ends.
        using var analyst = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.RiskAnalysis, "T-2");
        (await analyst.GetAsync($"{Route}/1/deliveries/2/records")).IsSuccessStatusCode.ShouldBeTrue();
        using var investigator = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "T-3");
        (await RefusedAsync(await investigator.GetAsync($"{Route}/1/deliveries/2/records"))).Code.ShouldBe("agreement-use");
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM exchange_verdict WHERE permitted = 1 AND clause = 'NL-CA-CMAA/1 6(1)' AND direction = 'In'"))).ShouldBe(3);

        // Either ends it, at once.
        await AcceptedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/steps", new JsonObject { ["step"] = "end", ["seen"] = (await SubscriptionAsync(both.Ca))["line"]!["version"]!.DeepClone(), ["reason"] = "The annex was amended." }));
        await UntilAsync(both.Nl, "ended");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Records_that_an_officer_hands_in_have_the_fields_of_the_set_and_no_others(string store)
    {
        await using var both = await RunningAsync(store);

        foreach (var (records, words) in new[]
        {
            ("""{"data":"declarations","reference":{"number":"C-1"},"value":{"amount":"5"}}""", "declarations.value"),
            ("""{"data":"seizures","content":"Copper"}""", "seizures.content"),
            ("""{"reference":"C-1"}""", "category"),
            ("C-1", "JSON"),
        })
        {
            var refused = await RefusedAsync(await DeliverAsync(both.Nl, records));
            refused.Code.ShouldBe("assistance-subscription");
            refused.Detail.ShouldContain(words);
        }

        // Numbers are given by the node; days are not delivered twice, and not before they are over.
        await AcceptedAsync(await DeliverAsync(both.Nl, """{"data":"declarations","reference":{"number":"C-1"}}""", Today.AddDays(-3), Today.AddDays(-2)));
        (await RefusedAsync(await DeliverAsync(both.Nl, "", Today.AddDays(-2), Today.AddDays(-1)))).Detail.ShouldContain("delivered already");
        (await RefusedAsync(await DeliverAsync(both.Nl, "", Today.AddDays(-1), Today))).Detail.ShouldContain("once they are over");
        await NodePair.UntilAsync(async () => (await SubscriptionAsync(both.Ca))["line"]!["delivered"]!.GetValue<long>() == 1, "the delivery came");
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'subscription.step-refused'"))).ShouldBe(6);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_suspension_holds_it_and_what_was_due_goes_when_it_is_lifted(string store)
    {
        await using var both = await RunningAsync(store);
        using var lawyer = await OfficerAsync(both.NlNode, Role.Legal);
        var suspended = await AcceptedAsync(await lawyer.PostAsJsonAsync("/api/agreements/suspensions", new JsonObject { ["partner"] = "CA", ["reason"] = "A breach.", ["agreement"] = "NL-CA-CMAA" }));

        var rounds = both.NlNode.Services.GetRequiredService<AutomaticRounds>();
        (await rounds.RunAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        (await RefusedAsync(await DeliverAsync(both.Nl, ""))).Code.ShouldBe("agreement-refused");
        (await SubscriptionAsync(both.Nl))["held"]!.GetValue<string>().ShouldContain("suspended");

        using var other = await OfficerAsync(both.NlNode, Role.Supervisor);
        (await other.PostAsync($"/api/agreements/suspensions/{suspended["number"]}/resumption", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await rounds.RunAsync(TestContext.Current.CancellationToken)).ShouldBe(3);
        await NodePair.UntilAsync(async () => (await SubscriptionAsync(both.Ca))["line"]!["delivered"]!.GetValue<long>() == 3, "three days are delivered");
    }

    [Theory]
    [OnBoth("officer", "riskAnalysis", "reference", "agreement-refused", "approval")] // the article asks for a supervisor
    [OnBoth("supervisor", "taxation", "reference", "agreement-refused", "taxation")]
    [OnBoth("supervisor", "riskAnalysis", "parties", "agreement-refused", "")] // the article does not let parties pass
    [OnBoth("supervisor", "riskAnalysis", "gossip", "assistance-word", "gossip")]
    public async Task A_set_that_no_clause_permits_is_not_even_proposed(string kind, string role, string purpose, string field, string code, string words)
    {
        await using var both = await StartAsync(kind, nl: Enum.Parse<Role>(role, ignoreCase: true));
        var proposed = Copper(field);
        proposed["set"]!["purpose"] = purpose;

        var refused = await RefusedAsync(await both.Nl.PostAsJsonAsync(Route, proposed));
        refused.Code.ShouldBe(code);
        refused.Detail.ShouldContain(words);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_is_asked_may_decline_or_give_and_two_officers_cannot_both_decide(string kind)
    {
        await using var both = await StartAsync(kind, nl: Role.Supervisor, ca: Role.Supervisor);
        var wished = Copper("reference", "goods");
        wished["set"]!["giver"] = "other";
        wished.Remove("source");
        await AcceptedAsync(await both.Nl.PostAsJsonAsync(Route, wished));
        await UntilAsync(both.Ca, "proposed");

        await AcceptedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/steps", new JsonObject { ["step"] = "decline", ["seen"] = 1, ["reason"] = "We publish these figures already." }));
        (await RefusedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/steps", new JsonObject { ["step"] = "agree", ["seen"] = 1 }))).Code.ShouldBe("request-conflict");
        (await UntilAsync(both.Nl, "declined"))["entries"]!.AsArray()[^1]!["reason"]!.GetValue<string>().ShouldBe("We publish these figures already.");

        // Asked again, Canada gives: its officer needs the approval of the article.
        wished["again"] = 1;
        wished["seen"] = 2;
        await AcceptedAsync(await both.Nl.PostAsJsonAsync(Route, wished));
        await UntilAsync(both.Ca, "proposed");
        using var officer = await OfficerAsync(both.CaNode, Role.Officer);
        var agree = new JsonObject { ["step"] = "agree", ["seen"] = 3, ["source"] = new JsonObject { ["kinds"] = new JsonArray("export"), ["hs"] = new JsonArray() } };
        (await RefusedAsync(await officer.PostAsJsonAsync($"{Route}/1/steps", agree))).Code.ShouldBe("assistance-competence");
        await AcceptedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/steps", agree));
        var running = await UntilAsync(both.Nl, "running");
        running["source"].ShouldBeNull();
        running["line"]!["weGive"]!.GetValue<bool>().ShouldBeFalse();
    }

    private static async Task<TwoAdministrations> RunningAsync(string store)
    {
        var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        await AcceptedAsync(await both.Nl.PostAsJsonAsync(Route, Copper("reference", "goods")));
        await UntilAsync(both.Ca, "proposed");
        await AcceptedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/steps", new JsonObject { ["step"] = "agree", ["seen"] = 1 }));
        await UntilAsync(both.Nl, "running");
        return both;
    }

    /// <summary>Declarations that came in some days ago.</summary>
    private static async Task DeclareAsync(TestNode node, int daysAgo, params string[] documents)
    {
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        foreach (var document in documents)
        {
            (await IntakeTests.PostAsync(officer, document)).ShouldHaveSingleItem();
        }

        var at = (TimeProvider.System.GetUtcNow().AddDays(-daysAgo) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        await node.Database.WriteAsync(session => { session.Execute("UPDATE declaration SET received_at = @at WHERE seq > (SELECT COUNT(*) FROM declaration) - @count", new { at, count = documents.Length }); });
    }

    private static async Task<HttpResponseMessage> DeliverAsync(HttpClient officer, string records, DateOnly? from = null, DateOnly? until = null)
    {
        var body = new JsonObject { ["seen"] = (await SubscriptionAsync(officer))["line"]!["version"]!.DeepClone(), ["records"] = records };
        if (from is { } first)
        {
            (body["from"], body["until"]) = ($"{first:yyyy-MM-dd}", $"{until:yyyy-MM-dd}");
        }

        return await officer.PostAsJsonAsync($"{Route}/1/deliveries", body);
    }

    private static async Task<JsonObject> SubscriptionAsync(HttpClient officer) => await AcceptedAsync(await officer.GetAsync($"{Route}/1"));

    private static async Task<JsonNode> SetOfAsync(HttpClient officer) => (await SubscriptionAsync(officer))["set"]!;

    private static async Task<JsonObject> UntilAsync(HttpClient officer, string state)
    {
        JsonObject? found = null;
        await NodePair.UntilAsync(
            async () =>
            {
                var answer = await officer.GetAsync($"{Route}/1");
                found = answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonNode>())!.AsObject() : null;
                return found?["line"]!["state"]!.GetValue<string>() == state;
            },
            $"the exchange is {state}");
        return found!;
    }
}
