using System.Net;
using System.Text.RegularExpressions;
using Entente.Node.Access;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Builder;

namespace Entente.Tests.Node.Access;

public sealed partial class OfficersTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [InlineData("Ada", "customs", "Officer", "")]
    [InlineData("Ada", "customs", "Officer Supervisor", "")]
    [InlineData("  ", "customs", "Officer", "name")]
    [InlineData("Ada", "army", "Officer", "authority")]
    [InlineData("Ada", "customs", "", "roles")]
    [InlineData("Ada", "customs", "Emperor", "roles")] // No such role is no role
    [InlineData("Ada", "customs", "Auditor", "")]
    [InlineData("Ada", "customs", "Auditor Officer", "roles")] // Nobody audits own work
    [InlineData("", "", "", "name authority roles")] // All at once, not one after the other
    public void An_officer_has_a_name_an_authority_and_roles_that_go_together(string name, string authority, string roles, string wrong)
    {
        Authority[] authorities = [new() { Id = "customs", Kind = AuthorityKind.Customs, NameEn = "Customs", NameFr = "Douane" }];

        string.Join(' ', new OfficerForm(name, authority, OfficerForm.ParseRoles(roles.Split(' '))).Faults(authorities).Select(fault => fault.At)).ShouldBe(wrong);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_invited_officer_registers_a_key_and_works_until_deactivated(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var administrator = await node.SignedInAs(Role.Administrator, AuthorityKind.Customs, Purpose.Administration);

        using var invited = await TestNode.PostFormAsync(
            administrator, "/officers", ("_handler", "invite"), ("Name", "Nils Example"), ("Authority", "police"), ("Roles", "Supervisor"));
        var link = Link().Match(await invited.Content.ReadAsStringAsync()).Groups["token"].Value;
        using var key = new SoftKey();
        using var officer = node.Visitor();
        (await key.RegisterAsync(officer, "/set-up/key", "/set-up/key/answer", link)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.GetAsync("/records")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var id = await node.Database.ReadAsync(read => read.ScalarAsync<string>("SELECT id FROM officer WHERE name = 'Nils Example'"));
        using var changed = await TestNode.PostFormAsync(administrator, $"/officers/{id}", ("_handler", "roles"), ("Roles", "Officer"));
        changed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetAsync("/records")).StatusCode.ShouldBe(HttpStatusCode.NotFound); // The open session has the new roles already

        using var deactivated = await TestNode.PostFormAsync(administrator, $"/officers/{id}/deactivate");
        deactivated.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await key.SignInAsync(node.Visitor())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [OnBoth("/officers/{0}/deactivate", "", "")]
    [OnBoth("/officers/{0}", "roles", "Officer")]
    [OnBoth("/officers/{0}", "invite-again", "")]
    public async Task Nobody_changes_the_own_account(string kind, string address, string handler, string role)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var administrator = await node.SignedInAs(Role.Administrator, AuthorityKind.Customs, Purpose.Administration);
        var id = await node.Database.ReadAsync(read => read.ScalarAsync<string>("SELECT id FROM officer"));

        await TestNode.PostFormAsync(administrator, string.Format(null, address, id), ("_handler", handler), ("Roles", role));

        (await administrator.GetAsync("/officers")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await node.Database.ReadAsync(read => read.ScalarAsync<string>("SELECT STRING_AGG(role, ',') FROM officer_role"))).ShouldBe("Administrator");
        (await node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM invitation WHERE officer_id IS NOT NULL"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_with_mistakes_names_each_and_keeps_what_was_entered(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var administrator = await node.SignedInAs(Role.Administrator, AuthorityKind.Customs, Purpose.Administration);

        using var answer = await TestNode.PostFormAsync(
            administrator, "/officers", ("_handler", "invite"), ("Name", "Kept <b>Name</b>"), ("Authority", "army"), ("Roles", "Auditor"), ("Roles", "Officer"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("Choose the authority the officer belongs to.");
        page.ShouldContain("An auditor has no other role.");
        page.ShouldContain("Kept &lt;b&gt;Name&lt;/b&gt;");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_feed_does_what_it_was_admitted_for_until_it_is_revoked(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(
            store,
            more: builder => builder.Services.AddPermission("tested.read", "For the tests.", [Role.Officer]),
            routes: routes => routes.MapGet("/tested", (Entente.Node.Evidence.Actor actor) => $"{actor.Officer} {actor.AuthorityId} {actor.Purpose}").Requires("tested.read"));
        using var administrator = await node.SignedInAs(Role.Administrator, AuthorityKind.Customs, Purpose.Administration);

        using var admitted = await TestNode.PostFormAsync(administrator, "/feeds", ("_handler", "feed"), ("Name", "north"), ("May", "tested.read"));
        using var feed = node.Visitor();
        feed.DefaultRequestHeaders.Authorization = new("Bearer", Token().Match(await admitted.Content.ReadAsStringAsync()).Groups["token"].Value);
        (await feed.GetStringAsync("/tested")).ShouldBe("feed:north customs BorderControl");
        (await feed.GetAsync("/records")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await TestNode.PostFormAsync(administrator, "/feeds/north/revoke");
        (await feed.GetAsync("/tested")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act IN ('access.feed-added', 'access.feed-revoked')"))).ShouldBe(2);
    }

    [Theory]
    [InlineData("north", new[] { "tested.read" }, null)]
    [InlineData("North", new[] { "tested.read" }, "name")]
    [InlineData("n", new[] { "tested.read" }, "name")]
    [InlineData("../etc", new[] { "tested.read" }, "name")]
    [InlineData("north", new string[0], "permissions")]
    [InlineData("north", new[] { "access.manage" }, "permissions")] // A machine runs no accounts
    [InlineData("north", new[] { "no.such" }, "permissions")]
    public void A_feed_has_a_plain_name_and_does_the_work_of_officers_only(string name, string[] permissions, string? wrong)
    {
        Permission[] known =
        [
            new("tested.read", "For the tests.", [Role.Officer], Permission.EveryAuthority, StatesPurpose: true),
            new("access.manage", "Accounts.", [Role.Administrator], Permission.EveryAuthority, StatesPurpose: false),
        ];

        FeedToken.FaultOf(name, permissions, known)?.At.ShouldBe(wrong);
        (FeedToken.FaultOf(name, permissions, known) is null).ShouldBe(wrong is null);
    }

    [GeneratedRegex("/set-up#(?<token>[A-Za-z0-9_-]{43})<")]
    private static partial Regex Link();

    [GeneratedRegex(">(?<token>[A-Za-z0-9_-]{43})<")]
    private static partial Regex Token();
}
