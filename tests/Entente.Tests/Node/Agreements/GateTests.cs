using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

/// <summary>Two whole nodes, and what the law between them lets through.</summary>
public sealed class GateTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly string Cmaa = Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml"));

    private static readonly Alert Smuggler = AlertsGiven.Smuggler with
    {
        Content = new PersonAlert { Person = new() { Name = "Marlowe", Forenames = ["Ida"], Births = ["1971-04"], Addresses = [new("Quay 1, Rotterdam", "NL")], Characteristics = ["A scar"] } },
    };

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Without_an_agreement_nothing_is_shared_and_nothing_stored(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);

        (await ShareAsync(pair.Nl, Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Refused>().Faults.ShouldHaveSingleItem()
            .ShouldBe(new(FaultCode.AgreementRefused, "No agreement is in force between NL and CA.", "$.partners[0]"));

        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"), Now)).ShouldBe(0);
        (await pair.SentAsync()).ShouldBeEmpty();
        (await ActsAsync(pair.Nl)).ShouldContain("alert.share-refused");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_a_clause_permits_arrives_with_its_obligations_and_both_put_down_the_verdict(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(Cmaa, pair.Nl.Services, pair.Ca.Services);

        (await ShareAsync(pair.Nl, Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await AcknowledgedAsync(pair, 1);

        var sent = (await pair.SentAsync()).ShouldHaveSingleItem();
        sent.Effect.ShouldBe("Done");
        foreach (var (node, partner, direction) in new[] { (pair.Nl, "CA", "Out"), (pair.Ca, "NL", "In") })
        {
            var row = (await node.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, partner, sent.MessageId)), Now))!;
            (row.Direction, row.Permitted, row.Clause, row.Sha256, row.Stripped).ShouldBe((direction, true, "NL-CA-CMAA/1 8(1)", AgreementGiven.Read(Cmaa).Digest, ""));
            row.Binding!.Handling.ShouldBe(HandlingCode.H1);
            row.Binding.Authorities.ShouldBe([Entente.Protocol.Access.AuthorityKind.Customs, Entente.Protocol.Access.AuthorityKind.BorderGuard]);
            row.Binding.LastDay.ShouldNotBeNull().ShouldBeInRange(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddYears(1).AddDays(-1), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddYears(1));
        }

        // The clause's mark travels with the alert, and those who are not bound do not see it.
        var there = await ForeignAsync(pair.Ca);
        (there.Alert.Handling, there.Audience.Contains("police", StringComparison.Ordinal)).ShouldBe((HandlingCode.H1, false));
        (await DetailAsync(pair.Ca, "message.taken")).ShouldContain("NL-CA-CMAA/1 8(1)");
        (await DetailAsync(pair.Nl, "message.queued")).ShouldContain("NL-CA-CMAA/1 8(1)");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Fields_that_no_clause_names_do_not_leave_the_node(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(
            WideAgreement.Text("NARROW", 1, "2020-01-01", "NL", "CA").Replace("persons: all", "persons: [name, birth, reason, action]", StringComparison.Ordinal), pair.Nl.Services, pair.Ca.Services);

        (await ShareAsync(pair.Nl, Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await AcknowledgedAsync(pair, 1);

        var sent = (await pair.SentAsync()).ShouldHaveSingleItem();
        sent.Effect.ShouldBe("Done", sent.EffectDetail);
        var queued = Encoding.UTF8.GetString((await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT body FROM outbox_content WHERE seq = @Seq", new { sent.Seq }), Now))!);
        queued.ShouldNotContain("Rotterdam");
        queued.ShouldNotContain("scar");
        queued.ShouldContain("Marlowe");
        (await pair.Nl.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, "CA", sent.MessageId)), Now))!.Stripped.ShouldBe("persons.address persons.physicalCharacteristics");
        ((PersonAlert)(await ForeignAsync(pair.Ca)).Alert.Content).Person.Addresses.ShouldBeEmpty();

        // At home it is what it was.
        ((PersonAlert)(await pair.Nl.Database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert"), Now))!.Alert.Content).Person.Addresses.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_receiver_that_holds_other_bytes_declines_and_both_have_both_verdicts(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAtAsync(pair.Nl.Services, Cmaa, pair.Ca.Services);
        await WideAgreement.SeedAtAsync(pair.Ca.Services, Cmaa + "# another byte\n", pair.Nl.Services);

        (await ShareAsync(pair.Nl, Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await AcknowledgedAsync(pair, 1);

        var sent = (await pair.SentAsync()).ShouldHaveSingleItem();
        sent.EffectDetail.ShouldNotBeNull().ShouldStartWith("agreement-declined: NL-CA-CMAA/1 8(1) has other bytes here");
        sent.EffectDetail.ShouldContain("Decided there: permitted by NL-CA-CMAA/1 8(1). Decided here: permitted by NL-CA-CMAA/1 8(1).");
        (await pair.Nl.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, "CA", sent.MessageId)), Now))!.Theirs.ShouldBe(sent.EffectDetail);
        var there = (await pair.Ca.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, "NL", sent.MessageId)), Now))!;
        (there.Permitted, there.Reason, there.Theirs).ShouldBe((false, "otherBytes", "permitted by NL-CA-CMAA/1 8(1)"));
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"), Now)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_agreement_that_is_amended_on_the_way_declines_what_went_under_the_old_one_and_takes_it_anew_under_the_new_one(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        var first = WideAgreement.Text("PACT", 1, "2020-01-01", "NL", "CA");
        var second = WideAgreement.Text("PACT", 2, "2026-01-01", "NL", "CA");
        await WideAgreement.SeedAsync(first, pair.Nl.Services, pair.Ca.Services);
        await WideAgreement.SeedAtAsync(pair.Ca.Services, second, pair.Nl.Services);

        (await ShareAsync(pair.Nl, Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await AcknowledgedAsync(pair, 1);
        (await pair.SentAsync())[0].EffectDetail.ShouldNotBeNull().ShouldContain("Another clause applies. Decided there: permitted by PACT/1 1(1). Decided here: permitted by PACT/2 1(1).");

        await WideAgreement.SeedAtAsync(pair.Nl.Services, second, pair.Ca.Services);
        using var manager = await pair.Nl.SignedInAs(Entente.Node.Platform.Role.AlertManager, Entente.Protocol.Access.AuthorityKind.Customs);
        (await manager.PostAsync("/api/messages/out-1/resend", null, Now)).IsSuccessStatusCode.ShouldBeTrue();
        await AcknowledgedAsync(pair, 2);

        (await pair.SentAsync())[1].Effect.ShouldBe("Done");
        (await ForeignAsync(pair.Ca)).Title.ShouldBe("Marlowe, Ida");
    }

    /// <summary>A clause under which alerts may be analysed, and nothing be checked because of them.</summary>
    private static readonly string Analysis = WideAgreement.Text("ANALYSIS", 1, "2020-01-01", "NL", "CA").Replace("[read, riskAnalysis, control, investigate, notify]", "[read, riskAnalysis]", StringComparison.Ordinal);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_goes_only_where_the_clause_permits_what_it_asks_for(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(Analysis, pair.Nl.Services, pair.Ca.Services);

        // The smuggler's asks for a specific check.
        (await ShareAsync(pair.Nl, Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Refused>().Faults.ShouldHaveSingleItem()
            .ShouldBe(new(FaultCode.AgreementRefused, "ANALYSIS/1 1(1) does not permit what it asks the receiver to do: control.", "$.partners[0]"));
        (await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"), Now)).ShouldBe(0);
        (await ActsAsync(pair.Nl)).ShouldContain("alert.share-refused");

        var stored = (await ShareAsync(pair.Nl, Smuggler with { Action = RequestedAction.OperationalAnalysis }, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await AcknowledgedAsync(pair, 1);
        var sent = (await pair.SentAsync()).ShouldHaveSingleItem();
        foreach (var (node, partner) in new[] { (pair.Nl, "CA"), (pair.Ca, "NL") })
        {
            var row = (await node.Database.ReadAsync(session => Task.FromResult(VerdictRow.Find(session, partner, sent.MessageId)), Now))!;
            (row.Permitted, AskedQuestion.Read(row.Question)!.Asks).ShouldBe((true, [PermittedAction.RiskAnalysis]), "both sides ask it");
        }

        // Amended to ask for more, it does not go, and the partner keeps what it has.
        (await pair.Nl.Database.WriteAsync(session => AmendAlert.Execute(
            session, pair.Nl.Services.GetRequiredService<PartnerPost>(), AlertsGiven.Manager, stored.Id,
            new(1, Smuggler, DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6), ["*"])), Now)).ShouldBeOfType<AlertOutcome.Stored>();
        (await pair.SentAsync()).Count.ShouldBe(1);
        (await ForeignAsync(pair.Ca)).Alert.Action.ShouldBe(RequestedAction.OperationalAnalysis);
        (await pair.Nl.Database.ReadAsync(session => session.QueryAsync<string>("SELECT reason FROM exchange_verdict WHERE direction = 'Out' AND permitted = 0 ORDER BY number"), Now)).ShouldBe(["action"]);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_that_asks_for_what_the_clause_does_not_permit_is_declined_by_its_receiver(string kind)
    {
        await using var pair = await NodePair.StartUnboundAsync(kind);
        await WideAgreement.SeedAsync(Analysis, pair.Nl.Services, pair.Ca.Services);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var analysed = new AlertPublished
        {
            Conditions = Conditions.OfTheExchange("C-1", today) with { Purpose = Entente.Protocol.Access.Purpose.BorderControl, KeepUntil = today.AddYears(1) },
            AlertId = AlertId.New(TimeProvider.System.GetUtcNow()),
            Version = 1,
            ReviewBy = today.AddMonths(6),
            Alert = Smuggler with { Action = RequestedAction.StrategicAnalysis },
        };
        var sent = (await pair.Nl.Database.WriteAsync(session => pair.Nl.Services.GetRequiredService<ExchangeGate>().Send(
            session, Actor.Node("test"), "1@CA", new("CA", "alert.published", 1, MessageKind.AlertPublished.Write(analysed))), Now)).ShouldBeOfType<Clearance.Open>().Message;

        // A sender that does not ask its own gate about actions.
        (await TakeAsync(analysed with { Alert = Smuggler with { Action = RequestedAction.Seize } }, "1@NL")).ShouldBe(new(
            FaultCode.AgreementDeclined, "It is not permitted here. Decided there: permitted by ANALYSIS/1 1(1). Decided here: refused, action, ANALYSIS/1 1(1)."));
        (await TakeAsync(analysed, "2@NL")).ShouldBeNull();

        Task<Fault?> TakeAsync(AlertPublished message, string id) => pair.Ca.Database.WriteAsync(session => pair.Ca.Services.GetRequiredService<ExchangeGate>().Take(
            session, Actor.Node("test"), new("NL", id, id, null, "alert.published", 1, MessageKind.AlertPublished.Write(message)) { Properties = sent.Properties }).Why, Now);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_message_that_names_no_clause_is_declined(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var gate = pair.Ca.Services.GetRequiredService<ExchangeGate>();
        var (under, why) = await pair.Ca.Database.WriteAsync(session =>
            gate.Take(session, Actor.Node("test"), new("NL", "1@NL", "1@NL", null, NodePair.Kind, 1, "{}"u8.ToArray())), Now);

        under.ShouldBeNull();
        why.ShouldBe(new(FaultCode.AgreementDeclined, "The message does not say under which clause it is sent."));
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_kind_of_which_nobody_says_what_it_holds_is_neither_sent_nor_taken(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var gate = pair.Ca.Services.GetRequiredService<ExchangeGate>();
        var (sent, taken) = await pair.Ca.Database.WriteAsync(session => (
            gate.Send(session, Actor.Node("test"), "1@CA", new("NL", "crate.counted", 1, "{}"u8.ToArray())),
            gate.Take(session, Actor.Node("test"), new("NL", "1@NL", "1@NL", null, "crate.counted", 1, "{}"u8.ToArray()))), Now);

        sent.ShouldBeOfType<Clearance.Closed>().Why.Code.ShouldBe(FaultCode.AgreementUnread);
        taken.Why!.Code.ShouldBe(FaultCode.AgreementUnread);
    }

    internal static Task<AlertOutcome> ShareAsync(TestNode node, Alert alert, params string[] partners) => node.Database.WriteAsync(session => EnterAlert.Execute(
        session, node.Services.GetRequiredService<PartnerPost>(), AlertsGiven.Manager,
        new(alert, DateOnly.FromDateTime(session.Now.UtcDateTime).AddMonths(6), ["*"]) { Partners = partners }), Now);

    internal static Task AcknowledgedAsync(NodePair pair, int count) =>
        NodePair.UntilAsync(async () => (await pair.SentAsync()).Count(sent => sent.Effect is not null) >= count, $"{count} messages are acknowledged");

    internal static async Task<AlertRow> ForeignAsync(TestNode node) =>
        (await node.Database.ReadAsync(session => session.QueryAsync<AlertRow>("SELECT * FROM alert WHERE owner LIKE 'partner:%'"), Now)).ShouldHaveSingleItem();

    private static Task<List<string>> ActsAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM record ORDER BY seq"), Now);

    private static async Task<string> DetailAsync(TestNode node, string act) =>
        (await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record WHERE act = @act ORDER BY seq", new { act }), Now))[0];
}
