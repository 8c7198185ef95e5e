using System.Net;
using Entente.Node.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Access;

public sealed class DemonstrationTests
{
    private const string Route = "/sign-in/demonstration";

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_node_that_is_no_demonstration_has_neither_the_route_nor_the_officers(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var visitor = node.Visitor();

        node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .ShouldNotContain(route => route.RoutePattern.RawText!.Contains("demonstration"));
        (await TestNode.PostFormAsync(visitor, Route, ("officer", Demonstration.Personas[0].Name))).Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM officer"))).ShouldBe(0);
        (await visitor.GetStringAsync("/sign-in")).ShouldNotContain(Demonstration.Personas[0].Name);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Every_officer_of_the_demonstration_signs_in_by_one_click(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Demonstration", "true"));

        foreach (var persona in Demonstration.Personas)
        {
            using var visitor = node.Visitor();
            WebUtility.HtmlDecode(await visitor.GetStringAsync("/sign-in")).ShouldContain(persona.Name);
            using var answer = await TestNode.PostFormAsync(visitor, Route, ("officer", persona.Name), ("to", "/session"));
            answer.Headers.Location?.ToString().ShouldBe("/session");
            (await visitor.GetAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [OnBoth("//elsewhere.example/", "/")]
    [OnBoth("https://elsewhere.example/", "/")]
    [OnBoth("/records?act=x", "/records?act=x")]
    public async Task Signing_in_leads_nowhere_else(string kind, string to, string expected)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Demonstration", "true"));
        using var visitor = node.Visitor();

        using var answer = await TestNode.PostFormAsync(visitor, Route, ("officer", Demonstration.Personas[0].Name), ("to", to));

        answer.Headers.Location?.ToString().ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_store_that_was_a_demonstration_opens_to_nobody_afterwards(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        string cookie;
        await using (var demonstration = await TestNode.StartAsync(store, settings: ("Demonstration", "true")))
        {
            using var visitor = demonstration.Visitor();
            using var answer = await TestNode.PostFormAsync(visitor, Route, ("officer", Demonstration.Personas[^1].Name));
            cookie = answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("entente=", StringComparison.Ordinal)).Split(';')[0];
        }

        await using var node = await TestNode.StartAsync(store);
        using var later = node.Visitor();
        later.DefaultRequestHeaders.Add("Cookie", cookie);

        (await later.GetAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
