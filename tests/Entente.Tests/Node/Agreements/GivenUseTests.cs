using System.Net;
using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Federation.Delivery;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

public sealed class GivenUseTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly CarriedObligations Binding = new()
    {
        Handling = HandlingCode.H1,
        Purpose = UsePurpose.CustomsEnforcement,
        Actions = [PermittedAction.Read, PermittedAction.Control],
        Authorities = [AuthorityKind.Customs],
        LastDay = Today,
    };

    [Theory]
    [InlineData(AuthorityKind.Customs, Purpose.BorderControl, PermittedAction.Read, 0, null)]
    [InlineData(AuthorityKind.Customs, Purpose.Supervision, PermittedAction.Read, 0, null)] // keeping the node serves what it was given for
    [InlineData(AuthorityKind.Customs, Purpose.BorderControl, PermittedAction.Read, 1, "It could be kept until 2026-11-22, which is past.")]
    [InlineData(AuthorityKind.Police, Purpose.BorderControl, PermittedAction.Read, 0, "PACT/1 1(1) gives it to customs only.")]
    [InlineData(AuthorityKind.Customs, Purpose.Investigation, PermittedAction.Read, 0, "It was given for customsEnforcement; another use needs the permission of CA.")]
    [InlineData(AuthorityKind.Customs, Purpose.BorderControl, PermittedAction.Investigate, 0, "PACT/1 1(1) does not let it be used for that: investigate.")]
    public void The_obligations_are_asked_before_a_use(AuthorityKind authority, Purpose purpose, PermittedAction action, int later, string? detail) =>
        GivenUse.Refuse(new("PACT/1 1(1)", Binding), new("officer", "here", authority, purpose, "C-1"), action, "CA", Today.AddDays(later))?.Detail.ShouldBe(detail);

    [Fact]
    public void What_no_law_came_with_is_bound_by_none() => GivenUse.Refuse(null, AlertsGiven.Police, PermittedAction.Read, "CA", Today).ShouldBeNull();

    [Theory]
    [InlineData(HandlingCode.H2, "2026-11-01", "read", true)]
    [InlineData(HandlingCode.H0, "2027-01-01", "read control notify", false)]
    public void Of_what_both_sides_find_the_narrower_binds(HandlingCode handling, string lastDay, string actions, bool notDeciding)
    {
        var theirs = Binding with { Handling = handling, LastDay = DateOnly.Parse(lastDay, null), Actions = [.. actions.Split(' ').Select(word => Enum.Parse<PermittedAction>(word, ignoreCase: true))], NotDecidingFactor = notDeciding };

        var both = Binding.NarrowedBy(theirs);

        both.Handling.ShouldBe(handling > HandlingCode.H1 ? handling : HandlingCode.H1);
        both.LastDay.ShouldBe(theirs.LastDay < Today ? theirs.LastDay : Today);
        both.Actions.ShouldBe(Binding.Actions.Intersect(theirs.Actions));
        both.NotDecidingFactor.ShouldBe(notDeciding);
        CarriedObligations.Read(both.Write())!.Write().ShouldBe(both.Write());
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_officer_who_works_for_another_purpose_neither_sees_nor_finds_what_a_partner_gave_and_is_told_why(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml")), pair.Nl.Services, pair.Ca.Services);
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await GateTests.AcknowledgedAsync(pair, 1);
        var alert = await GateTests.ForeignAsync(pair.Ca);
        using var officer = await pair.Ca.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var analyst = await pair.Ca.SignedInAs(Role.Analyst, AuthorityKind.Customs, Purpose.RiskAnalysis);

        (await officer.GetStringAsync($"/alerts/{alert.Id}", Now)).ShouldContain("NL-CA-CMAA/1");
        using var kept = await analyst.GetAsync($"/api/alerts/{alert.Id}", Now);
        kept.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await kept.Content.ReadAsStringAsync(Now)).ShouldContain("It was given for customsEnforcement; another use needs the permission of NL.");
        (await analyst.GetStringAsync($"/alerts/{alert.Id}", Now)).ShouldSatisfyAllConditions(page => page.ShouldContain("Kept back by law"), page => page.ShouldNotContain("Carried undeclared cash"));
        (await FoundAsync(officer)).ShouldContain(alert.Id);
        (await FoundAsync(analyst)).ShouldNotContain(alert.Id);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'alert.use-refused'"), Now)).ShouldBe(2);
    }

    private static async Task<string> FoundAsync(HttpClient client)
    {
        using var body = new StringContent("""{"text":"C-2026-17"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/alerts/search", body, Now);
        return await answer.Content.ReadAsStringAsync(Now);
    }
}
