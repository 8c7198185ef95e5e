using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Reviews;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Tests.Node.Evidence.Reviews;

/// <summary>One search of a hundred is drawn by what nobody can choose, and an auditor says whether it was lawful.</summary>
public sealed class ReviewTests
{
    private static readonly Act Searched = Act.All["alert.searched"];

    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(1_000, 10)]
    public void Of_each_hundred_begun_one_is_drawn(int searches, int drawn)
    {
        var leaves = Enumerable.Range(0, searches).Select(n => TreeHash.OfEntry(BitConverter.GetBytes(n))).ToList();
        var chosen = ReviewDraw.Choose(TreeHash.Empty, leaves);
        chosen.Count.ShouldBe(drawn);
        chosen.ShouldBeUnique();
        ReviewDraw.Choose(TreeHash.Empty, leaves).ShouldBe(chosen, "whoever has the same draws the same");
    }

    [Fact]
    public void Another_root_draws_others_and_every_search_has_its_chance()
    {
        var leaves = Enumerable.Range(0, 50).Select(n => TreeHash.OfEntry(BitConverter.GetBytes(n))).ToList();
        Enumerable.Range(0, 2_000).SelectMany(root => ReviewDraw.Choose(TreeHash.OfEntry(BitConverter.GetBytes(root)), leaves)).Distinct().Count().ShouldBe(50);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Searches_of_a_day_are_drawn_once_by_the_first_checkpoint_after_it_that_is_witnessed(string kind)
    {
        var clock = new StandingClock();
        await using var store = await Store.CreateAsync(kind);
        await using var database = store.Open(clock);
        await database.StartAsync(TestContext.Current.CancellationToken);
        using var log = LogGiven.LogOver(store, database);
        var draw = new ReviewDraw(database);
        await database.WriteAsync(session => Enumerable.Range(0, 150).ToList().ForEach(_ => RecordBook.Append(session, LogGiven.Tester, Searched, "alert", null, """{"asked":"x"}""")));
        await database.RecordAsync(20);
        await log.SealedAsync();
        await WitnessedAsync(database);

        await draw.DrawAsync(TestContext.Current.CancellationToken);
        (await DrawsAsync(database)).ShouldBeEmpty("the day is not over");
        clock.Now += TimeSpan.FromHours(13);
        await draw.DrawAsync(TestContext.Current.CancellationToken);
        (await DrawsAsync(database)).ShouldBeEmpty("no checkpoint of the next day decides yet");

        await database.RecordAsync(1);
        await log.SealedAsync();
        await draw.DrawAsync(TestContext.Current.CancellationToken);
        (await DrawsAsync(database)).ShouldBeEmpty("no witness has seen it");
        await WitnessedAsync(database);
        await draw.DrawAsync(TestContext.Current.CancellationToken);
        await draw.DrawAsync(TestContext.Current.CancellationToken);

        var drawn = (await DrawsAsync(database)).ShouldHaveSingleItem();
        (drawn.AfterRecord, drawn.LastRecord, drawn.Searches, drawn.Drawn, drawn.Size, drawn.Witnessed).ShouldBe((0, 150, 150, 2, 171, true));

        // As whoever has the records and that checkpoint can draw again.
        var leaves = await database.ReadAsync(session => Task.FromResult(session.Query<byte[]>("SELECT leaf FROM record_entry WHERE act = 'alert.searched' ORDER BY seq").ConvertAll(leaf => TreeHash.OfEntry(leaf))));
        var expected = ReviewDraw.Choose(new TreeHash(drawn.Root), leaves).Select(place => place + 1L);
        (await database.ReadAsync(session => Task.FromResult(session.Query<long>("SELECT record FROM review ORDER BY record")))).ShouldBe(expected);
        (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'review.drawn'"))).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Without_witnesses_the_newest_checkpoint_decides_after_half_a_day_and_the_draw_says_so(string kind)
    {
        var clock = new StandingClock();
        await using var store = await Store.CreateAsync(kind);
        await using var database = store.Open(clock);
        await database.StartAsync(TestContext.Current.CancellationToken);
        using var log = LogGiven.LogOver(store, database);
        await database.WriteAsync(session => RecordBook.Append(session, LogGiven.Tester, Searched, "alert", null));
        await log.SealedAsync();
        clock.Now = new DateTimeOffset(clock.Now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero).AddHours(12);
        await new ReviewDraw(database).DrawAsync(TestContext.Current.CancellationToken);
        (await DrawsAsync(database)).ShouldHaveSingleItem().Witnessed.ShouldBeFalse();
    }

    public static TheoryData<string, ReviewVerdict?, ReviewVerdict, string?, string?> Verdicts => new()
    {
        { "o-1", null, ReviewVerdict.Lawful, null, null },
        { "o-1", null, ReviewVerdict.Unlawful, "The case was closed.", null },
        { "o-1", null, ReviewVerdict.Unlawful, " ", "review-reason" },
        { "o-1", null, ReviewVerdict.Unclear, null, "review-reason" },
        { "o-1", null, ReviewVerdict.Lawful, new string('x', 501), "review-reason" },
        { "o-1", ReviewVerdict.Lawful, ReviewVerdict.Unlawful, "After all.", "review-decided" },
        { "a-1", null, ReviewVerdict.Lawful, null, "review-own" },
    };

    [Theory, MemberData(nameof(Verdicts))]
    public void Decide_refuses_what_may_not_be_a_verdict(string officer, ReviewVerdict? before, ReviewVerdict verdict, string? reason, string? fault)
    {
        var review = new Review
        {
            Record = 1, Draw = 1, DrawnAt = default, At = default, Act = Searched.Id, Officer = officer, AuthorityId = "customs", Purpose = Purpose.RiskAnalysis, Verdict = before,
        };
        DecideReview.Decide(review, "a-1", new(verdict, reason))?.Code.Id.ShouldBe(fault);
        (DecideReview.Decide(review, "a-1", new(verdict, reason)) is null).ShouldBe(fault is null);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_auditor_sees_what_was_drawn_and_records_a_verdict_once(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var auditor = await node.SignedInAs(Role.Auditor, AuthorityKind.Customs);
        using var supervisor = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs);
        var record = await node.Database.WriteAsync(session => RecordBook.Append(session, LogGiven.Tester, Searched, "alert", null, """{"asked":"Kestrel","shown":["7"]}"""));
        await node.Database.WriteAsync(session =>
        {
            session.Execute(
                """
                INSERT INTO review_draw (seq, after_record, last_record, until, searches, drawn, origin, size, root, witnessed, drawn_at)
                VALUES (1, 0, @record, @Now, 1, 1, 'log', 9, @root, 1, @Now)
                """,
                new { record, session.Now, root = new byte[32] });
            session.Execute("INSERT INTO review (record, draw) VALUES (@record, 1)", new { record });
        });

        (await supervisor.GetAsync("/api/records/reviews")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await auditor.GetStringAsync("/records/reviews")).ShouldContain($"/records/reviews/{record}");
        var page = await auditor.GetStringAsync($"/records/reviews/{record}");
        page.ShouldContain("Kestrel");
        page.ShouldContain($"action=\"/records/reviews/{record}/verdict\"");
        (await auditor.GetAsync("/records/reviews/99999")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await RefusedAsync(auditor, record, new { verdict = "unlawful" }, "review-reason");
        await RefusedAsync(auditor, record, new { verdict = "guilty" }, FaultCode.Malformed.Id);
        await RefusedAsync(auditor, 99_999, new { verdict = "lawful" }, FaultCode.NotFound.Id);
        using (var posted = await TestNode.PostFormAsync(auditor, $"/records/reviews/{record}/verdict", ("verdict", "Unclear"), ("reason", "Which case?")))
        {
            posted.Headers.Location!.OriginalString.ShouldBe("/records/reviews");
        }

        await RefusedAsync(auditor, record, new { verdict = "lawful" }, "review-decided");
        var listed = JsonNode.Parse(await auditor.GetStringAsync("/api/records/reviews"))!;
        listed["reviews"]![0]!["verdict"]!.GetValue<string>().ShouldBe("unclear");
        listed["draws"]![0]!["size"]!.GetValue<long>().ShouldBe(9);
        (await auditor.GetStringAsync($"/records/reviews/{record}")).ShouldContain("Which case?");
        (await node.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE act = 'review.decided'")))
            .ShouldBe("""{"verdict":"Unclear","reason":"Which case?"}""");
    }

    private static async Task RefusedAsync(HttpClient auditor, long record, object command, string fault)
    {
        using var answer = await auditor.PostAsJsonAsync($"/api/records/reviews/{record}", command);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(fault);
        answer.IsSuccessStatusCode.ShouldBeFalse();
    }

    private static Task<int> WitnessedAsync(Database database) => database.WriteAsync(session => session.Execute("UPDATE log_checkpoint SET cosigned = 1, witnessed = 1"));

    private static Task<List<ReviewDrawing>> DrawsAsync(Database database) => database.ReadAsync(session => Task.FromResult(ReviewDrawing.Newest(session, 10)));
}
