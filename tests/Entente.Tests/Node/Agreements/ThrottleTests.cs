using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Federation;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Agreements;

public sealed class ThrottleTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, null, true)] // everything with the partner
    [InlineData("PACT", null, null, true)]
    [InlineData("OTHER", null, null, false)]
    [InlineData("PACT", "4", null, true)]
    [InlineData("PACT", "5", null, false)]
    [InlineData(null, null, "persons", true)]
    [InlineData(null, null, "finances", false)]
    [InlineData("PACT", null, "businesses", true)] // one of its categories suffices
    public void A_message_falls_under_it_by_its_clause_and_its_data(string? agreement, string? article, string? category, bool covers) =>
        new SuspensionRow { Agreement = agreement, Article = article, Category = category }.Covers(new ClauseRef("PACT", 2, "4", 1), [DataField.PersonsName, DataField.BusinessesName]).ShouldBe(covers);

    [Theory]
    [InlineData(true, false, 5, SuspensionState.Active, true)]
    [InlineData(true, true, 5, SuspensionState.Active, true)]
    [InlineData(false, false, 5, SuspensionState.Active, true)] // the partner's, both ways
    [InlineData(false, true, 5, SuspensionState.Active, false)] // only what the partner gives
    [InlineData(true, false, 5, SuspensionState.Lifted, false)]
    [InlineData(true, false, null, SuspensionState.Active, false)] // it stops
    public void Which_throttles_slow_what_this_node_gives(bool ours, bool givingOnly, int? perHour, SuspensionState state, bool slows) =>
        new SuspensionRow { Ours = ours, GivingOnly = givingOnly, PerHour = perHour, State = state }.SlowsHere.ShouldBe(slows);

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task So_many_go_in_an_hour_the_urgent_first_the_others_wait_and_both_are_told(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();
        var (one, other) = (await pair.Nl.OfficerAsync(Role.Supervisor), await pair.Nl.OfficerAsync(Role.Legal));
        (await desk.SuspendAsync(one, new("CA", "They are burdened.") { PerHour = 0 }, Now)).ShouldBeOfType<SuspensionOutcome.Refused>().Faults[0].At.ShouldBe("perHour");
        var done = (await desk.SuspendAsync(one, new("CA", "They are burdened.") { PerHour = 2 }, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        await NodePair.UntilAsync(() => Task.FromResult(pair.Ca.Shelf().Suspensions is [{ PerHour: 2, Ours: false }]), "Canada knows of it");
        pair.Ca.Shelf().Book.Suspensions.ShouldBeEmpty("nothing is stopped");
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT per_hour FROM outbox_throttle WHERE partner = 'NL'"), Now)).ShouldBe(2, "what Canada gives is slowed as well");

        await pair.SendAsync("1");
        await pair.SendAsync("2");
        await NodePair.UntilAsync(() => Task.FromResult(pair.Taken.Count == 2), "two have gone");
        foreach (var text in (string[])["3", "4", "5"])
        {
            await pair.SendAsync(text);
        }

        await pair.SendAsync("urgent", note => note with { Lane = Lane.Urgent });
        var queue = (await desk.QueuesAsync(Now))[done.Number];
        (queue.Waiting, queue.Passed).ShouldBe((4, 2));
        queue.Next.ShouldBeInRange(Instant().AddMinutes(55), Instant().AddHours(1));
        queue.Through.ShouldBeInRange(Instant().AddMinutes(115), Instant().AddHours(2));
        using (var supervisor = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs))
        {
            (await supervisor.GetStringAsync("/agreements/suspensions", Now)).ShouldSatisfyAllConditions(
                page => page.ShouldContain("At most 2 messages an hour: Every exchange"), page => page.ShouldContain("4 messages"), page => page.ShouldContain("the next at"));
            var line = JsonNode.Parse(await supervisor.GetStringAsync("/api/agreements/suspensions", Now))!["suspensions"]![0]!;
            ((int)line["perHour"]!, (long)line["queue"]!["waiting"]!).ShouldBe((2, 4));
            var waits = (await pair.SentAsync()).Last();
            (await supervisor.GetStringAsync($"/messages/out-{waits.Seq}", Now)).ShouldContain("Slowed, not before");
        }

        // The fourth and fifth go with the second hour, the urgent one before them.
        await PassAnHourAsync(pair.Nl);
        await NodePair.UntilAsync(() => Task.FromResult(pair.Taken.Count == 4), "two more have gone");
        await Task.Delay(1500, Now);
        pair.Taken.Select(NodePair.TextOf).Skip(2).ShouldBe(["urgent", "3"], ignoreOrder: true);

        (await desk.ResumeAsync(one, done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Refused>();
        (await desk.ResumeAsync(other, done.Number, Now)).ShouldBeOfType<SuspensionOutcome.Done>();
        await NodePair.UntilAsync(() => Task.FromResult(pair.Taken.Count == 6), "the others go at once");
        pair.Taken.Select(NodePair.TextOf).ShouldBe(["1", "2", "urgent", "3", "4", "5"], ignoreOrder: true);
        await NodePair.UntilAsync(() => Task.FromResult(pair.Ca.Shelf().Suspensions[0].State == SuspensionState.Lifted), "Canada knows that it ends");
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_throttle"), Now)).ShouldBe(0);
        await NodePair.UntilAsync(async () => (await pair.SentAsync()).TrueForAll(sent => sent.State == OutboxState.Delivered), "the receipts of all are here");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_waits_already_falls_under_it_and_a_partner_that_is_away_uses_nothing_up(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        await pair.Ca.DisposeAsync();
        for (var one = 0; one < 5; one++)
        {
            await pair.SendAsync($"{one}");
        }

        var desk = pair.Nl.Services.GetRequiredService<SuspensionDesk>();
        var preview = await desk.PreviewAsync(new("CA", "?") { PerHour = 3, Agreement = "TEST" }, Now);
        (preview.Waiting, preview.Flows.Count).ShouldBe((5, 0));
        var done = (await desk.SuspendAsync(await pair.Nl.OfficerAsync(Role.Supervisor), new("CA", "They are burdened.") { PerHour = 3, Agreement = "TEST" }, Now))
            .ShouldBeOfType<SuspensionOutcome.Done>();
        await NodePair.UntilAsync(async () => (await pair.SentAsync()).Any(sent => sent.Attempts > 1), "it is tried in vain");
        await NodePair.UntilAsync(async () => (await desk.QueuesAsync(Now))[done.Number].Waiting == 5, "what did not arrive has not gone");

        await pair.StartCaAsync();
        await NodePair.UntilAsync(() => Task.FromResult(pair.Taken.Count == 3), "three have gone");
        await Task.Delay(1500, Now);
        pair.Taken.Count.ShouldBe(3);
        (await desk.QueuesAsync(Now))[done.Number].Waiting.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_partner_that_fetches_is_handed_no_more_than_may_go(string kind)
    {
        await using var pair = await NodePair.StartWithHiddenCaAsync(kind);
        using var supervisor = await pair.Nl.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var made = await supervisor.PostAsJsonAsync("/api/agreements/suspensions", new { partner = "CA", reason = "They are burdened.", perHour = 1, category = "fraudTrends", givingOnly = true }, Now);
        made.StatusCode.ShouldBe(HttpStatusCode.OK, await made.Content.ReadAsStringAsync(Now));
        await pair.SendAsync("1");
        await pair.SendAsync("2");

        (await pair.Ca.Desk().CollectAsync(await NodePair.OfficerAsync(pair.Ca, Role.Administrator), "NL", new(5), Now)).ShouldBeOfType<PartnerOutcome.Done>();
        await NodePair.UntilAsync(() => Task.FromResult(pair.Taken.Count == 1), "one is fetched");
        await NodePair.UntilAsync(
            async () => (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM agreement_suspension WHERE giving_only = 1 AND per_hour = 1"), Now)) == 1, "Canada is told");
        await Task.Delay(1500, Now);
        pair.Taken.Count.ShouldBe(1);
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_throttle"), Now)).ShouldBe(0, "what Canada gives is not slowed");

        await PassAnHourAsync(pair.Nl);
        await NodePair.UntilAsync(() => Task.FromResult(pair.Taken.Count == 2), "the other is fetched an hour later");
    }

    private static DateTimeOffset Instant() => TimeProvider.System.GetUtcNow();

    /// <summary>All that was put down about the throttles an hour earlier.</summary>
    private static Task PassAnHourAsync(TestNode node) => node.Database.WriteAsync(session =>
    {
        session.Execute("UPDATE outbox_throttled SET passed_at = passed_at - 3600000000");
        session.Execute("UPDATE outbox_throttle SET not_before = not_before - 3600000000");
    });
}
