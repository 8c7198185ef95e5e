using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>TFA 12: an export declaration is verified, and its invoice comes back.</summary>
public sealed class VerificationTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_declaration_is_verified_from_the_draft_to_the_outcome(string store)
    {
        await using var both = await StartAsync(store);

        // The Netherlands ask; Canada's node acknowledges by itself.
        var drafted = await DraftAsync(both.Nl, Soon());
        drafted["state"]!.GetValue<string>().ShouldBe("drafted");
        (await StepsAsync(both.Nl, 1, "send"))["state"]!.GetValue<string>().ShouldBe("received");
        var asked = await UntilAsync(both.Ca, 1, "acknowledged");
        asked["request"]!["basis"]!.ToJsonString().ShouldBe("""{"agreement":"TFA-12","version":1,"article":"12.4"}""");
        asked["lacking"]!.AsArray().ShouldBeEmpty();
        var acknowledged = await UntilAsync(both.Nl, 1, "acknowledged");
        acknowledged["theirReference"]!.GetValue<string>().ShouldStartWith("A-");
        acknowledged["clocks"]!.AsArray().Select(clock => clock!["deadline"]!.GetValue<string>()).ShouldBe(["acknowledge", "reply"]);

        // Canada decides and answers, with the invoice.
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        var replied = await UntilAsync(both.Nl, 1, "replied");
        var invoice = replied["documents"]!.AsArray().Single(document => document!["name"]!.GetValue<string>() == "invoice.pdf")!;
        (await both.Nl.GetStringAsync($"/api/assistance/1/documents/{invoice["ordinal"]}")).ShouldBe("Invoice NC-5120: 41 200 CAD");

        // The outcome goes back; each files the case for itself.
        await StepsAsync(both.Nl, 1, "report", new JsonObject { ["usefulness"] = "decisive", ["outcome"] = "The value was corrected." });
        await UntilAsync(both.Ca, 1, "reported");
        await StepsAsync(both.Ca, 1, "close");
        var (mine, theirs) = (await CaseAsync(both.Nl, 1), await CaseAsync(both.Ca, 1));
        Steps(mine).ShouldBe(["send", "acknowledge", "admit", "accept", "reply", "report"]);
        Steps(theirs).ShouldBe(["send", "acknowledge", "admit", "accept", "reply", "report", "close"]);
        (mine["state"]!.GetValue<string>(), theirs["state"]!.GetValue<string>(), theirs["told"]!.GetValue<string>()).ShouldBe(("reported", "closed", "reported"));

        // Every step is on record at both ends, and every exchange with its clause.
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act LIKE 'assistance.stepped' OR act LIKE 'assistance.arrived'"))).ShouldBe(6);
        (await both.CaNode.Database.ReadAsync(session => session.QueryAsync<string>("SELECT clause FROM exchange_verdict WHERE permitted = 1 OR clause IS NOT NULL ORDER BY clause"))).ShouldBe(["TFA-12/1 12.4(1)", "TFA-12/1 12.4(1)", "TFA-12/1 12.6(1)"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_cannot_be_is_refused_on_record_and_explained(string store)
    {
        await using var both = await StartAsync(store);

        // Verification comes first.
        var hasty = Soon();
        hasty.Remove("verified");
        await DraftAsync(both.Nl, hasty);
        (await RefusedAsync(await StepAsync(both.Nl, 1, "send"))).Detail.ShouldContain("checked by yourself");

        // A word that is none does not even become a draft.
        var gossip = Soon();
        gossip["assistance"] = "favour";
        (await RefusedAsync(await both.Nl.PostAsJsonAsync("/api/assistance", new JsonObject { ["partner"] = "CA", ["reference"] = "C-1", ["request"] = gossip }))).Code.ShouldBe("assistance-word");

        // Two officers see the same case; one decides, and the other is told.
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 2, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        using var colleague = await OfficerAsync(both.CaNode, Role.Officer);
        var seen = (await CaseAsync(colleague, 1))["version"]!.GetValue<long>();
        await StepsAsync(both.Ca, 1, "admit");
        var late = await RefusedAsync(await colleague.PostAsJsonAsync("/api/assistance/1/steps", new JsonObject { ["step"] = "refuse", ["seen"] = seen, ["ground"] = "publicInterest", ["reason"] = "No." }));
        late.Code.ShouldBe("request-conflict");
        late.Detail.ShouldContain("admissible");

        // An answer before the decision, with a field that no clause lets pass, and a second time.
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Invoice))).Code.ShouldBe("assistance-state");
        await StepsAsync(both.Ca, 1, "accept");
        var bank = Invoice;
        bank["answer"]!["given"]!.AsArray().Add(new JsonObject { ["data"] = "finances", ["fields"] = new JsonArray("content") });
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", bank))).Code.ShouldBe("agreement-refused");
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Invoice))).Code.ShouldBe("assistance-state");

        // Another authority does not even learn that there is a case.
        using var police = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Police, Purpose.MutualAssistance, "T-1");
        (await RefusedAsync(await police.GetAsync("/api/assistance/1"))).Code.ShouldBe("request-not-found");
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.step-refused'"))).ShouldBe(4);
    }

    private static IEnumerable<string> Steps(JsonObject view) => view["entries"]!.AsArray().Select(entry => entry!["step"]!.GetValue<string>());
}
