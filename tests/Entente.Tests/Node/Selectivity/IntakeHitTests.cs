using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Screening;
using Entente.Tests.Node.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class IntakeHitTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_listed_importer_raises_a_hit_in_the_write_of_his_declaration_for_those_who_may_see_the_alert(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        using var police = await node.SignedInAs(Role.Supervisor, AuthorityKind.Police);
        await WatchAsync(node, "customs");

        var verdict = (await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"))).ShouldHaveSingleItem();

        verdict["hits"]!.GetValue<int>().ShouldBe(1);
        var hit = (await node.Database.ReadAsync(session => session.QueryAsync<HitRow>("SELECT * FROM hit"))).ShouldHaveSingleItem();
        (hit.DeclarationId, hit.ConsignmentReference, hit.Role).ShouldBe((verdict["id"]!.GetValue<string>(), "A-1", "Importer"));
        (await customs.GetStringAsync("/api/declarations?hits=true")).ShouldContain("\"hits\":1");
        (await police.GetStringAsync("/api/declarations?hits=true")).ShouldNotContain("A-1");
        (await police.GetStringAsync($"/api/declarations/{hit.DeclarationId}")).ShouldContain("\"hits\":[]");
        (await police.GetStringAsync("/api/declarations")).ShouldContain("\"hits\":0");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_second_declaration_of_the_same_importer_raises_a_hit_of_its_own_and_a_duplicate_none(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await WatchAsync(node, "*");

        await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"));
        await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"));
        await IntakeTests.PostAsync(customs, Given.Wco("A-2", importer: "Ida Marlowe"));

        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit"))).ShouldBe(2);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT SUM(hits) FROM flow"))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Ten_alerts_of_one_authority_do_not_hide_the_eleventh_of_another(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        using var borderGuard = await node.SignedInAs(Role.Supervisor, AuthorityKind.BorderGuard);
        await WatchAsync(node, [.. Enumerable.Repeat("customs", 10), "border-guard"]);

        var verdict = (await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"))).ShouldHaveSingleItem();

        verdict["hits"]!.GetValue<int>().ShouldBe(11);
        (await borderGuard.GetStringAsync($"/declarations/{verdict["id"]!.GetValue<string>()}")).ShouldContain("Marlowe, Ida");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Where_more_is_alike_than_hits_are_raised_for_the_declaration_says_so(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await WatchAsync(node, [.. Enumerable.Repeat("*", AlertScreening.MostMatches)]);
        (await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe")))[0]["loss"]!["cutShort"].ShouldBeNull();
        await WatchAsync(node, ["*"]);

        var verdict = (await IntakeTests.PostAsync(customs, Given.Wco("A-2", importer: "Ida Marlowe"))).ShouldHaveSingleItem();

        verdict["hits"]!.GetValue<int>().ShouldBe(AlertScreening.MostMatches);
        verdict["loss"]!["cutShort"]!.GetValue<int>().ShouldBe(1);
        (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE act = 'declaration.received' ORDER BY seq DESC LIMIT 1")))!.ShouldContain("\"cutShort\":1");
        (await customs.GetStringAsync($"/declarations/{verdict["id"]!.GetValue<string>()}")).ShouldContain("More than 100 listed entries are alike enough for a hit");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_alert_entered_after_a_declaration_was_screened_and_before_it_was_stored_is_met(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await node.Services.GetRequiredService<AlertScreening>().Ready;
        using var screened = new ManualResetEventSlim();

        // The writer stands still in this write until the declaration, screened without the alert, is queued behind it.
        var entering = node.Database.WriteAsync(session =>
        {
            screened.Wait(TestContext.Current.CancellationToken);
            session.Entered(Ida);
        });
        var posting = IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"));
        while (node.Database.Waiting == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        screened.Set();
        await entering;

        (await posting).ShouldHaveSingleItem()["hits"]!.GetValue<int>().ShouldBe(1);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_write_screens_again_with_the_alerts_that_it_sees_and_only_where_they_changed(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var screening = node.Services.GetRequiredService<AlertScreening>();
        await WatchAsync(node, "*");
        var (before, subject) = (screening.Position, new Subject(SubjectKind.Person) { Names = ["Rosa Calloway"] });
        var rosa = Ida with { Content = new PersonAlert { Person = new() { Name = "Calloway", Forenames = ["Rosa"] } } };

        var (unchanged, without, with, switchedOff, withdrawn) = await node.Database.WriteAsync(session =>
        {
            var unchanged = screening.Again(session, before);
            var without = screening.Screen(subject).Count;
            var entered = session.Entered(rosa);
            var with = screening.Again(session, before)!(subject).Count;
            var switchedOff = screening.Again(session, long.MaxValue);
            WithdrawAlert.Execute(session, PartnerPost.None, Alerts.Given.Manager, entered.AlertId, new(1, "Mistaken")).ShouldBeOfType<AlertOutcome.Stored>();
            return (unchanged, without, with, switchedOff, screening.Again(session, before)!(subject).Count);
        });

        unchanged.ShouldBeNull();
        (without, with, withdrawn).ShouldBe((0, 1, 0));
        switchedOff.ShouldBeNull();
    }

    [Theory]
    [InlineData(7, 7, 7, "Current")]
    [InlineData(9, 7, 9, "Current")]  // the alert with the newest record was screened; records of other kinds came after it
    [InlineData(7, 9, 9, "Followed")]
    [InlineData(7, 9, 12, "Followed")]
    [InlineData(7, 9, 8, "Ahead")]    // the index has one of two changes
    [InlineData(7, 9, 7, "Ahead")]
    public void What_was_screened_is_current_where_no_alert_changed_since(long screenedAt, long newest, long followed, string state) =>
        AlertScreening.Decide(screenedAt, newest, followed).ToString().ShouldBe(state);

    [Theory, MemberData(nameof(Stores))]
    public async Task The_hit_page_is_told_the_route_and_where_the_declaration_is(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var id = (await IntakeTests.PostAsync(customs, Given.Wco("SIM-1")))[0]["id"]!.GetValue<string>();

        var context = await node.Database.ReadAsync(session => node.Services.GetRequiredService<FindHitContext>()(session, "Import", id, "$.parties[0]"));

        context!.Href.ShouldBe($"/declarations/{id}");
        context.Journeys.ShouldHaveSingleItem().Select(place => place.Locode).ShouldBe(["CNSHK", "NLRTM"]);
        context.Summary.ShouldStartWith("852712 Radios");
    }

    private static Alert Ida { get; } = Alerts.Given.Smuggler with { Content = new PersonAlert { Person = new() { Name = "Marlowe", Forenames = ["Ida"] } } };

    private static Task WatchAsync(TestNode node, string audience) => WatchAsync(node, [audience]);

    /// <summary>As many alerts for the same person as audiences.</summary>
    private static async Task WatchAsync(TestNode node, IReadOnlyList<string> audiences)
    {
        var alert = await node.Database.WriteAsync(session => audiences.Select(audience => session.Entered(Ida, audience)).ToList()[^1]);
        await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(alert.Changed, CancellationToken.None);
    }
}
