using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Entente.Node.Access;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Alerts;

namespace Entente.Tests.Node.Access;

/// <summary>An officer fills a form, the session ends meanwhile, and the form is sent.</summary>
public sealed class KeptFormTests
{
    private const string Page = "/alerts/new?category=Persons";

    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_is_shown_again_with_all_that_was_typed_and_is_not_sent_by_itself(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var desk = await Desk.OpenAsync(node, Role.AlertManager);
        var form = await desk.FormAsync(Page);

        clock.Now += TimeSpan.FromMinutes(16);
        var sent = await desk.SendAsync(form, Page, ("name", "Marlowe <b>"), ("aliases", "Ida\nJo"), ("reason", "Carried cash."), ("warnings", "Armed"), ("warnings", "Violent"), ("sex", "Female"));

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var signIn = sent.Headers.Location!.OriginalString;
        signIn.ShouldStartWith("/sign-in?to=%2Fsession%2Fkept%2F");
        (await AlertsAsync(node)).ShouldBe(0);

        await desk.SignInAgainAsync();
        var page = await desk.FollowAsync(Uri.UnescapeDataString(signIn["/sign-in?to=".Length..]));
        Value(page, "name").ShouldBe("Marlowe <b>");
        page.QuerySelector("textarea[name=aliases]")!.TextContent.ShouldBe("Ida\nJo");
        page.QuerySelector("textarea[name=reason]")!.TextContent.ShouldBe("Carried cash.");
        page.QuerySelectorAll("input[name=warnings][checked]").Select(box => box.GetAttribute("value")).ShouldBe(["Armed", "Violent"]);
        page.QuerySelector("select[name=sex] option[selected]")!.GetAttribute("value").ShouldBe("Female");
        page.QuerySelector(".en-notice")!.TextContent.ShouldContain("Your session had ended");
        (await AlertsAsync(node)).ShouldBe(0);
        (await KeptAsync(node)).ShouldBe(1);

        // As a browser sends it: every field of the form as the page holds it.
        var again = await desk.SendAsync(page, Page);
        again.StatusCode.ShouldBe(HttpStatusCode.OK, await again.Content.ReadAsStringAsync()); // Some fields are missing: shown again with errors
        (await KeptAsync(node)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_added_to_a_form_is_there_again_as_well(string kind)
    {
        const string business = "/alerts/new?category=Businesses";
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var desk = await Desk.OpenAsync(node, Role.AlertManager);
        var form = await desk.FormAsync(business);
        clock.Now += TimeSpan.FromMinutes(16);
        var sent = await desk.SendAsync(form, business, ("name", "Zeevalk"), ("person0.name", "Ida"), ("person1.name", "Jo"));

        await desk.SignInAgainAsync();
        var page = await desk.FollowAsync(Uri.UnescapeDataString(sent.Headers.Location!.OriginalString["/sign-in?to=".Length..]));

        page.QuerySelector("[name='person0.name']")!.GetAttribute("value").ShouldBe("Ida");
        page.QuerySelector("[name='person1.name']")!.GetAttribute("value").ShouldBe("Jo");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_without_a_page_of_its_own_is_shown_to_be_looked_at_and_sent(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var desk = await Desk.OpenAsync(node, Role.Officer);
        var form = await desk.FormAsync("/session/purpose");

        clock.Now += TimeSpan.FromMinutes(16);
        var sent = await desk.SendBareAsync(form, "/console/columns", ("table", "alerts"), ("known", "category"));

        await desk.SignInAgainAsync();
        var page = await desk.FollowAsync(Uri.UnescapeDataString(sent.Headers.Location!.OriginalString["/sign-in?to=".Length..]));
        page.QuerySelector("form")!.GetAttribute("action").ShouldBe("/console/columns");
        Value(page, "known").ShouldBe("category");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_an_officer_typed_is_shown_to_no_other_and_not_for_ever(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var desk = await Desk.OpenAsync(node, Role.AlertManager);
        var form = await desk.FormAsync(Page);
        clock.Now += TimeSpan.FromMinutes(16);
        var sent = await desk.SendAsync(form, Page, ("name", "Marlowe"));
        var kept = Uri.UnescapeDataString(sent.Headers.Location!.OriginalString["/sign-in?to=".Length..]);
        using var other = await Desk.OpenAsync(node, Role.AlertManager);

        (await other.Client.GetAsync(kept)).Headers.Location!.OriginalString.ShouldBe("/");
        Value(await other.FollowAsync($"{Page}&kept={kept.Split('/')[^1]}"), "name").ShouldBeNullOrEmpty();

        clock.Now += TimeSpan.FromMinutes(61);
        await desk.SignInAgainAsync();
        (await desk.Client.GetAsync(kept)).Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Theory]
    [OnBoth("no token")]
    [OnBoth("another's token")]
    [OnBoth("another site")]
    [OnBoth("too large")]
    [OnBoth("no session")]
    [OnBoth("signed out")]
    public async Task A_form_that_is_not_surely_the_officers_is_not_kept(string kind, string why)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var desk = await Desk.OpenAsync(node, Role.AlertManager);
        using var other = await Desk.OpenAsync(node, Role.AlertManager);
        var form = await (why == "another's token" ? other : desk).FormAsync(Page);
        if (why == "signed out")
        {
            await node.Database.WriteAsync(session => session.Execute("DELETE FROM officer_session"));
        }

        clock.Now += TimeSpan.FromMinutes(16);
        var sent = why switch
        {
            "no token" => await desk.SendBareAsync(null, Page, ("name", "Marlowe")),
            "another site" => await desk.SendAsync(form, Page, [("name", "Marlowe")], site: "cross-site"),
            "too large" => await desk.SendAsync(form, Page, ("name", new('x', 300_000))),
            "no session" => await Desk.PostAsync(node.Visitor(), Page, [("name", "Marlowe")]),
            _ => await desk.SendAsync(form, Page, ("name", "Marlowe")),
        };

        sent.Headers.Location!.OriginalString.ShouldBe("/sign-in");
        (await KeptAsync(node)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Only_the_newest_few_forms_of_an_officer_are_kept(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        using var desk = await Desk.OpenAsync(node, Role.AlertManager);
        var form = await desk.FormAsync(Page);
        clock.Now += TimeSpan.FromMinutes(16);

        for (var i = 0; i < 8; i++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            (await desk.SendAsync(form, Page, ("name", $"Marlowe {i}"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        (await node.Database.ReadAsync(read => read.QueryAsync<string>("SELECT fields FROM kept_form ORDER BY kept_at"))).Select(fields => fields.Contains("Marlowe 7", StringComparison.Ordinal))
            .ShouldBe([false, false, false, false, true]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_alert_changed_meanwhile_is_not_overwritten_by_a_form_filled_before(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Morning);
        await using var node = await TestNode.StartAsync(store, clock);
        var alert = await node.Database.EnteredAsync(Given.Smuggler);
        using var desk = await Desk.OpenAsync(node, Role.AlertManager);
        var address = $"/alerts/{alert.Id}/amend";
        var form = await desk.FormAsync(address);
        clock.Now += TimeSpan.FromMinutes(16);
        var sent = await desk.SendAsync(form, address, ("version", "7"), ("reason", "Typed before."));

        await desk.SignInAgainAsync();
        var page = await desk.FollowAsync(Uri.UnescapeDataString(sent.Headers.Location!.OriginalString["/sign-in?to=".Length..]));

        Value(page, "version").ShouldBe("7"); // That of the page on which it was typed, not that of now
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_refused_form_is_shown_again_with_what_was_typed_and_what_is_wrong_at_its_field(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        var hit = (await node.Database.RaisedAsync(await node.Database.EnteredAsync(Given.Smuggler)))!.Value;
        using var desk = await Desk.OpenAsync(node, Role.Officer);
        var form = await desk.FormAsync($"/hits/{hit}");
        await desk.SendBareAsync(form, $"/hits/{hit}/judge", ("verdict", "True"), ("reason", "The same face."), ("seen", "0"));
        (string, string)[] typed =
        [
            ("found", "true"), ("place", "Quay <7>"), ("day", "2026-03-02"), ("time", "25:99"), ("check", "Entry"), ("circumstances", "At night."), ("action", "SpecificCheck"), ("_error", "place\nmade up"),
            ("_page", $"/hits/{hit}"),
        ];

        var sent = await desk.SendBareAsync(form, $"/hits/{hit}/report", typed);

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var back = sent.Headers.Location!.OriginalString;
        back.ShouldStartWith($"/hits/{hit}?kept=");
        back.ShouldEndWith("#report");
        var page = await desk.FollowAsync(back);
        Value(page, "place").ShouldBe("Quay <7>");
        Value(page, "time").ShouldBe("25:99");
        page.QuerySelector("textarea[name=circumstances]")!.TextContent.ShouldBe("At night.");
        page.QuerySelectorAll(".en-errors li").Select(error => error.TextContent.Trim()).ShouldBe(["The report lacks something that the owner of the alert needs. Say when."]);
        page.QuerySelector(".en-errors a")!.GetAttribute("href").ShouldBe("#field-time");
        page.QuerySelector("#field-time")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.Body!.TextContent.ShouldNotContain("Your session had ended");
        (await ReportsAsync(node)).ShouldBe(0);

        // Mended and sent again, as the page holds it: filed, and kept no longer.
        var kept = page.QuerySelector("#report-form input[name=_kept]")!.GetAttribute("value")!;
        (await desk.SendBareAsync(page, $"/hits/{hit}/report", [.. typed.Select(one => one is ("time", _) ? ("time", "09:30") : one), ("_kept", kept)])).Headers.Location!.OriginalString
            .ShouldBe($"/hits/{hit}#report");
        (await ReportsAsync(node)).ShouldBe(1);
        (await KeptAsync(node)).ShouldBe(0);
    }

    private static Task<long> ReportsAsync(TestNode node) => node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM hit_report"));

    private static string? Value(IDocument page, string name) => page.QuerySelector($"form[method=post] input[name={name}]")?.GetAttribute("value");

    private static Task<long> AlertsAsync(TestNode node) => node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM alert"));

    private static Task<long> KeptAsync(TestNode node) => node.Database.ReadAsync(read => read.ScalarAsync<long>("SELECT COUNT(*) FROM kept_form"));

    /// <summary>An officer at a browser that keeps its cookies.</summary>
    private sealed class Desk(TestNode node, Guid officer, HttpClient client, CookieContainer cookies) : IDisposable
    {
        public HttpClient Client => client;

        public static async Task<Desk> OpenAsync(TestNode node, Role role)
        {
            var officer = await node.Database.WriteAsync(session =>
                Officer.Add(session, Entente.Node.Evidence.Actor.Node("test"), $"{role}", "customs", [role]).Id);
            var cookies = new CookieContainer();
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = node.Address };
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            var desk = new Desk(node, officer, client, cookies);
            await desk.SignInAgainAsync();
            return desk;
        }

        public async Task SignInAgainAsync()
        {
            var token = await node.Database.WriteAsync(session => OfficerSession.Open(session, officer, "test", Purpose.DataQuality));
            cookies.Add(node.Address, new Cookie("entente", token.Text, "/"));
        }

        public async Task<IDocument> FormAsync(string address) => await Read(await client.GetAsync(address));

        public async Task<IDocument> FollowAsync(string address)
        {
            var answer = await client.GetAsync(address);
            for (var i = 0; i < 5 && answer.Headers.Location is { } next; i++)
            {
                answer = await client.GetAsync(next);
            }

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await Read(answer);
        }

        public Task<HttpResponseMessage> SendAsync(IDocument page, string address, params (string Name, string Value)[] typed) => SendAsync(page, address, typed, site: null);

        /// <summary>Sends the form of the page as a browser does, with what was typed instead of what stood there.</summary>
        public Task<HttpResponseMessage> SendAsync(IDocument page, string address, (string Name, string Value)[] typed, string? site)
        {
            var form = page.QuerySelectorAll("main form[method=post]").First(one => one.QuerySelector("[name=name], [name=reason], [name=purpose]") is not null);
            var fields =
                from field in form.QuerySelectorAll("input, textarea, select")
                let name = field.GetAttribute("name")
                where name is not null && typed.All(one => one.Name != name)
                where field.GetAttribute("type") is not ("checkbox" or "radio") || field.HasAttribute("checked")
                select (name, field.LocalName switch
                {
                    "textarea" => field.TextContent,
                    "select" => field.QuerySelector("option[selected]")?.GetAttribute("value") ?? "",
                    _ => field.GetAttribute("value") ?? "",
                });
            return PostAsync(client, address, [.. fields, .. typed], site);
        }

        /// <summary>Sends fields with no more than the token of the page.</summary>
        public Task<HttpResponseMessage> SendBareAsync(IDocument? page, string address, params (string Name, string Value)[] fields) => PostAsync(
            client, address,
            [.. page is null ? [] : new[] { ("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!) }, .. fields]);

        public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, (string Name, string Value)[] fields, string? site = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")), null, "application/x-www-form-urlencoded"),
            };
            request.Headers.Accept.ParseAdd("text/html");
            if (site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", site);
            }

            return await client.SendAsync(request);
        }

        public void Dispose() => client.Dispose();

        private static async Task<IDocument> Read(HttpResponseMessage answer)
        {
            var html = await answer.Content.ReadAsStringAsync();
            return await BrowsingContext.New().OpenAsync(request => request.Content(html));
        }
    }
}
