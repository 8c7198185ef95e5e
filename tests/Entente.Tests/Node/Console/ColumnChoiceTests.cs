using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Alerts;

namespace Entente.Tests.Node.Console;

public sealed class ColumnChoiceTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_column_that_an_officer_leaves_out_is_left_out_for_that_officer(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.EnteredAsync(Given.Smuggler);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var other = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        (await HeadingsAsync(officer)).ShouldBe(["Alert", "Category", "What to do", "Case", "Owner", "Review by", "Changed", "State"]);

        using var chosen = await ChooseAsync(officer, "alerts", ["category", "case", "owner"], shown: ["owner"]);

        chosen.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        chosen.Headers.Location!.OriginalString.ShouldBe("/alerts?state=Active");
        (await HeadingsAsync(officer)).ShouldBe(["Alert", "What to do", "Owner", "Review by", "Changed", "State"]);
        (await HeadingsAsync(other)).Count.ShouldBe(8);

        await ChooseAsync(officer, "alerts", ["category", "case", "owner"], shown: ["category", "case", "owner"]);
        (await HeadingsAsync(officer)).Count.ShouldBe(8);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_column_without_a_name_stays_and_every_cell_stays_under_its_heading(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await node.Database.EnteredAsync(Given.Smuggler);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        await ChooseAsync(officer, "alerts", ["category", "action", "case", "owner", "review", "changed", "state"], shown: []);

        var page = await PageAsync(officer);
        page.QuerySelectorAll("#alerts th").Select(heading => heading.TextContent.Trim()).ShouldBe(["Alert"]);
        page.QuerySelectorAll("#alerts tbody tr td").ShouldHaveSingleItem().QuerySelector("a.en-row-link").ShouldNotBeNull();
        page.QuerySelectorAll(".en-choose-columns input[type=checkbox]:not([checked])").Length.ShouldBe(7);
    }

    [Theory]
    [OnBoth("alerts", "Category")]
    [OnBoth("a b", "category")]
    [OnBoth("", "category")]
    public async Task What_is_no_name_is_refused(string kind, string table, string column)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        (await ChooseAsync(officer, table, [column], shown: [])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<HttpResponseMessage> ChooseAsync(HttpClient officer, string table, string[] known, string[] shown) => TestNode.PostFormAsync(
        officer, "/console/columns",
        [("table", table), ("return", "/alerts?state=Active"), .. known.Select(name => ("known", name)), .. shown.Select(name => ("shown", name))]);

    private static async Task<List<string>> HeadingsAsync(HttpClient client) =>
        [.. (await PageAsync(client)).QuerySelectorAll("#alerts th").Select(heading => heading.TextContent.Trim())];

    private static async Task<IDocument> PageAsync(HttpClient client)
    {
        var html = await client.GetStringAsync("/alerts");
        return await BrowsingContext.New().OpenAsync(request => request.Content(html));
    }
}
