using Entente.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

/// <summary>Conditions that an officer attests and approvals that somebody above gives reach the gates of both nodes.</summary>
public sealed class AttestedTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;
    private static readonly Actor Supervisor = new("officer-9", "customs", AuthorityKind.Customs, Purpose.BorderControl, null);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_clause_with_a_condition_permits_once_an_officer_attests_it_and_the_partner_is_told(string kind)
    {
        await using var pair = await StartAsync(kind, "when: [operationActive]");

        (await ShareAsync(pair)).ShouldBeOfType<AlertOutcome.Refused>().Faults.ShouldHaveSingleItem().Code.ShouldBe(FaultCode.AgreementRefused);
        (await ShareAsync(pair, Condition.OperationActive)).ShouldBeOfType<AlertOutcome.Stored>();
        await GateTests.AcknowledgedAsync(pair, 1);

        (await pair.SentAsync()).ShouldHaveSingleItem().Effect.ShouldBe("Done");
        var there = await GateTests.ForeignAsync(pair.Ca);
        there.Law.ShouldNotBeNull();

        // What is said about the alert is said under the same condition.
        (await pair.Ca.Database.WriteAsync(session => HitBook.Raise(
            session, PostOf(pair.Ca), Actor.Node("intake"), AlertsGiven.Declared with { Place = "CAHAL", ConsignmentKind = "Import" }, AlertsGiven.MatchOf(there)), Now)).ShouldNotBeNull();
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit_told WHERE refused IS NULL"), Now)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_that_takes_a_supervisor_is_kept_here_and_goes_when_another_officer_approves_this_version(string kind)
    {
        await using var pair = await StartAsync(kind, "approval: supervisor");

        var stored = (await ShareAsync(pair)).ShouldBeOfType<AlertOutcome.Stored>();
        (await pair.SentAsync()).ShouldBeEmpty();
        (await ViewAsync(pair, stored)).Approvals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => (one.Partner, one.Needed, one.State).ShouldBe(("CA", "supervisor", ShareApprovalState.Waiting)), one => one.Clause.ShouldBe("PACT/1 1(1)"));

        (await DecideAsync(pair, AlertsGiven.Manager, stored, Role.Supervisor)).ShouldNotBeNull().Code.ShouldBe(FaultCode.AgreementSecondOfficer);
        (await DecideAsync(pair, Supervisor, stored, Role.Officer)).ShouldNotBeNull().Detail.ShouldBe("It takes the approval of another office: supervisor.");
        (await DecideAsync(pair, Supervisor, stored with { Version = 2 }, Role.Supervisor)).ShouldNotBeNull().Code.ShouldBe(FaultCode.Conflict);
        (await DecideAsync(pair, Supervisor, stored, Role.Supervisor)).ShouldBeNull();
        await GateTests.AcknowledgedAsync(pair, 1);

        (await pair.SentAsync()).ShouldHaveSingleItem().Effect.ShouldBe("Done");
        (await GateTests.ForeignAsync(pair.Ca)).Title.ShouldBe("Marlowe, Ida");
        (await ViewAsync(pair, stored)).SharedWith.ShouldBe(["CA"]);

        // A later version takes an approval of its own; the partner keeps the earlier one until then.
        var amended = (await pair.Nl.Database.WriteAsync(session => AmendAlert.Execute(
            session, PostOf(pair.Nl), AlertsGiven.Manager, stored.Id, new(1, AlertsGiven.Smuggler with { Reason = "Again." }, DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6), ["*"])), Now)).ShouldBeOfType<AlertOutcome.Stored>();
        (await ViewAsync(pair, amended)).ShouldSatisfyAllConditions(view => view.Approvals[0].AlertVersion.ShouldBe(2), view => view.SharedWith.ShouldBe(["CA"]));
        (await pair.SentAsync()).Count.ShouldBe(1);
        (await pair.Nl.Database.WriteAsync(session => ApproveShare.Execute(
            session, PostOf(pair.Nl), Supervisor, [Role.Supervisor], stored.Id, new("CA", 2, Approve: false) { Reason = "It says no more." }), Now)).ShouldBeNull();
        (await ViewAsync(pair, amended)).Approvals[0].ShouldSatisfyAllConditions(one => one.State.ShouldBe(ShareApprovalState.Refused), one => one.Reason.ShouldBe("It says no more."));
    }

    [Theory]
    [InlineData(nameof(Role.Supervisor), Approval.Supervisor, true)]
    [InlineData(nameof(Role.Supervisor), Approval.Legal, false)]
    [InlineData(nameof(Role.Legal), Approval.Supervisor, true)]
    [InlineData(nameof(Role.Legal), Approval.Legal, true)]
    [InlineData(nameof(Role.Legal), Approval.CentralAuthority, true)]
    [InlineData(nameof(Role.AlertManager), Approval.Supervisor, false)]
    public void An_approval_is_given_by_the_office_that_it_takes(string role, Approval needed, bool may) => ShareApproval.MayGive([Enum.Parse<Role>(role)], needed).ShouldBe(may);

    private static async Task<NodePair> StartAsync(string kind, string term)
    {
        var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(WideAgreement.Text("PACT", 1, "2020-01-01", "NL", "CA").Replace("        actions: [read", $"        {term}\n        actions: [read", StringComparison.Ordinal), pair.Nl.Services, pair.Ca.Services);
        return pair;
    }

    private static Task<AlertOutcome> ShareAsync(NodePair pair, params Condition[] attested) => pair.Nl.Database.WriteAsync(session => EnterAlert.Execute(
        session, PostOf(pair.Nl), AlertsGiven.Manager,
        new(AlertsGiven.Smuggler, DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6), ["*"]) { Partners = ["CA"], Attested = attested }), Now);

    private static Task<Fault?> DecideAsync(NodePair pair, Actor officer, AlertOutcome.Stored stored, Role role) => pair.Nl.Database.WriteAsync(
        session => ApproveShare.Execute(session, PostOf(pair.Nl), officer, [role], stored.Id, new("CA", stored.Version, Approve: true)), Now);

    private static async Task<AlertView> ViewAsync(NodePair pair, AlertOutcome.Stored stored) => (await ShowAlert.RunAsync(pair.Nl.Database, PostOf(pair.Nl), AlertsGiven.Officer, stored.Id, Now))!;

    private static PartnerPost PostOf(TestNode node) => node.Services.GetRequiredService<PartnerPost>();
}
