using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation.Delivery;
using Entente.Tests.Protocol.Messages;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>Information that nobody asked for: given, taken or kept back by the gate, and its outcome told.</summary>
public sealed class InformationTests
{
    private const string Route = "/api/assistance/information";

    public static TheoryData<string> Stores => Store.Both;

    /// <summary>The information of the page of its message, as an officer hands it in.</summary>
    private static JsonObject Copper
    {
        get
        {
            var told = MessageKindTests.Example(MessageKind.InformationGiven.Key);
            return new()
            {
                ["partner"] = "CA",
                ["reference"] = "C-2026-31",
                ["addressed"] = "customs",
                ["purpose"] = told["purpose"]!.DeepClone(),
                ["matter"] = told["matter"]!.DeepClone(),
                ["facts"] = told["facts"]!.DeepClone(),
                ["subjects"] = told["subjects"]!.DeepClone(),
                ["given"] = told["given"]!.DeepClone(),
                ["unverified"] = true,
                ["asksOutcome"] = true,
            };
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task It_is_given_under_the_clause_that_the_gate_finds_and_its_outcome_comes_back(string store)
    {
        await using var both = await StartAsync(store);
        var given = await AcceptedAsync(await both.Nl.PostAsJsonAsync(Route, Copper));
        given["outcomeOwed"]!.GetValue<bool>().ShouldBeTrue();

        await NodePair.UntilAsync(async () => (await AcceptedAsync(await both.Ca.GetAsync(Route)))["information"]!.AsArray().Count == 1, "Canada has the information");
        var taken = await AcceptedAsync(await both.Ca.GetAsync($"{Route}/1"));
        taken["clause"]!.GetValue<string>().ShouldBe("NL-CA-CMAA/1 8(1)");
        taken["told"]!["basis"]!["article"]!.GetValue<string>().ShouldBe("8");
        taken["told"]!["facts"]!.GetValue<string>().ShouldStartWith("Three containers");

        // The clause lets it be kept for a year, and the row says until when.
        taken["told"]!["conditions"]!["keepUntil"]!.GetValue<string>().ShouldBe(taken["line"]!["keepUntil"]!.GetValue<string>());

        // The outcome is owed by who was given it, and is told once.
        (await RefusedAsync(await both.Nl.PostAsJsonAsync($"{Route}/1/outcome", Outcome))).Code.ShouldBe("assistance-state");
        await AcceptedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/outcome", Outcome));
        (await RefusedAsync(await both.Ca.PostAsJsonAsync($"{Route}/1/outcome", Outcome))).Code.ShouldBe("assistance-state");
        await NodePair.UntilAsync(async () => (await AcceptedAsync(await both.Nl.GetAsync($"{Route}/1")))["outcome"]?.GetValue<string>() == "Two more were opened.", "the outcome came back");
        (await AcceptedAsync(await both.Nl.GetAsync($"{Route}?owed=true")))["information"]!.AsArray().ShouldBeEmpty();
        (await ActsAsync(both.NlNode)).ShouldBe(["information.given", "information.listed", "information.outcome-heard", "information.refused", "information.shown"]);
        (await ActsAsync(both.CaNode)).ShouldBe(["information.arrived", "information.listed", "information.outcome-told", "information.refused", "information.shown"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_document_comes_along_and_is_given_out_for_what_the_clause_permits(string store)
    {
        await using var both = await StartAsync(store);

        // No article lets documents go unasked under the agreement; the convention does.
        var report = Copper;
        report["given"] = new JsonArray();
        report["documents"] = new JsonArray(new JsonObject { ["name"] = "photographs.pdf", ["mediaType"] = "application/pdf", ["content"] = Convert.ToBase64String("Three containers"u8) });
        report["subjects"]![0]!.AsObject().Remove("numbers");
        await AcceptedAsync(await both.Nl.PostAsJsonAsync(Route, report));
        await NodePair.UntilAsync(async () => (await both.Ca.GetAsync($"{Route}/1")).IsSuccessStatusCode, "Canada has the information");

        (await both.Ca.GetStringAsync($"{Route}/1/documents/1")).ShouldBe("Three containers");
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'information.document-shown'"))).ShouldBe(1);
        (await RefusedAsync(await both.Ca.GetAsync($"{Route}/1/documents/2"))).Code.ShouldBe("request-not-found");

        // It was given for customs enforcement: for anything else it is kept back, and that is on record.
        using var investigator = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "T-2");
        (await RefusedAsync(await investigator.GetAsync($"{Route}/1"))).Code.ShouldBe("agreement-use");
        (await RefusedAsync(await investigator.GetAsync($"{Route}/1/documents/1"))).Code.ShouldBe("agreement-use");
        (await ActsAsync(both.CaNode)).ShouldContain("information.use-refused");

        // To another authority it is absent.
        using var police = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Police, Purpose.MutualAssistance, "T-1");
        (await RefusedAsync(await police.GetAsync($"{Route}/1"))).Code.ShouldBe("request-not-found");
    }

    [Theory]
    [OnBoth("purpose", "taxation", "agreement-refused")] // no clause for it
    [OnBoth("purpose", "gossip", "assistance-word")]
    [OnBoth("partner", "SG", "federation-partner-unknown")]
    [OnBoth("matter", "", "message-value")]
    [OnBoth("reference", " ", "assistance-incomplete")]
    public async Task What_cannot_be_given_is_refused_and_on_record(string kind, string member, string value, string code)
    {
        await using var both = await StartAsync(kind);
        var wrong = Copper;
        wrong[member] = value;

        (await RefusedAsync(await both.Nl.PostAsJsonAsync(Route, wrong))).Code.ShouldBe(code);
        (await ActsAsync(both.NlNode)).ShouldBe(["information.refused"]);
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE action LIKE '%information%'"))).ShouldBe(0);
    }

    private static JsonObject Outcome => new() { ["usefulness"] = "helpful", ["outcome"] = "Two more were opened." };

    private static Task<List<string>> ActsAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT DISTINCT act FROM record WHERE act LIKE 'information.%' ORDER BY act"));
}
