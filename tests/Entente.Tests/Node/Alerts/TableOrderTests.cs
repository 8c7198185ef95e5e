using AngleSharp;
using AngleSharp.Dom;
using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>Tables in the order that their address asks for: every row once, forth and back, by the index of that order.</summary>
public sealed class TableOrderTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    /// <summary>By number of the hit; some are alike, and stand in the order of their numbers.</summary>
    private static readonly double[] Scores = [0.8, 0.95, 0.8, 0.71, 0.95, 0.8, 0.99];

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task Hits_are_paged_by_score_and_by_time_forth_and_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        await RaisedAsync(database);
        var numbers = Enumerable.Range(1, Scores.Length).ToList();
        foreach (var filter in new ListHits.Filter[] { new() { Pairs = true }, new(), new() { All = true } })
        {
            foreach (var (sort, expected) in new (string, IEnumerable<int>)[]
            {
                ("score", numbers.OrderBy(n => Scores[n - 1]).ThenBy(n => n)),
                ("-score", numbers.OrderByDescending(n => Scores[n - 1]).ThenByDescending(n => n)),
                ("since", numbers),
                ("-since", numbers.OrderDescending()),
            })
            {
                Task<KeysetPage<HitLine>> PageAsync(long? newer, long? older) => database.ReadAsync(
                    session => ListHits.LinesAsync(session, Sight.Of(session, Given.Officer), "x", filter with { Sort = sort }, new(newer, older, 2)), Now);

                Line(await WalkedAsync(PageAsync, line => line.Number)).ShouldBe(string.Join(' ', expected), $"{sort} {filter}");
            }
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_order_of_a_pair_is_that_of_its_newest_open_hit(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var other = await database.EnteredAsync(Given.Heron);
        await RaiseAsync(database, alert, "d-1", 0.9);
        await RaiseAsync(database, other, "d-2", 0.8);
        var newest = await RaiseAsync(database, alert, "d-3", 0.7);
        Task<string> OrderAsync() => database.ReadAsync(
            async session => string.Join(' ', (await ListHits.LinesAsync(session, Sight.Of(session, Given.Officer), "x", new() { Pairs = true, Sort = "-score" }, new(null, null, 9))).Rows.Select(line => line.Number)), Now);

        (await OrderAsync()).ShouldBe("2 3");
        await database.WriteAsync(session => session.Execute("UPDATE hit SET state = 'True' WHERE id = @id", new { id = newest.ToString() }), Now);
        await database.WriteAsync(
            session =>
            {
                var hit = session.Find<HitRow>("SELECT * FROM hit WHERE id = @id", new { id = newest.ToString() })!;
                HitPairs.Closed(session, hit.AlertNumber, hit.SubjectHash, hit.AlertHash);
            },
            Now);
        (await OrderAsync()).ShouldBe("1 2");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Alerts_are_paged_by_review_and_by_change_forth_and_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        DateOnly[] reviews = [new(2026, 9, 1), new(2026, 7, 1), new(2026, 9, 1), new(2026, 8, 1), new(2026, 7, 1)];
        foreach (var review in reviews)
        {
            var alert = await database.EnteredAsync(Given.Smuggler);
            await database.WriteAsync(session => session.Execute("UPDATE alert SET review_by = @review WHERE number = @Number", new { review, alert.Number }), Now);
        }

        // The second was changed last.
        await database.WriteAsync(session => session.Execute("UPDATE alert SET changed = changed + 1000 WHERE number = 2"), Now);
        foreach (var (sort, expected) in new (string, long[])[]
        {
            ("review", [2, 5, 4, 1, 3]),
            ("-review", [3, 1, 4, 5, 2]),
            ("changed", [1, 3, 4, 5, 2]),
            ("-changed", [2, 5, 4, 3, 1]),
            ("title; DROP TABLE alert", [5, 4, 3, 2, 1]), // no order of this table: its own
        })
        {
            Line(await WalkedAsync(
                (newer, older) => database.ReadAsync(session => ListAlerts.LinesAsync(session, Sight.Of(session, Given.Officer), new() { Sort = sort }, new(newer, older, 2)), Now), line => line.Number))
                .ShouldBe(Line(expected), sort);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Each_order_walks_its_index_and_sorts_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        await RaisedAsync(database);
        foreach (var (index, page) in new (string, Func<Sight, Statement>)[]
        {
            ("hit_state_score", sight => ListHits.HitsOf(sight, "x", new()).Page("h.number", By(ListHits.ByScore), 0.9)),
            ("hit_score", sight => ListHits.HitsOf(sight, "x", new() { All = true }).Page("h.number", By(ListHits.ByScore), 0.9)),
            ("hit_pair_score", sight => ListHits.PairsOf(sight, new()).Page("p.newest", By(ListHits.PairsByScore), 0.9).Add(ListHits.OfPairs)),
            ("alert_review_by", sight => ListAlerts.StatementOf(sight, new()).Page("a.number", By(ListAlerts.ByReview), "2026-09-01")),
            ("alert_review", sight => ListAlerts.StatementOf(sight, new() { State = AlertState.Active }).Page("a.number", By(ListAlerts.ByReview), "2026-09-01")),
            ("alert_changed", sight => ListAlerts.StatementOf(sight, new()).Page("a.number", By(ListAlerts.ByChange), 9L)),
        })
        {
            var plan = await PlanAsync(database, page);

            // Which of two indexes of the order PostgreSQL takes depends on how many rows it believes to be there.
            plan.ShouldMatch(kind == "sqlite" ? $@"\b{index}\b" : $@"Index.*_{index.Split('_')[1]}|Index.*_score", index);
            plan.ShouldNotContain("TEMP B-TREE FOR ORDER", customMessage: index);
            plan.ShouldNotContain("Sort Key", customMessage: index);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_order_stands_in_the_address_keeps_the_filter_is_announced_and_the_file_follows_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        await RaisedAsync(node.Database);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        var page = await PageAsync(officer, "/hits?category=Persons");
        var heads = page.QuerySelectorAll("#hits th").ToDictionary(head => head.TextContent.Trim());
        heads["Score"].QuerySelector("a")!.GetAttribute("href").ShouldBe("/hits?category=Persons&sort=-score", "the likeliest first");
        heads["Score"].HasAttribute("aria-sort").ShouldBeFalse();

        var sorted = await PageAsync(officer, "/hits?category=Persons&sort=-score");
        var head = sorted.QuerySelectorAll("#hits th").Single(one => one.TextContent.Trim() == "Score");
        head.GetAttribute("aria-sort").ShouldBe("descending");
        head.QuerySelector("a")!.GetAttribute("href").ShouldBe("/hits?category=Persons&sort=score");
        sorted.QuerySelector("#hits form input[name=sort]")!.GetAttribute("value").ShouldBe("-score");
        sorted.QuerySelectorAll("#hits-rows tr")[0].TextContent.ShouldContain("99");
        sorted.QuerySelector("#hits a[href^='/exports/new']")!.GetAttribute("href").ShouldBe("/exports/new?category=Persons&sort=-score&table=hits");

        using var file = await TestNode.PostFormAsync(officer, "/exports/file", ("table", "hits"), ("filter", "?category=Persons&sort=-score"));
        var lines = (await file.Content.ReadAsStringAsync(Now)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Skip(1).Select(line => Scores.First(score => line.Contains(score.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)))
            .ShouldBe(Scores.OrderDescending());
        (await PageAsync(officer, "/alerts?sort=review")).QuerySelectorAll("#alerts th").Single(one => one.HasAttribute("aria-sort")).TextContent.Trim().ShouldBe("Review by");
    }

    internal static string Line(IEnumerable<long> numbers) => string.Join(' ', numbers);

    private static Keyset By(TableOrder order) => new(null, 3, 50) { Order = order };

    /// <summary>Every row from the first page to the last; each page led back to is the one that was left.</summary>
    internal static async Task<List<long>> WalkedAsync<TRow>(Func<long?, long?, Task<KeysetPage<TRow>>> page, Func<TRow, long> number)
    {
        var shown = await page(null, null);
        shown.Newer.ShouldBeNull();
        List<long> walked = [.. shown.Rows.Select(number)];
        while (shown.Older is { } older)
        {
            var next = await page(null, Keyset.Key(older));
            Line((await page(Keyset.Key(next.Newer), null)).Rows.Select(number)).ShouldBe(Line(shown.Rows.Select(number)), "the page before");
            walked.AddRange(next.Rows.Select(number));
            shown = next;
        }

        return walked;
    }

    internal static Task<string> PlanAsync(Database database, Func<Sight, Statement> page) => database.ReadAsync(
        async session =>
        {
            var statement = page(Sight.Of(session, Given.Officer));
            if (database.Dialect == Dialect.Postgres)
            {
                // A table of few rows is quicker read whole; with a million it is not.
                session.Execute("SET LOCAL enable_seqscan = off");
                session.Execute("SET LOCAL enable_bitmapscan = off");
                session.Execute("SET LOCAL enable_sort = off");
            }

            // The statement of a page, explained.
#pragma warning disable CA1857
            return database.Dialect == Dialect.Postgres
                ? string.Join('\n', await session.QueryAsync<string>($"EXPLAIN {statement.Text}", statement.Values))
                : string.Join('\n', (await session.QueryAsync<Step>($"EXPLAIN QUERY PLAN {statement.Text}", statement.Values)).Select(step => step.Detail));
#pragma warning restore CA1857
        },
        Now);

    /// <summary>A hit of each score, each of a pair of its own.</summary>
    private static async Task RaisedAsync(Database database)
    {
        var alert = await database.EnteredAsync(Given.Smuggler);
        for (var n = 0; n < Scores.Length; n++)
        {
            await RaiseAsync(database, alert, $"d-{n}", Scores[n], $"Ida Marlow {(char)('A' + n)}");
        }
    }

    private static async Task<HitId> RaiseAsync(Database database, AlertRow alert, string declaration, double score, string name = "Ida Marlow") => (await database.WriteAsync(
        session => HitBook.Raise(
            session, PartnerPost.None, Given.Officer, Given.Declared with { DeclarationId = declaration, Reference = declaration, Subject = Given.Declared.Subject with { Names = [name] } }, Given.MatchOf(alert, score)), Now))!.Value;

    private static async Task<IDocument> PageAsync(HttpClient officer, string address)
    {
        var html = await officer.GetStringAsync(address, Now);
        return await BrowsingContext.New().OpenAsync(response => response.Content(html), Now);
    }

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }
}
