using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Entente.Node.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>Published lists in the console and over the API: what is in force and who took it over, and taking one over by its files.</summary>
public sealed class ListUploadTests
{
    private static readonly (string Name, string Text)[] Ofac = [("sdn.csv", ListSamples.Entries), ("alt.csv", ListSamples.Names), ("add.csv", ListSamples.Addresses)];

    private static readonly (string Name, string Text)[] Un = [("consolidated.xml", ListSamples.Un)];

    public static TheoryData<string> Stores => Store.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Stores))]
    public async Task An_officer_takes_over_a_list_by_its_files_and_everybody_sees_which_is_in_force(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);

        var taken = await HandInAsync(manager, "ofac", Ofac, ("version", "2026-02-01"));
        (await HandInAsync(manager, "un", Un)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect, await taken.Content.ReadAsStringAsync(Stop));
        new Uri(manager.BaseAddress!, taken.Headers.Location!).AbsolutePath.ShouldBe("/lists");
        var lists = await PageAsync(manager, "/lists");
        lists.QuerySelectorAll("#lists-rows tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Take(8).Select(cell => cell.TextContent.Trim()))).ShouldBe(
        [
            "UN-SC|In force|2026-02-27|2|2|0|0|AlertManager of Customs",
            "OFAC-SDN|In force|2026-02-01|4|4|0|0|AlertManager of Customs",
        ]);
        var overview = (await PageAsync(manager, "/")).QuerySelector("section[aria-label='Lists in force']")!.TextContent;
        foreach (var said in new[] { "OFAC-SDN", "2026-02-01", "4 entries", "UN-SC", "2026-02-27", "imported by AlertManager of Customs" })
        {
            overview.ShouldContain(said);
        }

        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert WHERE list IS NOT NULL"))).ShouldBe(6);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_later_version_replaces_it_and_the_same_again_changes_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);
        await HandInAsync(manager, "ofac", Ofac, ("version", "2026-02-01"));
        var renamed = Ofac[0].Text.Replace("HARBOUR TRADING B.V.\",", "HARBOUR TRADERS B.V.\",", StringComparison.Ordinal);

        await HandInAsync(manager, "ofac", [("sdn.csv", renamed), Ofac[1], Ofac[2]], ("version", "2026-02-08"));
        await HandInAsync(manager, "ofac", [("sdn.csv", renamed), Ofac[1], Ofac[2]], ("version", "2026-02-08"));

        var lists = JsonNode.Parse(await manager.GetStringAsync("/api/lists", Stop))!["lists"]!.AsArray();
        lists.Select(one => $"{one!["list"]} {one["version"]} {one["entries"]} {one["added"]} {one["amended"]} {one["withdrawn"]} {one["inForce"]}").ShouldBe(
            ["OFAC-SDN 2026-02-08 4 0 1 0 true", "OFAC-SDN 2026-02-01 4 4 0 0 false"]);
        lists.ShouldAllBe(one => one!["officer"] != null && one["record"]!.GetValue<long>() > 0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_wrong_is_said_at_its_file_and_nothing_is_taken(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);

        var missing = await HandInAsync(manager, "ofac", [Ofac[0], Ofac[2]], ("version", "2099-01-01"));
        missing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Errors(await missing.Content.ReadAsStringAsync(Stop)).ShouldBe(["#field-alt-csv: The file alt.csv is missing.", "#field-version: The day of publication lies ahead."]);

        var broken = await HandInAsync(manager, "ofac", [("sdn.csv", ListSamples.Entries + "105,x\n"), Ofac[1], Ofac[2]], ("version", "2026-02-01"));
        broken.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Errors(await broken.Content.ReadAsStringAsync(Stop)).ShouldHaveSingleItem().ShouldContain("line 5");

        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_older_version_is_taken_over_only_when_the_officer_says_so(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await AlertFormTests.ManagerAsync(node);
        (await PageAsync(manager, "/lists/import")).QuerySelector("input[name=force]").ShouldBeNull();
        await HandInAsync(manager, "ofac", Ofac, ("version", "2026-02-08"));

        var older = await HandInAsync(manager, "ofac", Ofac, ("version", "2026-02-01"));
        older.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        new HtmlParser().ParseDocument(await older.Content.ReadAsStringAsync(Stop)).QuerySelectorAll("input[name=force]").Length.ShouldBe(1);

        (await HandInAsync(manager, "ofac", Ofac, ("version", "2026-02-01"), ("force", "yes"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ShowLists.InForceAsync(node.Database, Stop)).ShouldHaveSingleItem().Version.ShouldBe(new(2026, 2, 1));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_program_takes_over_a_list_with_a_token_of_its_own(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var feed = await node.FeedWith("lists.import");
        using var form = Files(Un);

        var answer = await feed.PostAsync("/api/lists/un", form, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!.ToJsonString().ShouldStartWith("""{"list":"UN-SC","version":"2026-02-27","entries":2,"added":2,"amended":0,"withdrawn":0,"record":""");
        (await ShowLists.InForceAsync(node.Database, Stop)).ShouldHaveSingleItem().Officer!.ShouldStartWith("feed:");
        using var nothing = Files([]);
        (await feed.PostAsync("/api/lists/ofac", nothing, Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var other = Files(Un);
        (await feed.PostAsync("/api/lists/eu", other, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_setting_says_when_an_alert_is_reviewed_unless_something_else_is_said(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, settings: ("Alerts:ReviewDays", "30"));
        using var manager = await AlertFormTests.ManagerAsync(node);
        var due = $"{TimeProvider.System.GetUtcNow().AddDays(30):yyyy-MM-dd}";

        AlertFormTests.Filled(await AlertFormTests.PageAsync(manager, "/alerts/new?category=Persons"))["reviewBy"].ShouldBe(due);
        await HandInAsync(manager, "un", Un);
        (await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT DISTINCT review_by FROM alert"))).ShouldBe([due]);
    }

    private static async Task<HttpResponseMessage> HandInAsync(HttpClient officer, string list, (string Name, string Text)[] files, params (string Name, string Value)[] fields)
    {
        var page = (await PageAsync(officer, "/lists/import")).QuerySelector($"#{list} form")!;
        using var form = Files(files);
        foreach (var (name, value) in fields.Concat(page.QuerySelectorAll("input[type=hidden]").Select(hidden => (hidden.GetAttribute("name")!, hidden.GetAttribute("value")!))))
        {
            form.Add(new StringContent(value), name);
        }

        return await officer.PostAsync("/lists/import", form, Stop);
    }

    private static MultipartFormDataContent Files((string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent("list"), "what" } };
        foreach (var (name, text) in files)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), name, name);
        }

        return form;
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(HttpClient officer, string address) =>
        new HtmlParser().ParseDocument(await AlertFormTests.PageAsync(officer, address));

    private static IEnumerable<string> Errors(string page) =>
        new HtmlParser().ParseDocument(page).QuerySelectorAll(".en-errors a").Select(link => $"{link.GetAttribute("href")}: {link.TextContent.Trim()}");
}
