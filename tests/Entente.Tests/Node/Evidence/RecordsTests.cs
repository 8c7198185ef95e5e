using System.Net;
using AngleSharp;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Record = Entente.Node.Evidence.Record;

namespace Entente.Tests.Node.Evidence;

public sealed class RecordsTests
{
    private static readonly Act Tested = new("test.done", "Tested");

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Pages_show_every_record_once_in_both_directions(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await FilledAsync(store, 120);

        var seen = new List<long>();
        var page = await Record.PageAsync(database, Record.Filter.None, null, null, null);
        page.Newer.ShouldBeNull();
        seen.AddRange(page.Rows.Select(record => record.Seq));
        while (page.Older is { } older)
        {
            page = await Record.PageAsync(database, Record.Filter.None, null, null, Number(older));
            seen.AddRange(page.Rows.Select(record => record.Seq));
        }

        seen.ShouldBe(Enumerable.Range(1, 120).Select(n => (long)n).Reverse());
        var back = await Record.PageAsync(database, Record.Filter.None, null, Number(page.Newer!), null);
        back.Rows.Select(record => record.Seq).ShouldBe(Enumerable.Range(21, 50).Select(n => (long)n).Reverse());
    }

    [Theory]
    [OnBoth("act=test.done", 12)]
    [OnBoth("act=test.other", 0)]
    [OnBoth("officer=node:1", 4)]
    [OnBoth("purpose=RiskAnalysis", 4)]
    [OnBoth("kind=thing&subject=7", 1)]
    [OnBoth("kind=other&subject=7", 0)]
    [OnBoth("from=2026-03-01&to=2026-03-01", 12)]
    [OnBoth("from=2026-03-02", 0)]
    [OnBoth("to=2026-02-28", 0)]
    [OnBoth("from=yesterday", 12)] // What is no date filters nothing
    [OnBoth("act=test.done&officer=node:1&purpose=RiskAnalysis&kind=thing&subject=1&from=2026-03-01&to=2026-03-01", 1)]
    public async Task Filters_narrow_what_is_listed(string kind, string query, int expected)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await FilledAsync(store, 12);

        var filter = Record.Filter.Of(new Microsoft.AspNetCore.Http.QueryCollection(
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));

        (await Record.PageAsync(database, filter, null, null, null)).Rows.Count.ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_records_of_a_day_are_all_found_also_where_the_clock_was_set_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new Access.SetClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var database = store.Open(clock);
        await database.StartAsync(TestContext.Current.CancellationToken);
        foreach (var day in (int[])[1, 2, 2, 4, 1, 2, 5, 4, 1])
        {
            clock.Now = new(2026, 3, day, 12, 0, 0, TimeSpan.Zero);
            await database.WriteAsync(session => RecordBook.Append(session, Actor.Node("test"), Tested, "thing", $"{day}"));
        }

        (await SeqsAsync(new(2026, 3, 1), new(2026, 3, 1))).ShouldBe([9, 5, 1]);
        (await SeqsAsync(new(2026, 3, 2), new(2026, 3, 2))).ShouldBe([6, 3, 2]);
        (await SeqsAsync(new(2026, 3, 3), new(2026, 3, 3))).ShouldBeEmpty();
        (await SeqsAsync(new(2026, 3, 4), null)).ShouldBe([8, 7, 4]);
        (await SeqsAsync(null, new(2026, 3, 1))).ShouldBe([9, 5, 1]);
        (await SeqsAsync(null, DateOnly.MaxValue)).Count.ShouldBe(9);

        async Task<List<long>> SeqsAsync(DateOnly? from, DateOnly? to) =>
            [.. (await Record.PageAsync(database, Record.Filter.None with { From = from, To = to }, null, null, null)).Rows.Select(record => record.Seq)];
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Auditors_see_all_and_supervisors_their_own_authority(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs, Purpose.Supervision);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Police, Purpose.Supervision);
        var customs = await AppendAsync(node, "customs", AuthorityKind.Customs);
        var police = await AppendAsync(node, "police", AuthorityKind.Police);

        (await auditor.GetAsync($"/records/{customs}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await auditor.GetAsync($"/records/{police}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await supervisor.GetAsync($"/records/{police}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var foreign = await supervisor.GetAsync($"/records/{customs}");
        var absent = await supervisor.GetAsync("/records/999999");
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        absent.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var shown = await Rows(supervisor, "/records");
        shown.ShouldContain($"/records/{police}");
        shown.ShouldNotContain($"/records/{customs}");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Reading_the_records_is_on_record_with_what_was_shown(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs, Purpose.Supervision);
        var seq = await AppendAsync(node, "police", AuthorityKind.Police);

        await auditor.GetAsync($"/records/{seq}");
        await auditor.GetAsync("/records?subject=1");

        var records = await node.Database.ReadAsync(read => read.QueryAsync<(string Act, string? Subject, string Detail)>(
            "SELECT act, subject_id, detail FROM record WHERE subject_kind = 'record' ORDER BY seq"));
        records.ShouldBe(
        [
            ("record.read", $"{seq}", $$"""{"shown":["{{seq}}"]}"""),
            ("record.listed", null, $$"""{"asked":"?subject=1","shown":["{{seq}}-{{seq}}"]}"""),
        ]);
    }

    [Fact]
    public void Every_act_has_an_id_of_its_own_and_words()
    {
        Act.All.Count.ShouldBeGreaterThan(10);
        Act.All.Values.ShouldAllBe(act => act.Words.Length > 0 && act.Id.Contains('.'));
    }

    private static long Number(string key) => long.Parse(key, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<string?>> Rows(HttpClient client, string address)
    {
        var body = await client.GetStringAsync(address);
        var page = await BrowsingContext.New().OpenAsync(response => response.Content(body));
        return [.. page.QuerySelectorAll("tr[data-href]").Select(row => row.GetAttribute("data-href"))];
    }

    private static Task<long> AppendAsync(TestNode node, string authorityId, AuthorityKind authority) => node.Database.WriteAsync(
        session => RecordBook.Append(session, new Actor("node:test", authorityId, authority, Purpose.BorderControl, null), Tested, "thing", "1"));

    private static async Task<Database> FilledAsync(Store store, int count)
    {
        var database = store.Open(new Access.SetClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        await database.StartAsync(TestContext.Current.CancellationToken);
        for (var n = 0; n < count; n++)
        {
            var purpose = n % 3 == 0 ? Purpose.BorderControl : n % 3 == 1 ? Purpose.RiskAnalysis : Purpose.Supervision;
            await database.WriteAsync(session => RecordBook.Append(session, Actor.Node($"{n % 3}", purpose), Tested, "thing", $"{n}"));
        }

        return database;
    }
}
