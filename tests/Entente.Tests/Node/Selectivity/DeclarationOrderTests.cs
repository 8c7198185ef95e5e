using System.Text.Json.Nodes;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.Tests.Node.Alerts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Tests.Node.Selectivity;

/// <summary>Declarations in the order of intake or of lodgement, from either end, under any filter.</summary>
public sealed class DeclarationOrderTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_order_shows_every_declaration_once_and_leads_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 30);

        // Every third was lodged in an order of its own, some at the same time; the others say nothing of it, and were lodged when they came.
        await node.Database.WriteAsync(session => session.Execute("UPDATE declaration SET lodged_at = seq % 4 WHERE seq % 3 = 0"), Now);
        var rows = await node.Database.ReadAsync(session => session.QueryAsync<Row>("SELECT seq, COALESCE(lodged_at, received_at) AS at FROM declaration"), Now);
        var dialect = node.Database.Dialect;
        foreach (var query in (string[])["", "hs=8527&name=even", "kind=Import", "since=1999-01-01&until=2099-01-01", "reference=000007", "kind=Import&since=1999-01-01"])
        {
            var narrowed = await WalkedAsync("received");
            TableOrderTests.Line(narrowed).ShouldBe(TableOrderTests.Line(narrowed.Order()), query);
            TableOrderTests.Line(await WalkedAsync("-received")).ShouldBe(TableOrderTests.Line(narrowed.OrderDescending()), query);
            var chosen = rows.Where(row => narrowed.Contains(row.Seq)).ToList();
            TableOrderTests.Line(await WalkedAsync("lodged")).ShouldBe(TableOrderTests.Line(chosen.OrderBy(row => row.At).ThenBy(row => row.Seq).Select(row => row.Seq)), query);
            TableOrderTests.Line(await WalkedAsync("-lodged")).ShouldBe(TableOrderTests.Line(chosen.OrderByDescending(row => row.At).ThenByDescending(row => row.Seq).Select(row => row.Seq)), query);

            Task<List<long>> WalkedAsync(string sort) => TableOrderTests.WalkedAsync(
                async (newer, older) =>
                {
                    var asked = DeclarationFilter.Read(new QueryCollection(QueryHelpers.ParseQuery($"?{query}&sort={sort}"))).Decide().Asked! with { Newer = newer, Older = older };
                    var page = await node.Database.ReadAsync(session => DeclarationQueries.PageAsync(session, dialect, asked, Sight.Of(session, Alerts.Given.Officer), 4), Now);
                    return new KeysetPage<DeclarationLine>([.. page.Rows], page.Newer, page.Older);
                },
                line => line.Seq);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_order_of_lodgement_walks_its_index_and_sorts_only_the_few_of_a_rare_term(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 5);
        var asked = new DeclarationFilter.Asked([], null, null, 3, null, false) { Sort = "-lodged" };
        foreach (var (term, walks) in new (long?, bool)[] { (null, true), (1, false) })
        {
            var walk = new DeclarationWalk(asked, DeclarationWalk.PlaceOf(asked, 50), term, 0, long.MaxValue);
            var statement = await node.Database.ReadAsync(session => walk.StatementAsync(session, "SELECT seq FROM (", ") AS walked"), Now);

            var plan = await TableOrderTests.PlanAsync(node.Database, _ => statement);

            plan.Contains("declaration_lodged", StringComparison.Ordinal).ShouldBe(walks, plan);
            plan.ToUpperInvariant().Contains(" SCAN ON DECLARATION D", StringComparison.Ordinal).ShouldBeFalse(plan);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_order_that_is_none_is_refused_and_the_file_has_the_order_of_the_page(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await ListDeclarationsTests.FilledAsync(node, 3);
        await node.Database.WriteAsync(session => session.Execute("UPDATE declaration SET lodged_at = 0 WHERE seq = 2"), Now);

        using var refused = await officer.GetAsync("/api/declarations?sort=goods", Now);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync(Now))!["at"]!.GetValue<string>().ShouldBe("sort");
        using var file = await TestNode.PostFormAsync(officer, "/exports/file", ("table", "declarations"), ("filter", "?sort=lodged"));
        (await file.Content.ReadAsStringAsync(Now)).Split("\r\n").Skip(1).Take(3).Select(line => line.Split(',')[1].Trim('"')).ShouldBe(["000002", "000001", "000003"]);
    }

    private sealed record Row
    {
        public long Seq { get; init; }

        public long At { get; init; }
    }
}
