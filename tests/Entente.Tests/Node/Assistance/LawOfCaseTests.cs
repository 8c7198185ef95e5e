using System.Text.Json.Nodes;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Federation;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>The law of a case binds all that is said in it: what is promised, what is told of the outcome, and what nobody asks the gate about.</summary>
public sealed class LawOfCaseTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task While_the_agreement_is_suspended_nobody_promises_anything_and_afterwards_the_approval_is_what_it_was(string store)
    {
        await using var both = await StartAsync(store, nl: Role.Supervisor, ca: Role.Supervisor);
        using var officer = await OfficerAsync(both.CaNode, Role.Officer);
        await DraftAsync(both.Nl, Surveillance);
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");

        // The article asks for a supervisor. While it is suspended, it does so still, and nobody at all accepts.
        (await RefusedAsync(await StepAsync(officer, 1, "accept"))).Code.ShouldBe("assistance-competence");
        var desk = both.CaNode.Services.GetRequiredService<SuspensionDesk>();
        var done = (await desk.SuspendAsync(await both.CaNode.OfficerAsync(Role.Legal), new("NL", "A breach.") { Agreement = "NL-CA-CMAA" }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        foreach (var (who, step, more) in new (HttpClient, string, JsonObject?)[]
        {
            (officer, "accept", null), (both.Ca, "accept", null), (both.Ca, "setConditions", new() { ["conditions"] = new JsonArray("assuranceRetention"), ["terms"] = "One year." }),
            (both.Ca, "acceptInPart", new() { ["ground"] = "disproportionateBurden", ["reason"] = "One week.", ["declined"] = new JsonArray("The second.") }),
        })
        {
            var (code, detail) = await RefusedAsync(await StepAsync(who, 1, step, more));
            code.ShouldBe("agreement-refused", step);
            detail.ShouldContain("suspended", customMessage: step);
        }

        (await both.Ca.GetStringAsync("/assistance/1", Now)).ShouldContain("is suspended");
        (await desk.ResumeAsync(await both.CaNode.OfficerAsync(Role.Supervisor), done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        (await RefusedAsync(await StepAsync(officer, 1, "accept"))).Code.ShouldBe("assistance-competence");
        await StepsAsync(both.Ca, 1, "accept");
        await UntilAsync(both.Nl, 1, "accepted");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_came_of_an_answer_goes_as_the_request_went_and_not_while_that_is_suspended(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        await UntilAsync(both.Nl, 1, "replied");

        var outcome = new JsonObject { ["usefulness"] = "decisive", ["outcome"] = "The importer was fined." };
        var desk = both.NlNode.Services.GetRequiredService<SuspensionDesk>();
        var done = (await desk.SuspendAsync(await both.NlNode.OfficerAsync(Role.Legal), new("CA", "A breach.") { Agreement = "TFA-12" }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        (await RefusedAsync(await StepAsync(both.Nl, 1, "report", outcome))).Code.ShouldBe("agreement-refused");
        (await CaseAsync(both.Nl, 1))["state"]!.GetValue<string>().ShouldBe("replied");
        (await desk.ResumeAsync(await both.NlNode.OfficerAsync(Role.Supervisor), done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        await StepsAsync(both.Nl, 1, "report", outcome);
        await UntilAsync(both.Ca, 1, "reported");

        // What was said of a case is read for what the case is for, also where the gate was asked nothing: a decision, an outcome.
        using var analyst = await both.NlNode.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);
        var seen = await CaseAsync(analyst, 1);
        seen["entries"]!.AsArray().Where(entry => !entry!["ours"]!.GetValue<bool>()).ShouldAllBe(entry => entry!["said"] == null && entry["withheld"] != null);
        (await CaseAsync(both.Nl, 1))["entries"]!.AsArray().ShouldAllBe(entry => entry!["withheld"] == null);
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT clause FROM exchange_verdict WHERE action = 'assistance.reported/1' AND direction = 'In' AND permitted = 1"), Now)).ShouldBe("TFA-12/1 12.4(1)");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_request_holds_what_it_shows_and_not_what_its_header_says(string kind)
    {
        await using var both = await StartAsync(kind);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        var (properties, payload) = await both.CaNode.Database.ReadAsync(async session => (
            (await session.ScalarAsync<string>("SELECT properties FROM inbox WHERE action = 'assistance.requested/1'"))!,
            (await session.ScalarAsync<byte[]>("SELECT c.body FROM inbox_content c JOIN inbox i ON i.seq = c.seq WHERE i.action = 'assistance.requested/1' AND c.ordinal = 0"))!), Now);
        var header = Entente.Node.Federation.Delivery.MessageProperties.Read(properties).Select(one => KeyValuePair.Create(one.Name, one.Value)).ToList();
        header.Single(one => one.Key == "conditions").Value.ShouldContain("verifiedFirst");

        var hasty = JsonNode.Parse(payload)!;
        hasty["requestId"] = "0197a3d1-40aa-7c3e-8f10-5b7d2c9e6a99";
        var gate = both.CaNode.Services.GetRequiredService<ExchangeGate>();
        (await TakenAsync(hasty)).ShouldBeNull();
        hasty["request"]!.AsObject().Remove("verified");
        var why = (await TakenAsync(hasty)).ShouldNotBeNull();
        why.Code.ShouldBe(FaultCode.AgreementDeclined);
        why.Detail.ShouldContain("condition");

        Task<Fault?> TakenAsync(JsonNode body) => both.CaNode.Database.WriteAsync(
            session => gate.Take(session, Actor.Node("test"), new("NL", "x@NL", "x", null, "assistance.requested", 1, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString())) { Properties = header }).Why, Now);
    }
}
