using System.Net;
using System.Text.Json.Nodes;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Selectivity;

public sealed class ListDeclarationsTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Paging_older_shows_every_declaration_once_and_paging_newer_leads_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await FilledAsync(node, 120);

        var first = await ListAsync(officer, "");
        var second = await ListAsync(officer, $"?older={first["older"]}");
        var third = await ListAsync(officer, $"?older={second["older"]}");

        References(first).Concat(References(second)).Concat(References(third)).ShouldBe(Enumerable.Range(1, 120).Reverse().Select(Given.Numbered));
        first["newer"].ShouldBeNull();
        third["older"].ShouldBeNull();
        References(await ListAsync(officer, $"?newer={third["newer"]}")).ShouldBe(References(second));
        References(await ListAsync(officer, $"?newer={second["newer"]}")).ShouldBe(References(first));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Filters_stand_together_in_the_address(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await FilledAsync(node, 60);

        References(await ListAsync(officer, "?hs=8527&name=even")).ShouldBe(Enumerable.Range(1, 60).Where(n => n % 6 == 0).Reverse().Select(Given.Numbered));
        References(await ListAsync(officer, "?reference=000007")).ShouldBe(["000007"]);
        References(await ListAsync(officer, "?document=MEDU000008")).ShouldBe(["000008"]);
        References(await ListAsync(officer, "?from=SGSIN&to=NLRTM")).Count.ShouldBe(30);
        References(await ListAsync(officer, "?country=SG&kind=Import")).Count.ShouldBe(30);
        References(await ListAsync(officer, "?country=KE")).ShouldBeEmpty();
        References(await ListAsync(officer, "?hits=true")).ShouldBeEmpty();
        References(await ListAsync(officer, "?since=2099-01-01")).ShouldBeEmpty();
        References(await ListAsync(officer, "?until=1999-01-01")).ShouldBeEmpty();
        References(await ListAsync(officer, "?since=1999-01-01&until=2099-01-01")).Count.ShouldBe(50);
    }

    [Theory]
    [OnBoth("hs=85A")]
    [OnBoth("country=XX")]
    [OnBoth("kind=Smuggling")]
    [OnBoth("since=yesterday")]
    [OnBoth("older=-1")]
    [OnBoth("container=---")]
    public async Task A_filter_that_cannot_be_read_is_refused_and_not_dropped(string kind, string query)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        using var answer = await officer.GetAsync($"/api/declarations?{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem["code"]!.GetValue<string>().ShouldBe("intake-filter");
        problem["at"]!.GetValue<string>().ShouldBe(query.Split('=')[0]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_list_and_a_reading_are_on_record_with_what_was_shown(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await FilledAsync(node, 1);
        var id = (await ListAsync(officer, "?reference=000001"))["rows"]![0]!["id"]!.GetValue<string>();

        using var answer = await officer.GetAsync($"/api/declarations/{id}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["declaration"]!["reference"]!.GetValue<string>().ShouldBe("000001");
        var details = await node.Database.ReadAsync(session => session.QueryAsync<string>(
            "SELECT detail FROM record WHERE act IN ('declaration.searched', 'declaration.read') ORDER BY seq"));
        details.Count.ShouldBe(2);
        details.ShouldAllBe(detail => detail.Contains(id));
        details[0].ShouldContain("reference=000001");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_source_is_answered_byte_for_byte_as_a_download(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var document = Given.Wco("A-1", description: "café <![CDATA[<script>]]>");
        var id = (await IntakeTests.PostAsync(officer, document))[0]["id"]!.GetValue<string>();

        using var answer = await officer.GetAsync($"/api/declarations/{id}/source");

        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(document);
    }

    [Theory]
    [OnBoth("/api/declarations/01932c00-0000-7000-8000-000000000000")]
    [OnBoth("/api/declarations/01932c00-0000-7000-8000-000000000000/source")]
    public async Task What_is_not_there_is_not_found(string kind, string address)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Police);

        using var answer = await officer.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Declarations 1 to <paramref name="count"/>: every second from Singapore and by "Even", every third radios.</summary>
    internal static async Task<HttpClient> FilledAsync(TestNode node, int count)
    {
        var officer = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        foreach (var n in Enumerable.Range(1, count))
        {
            await IntakeTests.PostAsync(officer, Given.Wco(
                Given.Numbered(n),
                importer: n % 2 == 0 ? "Even Handel B.V." : "Odd Handel B.V.",
                hs: n % 3 == 0 ? "852712" : "610910",
                from: n % 2 == 0 ? "SGSIN" : "CNSHK"));
        }

        return officer;
    }

    private static async Task<JsonNode> ListAsync(HttpClient officer, string query)
    {
        using var answer = await officer.GetAsync($"/api/declarations{query}");
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static List<string> References(JsonNode page) => [.. page["rows"]!.AsArray().Select(row => row!["reference"]!.GetValue<string>())];
}
