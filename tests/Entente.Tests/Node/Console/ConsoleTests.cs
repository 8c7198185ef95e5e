using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Console;

public sealed class ConsoleTests
{
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_page_holds_no_script_and_no_style_of_its_own(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Demonstration", "true"));
        using var visitor = Browser(node.Visitor());

        var answer = await visitor.GetAsync("/console/gallery", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
        page.QuerySelectorAll("style, [style], script:not([src])").ShouldBeEmpty();
        page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty();
        page.QuerySelectorAll("form[method=post]").ShouldAllBe(form => form.QuerySelector("input[name=__RequestVerificationToken]") != null);
        page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_gallery_is_absent_outside_the_demonstration(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = Browser(await node.SignedInAs(Role.Officer, AuthorityKind.Customs));

        (await officer.GetAsync("/console/gallery", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [OnBoth("/no-such-page")]
    [OnBoth("/docs/faults/no-such-fault")] // a page that found nothing after it began
    public async Task What_is_absent_is_shown_as_a_page_in_the_officers_language(string kind, string address)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = Browser(await node.SignedInAs(Role.Officer, AuthorityKind.Customs));
        officer.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr-CH, en;q=0.5");

        var answer = await officer.GetAsync(address, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
        page.DocumentElement.GetAttribute("lang").ShouldBe("fr");
        page.QuerySelector("h1")!.TextContent.ShouldBe("Il n’y a rien ici que vous puissiez voir.");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_program_gets_the_same_fault_as_problem_details(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var answer = await officer.GetAsync("/no-such-page", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("\"code\":\"request-not-found\"");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_language_chosen_in_the_form_is_that_of_the_next_page(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Demonstration", "true"));
        using var visitor = Browser(node.Visitor());
        var token = await TokenAsync(visitor);

        var answer = await visitor.PostAsync("/console/language", Form(("language", "fr"), ("return", "/console/gallery"), token), Stop);

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Redirect, HttpStatusCode.OK);
        (await visitor.GetStringAsync("/console/gallery", Stop)).ShouldContain("lang=\"fr\"");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_form_without_its_token_changes_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Demonstration", "true"));
        using var visitor = Browser(node.Visitor());

        var answer = await visitor.PostAsync("/console/theme", Form(("theme", "dark"), ("return", "/")), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.GetStringAsync("/console/gallery", Stop)).ShouldContain("data-theme=\"auto\"");
    }

    [Theory]
    [OnBoth("/assets/manifest.json")] // not for browsers
    [OnBoth("/assets/..%2FEntente.Node.dll")]
    [OnBoth("/assets/none.css")]
    public async Task Nothing_but_an_asset_is_served_as_one(string kind, string address)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        (await officer.GetAsync(address, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static HttpClient Browser(HttpClient client)
    {
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return client;
    }

    private static async Task<(string, string)> TokenAsync(HttpClient client)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/console/gallery", Stop));
        return ("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
