using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Selectivity;

public sealed class SelectivityPagesTests
{
    private const string Hostile = "\"><script>alert(1)</script> <img src=x onerror=alert(1)>";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_page_shows_what_was_taken_in(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 3);
        await IntakeTests.PostAsync(officer, "<MetaData><Declaration/></MetaData>");

        (await PageAsync(officer, "/")).Body!.TextContent.ShouldContain("000003");
        var list = await PageAsync(officer, "/declarations?name=Even");
        list.QuerySelectorAll("#declarations-rows tr").Length.ShouldBe(1);
        var link = list.QuerySelector("#declarations-rows a.en-row-link")!.GetAttribute("href")!;
        var declaration = await PageAsync(officer, link);
        declaration.QuerySelector("h1")!.TextContent.ShouldBe("000002");
        declaration.Body!.TextContent.ShouldContain("Even Handel B.V.");
        declaration.QuerySelector("pre.en-source")!.TextContent.ShouldContain("<FunctionalReferenceID>000002</FunctionalReferenceID>");
        (await PageAsync(officer, "/search?q=csqu%20305438-3")).Body!.TextContent.ShouldContain("Declarations with this container");
        (await PageAsync(officer, "/search?q=even")).Body!.TextContent.ShouldContain("000002");
        var refusals = await PageAsync(officer, "/refusals");
        refusals.Body!.TextContent.ShouldContain("The declaration has no reference.");
        (await PageAsync(officer, refusals.QuerySelector("#refusals-rows a")!.GetAttribute("href")!)).QuerySelector("pre.en-source")!.TextContent.ShouldContain("<MetaData>");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_sender_wrote_is_shown_and_never_run(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var escaped = WebUtility.HtmlEncode(Hostile);
        await IntakeTests.PostAsync(officer, Given.Wco("H-1", importer: escaped, description: escaped));

        var list = await PageAsync(officer, "/declarations");
        var declaration = await PageAsync(officer, list.QuerySelector("#declarations-rows a.en-row-link")!.GetAttribute("href")!);

        foreach (var page in new[] { list, declaration, await PageAsync(officer, "/"), await PageAsync(officer, "/search?q=H-1") })
        {
            page.Body!.TextContent.ShouldContain("alert(1)");
            page.QuerySelectorAll("script").ShouldAllBe(script => script.HasAttribute("src"));
            page.QuerySelectorAll("[onerror]").ShouldBeEmpty();
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_simulated_declaration_says_so_wherever_it_is_shown(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var alert = await node.Database.EnteredAsync(Alerts.Given.Smuggler);
        await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(alert.Changed, CancellationToken.None);
        var id = (await IntakeTests.PostAsync(officer, Given.Wco("SIM-1", importer: "Ida Marlowe")))[0]["id"]!.GetValue<string>();

        foreach (var address in new[] { "/", "/declarations", $"/declarations/{id}", "/search?q=SIM-1", "/hits", "/hits?state=Open", "/overview/hits" })
        {
            (await PageAsync(officer, address)).QuerySelector(address.StartsWith("/overview", StringComparison.Ordinal) ? "body" : "main")!.TextContent.ShouldContain("SIMULATED", customMessage: address);
        }

        var hits = await PageAsync(officer, "/hits");
        var hit = hits.QuerySelectorAll("#hits-rows tr").ShouldHaveSingleItem();
        hit.TextContent.ShouldContain("SIMULATED");
        (await PageAsync(officer, hit.QuerySelector("a.en-row-link")!.GetAttribute("href")!)).QuerySelector("main")!.TextContent.ShouldContain("SIMULATED");
        (await officer.GetStringAsync("/api/hits")).ShouldContain("\"simulated\":true");
        using var file = await TestNode.PostFormAsync(officer, "/exports/file", ("table", "hits"));
        (await file.Content.ReadAsStringAsync()).ShouldContain("\"SIM-1\",\"SIMULATED\"");
        var map = (await PageAsync(officer, "/")).QuerySelector("#map")!;
        map.QuerySelector("[data-map-simulated]:not([hidden])")!.TextContent.ShouldContain("1 of 1 on the map");
        map.QuerySelector("tbody tr")!.TextContent.ShouldContain("1 simulated");
        (await officer.GetStringAsync("/api/flows")).ShouldContain("\"simulated\":1");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_not_simulated_is_not_called_so_beside_what_is(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var alert = await node.Database.EnteredAsync(Alerts.Given.Smuggler);
        await node.Services.GetRequiredService<AlertScreening>().FollowedAsync(alert.Changed, CancellationToken.None);
        await IntakeTests.PostAsync(officer, Given.Wco("SIM-1", importer: "Ida Marlowe"));
        await IntakeTests.PostAsync(officer, Given.Wco("NL-2", importer: "Ida Marlowe", from: "SGSIN"));

        var rows = (await PageAsync(officer, "/hits?state=Open")).QuerySelectorAll("#hits-rows tr");
        rows.Select(row => (row.TextContent.Contains("SIM-1", StringComparison.Ordinal), row.TextContent.Contains("SIMULATED", StringComparison.Ordinal))).ShouldBe([(false, false), (true, true)]);
        var map = (await PageAsync(officer, "/")).QuerySelector("#map")!;
        map.QuerySelector("[data-map-simulated]")!.TextContent.ShouldContain("1 of 2 on the map");
        map.QuerySelectorAll("tbody")[0].QuerySelectorAll("tr").Count(row => row.TextContent.Contains("simulated", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_pages_are_in_french_for_who_reads_french(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 1);
        officer.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");

        (await PageAsync(officer, "/declarations")).QuerySelector("h1")!.TextContent.ShouldBe("Déclarations");
        (await PageAsync(officer, "/declarations?hs=85A")).Body!.TextContent.ShouldContain("Code SH\u00a0: Deux, quatre ou six chiffres sont attendus.");
        (await PageAsync(officer, "/")).Body!.TextContent.ShouldContain("Prises en charge");
    }

    [Theory]
    [OnBoth(nameof(Role.Auditor), "/declarations")]
    [OnBoth(nameof(Role.Administrator), "/search?q=x")]
    [OnBoth(nameof(Role.Auditor), "/refusals")]
    public async Task Who_may_not_read_declarations_finds_no_such_page(string kind, string role, string address)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Enum.Parse<Role>(role), AuthorityKind.Customs);

        using var answer = await officer.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_auditor_sees_figures_on_the_start_page_and_no_content(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 1);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);

        var page = await PageAsync(auditor, "/");

        page.Body!.TextContent.ShouldContain("Taken in");
        page.Body!.TextContent.ShouldNotContain("000001");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_flows_of_the_day_are_drawn_by_route_and_hour(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 5);

        var picture = System.Text.Json.Nodes.JsonNode.Parse(await officer.GetStringAsync("/api/flows"))!;

        picture["flows"]!.AsArray().Select(flow => $"{flow!["from"]} {flow["to"]} {flow["volume"]}").ShouldBe(["CNSHK NLRTM 3", "SGSIN NLRTM 2"]);
        picture["frames"]!.AsArray().Sum(frame => frame!["flows"]!.AsArray().Sum(flow => flow!["volume"]!.GetValue<long>())).ShouldBe(5);
        picture["ports"]!.AsArray().Count.ShouldBe(3);
    }

    private static async Task<IDocument> PageAsync(HttpClient officer, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await officer.SendAsync(request);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{address} {html}");
        return await BrowsingContext.New().OpenAsync(response => response.Content(html));
    }
}
