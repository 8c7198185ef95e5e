using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

public sealed class BindEarlierTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Answers_that_came_before_items_named_their_law_are_bound_when_the_node_starts(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        (await GateTests.ShareAsync(pair.Nl, AlertsGiven.Smuggler, "CA")).ShouldBeOfType<AlertOutcome.Stored>();
        await GateTests.AcknowledgedAsync(pair, 1);
        await pair.Ca.Database.WriteAsync(session =>
        {
            var alert = session.Find<AlertRow>("SELECT * FROM alert WHERE owner LIKE 'partner:%'")!;
            var hit = HitBook.Raise(session, Post(pair.Ca), Actor.Node("intake"), AlertsGiven.Declared with { Place = "CAHAL", ConsignmentKind = "Import" }, AlertsGiven.MatchOf(alert))!.Value;
            JudgeHit.Execute(session, Post(pair.Ca), AlertsGiven.Officer, hit, new(HitState.True, "It is.", 0)).ShouldBeNull();
            ReportHit.Execute(session, Post(pair.Ca), AlertsGiven.Officer, hit, new(new() { Found = true, Place = "CAHAL", Time = session.Now, Reason = "The alert.", ActionTaken = RequestedAction.DiscreetCheck }))
                .ShouldBeEmpty();
        });
        await NodePair.UntilAsync(async () => await CountAsync(pair.Nl, "SELECT COUNT(*) FROM abroad_report") == 1, "the report is here");
        await pair.Nl.Database.WriteAsync(session =>
        {
            var hit = HitId.Parse(session.Find<string>("SELECT id FROM abroad_hit")!);
            AskPartner.AboutAbroadHit(session, Post(pair.Nl), AlertsGiven.Officer, hit, new("Who was it?")).ShouldBeEmpty();
        });
        await NodePair.UntilAsync(async () => await CountAsync(pair.Ca, "SELECT COUNT(*) FROM question") == 1, "the question is there");
        (await pair.Ca.Database.WriteAsync(session => AnswerPartner.Execute(session, Post(pair.Ca), AlertsGiven.Officer, 1, new(AnswerOutcome.Answered, "His brother.")))).ShouldBeNull();
        await NodePair.UntilAsync(async () => await CountAsync(pair.Nl, "SELECT COUNT(*) FROM question WHERE outcome IS NOT NULL") == 1, "the answer is here");

        var laws = await LawsAsync(pair.Nl);
        laws.ShouldHaveSingleItem().ShouldNotBeNull();
        await pair.Nl.Database.WriteAsync(session => session.Execute("UPDATE question SET law = NULL, law_until = NULL"));
        await new BindEarlier(pair.Nl.Database).StartAsync(Now);

        (await LawsAsync(pair.Nl)).ShouldBe(laws);
    }

    private static Task<List<string?>> LawsAsync(TestNode node) => node.Database.ReadAsync(session => session.QueryAsync<string?>(
        "SELECT CAST(law AS TEXT) || ' ' || COALESCE(law_until, '') FROM question"), Now);

    private static Task<long> CountAsync(TestNode node, [System.Diagnostics.CodeAnalysis.ConstantExpected] string sql) => node.Database.ReadAsync(session => session.ScalarAsync<long>(sql), Now);

    private static PartnerPost Post(TestNode node) => node.Services.GetRequiredService<PartnerPost>();
}
