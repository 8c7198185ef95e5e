using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

/// <summary>What waits for a partner was let pass by the law of another day: nothing leaves that the law of today would not let pass as it is.</summary>
public sealed class WaitingMessagesTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly Alert Shipper = AlertsGiven.Smuggler with
    {
        Content = new BusinessAlert { Name = "Alpha Trading", Addresses = [new("Quay 1", "NL")], Persons = [new() { Name = "Marlowe", Births = ["1971"] }] },
    };

    private static readonly Alert Smuggler = AlertsGiven.Smuggler with { Content = new PersonAlert { Person = new() { Name = "Marlowe", Births = ["1971"], Sex = PersonSex.Female } } };

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_would_have_to_lose_a_field_is_kept_back_and_goes_without_it_when_it_is_sent_anew(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();
        await SharedAsync(pair, Shipper);
        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();

        (await desk.PreviewAsync(new("CA", "A breach.") { Category = "persons" }, Now)).Waiting.ShouldBe(1);
        (await desk.SuspendAsync(await pair.Nl.OfficerAsync(Role.Legal), new("CA", "A breach.") { Category = "persons" }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();

        (await KeptBackAsync(pair)).ShouldBe("It was queued under TEST/1 1(1). Decided anew: permitted by TEST/1 1(1) without persons.name, persons.birth, persons.reason, persons.action.");
        await pair.StartCaAsync();
        using var manager = await pair.Nl.SignedInAs(Role.AlertManager, Entente.Protocol.Access.AuthorityKind.Customs);
        (await manager.PostAsync("/api/messages/out-1/resend", null, Now)).IsSuccessStatusCode.ShouldBeTrue();
        await NodePair.UntilAsync(async () => (await pair.SentAsync())[^1].Effect == "Done", "it goes without the person");
        ((BusinessAlert)(await GateTests.ForeignAsync(pair.Ca)).Alert.Content).Persons.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_another_clause_would_let_pass_does_not_go_under_the_one_that_is_suspended(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        foreach (var name in (string[])["nl-ca-cmaa.yaml", "nl-ca-sg-convention.yaml"])
        {
            await WideAgreement.SeedAsync(Encoding.UTF8.GetString(AgreementLibrary.Read(name)), pair.Nl.Services, pair.Ca.Services);
        }

        await pair.Ca.DisposeAsync();
        await SharedAsync(pair, Smuggler);
        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();

        (await desk.SuspendAsync(await pair.Nl.OfficerAsync(Role.Legal), new("CA", "A breach.") { Agreement = "NL-CA-CMAA" }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();

        (await KeptBackAsync(pair)).ShouldStartWith("It was queued under NL-CA-CMAA/1 8(1). Decided anew: permitted by CONVENTION-ANNEXES/1 IX.1(1) without ");
        await pair.StartCaAsync();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_waits_until_the_agreement_has_ended_does_not_go(string kind)
    {
        var clock = new SteeredClock();
        await using var pair = await NodePair.StartUnboundAsync(kind, clock);
        var last = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        await WideAgreement.SeedAsync(
            WideAgreement.Text("PACT", 1, "2020-01-01", "NL", "CA").Replace("{ from: 2020-01-01 }", $"{{ from: 2020-01-01, until: {last:yyyy-MM-dd} }}", StringComparison.Ordinal), pair.Nl.Services, pair.Ca.Services);
        await pair.Ca.DisposeAsync();
        await SharedAsync(pair, Smuggler);

        clock.Off = TimeSpan.FromDays(3);
        await pair.StartCaAsync();

        (await KeptBackAsync(pair)).ShouldBe("No agreement is in force between NL and CA.");
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE action LIKE 'alert.%'"), Now)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_waits_when_a_new_version_becomes_law_is_kept_back_at_once(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(WideAgreement.Text("PACT", 1, "2020-01-01", "NL", "CA"), pair.Nl.Services, pair.Ca.Services);
        var second = Encoding.UTF8.GetBytes(WideAgreement.Text("PACT", 2, "2021-01-01", "NL", "CA"));
        await SigningTests.SignedAsync(pair.Ca, second);
        await NodePair.UntilAsync(() => Task.FromResult(pair.Nl.Shelf().Find("PACT", 2) is not null), "the Netherlands have the offer");
        await pair.Ca.DisposeAsync();
        await SharedAsync(pair, Smuggler);

        (await pair.Nl.AgreementDesk().SupportAsync(await pair.Nl.OfficerAsync(Role.Legal), "PACT", 2)).ShouldBeOfType<AgreementOutcome.Done>();
        (await pair.Nl.AgreementDesk().ApproveAsync(await pair.Nl.OfficerAsync(Role.Supervisor), new("PACT", 2, AgreementGiven.Read(Encoding.UTF8.GetString(second)).Digest)))
            .ShouldBeOfType<AgreementOutcome.Done>().State.ShouldBe(AgreementState.Agreed);

        (await KeptBackAsync(pair)).ShouldBe("It was queued under PACT/1 1(1). Decided anew: permitted by PACT/2 1(1).");
        await pair.StartCaAsync();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Both_ends_have_the_verdict_of_the_other_also_of_what_was_taken(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await SharedAsync(pair, Smuggler);
        await GateTests.AcknowledgedAsync(pair, 1);

        var sent = (await pair.SentAsync())[0];
        (await pair.Nl.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, "CA", sent.MessageId)), Now))!.Theirs.ShouldBe("permitted by TEST/1 1(1)");
        (await pair.Ca.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, "NL", sent.MessageId)), Now))!.Theirs.ShouldBe("permitted by TEST/1 1(1)");
    }

    private static async Task SharedAsync(NodePair pair, Alert alert) => (await GateTests.ShareAsync(pair.Nl, alert, "CA")).ShouldBeOfType<AlertOutcome.Stored>();

    /// <summary>Why the alert was kept back. One that is being sent at the moment ends when the attempt has failed.</summary>
    private static async Task<string?> KeptBackAsync(NodePair pair)
    {
        await NodePair.UntilAsync(async () => (await AlertAsync(pair)).State != OutboxState.Ready, "it waits no longer");
        var sent = await AlertAsync(pair);
        (sent.State, sent.Reason, sent.Effect).ShouldBe((OutboxState.Refused, "agreement-refused", null));
        return sent.Detail;
    }

    private static async Task<NodePair.Sent> AlertAsync(NodePair pair) => (await pair.Nl.Database.ReadAsync(session => session.QueryAsync<NodePair.Sent>(
        "SELECT seq, message_id, state, attempts, reason, detail, effect, effect_detail, due_at, lane FROM outbox WHERE action LIKE 'alert.%' ORDER BY seq"), Now))[0];
}
