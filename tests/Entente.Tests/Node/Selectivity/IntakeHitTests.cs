using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
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

    [Fact]
    public async Task A_second_declaration_of_the_same_importer_raises_a_hit_of_its_own_and_a_duplicate_none()
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        await WatchAsync(node, "*");

        await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"));
        await IntakeTests.PostAsync(customs, Given.Wco("A-1", importer: "Ida Marlowe"));
        await IntakeTests.PostAsync(customs, Given.Wco("A-2", importer: "Ida Marlowe"));

        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit"))).ShouldBe(2);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT SUM(hits) FROM flow"))).ShouldBe(2);
    }

    [Fact]
    public async Task The_hit_page_is_told_the_route_and_where_the_declaration_is()
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var node = await TestNode.StartAsync(store);
        using var customs = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var id = (await IntakeTests.PostAsync(customs, Given.Wco("SIM-1")))[0]["id"]!.GetValue<string>();

        var context = await node.Database.ReadAsync(session => node.Services.GetRequiredService<FindHitContext>()(session, "Import", id));

        context!.Href.ShouldBe($"/declarations/{id}");
        context.Route.Select(place => place.Locode).ShouldBe(["CNSHK", "NLRTM"]);
        context.Summary.ShouldStartWith("852712 Radios");
    }

    private static async Task WatchAsync(TestNode node, string audience)
    {
        var alert = await node.Database.EnteredAsync(Alerts.Given.Smuggler with { Content = new PersonAlert { Person = new() { Name = "Marlowe", Forenames = ["Ida"] } } }, audience);
        await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(alert.Changed, CancellationToken.None);
    }
}
