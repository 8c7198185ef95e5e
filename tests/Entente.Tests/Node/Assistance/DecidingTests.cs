using System.Text.Json.Nodes;
using Entente.Node.Platform;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>What the requested side may say beside yes: no, on a ground, and yes, if.</summary>
public sealed class DecidingTests
{
    public static TheoryData<string> Stores => Store.Both;

    private static JsonObject Evidence => new()
    {
        ["instrument"] = "mlat",
        ["assistance"] = "certifiedDocuments",
        ["purpose"] = "criminalEvidence",
        ["addressed"] = "customs",
        ["approval"] = "officer",
        ["matter"] = "False invoices for copper",
        ["facts"] = "Two invoices were written for one delivery.",
        ["law"] = "Criminal Code, art. 225",
        ["grounds"] = "The verification under article 12 of the TFA showed two values.",
        ["dataProtection"] = "Police Data Act, art. 17a",
        ["language"] = "en",
        ["declarations"] = new JsonArray(new JsonObject { ["reference"] = "26CAEX0048812", ["kind"] = "export" }),
        ["offence"] = new JsonObject { ["act"] = "Forgery of an invoice", ["law"] = "Criminal Code, art. 225", ["there"] = "Forgery" },
        ["wanted"] = new JsonArray(new JsonObject { ["data"] = "documents", ["fields"] = new JsonArray("content"), ["what"] = "The invoice NC-5120.", ["form"] = "certifiedCopy" }),
    };

