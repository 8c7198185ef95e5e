using System.Text;
using System.Text.Json.Nodes;
using static Entente.Scenarios.Borders.Desk;
using static Entente.Scenarios.Borders.Member;

namespace Entente.Scenarios.Borders;

/// <summary>The work that customs cooperation is made of, between two processes and also while one of them is gone.</summary>
public sealed class AssistanceTests
{
    private const string Invoice = "Invoice NC-5120: 41 200 CAD";

    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task An_export_declaration_is_verified_and_its_invoice_returned_though_either_node_is_killed_on_the_way(string store)
    {
        await using var desk = await StartAsync(store);
        var number = await desk.DraftAsync(Request(
            """
            {
              "instrument": "tfa12", "assistance": "certifiedDocuments", "purpose": "dutyAssessment", "matter": "Value of copper cathodes",
              "law": "Union Customs Code, art. 70", "dataProtection": "General Customs Act, art. 67", "reciprocity": { "couldComply": true }, "assurances": ["assuranceNoEvidence", "assuranceConfidentiality"],
              "verified": { "what": "Books of the importer inspected.", "on": "2026-01-10" },
              "declarations": [{ "reference": "26CAEX0048812", "kind": "export", "lodgedOn": "2026-01-04", "goods": "Copper cathodes, 24 t", "value": "41 200 CAD", "documents": "Invoice NC-5120" }],
              "wanted": [
                { "data": "documents", "fields": ["content"], "what": "The invoice filed with it.", "form": "certifiedCopy" },
                { "data": "declarations", "fields": ["reference", "value"], "what": "What it states.", "form": "information" }]
            }
            """));
        await KillAsync(desk.Ca);
        await StepAsync(desk.Nl, number, "send");
        await TriedInVainAsync(desk.Nl, "CA");
        await desk.Ca.StartAsync();
        await StandsAsync(desk.Ca, 1, "acknowledged");
        await StandsAsync(desk.Nl, number, "acknowledged");

        await StepAsync(desk.Ca, 1, "admit");
        await StepAsync(desk.Ca, 1, "accept");
        await StandsAsync(desk.Nl, number, "accepted");
        await KillAsync(desk.Nl);
        await StepAsync(desk.Ca, 1, "reply", Answer("The export declaration states 41 200 CAD.", Invoice, ("declarations", "reference"), ("declarations", "value")));
        await TriedInVainAsync(desk.Ca, "NL");
        await desk.Nl.StartAsync();
        var replied = await StandsAsync(desk.Nl, number, "replied");

        var invoice = replied["documents"]!.AsArray().Single(document => (string)document!["name"]! == "invoice.pdf")!;
        (await desk.Nl.Officer.GetStringAsync($"/api/assistance/{number}/documents/{invoice["ordinal"]}")).ShouldBe(Invoice);
        await StepAsync(desk.Nl, number, "report", new() { ["usefulness"] = "decisive", ["outcome"] = "The value was corrected." });
        var reported = await StandsAsync(desk.Ca, 1, "reported");
        string[] all = ["send", "acknowledge", "admit", "accept", "reply", "report"];
        Steps(reported).ShouldBe(all, "each step once");
        Steps(await StandsAsync(desk.Nl, number, "reported")).ShouldBe(all, "each step once");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Surveillance_is_refused_on_a_coded_ground_sent_again_and_done_and_evidence_is_given_on_conditions(string store)
    {
        await using var desk = await StartAsync(store);
        var surveillance = Request(
            $$"""
            {
              "instrument": "cmaa", "assistance": "surveillance", "purpose": "customsEnforcement", "matter": "Containers of one exporter of copper",
              "facts": "Three of its containers held scrap.", "law": "General Customs Act, art. 10:5", "approval": "supervisor",
              "subjects": [{ "category": "businesses", "name": "Northern Copper Trading Ltd", "addresses": [{ "lines": "Pier 9, Halifax", "country": "CA" }] }],
              "wanted": [{ "data": "meansOfTransport", "fields": ["identity", "position"], "what": "Where its containers go.", "form": "information" }],
              "measure": { "place": "Halifax", "from": "{{Today.AddDays(7):yyyy-MM-dd}}T06:00:00Z", "until": "{{Today.AddDays(21):yyyy-MM-dd}}T06:00:00Z" }
            }
            """);
        var first = await desk.DraftAsync(surveillance);
        await StepAsync(desk.Nl, first, "send");
        await StandsAsync(desk.Ca, 1, "acknowledged");
        await StepAsync(desk.Ca, 1, "admit");
        await StepAsync(desk.Ca, 1, "refuse", new() { ["ground"] = "impedesProceeding", ["reason"] = "Operation Heron has the exporter under watch.", ["conceal"] = true });
        var refused = await StandsAsync(desk.Nl, first, "refused");
        ((string)refused["entries"]!.AsArray()[^1]!["said"]!["ground"]!).ShouldBeOneOf("publicInterest", "sovereignty");
        refused.ToJsonString().ShouldNotContain("Heron");

        var again = surveillance.DeepClone().AsObject();
        again["follows"] = new JsonObject { ["requestId"] = refused["id"]!.DeepClone(), ["how"] = "resent" };
        again["measure"]!["place"] = "Montreal";
        var second = await desk.DraftAsync(again);
        await StepAsync(desk.Nl, second, "send");
        await StandsAsync(desk.Ca, 2, "acknowledged");
        await StepAsync(desk.Ca, 2, "admit");
        await StepAsync(desk.Ca, 2, "accept");
        await StandsAsync(desk.Nl, second, "accepted");

        await desk.GiveEvidenceAsync(3, Invoice);
        (await desk.Nl.Place.ReadAsync(session => session.QueryAsync<string>("SELECT clause FROM exchange_verdict WHERE direction = 'In' AND permitted = 1 AND clause LIKE '%MLAT%'")))
            .ShouldBe(["NL-CA-MLAT/1 5(1)"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Information_is_given_unasked_and_a_data_set_goes_by_itself_though_the_receiver_was_gone(string store)
    {
        await using var desk = await StartAsync(store);
        await KillAsync(desk.Ca);
        await desk.Nl.PostAsync("/api/assistance/information", new JsonObject
        {
            ["partner"] = "CA",
            ["reference"] = "C-2026-31",
            ["addressed"] = "customs",
            ["purpose"] = "customsEnforcement",
            ["matter"] = "Containers that weigh more than declared",
            ["facts"] = "Three containers of one exporter held scrap.",
            ["subjects"] = new JsonArray(new JsonObject { ["category"] = "businesses", ["name"] = "Northern Copper Trading Ltd" }),
            ["given"] = new JsonArray(new JsonObject { ["data"] = "businesses", ["fields"] = new JsonArray("name") }),
            ["asksOutcome"] = true,
        });
        await TriedInVainAsync(desk.Nl, "CA");
        await desk.Ca.StartAsync();
        await UntilAsync(async () => (await desk.Ca.ListAsync("/api/assistance/information", "information")).Count == 1, "Canada has the information");
        await desk.Ca.PostAsync("/api/assistance/information/1/outcome", new JsonObject { ["usefulness"] = "helpful", ["outcome"] = "Two consignments were held." });
        await UntilAsync(
            async () => (string?)(await desk.Nl.GetAsync("/api/assistance/information/1"))["line"]!["usefulness"] == "helpful", "the outcome is back");

        const string Sets = "/api/assistance/subscriptions";
        await desk.Nl.PostAsync(Sets, new JsonObject
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
                ["data"] = new JsonArray(new JsonObject { ["data"] = "declarations", ["fields"] = new JsonArray("reference", "goods") }),
                ["selection"] = "Imports of chapter 74 from Canada.",
                ["everyDays"] = 1,
                ["from"] = $"{Today.AddDays(-2):yyyy-MM-dd}",
                ["until"] = $"{Today.AddDays(30):yyyy-MM-dd}",
            },
            ["source"] = new JsonObject { ["kinds"] = new JsonArray("import"), ["hs"] = new JsonArray("74") },
        });
        await UntilAsync(async () => (await desk.Ca.ListAsync(Sets, "subscriptions")).Count == 1, "Canada has the proposal");
        await desk.Ca.PostAsync($"{Sets}/1/steps", new JsonObject { ["step"] = "agree", ["seen"] = (await desk.Ca.GetAsync($"{Sets}/1"))["line"]!["version"]!.DeepClone() });
        await UntilAsync(async () => (string?)(await desk.Nl.GetAsync($"{Sets}/1"))["line"]!["state"] == "running", "the exchange runs");

        // Whether the node delivers by itself first or an officer does: each day goes once, and in its order.
        await KillAsync(desk.Ca);
        for (var days = 0; days < 2; days++)
        {
            using var body = new StringContent(
                new JsonObject { ["seen"] = (await desk.Nl.GetAsync($"{Sets}/1"))["line"]!["version"]!.DeepClone() }.ToJsonString(), Encoding.UTF8, "application/json");
            using var delivered = await desk.Nl.Officer.PostAsync($"{Sets}/1/deliveries", body);
        }

        await TriedInVainAsync(desk.Nl, "CA");
        await desk.Ca.StartAsync();
        await UntilAsync(async () => (long)(await desk.Ca.GetAsync($"{Sets}/1"))["line"]!["delivered"]! == 2, "two days are delivered");
        (await desk.Ca.GetAsync($"{Sets}/1"))["deliveries"]!.AsArray().Select(one => (string)one!["from"]!).Order(StringComparer.Ordinal)
            .ShouldBe([$"{Today.AddDays(-2):yyyy-MM-dd}", $"{Today.AddDays(-1):yyyy-MM-dd}"]);
    }
}
