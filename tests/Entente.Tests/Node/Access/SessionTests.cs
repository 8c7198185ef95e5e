using System.Net;
using Entente.Node.Access;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Access;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [OnBoth(new[] { 14, 14, 14 }, HttpStatusCode.OK)] // Each request prolongs the session
    [OnBoth(new[] { 16 }, HttpStatusCode.Unauthorized)] // Idle for more than 15 minutes
    [OnBoth(new[] { 10, 16 }, HttpStatusCode.Unauthorized)]
    public async Task A_session_ends_when_nobody_works_in_it(string kind, int[] minutes, HttpStatusCode expected)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var last = HttpStatusCode.OK;
        foreach (var wait in minutes)
        {
            clock.Now += TimeSpan.FromMinutes(wait);
            last = (await officer.GetAsync("/session/purpose")).StatusCode;
        }

        last.ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_session_ends_after_twelve_hours_however_busy_it_is(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var answers = new List<HttpStatusCode>();
        for (var minutes = 0; minutes <= 12 * 60; minutes += 10)
        {
            clock.Now = Morning.AddMinutes(minutes).AddSeconds(1);
            answers.Add((await officer.GetAsync("/session/purpose")).StatusCode);
        }

        answers[..^1].ShouldAllBe(status => status == HttpStatusCode.OK);
        answers[^1].ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_one_replica_ends_is_over_on_the_other_at_once(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var one = await TestNode.StartAsync(store);
        await using var other = await TestNode.StartAsync(store);
        using var here = await one.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var there = other.Visitor();
        there.DefaultRequestHeaders.Add("Cookie", $"entente={one.TokenOf(here)}");
        (await there.GetAsync("/session/purpose")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var ended = await TestNode.PostFormAsync(here, "/session/end");

        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await there.GetAsync("/session/purpose")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await here.GetAsync("/session/purpose")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await one.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'access.signed-out'"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_the_store_does_not_know_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Demonstration", "true"));
        using var visitor = node.Visitor();

        using var answer = await TestNode.PostFormAsync(visitor, "/sign-in/demonstration", ("officer", Demonstration.Personas[0].Name));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("entente=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        var token = cookie["entente=".Length..cookie.IndexOf(';', StringComparison.Ordinal)];
        var stored = await node.Database.ReadAsync(read => read.QueryAsync<string>("SELECT token_hash FROM officer_session"));
        stored.ShouldBe([SecretToken.HashOf(token)]);
    }

    [Theory]
    [OnBoth("cross-site", HttpStatusCode.Unauthorized)]
    [OnBoth("same-site", HttpStatusCode.Unauthorized)] // Another host of the same registered domain is not us
    [OnBoth("same-origin", HttpStatusCode.BadRequest)] // Recognised; then the form lacks its token
    public async Task A_form_that_another_site_sends_is_nobodys(string kind, string site, HttpStatusCode expected)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/session/end") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Sec-Fetch-Site", site);

        (await officer.SendAsync(request)).StatusCode.ShouldBe(expected);

        (await officer.GetAsync("/session/purpose")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [OnBoth("text/html", HttpStatusCode.Redirect, "/sign-in?to=%2Fsession%3Fa%3D1")]
    [OnBoth("application/json", HttpStatusCode.Unauthorized, null)]
    public async Task Whoever_is_not_signed_in_is_led_to_sign_in_or_told(string kind, string accept, HttpStatusCode expected, string? location)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var visitor = node.Visitor();
        visitor.DefaultRequestHeaders.Accept.ParseAdd(accept);

        using var answer = await visitor.GetAsync("/session?a=1");

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.Location?.ToString().ShouldBe(location);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_without_its_token_changes_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        using var answer = await officer.PostAsync("/session/end", new FormUrlEncodedContent([]));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("access-form-expired");
        (await officer.GetAsync("/session/purpose")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
