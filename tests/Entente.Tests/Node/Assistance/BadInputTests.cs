using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Federation.Delivery;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>Answers that may not be given, and readers to whom they may not be shown.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_under_a_suspended_agreement_is_refused_on_record_and_given_when_it_is_lifted(string store)
    {
        await using var both = await AcceptedRequestAsync(store);
        using var lawyer = await OfficerAsync(both.NlNode, Role.Legal);
        var suspended = await AcceptedAsync(await lawyer.PostAsJsonAsync("/api/agreements/suspensions", new JsonObject { ["partner"] = "CA", ["reason"] = "A breach.", ["agreement"] = "TFA-12" }));
        await NodePair.UntilAsync(async () => (await both.Ca.GetStringAsync("/api/agreements/suspensions")).Contains("A breach.", StringComparison.Ordinal), "Canada knows of the suspension");

        var refused = await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Invoice));
        refused.Code.ShouldBe("agreement-refused");
        refused.Detail.ShouldContain("suspended");
        (await both.CaNode.Database.ReadAsync(session => session.QueryAsync<string>(
            "SELECT act FROM record WHERE act IN ('assistance.step-refused', 'exchange.kept-back') ORDER BY act"))).ShouldBe(["assistance.step-refused", "exchange.kept-back"]);

        using var other = await OfficerAsync(both.NlNode, Role.Supervisor);
        (await other.PostAsync($"/api/agreements/suspensions/{suspended["number"]}/resumption", null)).IsSuccessStatusCode.ShouldBeTrue();
        await NodePair.UntilAsync(async () => (await StepAsync(both.Ca, 1, "reply", Invoice)).IsSuccessStatusCode, "Canada may answer again");
        await UntilAsync(both.Nl, 1, "replied");
    }

    [Theory]
    [OnBoth("purpose", "taxation", "taxation")] // it is not granted
    [OnBoth("instrument", "sectorPact", "")] // between the Netherlands and Singapore: Canada is not bound by it
    public async Task A_request_for_what_cannot_be_given_is_not_sent(string kind, string member, string word, string words)
    {
        await using var both = await StartAsync(kind);
        var request = Soon();
        request[member] = word;
        await DraftAsync(both.Nl, request);

        var refused = await RefusedAsync(await StepAsync(both.Nl, 1, "send"));
        refused.Code.ShouldBeOneOf("agreement-refused", "assistance-incomplete");
        refused.Detail.ShouldContain(words);
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.step-refused'"))).ShouldBe(1);
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE action LIKE 'assistance%'"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_partner_gave_is_shown_for_what_it_was_given_and_kept_back_for_anything_else(string store)
    {
        await using var both = await AcceptedRequestAsync(store);
        await StepsAsync(both.Ca, 1, "reply", Invoice);
        var replied = await UntilAsync(both.Nl, 1, "replied");
        var invoice = replied["documents"]!.AsArray().Single(document => document!["name"]!.GetValue<string>() == "invoice.pdf")!["ordinal"]!.GetValue<long>();
        replied["entries"]!.AsArray()[^1]!["withheld"].ShouldBeNull();

        // The answer serves the assessment of duties; an investigator sees that there is one, and not what it says.
        using var investigator = await both.NlNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "T-2");
        var seen = (await CaseAsync(investigator, 1))["entries"]!.AsArray()[^1]!;
        seen["said"].ShouldBeNull();
        seen["withheld"]!.GetValue<string>().ShouldContain("dutyAssessment");
        (await RefusedAsync(await investigator.GetAsync($"/api/assistance/1/documents/{invoice}"))).Code.ShouldBe("agreement-use");

        var asked = await CaseAsync(both.Nl, 1);

        // At the other end the request itself was given for the assessment of duties.
        using var abroad = await both.CaNode.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "T-2");
        (await RefusedAsync(await abroad.GetAsync("/api/assistance/1"))).Code.ShouldBe("agreement-use");
        // No list tells it either, and the one of an officer who may read it does.
        foreach (var (officer, matter) in new[] { (abroad, ""), (both.Ca, asked["request"]!["matter"]!.GetValue<string>()) })
        {
            var line = JsonNode.Parse(await officer.GetStringAsync("/api/assistance"))!["cases"]!.AsArray().ShouldHaveSingleItem()!;
            (line["matter"]!.GetValue<string>(), line["isKept"]!.GetValue<bool>()).ShouldBe((matter, matter.Length == 0));
            var page = await officer.GetStringAsync("/assistance?state=all");
            (page.Contains("Kept back by law", StringComparison.Ordinal), page.Contains(asked["request"]!["matter"]!.GetValue<string>(), StringComparison.Ordinal)).ShouldBe((matter.Length == 0, matter.Length > 0));
        }

        // The answer and its document, and the three things that were said of the request before: they stand under the law of the case.
        (await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.use-refused'"))).ShouldBe(5);
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.use-refused'"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_after_the_last_day_of_the_agreement_is_refused(string store)
    {
        var clock = new SteeredClock();
        var last = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(20);
        await using var both = await AcceptedRequestAsync(store, clock, text => text.Replace("inForce: { from: 2026-01-01 }", $"inForce: {{ from: 2026-01-01, until: {last:yyyy-MM-dd} }}", StringComparison.Ordinal));
        clock.Off = TimeSpan.FromDays(22);
        using var officer = await OfficerAsync(both.CaNode, Role.Officer);

        var refused = await RefusedAsync(await StepAsync(officer, 1, "reply", Invoice));
        refused.Code.ShouldBe("agreement-refused");
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'assistance.step-refused'"))).ShouldBe(1);
        (await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE action LIKE '%replied%'"))).ShouldBe(0);
    }

    private static async Task<TwoAdministrations> AcceptedRequestAsync(string store, TimeProvider? clock = null, Func<string, string>? amend = null)
    {
        var both = await StartAsync(store, clock: clock, amend: amend);
        await DraftAsync(both.Nl, Soon());
        await StepsAsync(both.Nl, 1, "send");
        await UntilAsync(both.Ca, 1, "acknowledged");
        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        await UntilAsync(both.Nl, 1, "accepted");
        return both;
    }
}
