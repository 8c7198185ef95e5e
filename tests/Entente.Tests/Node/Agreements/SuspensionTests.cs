using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

public sealed class SuspensionTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly Agreement Cmaa = AgreementGiven.Read(Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml")));

    [Theory]
    [InlineData("CA", "Breach.", null, null, null, null)] // everything
    [InlineData("CA", "Breach.", "NL-CA-CMAA", null, null, null)]
    [InlineData("CA", "Breach.", "NL-CA-CMAA", "8", null, null)]
    [InlineData("CA", "Breach.", null, null, "persons", null)]
    [InlineData("CA", " ", null, null, null, "agreement-reason")]
    [InlineData("CA", "Breach.", "NL-SG-CMAA", null, null, "agreement-scope")] // not with them
    [InlineData("CA", "Breach.", "NL-CA-CMAA", "88", null, "agreement-scope")]
    [InlineData("CA", "Breach.", null, "8", null, "agreement-scope")] // an article of what?
    [InlineData("CA", "Breach.", "NL-CA-CMAA", "8", "persons", "agreement-scope")]
    [InlineData("CA", "Breach.", null, null, "gossip", "agreement-scope")]
    [InlineData("XX", "Breach.", null, null, null, "request-not-found")]
    public void What_is_there_can_be_suspended(string partner, string reason, string? agreement, string? article, string? category, string? fault) =>
        SuspendAgreement.Decide(new(partner, reason) { Agreement = agreement, Article = article, Category = category }, partner == "CA", [Cmaa], "NL", Today).Select(one => one.Code.Id).FirstOrDefault().ShouldBe(fault);

    [Theory]
    [InlineData("two", true, true, SuspensionState.Active, null)]
    [InlineData("one", true, true, SuspensionState.Active, "agreement-second-officer")]
    [InlineData("two", false, true, SuspensionState.Active, "agreement-second-officer")]
    [InlineData("two", true, false, SuspensionState.Active, "request-not-found")] // it is the partner's to lift
    [InlineData("two", true, true, SuspensionState.Lifted, "agreement-closed")]
    public void Another_officer_lifts_what_this_node_has_suspended(string officer, bool isCharged, bool ours, SuspensionState state, string? fault) =>
        ResumeAgreement.Decide(new() { Ours = ours, State = state, SuspendedBy = "one" }, officer, isCharged)?.Code.Id.ShouldBe(fault);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_suspension_begins_at_once_at_both_nodes_and_ends_by_another_officer(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();
        var (one, other) = (await pair.Nl.OfficerAsync(Role.Supervisor), await pair.Nl.OfficerAsync(Role.Supervisor));

        // What it would stop is said before it is made, and is what it then stops.
        var preview = await desk.PreviewAsync(new("CA", "A breach.") { Category = "persons" }, Now);
        preview.Flows.All(change => change.Kind == FlowChangeKind.Stops && change.Flow.Field.Category == DataCategory.Persons).ShouldBeTrue();
        preview.Flows.Select(change => change.Flow.Giver).Distinct().Order().ShouldBe(["CA", "NL"]);
        preview.Touched.ShouldContain(one => one.Words == "Messages that wait for it");

        var done = (await desk.SuspendAsync(one, new("CA", "A breach."), Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Refused>().Faults.ShouldHaveSingleItem()
            .ShouldBe(new(FaultCode.AgreementRefused, "What would permit it between NL and CA is suspended.", "$.partners[0]"));

        // The partner hears of it, and gives nothing either.
        await NodePair.UntilAsync(() => Task.FromResult(pair.Ca.Shelf().Book.Suspensions.Count == 1), "Canada knows of the suspension");
        pair.Ca.Shelf().Suspensions.ShouldHaveSingleItem().Reason.ShouldBe("A breach.");
        (await GateTests.ShareAsync(pair.Ca, AlertsGiven.Smuggler, "NL")).ShouldBeOfType<AlertOutcome.Refused>();
        (await pair.Ca.Services.GetRequiredService<SuspensionDesk>().ResumeAsync(await pair.Ca.OfficerAsync(Role.Supervisor), pair.Ca.Shelf().Suspensions[0].Number, Now))
            .ShouldBeOfType<SuspensionOutcome.Refused>();

        (await desk.ResumeAsync(one, done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Refused>().Faults[0].Code.ShouldBe(FaultCode.AgreementSecondOfficer);
        (await desk.ResumeAsync(other, done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Done>();

        // At once: what goes after the end of the suspension does not overtake it.
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Count(sent => sent.Effect is not null) == 3, "the alert is acknowledged");
        (await pair.SentAsync()).ShouldAllBe(sent => sent.Effect == "Done");
        pair.Ca.Shelf().Book.Suspensions.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_page_shows_the_effect_first_then_stops_it_and_another_officer_lets_it_go_on(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var one = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        using var other = await pair.Nl.SignedInAs(Role.Legal, AuthorityKind.Customs);
        using var officer = await pair.Nl.SignedInAs(Role.Officer, AuthorityKind.Customs);

        (await one.GetStringAsync("/agreements/suspensions?partner=CA&category=persons", Now)).ShouldSatisfyAllConditions(
            page => page.ShouldContain("What it would stop"), page => page.ShouldContain("/agreements/TEST/1#article-1"), page => page.ShouldContain("Suspend now"));
        (await one.GetStringAsync("/agreements/suspensions?partner=CA&agreement=NONE", Now)).ShouldContain("NONE is no agreement with CA.");
        (await officer.GetStringAsync("/agreements/suspensions", Now)).ShouldNotContain("Show what it would do");

        (await TestNode.PostFormAsync(officer, "/agreements/suspensions/make", ("partner", "CA"), ("reason", "A breach."))).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await TestNode.PostFormAsync(one, "/agreements/suspensions/make", ("partner", "CA"), ("category", "persons"), ("reason", "A breach."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var row = pair.Nl.Shelf().Suspensions.ShouldHaveSingleItem();
        (row.Category, row.Reason, row.State).ShouldBe(("persons", "A breach.", SuspensionState.Active));
        (await one.GetStringAsync("/agreements/suspensions", Now)).ShouldSatisfyAllConditions(
            page => page.ShouldContain("The data Persons under every agreement"), page => page.ShouldContain("another officer lifts it"));

        await TestNode.PostFormAsync(one, $"/agreements/suspensions/{row.Number}/lift");
        pair.Nl.Shelf().Suspensions[0].State.ShouldBe(SuspensionState.Active);
        await TestNode.PostFormAsync(other, $"/agreements/suspensions/{row.Number}/lift");
        pair.Nl.Shelf().Suspensions[0].State.ShouldBe(SuspensionState.Lifted);
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'agreement.read'"), Now)).ShouldBeGreaterThan(3);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_templates_are_read_and_fetched_as_they_come_with_the_product(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var legal = await node.SignedInAs(Role.Legal, AuthorityKind.Customs);

        AgreementLibrary.Templates.Count.ShouldBe(2);
        foreach (var template in AgreementLibrary.Templates)
        {
            (await legal.GetStringAsync("/agreements/templates", Now)).ShouldContain($"/agreements/templates/{template.Id}");
            (await legal.GetStringAsync($"/agreements/templates/{template.Id}", Now)).ShouldContain($"article-{template.Articles[0].Number}");
            AgreementText.Read(await legal.GetByteArrayAsync($"/api/agreements/templates/{template.Id}/text", Now)).ShouldBeOfType<AgreementReading.Accepted>().Agreement.Digest.ShouldBe(template.Digest);
        }

        (await legal.GetAsync("/agreements/templates/NONE", Now)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_waits_for_a_partner_is_kept_back_and_can_be_sent_anew(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Heron, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();

        (await desk.SuspendAsync(await pair.Nl.OfficerAsync(Role.Legal), new("CA", "A breach.") { Category = "persons" }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();

        // One that is being sent at the moment ends when the attempt has failed.
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[0].State == OutboxState.Refused, "the person is kept back");
        var sent = await pair.SentAsync();
        sent.Select(one => (one.State, one.Reason)).Take(2).ShouldBe([(OutboxState.Refused, "agreement-refused"), (OutboxState.Ready, sent[1].Reason)]); // the boat goes, the person does not
        await pair.StartCaAsync();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_is_being_sent_when_it_is_stopped_stands_if_it_arrives_and_is_not_tried_again_if_not(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await NodePair.UntilAsync(
            () => pair.Nl.Database.WriteAsync(session => session.Execute(
                "UPDATE outbox SET leased_by = 'elsewhere', leased_until = @until WHERE leased_by IS NULL AND attempts > 0", new { until = session.Now.AddMinutes(5) }) > 0),
            "another process sends it");
        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();

        var first = (await desk.SuspendAsync(await pair.Nl.OfficerAsync(Role.Legal), new("CA", "A breach."), Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        (await RecalledAsync(pair)).ShouldBe(("Ready", "agreement-refused"));
        (await desk.ResumeAsync(await pair.Nl.OfficerAsync(Role.Legal), first.Number, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        (await RecalledAsync(pair)).ShouldBe(("Ready", null));

        (await desk.SuspendAsync(await pair.Nl.OfficerAsync(Role.Legal), new("CA", "Another breach."), Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        await pair.Nl.Database.WriteAsync(session => session.Execute("UPDATE outbox SET leased_by = NULL, leased_until = NULL, due_at = @Now WHERE leased_by = 'elsewhere'", new { session.Now }));
        await NodePair.UntilAsync(async () => (await RecalledAsync(pair)).State == "Refused", "it is not tried again");
        (await pair.SentAsync())[0].Reason.ShouldBe("agreement-refused");
        await pair.StartCaAsync();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Programs_suspend_preview_and_resume_by_the_api(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        using var supervisor = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var lawyer = await pair.Nl.SignedInAs(Role.Legal, AuthorityKind.Customs, Purpose.Administration);

        using var preview = await supervisor.PostAsJsonAsync("/api/agreements/suspensions/preview", new { partner = "CA", reason = "?", agreement = "TEST" }, Now);
        JsonNode.Parse(await preview.Content.ReadAsStringAsync(Now))!["flows"]!.AsArray().Count.ShouldBeGreaterThan(100);
        (await supervisor.PostAsJsonAsync("/api/agreements/suspensions", new { partner = "CA", reason = "A breach.", article = "9" }, Now)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var suspended = await supervisor.PostAsJsonAsync("/api/agreements/suspensions", new { partner = "CA", reason = "A breach.", agreement = "TEST" }, Now);
        suspended.StatusCode.ShouldBe(HttpStatusCode.OK, await suspended.Content.ReadAsStringAsync(Now));
        var number = JsonNode.Parse(await suspended.Content.ReadAsStringAsync(Now))!["number"]!.GetValue<long>();
        var may = JsonNode.Parse(await lawyer.GetStringAsync("/api/agreements/may?exchange=alert&to=CA&purpose=customsEnforcement&data=persons.name", Now))!;
        (may["permitted"]!.GetValue<bool>(), may["reason"]!.GetValue<string>()).ShouldBe((false, "suspended"));

        (await supervisor.PostAsync($"/api/agreements/suspensions/{number}/resumption", null, Now)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await lawyer.PostAsync($"/api/agreements/suspensions/{number}/resumption", null, Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await lawyer.GetStringAsync("/api/agreements/suspensions", Now))!["suspensions"]!.AsArray().ShouldHaveSingleItem()!["state"]!.GetValue<string>().ShouldBe("lifted");
        JsonNode.Parse(await lawyer.GetStringAsync("/api/agreements/may?exchange=alert&to=CA&purpose=customsEnforcement&data=persons.name", Now))!["permitted"]!.GetValue<bool>().ShouldBeTrue();
        (await lawyer.GetAsync("/api/agreements/may?exchange=gossip&to=CA", Now)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static Task<(string State, string? Why)> RecalledAsync(NodePair pair) => pair.Nl.Database.ReadAsync(async session =>
        (await session.QueryAsync<(string, string?)>("SELECT state, recall_reason FROM outbox WHERE action LIKE 'alert.%'"))[0]);
}
