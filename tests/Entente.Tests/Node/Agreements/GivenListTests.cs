using System.Net;
using System.Text;
using Entente.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

/// <summary>Lists, files and live pages hold of a partner's only what its law lets the reader see, and say how much they leave out.</summary>
public sealed class GivenListTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly Alert Restricted = AlertsGiven.Heron with { Handling = HandlingCode.H3, HandlingNote = "Not to be told to the carrier.", Information = InformationEvaluation.NoDoubt };

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_was_given_for_another_purpose_is_in_no_list_no_queue_and_no_file(string kind)
    {
        await using var pair = await StartAsync(kind);
        var alert = await GivenAsync(pair, AlertsGiven.Smuggler);
        var hit = (await RaiseAsync(pair, alert)).ShouldNotBeNull();
        using var officer = await pair.Ca.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var analyst = await pair.Ca.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);

        foreach (var (address, id) in new[] { ("/api/alerts", alert.Id), ("/alerts", alert.Id), ("/api/hits", hit.ToString()), ("/api/hits?all=true", hit.ToString()), ("/hits", hit.ToString()), ("/hits?state=all", hit.ToString()) })
        {
            (await officer.GetStringAsync(address, Now)).ShouldSatisfyAllConditions(page => page.ShouldContain(id), page => page.ShouldNotContain("keeps some of this from you"));
            (await analyst.GetStringAsync(address, Now)).ShouldNotContain(id, customMessage: address);
        }

        (await analyst.GetStringAsync("/api/alerts?case=C-0", Now)).ShouldContain("""keptBack":[{"partner":"NL","why":"purpose","count":1}]""");
        (await analyst.GetStringAsync("/api/hits", Now)).ShouldContain("""keptBack":[{"partner":"NL","why":"purpose","count":1}]""");
        (await analyst.GetStringAsync("/alerts", Now)).ShouldContain("It was given for another purpose than yours.");
        (await FileAsync(analyst, "alerts")).ShouldNotContain("Marlowe");
        (await FileAsync(analyst, "hits")).ShouldNotContain("Marlowe");

        using var same = await pair.Ca.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.BorderControl);
        (await FileAsync(same, "alerts")).ShouldSatisfyAllConditions(file => file.ShouldContain("Marlowe"), file => file.ShouldContain("NL-CA-CMAA/1 8(1), H1, "));
        (await FileAsync(same, "hits")).ShouldContain("NL-CA-CMAA/1 8(1), H1, ");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task One_hit_on_what_was_given_for_another_purpose_is_refused_with_the_reason_and_on_record(string kind)
    {
        await using var pair = await StartAsync(kind);
        var alert = await GivenAsync(pair, AlertsGiven.Smuggler);
        var hit = (await RaiseAsync(pair, alert)).ShouldNotBeNull();
        using var officer = await pair.Ca.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var investigator = await pair.Ca.SignedInAs(Role.Officer, AuthorityKind.Customs, Purpose.Investigation, "C-9");

        (await officer.GetStringAsync($"/hits/{hit}", Now)).ShouldSatisfyAllConditions(page => page.ShouldContain("NL-CA-CMAA/1"), page => page.ShouldContain("/agreements/NL-CA-CMAA/1#article-8"));
        using var kept = await investigator.GetAsync($"/api/hits/{hit}", Now);
        kept.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await kept.Content.ReadAsStringAsync(Now)).ShouldContain("It was given for customsEnforcement; another use needs the permission of NL.");
        (await investigator.GetStringAsync($"/hits/{hit}", Now)).ShouldSatisfyAllConditions(page => page.ShouldContain("Kept back by law"), page => page.ShouldNotContain("Marlowe"));
        using var judged = await investigator.PostAsync($"/api/hits/{hit}/judgements", Json("""{"verdict":"true","reason":"It is.","seen":0}"""), Now);
        judged.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'alert.use-refused' AND subject_kind = 'hit'"), Now)).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task After_its_last_day_it_is_shown_to_nobody_and_found_in_nothing_that_is_declared(string kind)
    {
        await using var pair = await StartAsync(kind);
        var alert = await GivenAsync(pair, AlertsGiven.Smuggler);
        await pair.Ca.Database.WriteAsync(session => session.Execute("UPDATE alert SET law_until = '2020-01-01' WHERE number = @Number", new { alert.Number }), Now);
        using var officer = await pair.Ca.SignedInAs(Role.Officer, AuthorityKind.Customs);

        (await officer.GetStringAsync("/api/alerts", Now)).ShouldSatisfyAllConditions(page => page.ShouldNotContain(alert.Id), page => page.ShouldContain("""{"partner":"NL","why":"expired","count":1}"""));
        (await RaiseAsync(pair, alert)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task To_an_authority_that_is_not_bound_not_even_the_number_is_told(string kind)
    {
        await using var pair = await StartAsync(kind);
        var alert = await GivenAsync(pair, AlertsGiven.Smuggler);
        await pair.Ca.Database.WriteAsync(session => session.Execute("UPDATE alert SET audience = '*' WHERE number = @Number", new { alert.Number }), Now);
        using var police = await pair.Ca.SignedInAs(Role.Officer, AuthorityKind.Police);

        (await police.GetStringAsync("/api/alerts", Now)).ShouldSatisfyAllConditions(page => page.ShouldNotContain(alert.Id), page => page.ShouldContain("\"keptBack\":[]"));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Restrictions_in_words_are_heeded_before_a_judgement_and_the_unverified_decides_nothing_alone(string kind)
    {
        await using var pair = await StartAsync(kind);
        var restricted = (await RaiseAsync(pair, await GivenAsync(pair, Restricted))).ShouldNotBeNull();
        var unverified = (await RaiseAsync(pair, await GivenAsync(pair, AlertsGiven.Smuggler with { Action = RequestedAction.Seize }), AlertsGiven.Declared with { DeclarationId = "d-2" })).ShouldNotBeNull();

        (await JudgeAsync(pair, restricted, heeded: false)).ShouldNotBeNull().ShouldSatisfyAllConditions(fault => fault.Code.ShouldBe(FaultCode.AgreementUse), fault => fault.At.ShouldBe("$.heeded"));
        (await JudgeAsync(pair, restricted, heeded: true)).ShouldBeNull();
        (await JudgeAsync(pair, unverified, heeded: false)).ShouldBeNull();
        (await ReportAsync(pair, unverified, null)).ShouldHaveSingleItem().At.ShouldBe("$.report.circumstances");
        (await ReportAsync(pair, unverified, "The driver named another consignee.")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_came_before_items_named_their_law_is_bound_when_the_node_starts(string kind)
    {
        await using var pair = await StartAsync(kind);
        var alert = await GivenAsync(pair, AlertsGiven.Smuggler);
        await pair.Ca.Database.WriteAsync(session => session.Execute("UPDATE alert SET law = NULL, law_until = NULL"), Now);

        await new BindEarlier(pair.Ca.Database).StartAsync(Now);

        var row = (await pair.Ca.Database.ReadAsync(session => Task.FromResult(AlertShelf.At(session, alert.Number)), Now))!;
        (row.Law, row.LawUntil).ShouldBe((alert.Law, alert.LawUntil));
        row.Law.ShouldNotBeNull();
    }

    private static async Task<NodePair> StartAsync(string kind)
    {
        var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml")), pair.Nl.Services, pair.Ca.Services);
        return pair;
    }

    /// <summary>The alert as it stands at the partner that it is shared with.</summary>
    private static async Task<AlertRow> GivenAsync(NodePair pair, Alert alert)
    {
        var sent = (await pair.SentAsync()).Count;
        (await GateTests.ShareAsync(pair.Nl, alert, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await GateTests.AcknowledgedAsync(pair, sent + 1);
        return (await pair.Ca.Database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert WHERE owner LIKE 'partner:%' ORDER BY number DESC"), Now))!;
    }

    private static Task<HitId?> RaiseAsync(NodePair pair, AlertRow alert, ScreenedSubject? declared = null) => pair.Ca.Database.WriteAsync(
        session => HitBook.Raise(session, PostOf(pair), Actor.Node("intake"), (declared ?? AlertsGiven.Declared) with { Place = "CAHAL", ConsignmentKind = "Import" }, AlertsGiven.MatchOf(alert)), Now);

    private static Task<Fault?> JudgeAsync(NodePair pair, HitId hit, bool heeded) => pair.Ca.Database.WriteAsync(
        session => JudgeHit.Execute(session, PostOf(pair), AlertsGiven.Officer, hit, new(HitState.True, "It is.", 0) { Heeded = heeded }), Now);

    private static Task<IReadOnlyList<Fault>> ReportAsync(NodePair pair, HitId hit, string? circumstances) => pair.Ca.Database.WriteAsync(
        session => ReportHit.Execute(session, PostOf(pair), AlertsGiven.Officer, hit, new(new()
        {
            Found = true,
            Place = "CAHAL",
            Time = session.Now,
            Reason = "The alert.",
            Circumstances = circumstances,
            ActionTaken = RequestedAction.Seize,
        })), Now);

    private static PartnerPost PostOf(NodePair pair) => pair.Ca.Services.GetRequiredService<PartnerPost>();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<string> FileAsync(HttpClient client, string table)
    {
        using var answer = await TestNode.PostFormAsync(client, "/exports/file", ("table", table));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(Now);
    }
}