    [Theory, MemberData(nameof(Stores))]
    public async Task Surveillance_is_refused_on_a_ground_that_tells_nothing_and_sent_again(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        using var officer = await OfficerAsync(both.NlNode, Role.Officer);
        await DraftAsync(both.Nl, Surveillance);

        // The article asks for the approval of a supervisor: an officer is not competent to send it.
        var (code, detail) = await RefusedAsync(await StepAsync(officer, 1, "send"));
        code.ShouldBe("agreement-refused");
        detail.ShouldContain("approval");
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");

        // A ground that the agreement does not know, one without its provision, and then one that must not be told.
        (await RefusedAsync(await StepAsync(both.Ca, 1, "refuse", new JsonObject { ["ground"] = "neBisInIdem", ["reason"] = "Tried.", ["provision"] = "s. 1" }))).Code.ShouldBe("assistance-ground");
        (await RefusedAsync(await StepAsync(both.Ca, 1, "refuse", new JsonObject { ["ground"] = "domesticLaw", ["reason"] = "Not possible." }))).Code.ShouldBe("assistance-ground");
        await StepsAsync(both.Ca, 1, "refuse", new JsonObject { ["ground"] = "impedesProceeding", ["reason"] = "Operation Heron has the exporter under watch.", ["conceal"] = true });
        var refused = await UntilAsync(both.Nl, 1, "refused");

        var told = refused["entries"]!.AsArray()[^1]!["said"]!;
        told["ground"]!.GetValue<string>().ShouldBeOneOf("publicInterest", "sovereignty");
        refused.ToJsonString().ShouldNotContain("Heron");
        var kept = (await CaseAsync(both.Ca, 1))["entries"]!.AsArray()[^1]!["kept"]!;
        (kept["ground"]!.GetValue<string>(), kept["reason"]!.GetValue<string>()).ShouldBe(("impedesProceeding", "Operation Heron has the exporter under watch."));

        // Nothing more can be done in it but to file it; another is made of it, for less, and is done.
        refused["steps"]!.AsArray().Select(step => step!.GetValue<string>()).ShouldBe(["close"]);
        var again = Surveillance;
        again["follows"] = new JsonObject { ["requestId"] = refused["id"]!.DeepClone(), ["how"] = "resent" };
        again["measure"]!["place"] = "Montreal";
        await DraftAsync(both.Nl, again);
        await StepsAsync(both.Nl, 2, "send");
        (await UntilAsync(both.Ca, 2, "acknowledged"))["request"]!["follows"]!["how"]!.GetValue<string>().ShouldBe("resent");
        await StepsAsync(both.Ca, 2, "admit");
        await StepsAsync(both.Ca, 2, "acceptInPart", new JsonObject
        {
            ["ground"] = "disproportionateBurden", ["reason"] = "One week is what can be staffed.", ["declined"] = new JsonArray("The second week."),
        });
        (await UntilAsync(both.Nl, 2, "accepted"))["entries"]!.AsArray()[^1]!["said"]!["declined"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Evidence_is_given_once_what_was_asked_is_assured(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Legal, ca: Role.Legal);
        await DraftAsync(both.Nl, Evidence);
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");

        // The request lacks nothing, and is done if something is assured; not before.
        await StepsAsync(both.Ca, 1, "setConditions", Conditions("assuranceRetention", "assuranceConfidentiality"));
        await UntilAsync(both.Nl, 1, "conditionsSet");
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Answer("dualCriminality")))).Code.ShouldBe("assistance-state");
        (await RefusedAsync(await StepAsync(both.Nl, 1, "assure", Conditions("assuranceRetention")))).Code.ShouldBe("assistance-conditions");
        await StepsAsync(both.Nl, 1, "dispute", Conditions("assuranceRetention"));
        await UntilAsync(both.Ca, 1, "conditionsDisputed");
        await StepsAsync(both.Ca, 1, "setConditions", Conditions("assuranceRetention"));
        await UntilAsync(both.Nl, 1, "conditionsSet");
        await StepsAsync(both.Nl, 1, "assure", Conditions("assuranceRetention"));
        await UntilAsync(both.Ca, 1, "accepted");

        // What was assured binds: the answer says until when it is kept.
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(40);
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Answer("dualCriminality")))).Code.ShouldBe("assistance-incomplete");

        // Canada gives evidence only where the act is an offence in both states, and says that it is.
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Marked(Answer())))).Detail.ShouldContain("dualCriminality");

        // What is marked so that it may not go to court does not go as evidence.
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Marked(Answer("dualCriminality"), "h1")))).Detail.ShouldContain("H1");
        var answer = Marked(Answer("dualCriminality"));
        await StepsAsync(both.Ca, 1, "reply", answer);
        await UntilAsync(both.Nl, 1, "replied");
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT keep_until FROM assistance_case"))).ShouldBe($"{day:yyyy-MM-dd}");
        var said = (await CaseAsync(both.Nl, 1))["entries"]!.AsArray()[^1]!["said"]!;
        said["conditions"]!["keepUntil"]!.GetValue<string>().ShouldBe($"{day:yyyy-MM-dd}");
        said["evaluation"]!["information"]!.GetValue<string>().ShouldBe("corroborated");
        (await both.NlNode.Database.ReadAsync(session => session.QueryAsync<string>("SELECT clause FROM exchange_verdict WHERE direction = 'In' AND permitted = 1"))).ShouldBe(["NL-CA-MLAT/1 5(1)"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_cost_beyond_what_is_ordinary_is_agreed_on_before_anything_is_done(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        await DraftAsync(both.Nl, Surveillance);
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");

        (await RefusedAsync(await StepAsync(both.Ca, 1, "setConditions", With(Cost(4_800, "ZZZ"))))).Code.ShouldBe("message-value");
        await StepsAsync(both.Ca, 1, "setConditions", With(Cost(4_800)));
        var announced = await UntilAsync(both.Nl, 1, "conditionsSet");
        announced["entries"]!.AsArray()[^1]!["said"]!["cost"]!.ToJsonString().ShouldBe("""{"amount":4800,"currency":"CAD","for":"Two teams at night"}""");
        (await RefusedAsync(await StepAsync(both.Nl, 1, "assure", Conditions()))).Code.ShouldBe("assistance-conditions");
        (await RefusedAsync(await StepAsync(both.Nl, 1, "assure", With(Cost(2_000))))).Detail.ShouldContain("4800 CAD");

        // Too much; the second announcement is agreed to.
        await StepsAsync(both.Nl, 1, "dispute", Conditions());
        await UntilAsync(both.Ca, 1, "conditionsDisputed");
        await StepsAsync(both.Ca, 1, "setConditions", With(Cost(2_000)));
        await UntilAsync(both.Nl, 1, "conditionsSet");
        await StepsAsync(both.Nl, 1, "assure", With(Cost(2_000)));
        await UntilAsync(both.Ca, 1, "accepted");

        // Both hold the same statement, and count it.
        foreach (var (client, node, partner) in new[] { (both.Nl, both.NlNode, "CA"), (both.Ca, both.CaNode, "NL") })
        {
            (await CaseAsync(client, 1))["entries"]!.AsArray()[^1]!["said"]!["cost"]!["amount"]!.GetValue<decimal>().ShouldBe(2_000);
            var entries = await node.Database.ReadAsync(session => Task.FromResult(Entente.Node.Assistance.CaseBook.EntriesOf(session, 1)));
            Entente.Node.Assistance.CaseCosts.Of(entries).ShouldBe((new(2_000, "CAD", "Two teams at night"), new(2_000, "CAD", "Two teams at night")));
            (await AcceptedAsync(await client.GetAsync($"/api/assistance/ledger?partner={partner}")))["lines"]!.AsArray().ShouldHaveSingleItem()!["costs"]!.ToJsonString()
                .ShouldBe("""[{"currency":"CAD","cases":1,"amount":2000}]""");
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_missing_is_asked_for_and_completed(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Legal, ca: Role.Legal);
        await DraftAsync(both.Nl, Evidence);
        await StepsAsync(both.Nl, 1, "share");
        await UntilAsync(both.Ca, 1, "shared");
        await StepsAsync(both.Ca, 1, "comment", new JsonObject { ["remarks"] = new JsonArray(new JsonObject { ["part"] = "offence", ["text"] = "Name the penalty." }) });
        await UntilStepAsync(both.Nl, 1, "comment");
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "askCompletion", new JsonObject { ["remarks"] = new JsonArray(new JsonObject { ["part"] = "offence", ["text"] = "Name the penalty." }) });
        var incomplete = await UntilAsync(both.Nl, 1, "incomplete");
        incomplete["clocks"]!.AsArray().ShouldContain(clock => clock!["state"]!.GetValue<string>() == "suspended");

        var complete = Evidence;
        complete["offence"]!["penalty"] = "Six years";
        await AcceptedAsync(await both.Nl.PutAsync("/api/assistance/1/request", System.Net.Http.Json.JsonContent.Create(new JsonObject
        {
            ["partner"] = "CA", ["reference"] = "C-2026-31", ["request"] = complete, ["seen"] = incomplete["version"]!.DeepClone(),
        })));
        await StepsAsync(both.Nl, 1, "complete");
        (await UntilAsync(both.Ca, 1, "acknowledged"))["request"]!["offence"]!["penalty"]!.GetValue<string>().ShouldBe("Six years");

        await StepsAsync(both.Nl, 1, "withdraw", new JsonObject { ["reason"] = "The accused has confessed." });
        await UntilAsync(both.Ca, 1, "withdrawn");
    }

    private static JsonObject Marked(JsonObject answer, string handling = "h0")
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(40);
        answer["answer"]!["marks"] = new JsonObject { ["keepUntil"] = $"{day:yyyy-MM-dd}", ["handling"] = handling, ["evaluation"] = new JsonObject { ["source"] = "a", ["information"] = "corroborated" } };
        return answer;
    }

    private static JsonObject Cost(decimal amount, string currency = "CAD") => new() { ["amount"] = amount, ["currency"] = currency, ["for"] = "Two teams at night" };

    private static JsonObject With(JsonObject cost)
    {
        var said = Conditions();
        said["cost"] = cost;
        return said;
    }

    private static JsonObject Conditions(params string[] words) => new() { ["conditions"] = new JsonArray([.. words.Select(word => (JsonNode)word)]), ["terms"] = "As the words say." };

    private static JsonObject Answer(params string[] attested) => new()
    {
        ["answer"] = new JsonObject
        {
            ["text"] = "The invoice is attached.",
            ["attested"] = new JsonArray([.. attested.Select(word => new JsonObject { ["condition"] = word, ["by"] = "Department of Justice" })]),
            ["documents"] = new JsonArray(new JsonObject
            {
                ["name"] = "invoice.pdf",
                ["mediaType"] = "application/pdf",
                ["content"] = Convert.ToBase64String("Invoice NC-5120"u8),
                ["form"] = "certifiedCopy",
                ["trueCopy"] = new JsonObject { ["statement"] = "True copy of what is on file.", ["office"] = "Central authority", ["on"] = "2026-12-03" },
            }),
        },
    };
}
