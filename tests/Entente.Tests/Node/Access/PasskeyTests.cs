using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Node.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Access;

public sealed class PasskeyTests
{
    private const string Challenge = "/set-up/key";
    private const string Answer = "/set-up/key/answer";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task The_holder_of_the_set_up_link_becomes_administrator_and_signs_in_again_with_the_key(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey();
        using var first = node.Visitor();

        using var registered = await key.RegisterAsync(first, Challenge, Answer, await LinkAsync(node), "Ada Example");
        await ShouldBe(registered, HttpStatusCode.OK);
        (await first.GetAsync("/officers")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var later = node.Visitor();
        using var signedIn = await key.SignInAsync(later, "/officers");
        await ShouldBe(signedIn, HttpStatusCode.OK);
        (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("to").GetString().ShouldBe("/officers");
        (await later.GetAsync("/officers")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ActsAsync(node)).ShouldBe(["access.officer-invited", "access.officer-invited", "access.officer-added", "access.signed-in", "access.passkey-added", "access.officers-listed", "access.signed-in", "access.officers-listed"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_who_use_one_link_at_once_one_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var link = await LinkAsync(node);
        using var one = new SoftKey();
        using var other = new SoftKey();
        using var visitors = node.Visitor();
        using var others = node.Visitor();

        var answers = await Task.WhenAll(one.RegisterAsync(visitors, Challenge, Answer, link, "One"), other.RegisterAsync(others, Challenge, Answer, link, "Other"));

        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Gone]);
        (await node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM officer"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_link_is_good_for_a_day(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var node = await TestNode.StartAsync(store, clock);
        var link = await LinkAsync(node);
        using var key = new SoftKey();
        using var visitor = node.Visitor();

        clock.Now += TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);
        using var late = await key.RegisterAsync(visitor, Challenge, Answer, link, "Late");

        await ShouldBe(late, HttpStatusCode.Gone, "access-link-spent");
    }

    [Theory]
    [OnBoth("", "access-officer-refused", HttpStatusCode.UnprocessableEntity)]
    [OnBoth("a\u0007b", "access-officer-refused", HttpStatusCode.UnprocessableEntity)]
    public async Task The_first_administrator_has_a_name(string kind, string name, string code, HttpStatusCode status)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey();
        using var visitor = node.Visitor();

        using var answer = await key.RegisterAsync(visitor, Challenge, Answer, await LinkAsync(node), name);

        await ShouldBe(answer, status, code);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_key_that_does_not_verify_its_user_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey { VerifiesUser = false };
        using var visitor = node.Visitor();

        using var answer = await key.RegisterAsync(visitor, Challenge, Answer, await LinkAsync(node), "Ada");

        await ShouldBe(answer, HttpStatusCode.BadRequest, "access-passkey-refused");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_made_for_another_site_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey { Origin = "http://entente.example" };
        using var visitor = node.Visitor();

        using var answer = await key.RegisterAsync(visitor, Challenge, Answer, await LinkAsync(node), "Ada");

        await ShouldBe(answer, HttpStatusCode.BadRequest, "access-passkey-refused");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_answer_serves_once_and_only_the_browser_that_asked(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey();
        using var visitor = node.Visitor();
        (await key.RegisterAsync(visitor, Challenge, Answer, await LinkAsync(node), "Ada")).EnsureSuccessStatusCode();
        using var again = node.Visitor();
        using var thief = node.Visitor();
        var asked = await (await SoftKey.AskAsync(again, "/sign-in/key", new { })).Content.ReadFromJsonAsync<JsonElement>();
        var answer = key.Get(asked, key.OriginOf(again));

        await ShouldBe(await SoftKey.SendAsync(thief, "/sign-in/key/answer", answer), HttpStatusCode.BadRequest, "access-passkey-refused");
        await ShouldBe(await SoftKey.SendAsync(again, "/sign-in/key/answer", answer), HttpStatusCode.OK);
        await ShouldBe(await SoftKey.SendAsync(again, "/sign-in/key/answer", answer), HttpStatusCode.BadRequest, "access-passkey-refused");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_copied_key_whose_counter_lags_is_refused(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey { Counter = 10 };
        using var visitor = node.Visitor();
        (await key.RegisterAsync(visitor, Challenge, Answer, await LinkAsync(node), "Ada")).EnsureSuccessStatusCode();

        key.Counter = 5;

        await ShouldBe(await key.SignInAsync(node.Visitor()), HttpStatusCode.BadRequest, "access-passkey-refused");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_officer_adds_a_second_key_and_may_remove_one_but_not_the_last(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var key = new SoftKey();
        using var second = new SoftKey();
        using var officer = node.Visitor();
        (await key.RegisterAsync(officer, Challenge, Answer, await LinkAsync(node), "Ada")).EnsureSuccessStatusCode();
        await ShouldBe(await second.RegisterAsync(officer, "/session/key", "/session/key/answer"), HttpStatusCode.OK);
        await ShouldBe(await second.SignInAsync(node.Visitor()), HttpStatusCode.OK);

        foreach (var id in await node.Database.ReadAsync(read => read.QueryAsync<string>("SELECT credential_id FROM passkey ORDER BY created_at")))
        {
            await TestNode.PostFormAsync(officer, "/session/key/remove", ("key", id));
        }

        await ShouldBe(await key.SignInAsync(node.Visitor()), HttpStatusCode.BadRequest, "access-passkey-refused");
        await ShouldBe(await second.SignInAsync(node.Visitor()), HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Attempts_to_sign_in_are_limited_for_each_address(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Access:SignInsPerMinute", "3"));
        using var visitor = node.Visitor();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add((await SoftKey.AskAsync(visitor, "/sign-in/key", new { })).StatusCode);
        }

        answers.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests]);
    }

    internal static async Task<string> LinkAsync(TestNode node) =>
        (await node.Database.WriteAsync(session => FirstStart.Issue(session, node.Services.GetRequiredService<AccessOptions>()))).Text;

    private static Task<List<string>> ActsAsync(TestNode node) => node.Database.ReadAsync(read => read.QueryAsync<string>("SELECT act FROM record ORDER BY seq"));

    private static async Task ShouldBe(HttpResponseMessage answer, HttpStatusCode status, string? code = null)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        if (code is not null)
        {
            body.ShouldContain(code);
        }
    }
}
