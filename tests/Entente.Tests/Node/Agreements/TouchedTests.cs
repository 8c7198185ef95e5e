using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Assistance;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

/// <summary>What is open with a partner, and which of it a suspension or another version touches: of two agreements with one partner, what rests on the one and not on the other.</summary>
public sealed class TouchedTests
{
    private const string Requests = "Open requests for assistance, either way";
    private const string Alerts = "Alerts that it has from us";
    private const string Taken = "Alerts that we have from it";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly string Cmaa = Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml"));

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_suspension_and_an_amendment_touch_what_rests_on_them_and_nothing_else(string kind)
    {
        await using var both = await OpenAsync(kind);
        var (nl, ca) = (both.NlNode.Services.GetRequiredService<SuspensionDesk>(), both.CaNode.Services.GetRequiredService<SuspensionDesk>());

        // Of two requests the one goes on under the other agreement.
        (await PreviewAsync(nl, new("CA", "?") { Agreement = "NL-CA-CMAA" })).ShouldBe([(Requests, 1, "/assistance/1"), (Alerts, 2, null)]);
        (await PreviewAsync(nl, new("CA", "?") { Agreement = "TFA-12" })).ShouldBe([(Requests, 1, "/assistance/2")]);
        (await PreviewAsync(nl, new("CA", "?") { Agreement = "NL-CA-CMAA", Article = "4" })).ShouldBe([(Requests, 1, "/assistance/1")]);
        (await PreviewAsync(nl, new("CA", "?") { Agreement = "NL-CA-MLAT" })).ShouldBeEmpty();
        (await PreviewAsync(nl, new("CA", "?"))).ShouldBe([(Requests, 2, "/assistance/2"), (Alerts, 2, null)]);

        // Of two alerts the one names a person; what the other side holds is touched there.
        (await PreviewAsync(nl, new("CA", "?") { Category = "persons" })).Where(one => one.Words == Alerts).Select(one => one.Count).ShouldBe([1]);
        (await PreviewAsync(ca, new("NL", "?") { Agreement = "NL-CA-CMAA", Article = "8" })).ShouldBe([(Taken, 2, null)]);
        (await PreviewAsync(ca, new("NL", "?") { Agreement = "NL-CA-CMAA", Article = "8", GivingOnly = true })).ShouldBeEmpty();

        // A throttle touches what would fall under it.
        (await PreviewAsync(nl, new("CA", "?") { Agreement = "NL-CA-CMAA", Article = "8", PerHour = 3 })).ShouldBe([(Alerts, 2, null)]);

        // Another version touches what was begun under the articles that differ.
        (await AmendAsync(nl, Amended("purposes: [customsEnforcement, borderSecurity, riskAnalysis, publicSafety]\n        handling: H1", "purposes: [customsEnforcement, borderSecurity, riskAnalysis, publicSafety]\n        handling: H2")))
            .ShouldBe([(Alerts, 2, null)]);
        (await AmendAsync(nl, Amended("purposes: [customsEnforcement, dutyAssessment]\n        when: [reasonableGrounds]\n        handling: H1", "purposes: [customsEnforcement]\n        when: [reasonableGrounds]\n        handling: H1")))
            .ShouldBe([(Requests, 1, "/assistance/1")]);
        (await AmendAsync(nl, Amended("title: Costs", "title: Who pays"))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_pages_name_the_first_of_what_is_touched_and_lead_there(string kind)
    {
        await using var both = await OpenAsync(kind);
        using var supervisor = await both.NlNode.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await WideAgreement.SeedAsync(Amended("assistance: [information, certifiedDocuments]\n        data: { declarations: all, documents: all, businesses: all, persons: [name, address, identityPapers] }", "assistance: [information]\n        data: { businesses: all }"), both.NlNode.Services, both.CaNode.Services);

        (await supervisor.GetStringAsync("/agreements/suspensions?partner=CA&agreement=NL-CA-CMAA&article=4", Now)).ShouldSatisfyAllConditions(
            page => page.ShouldContain("<a href=\"/assistance/1\">1</a>"), page => page.ShouldNotContain("<a href=\"/assistance/2\">2</a>"));
        (await supervisor.GetStringAsync("/agreements/NL-CA-CMAA/compare?from=1&to=2", Now)).ShouldSatisfyAllConditions(
            page => page.ShouldContain("What is open under it and is touched"), page => page.ShouldContain("<a href=\"/assistance/1\">1</a>"), page => page.ShouldNotContain("<a href=\"/assistance/2\">2</a>"));
    }

    /// <summary>Two requests under two agreements, and two alerts, one of a person and one of a boat.</summary>
    private static async Task<TwoAdministrations> OpenAsync(string kind)
    {
        var both = await TwoAdministrations.StartAsync(kind);
        foreach (var request in new[] { TwoAdministrations.Duties(), TwoAdministrations.Soon() })
        {
            var number = (await TwoAdministrations.DraftAsync(both.Nl, request))["number"]!.GetValue<long>();
            await TwoAdministrations.StepsAsync(both.Nl, number, "send");
            await TwoAdministrations.UntilAsync(both.Nl, number, "acknowledged");
        }

        (await GateTests.ShareAsync(both.NlNode, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        (await GateTests.ShareAsync(both.NlNode, AlertsGiven.Heron, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await NodePair.UntilAsync(
            async () => await both.CaNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM foreign_alert"), Now) == 2
                && await both.NlNode.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state IN ('Ready', 'Waiting')"), Now) == 0,
            "Canada has the alerts");
        return both;
    }

    private static string Amended(string was, string now)
    {
        Cmaa.ShouldContain(was);
        return Cmaa.Replace(was, now, StringComparison.Ordinal).Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace("from: 2026-01-01", "from: 2034-01-01", StringComparison.Ordinal);
    }

    private static async Task<List<(string Words, long Count, string? First)>> PreviewAsync(SuspensionDesk desk, SuspendAgreement.Command command) => Told((await desk.PreviewAsync(command, Now)).Touched);

    private static async Task<List<(string Words, long Count, string? First)>> AmendAsync(SuspensionDesk desk, string text) =>
        Told((await desk.TouchedAsync(AgreementGiven.Read(Cmaa), AgreementGiven.Read(text), Now)).ShouldHaveSingleItem().Touched);

    // The addresses of alerts are made up anew each time.
    private static List<(string Words, long Count, string? First)> Told(IReadOnlyList<TouchedCount> touched) =>
        [.. touched.Where(one => one.Count > 0).OrderByDescending(one => one.Words, StringComparer.Ordinal).Select(one => (one.Words, one.Count, one.First[0].Address is var address && address.StartsWith("/alerts/", StringComparison.Ordinal) ? null : address))];
}
