using Entente.Node.Alerts;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts;

public sealed class HitPairTests
{
    private static readonly string[] Names = ["Ida Marlow", "Ida Marlowe", "I. Marlowe"];

    public static TheoryData<string> Stores => Store.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Stores))]
    public async Task The_queue_has_one_line_for_the_open_hits_of_a_pair(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var smuggler = await database.EnteredAsync(Given.Smuggler);
        var heron = await database.EnteredAsync(Given.Heron);
        var first = await RaisedAsync(database, smuggler, 0, 1);
        var boat = await RaisedAsync(database, heron, 0, 1);
        await RaisedAsync(database, smuggler, 0, 2);
        var newest = await RaisedAsync(database, smuggler, 0, 3);

        var queue = await ListHits.RunAsync(database, Given.Officer, new() { Pairs = true }, Stop);

        queue.Hits.Select(line => (line.Id, line.PairOpen, line.Directive)).ShouldBe([(newest, 3, Directive.Look), (boat, 1, Directive.Stop)]);
        queue.Hits[0].PairSince.ShouldBe((await ShowHit.RunAsync(database, Given.Officer, first, Stop))!.RaisedAt);
        queue.Open.ShouldBe(new(1, 3, 0));
        (await LinesAsync(new() { Pairs = true, Directive = Directive.Stop })).ShouldBe([boat]);
        (await LinesAsync(new() { Pairs = true, Category = AlertCategory.Persons })).ShouldBe([newest]);
        (await LinesAsync(new())).Count.ShouldBe(4);
        (await LinesAsync(new() { Pair = first })).Count.ShouldBe(3);
        (await LinesAsync(new() { Pairs = true, Consignment = Given.Declared.Reference })).Count.ShouldBe(4);
        (await ListHits.RunAsync(database, Given.Police, new() { Pairs = true }, Stop)).Hits.Count.ShouldBe(2);
        await database.WriteAsync(session => AmendAlert.Execute(session, PartnerPost.None, Given.Manager, heron.AlertId, new(1, Given.Heron, heron.ReviewBy, ["customs"])));
        (await ListHits.RunAsync(database, Given.Police, new() { Pairs = true }, Stop)).Hits.ShouldHaveSingleItem().Id.ShouldBe(newest);

        var shown = (await ShowHit.RunAsync(database, Given.Officer, first, Stop))!;
        shown.PairOpen.ShouldBe(3);
        shown.Pair.Select(one => one.Id).ShouldNotContain(first);
        shown.Pair.Count.ShouldBe(2);

        async Task<List<HitId>> LinesAsync(ListHits.Filter filter) => [.. (await ListHits.RunAsync(database, Given.Officer, filter, Stop)).Hits.Select(line => line.Id)];
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_judgement_of_the_pair_is_of_all_its_open_hits_until_it_is_taken_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var hit = await RaisedAsync(database, alert, 0, 1);
        var same = await RaisedAsync(database, alert, 0, 2);
        var reported = await RaisedAsync(database, alert, 0, 3);
        var other = await RaisedAsync(database, alert, 1, 4);

        await JudgedAsync(database, hit, new(HitState.True, "The same passport.", 0) { Pair = true });
        (await StatesAsync()).ShouldBe([HitState.True, HitState.True, HitState.True, HitState.Open]);
        var report = new HitReport { Found = true, Place = "NLRTM", Time = TimeProvider.System.GetUtcNow(), Reason = "Entry", ActionTaken = RequestedAction.SpecificCheck };
        (await database.WriteAsync(session => ReportHit.Execute(session, PartnerPost.None, Given.Officer, reported, new(report with { Time = session.Now })))).ShouldBeEmpty();

        // What was reported was found; only what nobody acted on waits again.
        await JudgedAsync(database, hit, new(HitState.Open, "The passport was another's.", 1));
        (await StatesAsync()).ShouldBe([HitState.Open, HitState.Open, HitState.True, HitState.Open]);

        await JudgedAsync(database, hit, new(HitState.Undecided, "No birth date.", 2));
        (await StatesAsync()).ShouldBe([HitState.Undecided, HitState.Open, HitState.True, HitState.Open]);

        async Task<List<HitState>> StatesAsync()
        {
            var states = new List<HitState>();
            foreach (var id in new[] { hit, same, reported, other })
            {
                states.Add((await ShowHit.RunAsync(database, Given.Officer, id, Stop))!.State);
            }

            return states;
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task After_a_hit_follows_the_next_pair_and_the_rest_of_its_own_last(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var old = await RaisedAsync(database, alert, 0, 1);
        var middle = await RaisedAsync(database, alert, 1, 2);
        var again = await RaisedAsync(database, alert, 0, 3);
        var newest = await RaisedAsync(database, alert, 2, 4);

        (await NextAsync(newest)).ShouldBe(again);
        (await NextAsync(again)).ShouldBe(middle);
        (await NextAsync(old)).ShouldBe(middle);
        (await NextAsync(middle)).ShouldBe(newest);
        await JudgedAsync(database, middle, new(HitState.True, "It is.", 0));
        await JudgedAsync(database, newest, new(HitState.True, "It is.", 0));
        (await NextAsync(again)).ShouldBe(old);
        await JudgedAsync(database, old, new(HitState.False, "It is not.", 0));
        (await NextAsync(again)).ShouldBeNull();

        async Task<HitId?> NextAsync(HitId id) => await database.ReadAsync(
            async session => await HitPairs.NextAsync(session, Sight.Of(session, Given.Officer), await session.ScalarAsync<long>("SELECT number FROM hit WHERE id = @id", new { id = id.ToString() }))) is { } next
            ? HitId.Parse(next) : null;
    }

    // The rows are kept by steps; counting all open hits anew is the reference.
    [Theory, MemberData(nameof(Stores))]
    public async Task The_pairs_are_those_that_counting_the_open_hits_gives_whatever_was_done(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        AlertRow[] alerts = [await database.EnteredAsync(Given.Smuggler), await database.EnteredAsync(Given.Heron)];
        var random = new Random(20260302);
        List<HitId> hits = [];
        for (var step = 0; step < 120; step++)
        {
            var chosen = random.Next(10);
            if (chosen < 5 || hits.Count == 0)
            {
                // Of few declarations: many are declared again with another name, and their hits raised again.
                var alert = alerts[random.Next(2)];
                var declared = Declared(random.Next(3), random.Next(12));
                if (await database.RaisedAsync(alert, declared) is { } raised && !hits.Contains(raised))
                {
                    hits.Add(raised);
                }
            }
            else if (chosen < 9)
            {
                var hit = hits[random.Next(hits.Count)];
                var verdict = (HitState)random.Next(1, 5);
                var seen = (await ShowHit.RunAsync(database, Given.Officer, hit, Stop))!.Judgements.Count;
                await database.WriteAsync(session => JudgeHit.Execute(session, PartnerPost.None, Given.Officer, hit, new(verdict, "Step.", seen) { Pair = random.Next(2) == 0 }));
            }
            else
            {
                var row = await database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert WHERE number = @number", new { number = (long)random.Next(1, 3) }));
                await database.WriteAsync(session => AmendAlert.Execute(
                    session, PartnerPost.None, Given.Manager, row!.AlertId, new(row.Version, row.Alert with { Reason = $"Step {step}." }, row.ReviewBy, random.Next(2) == 0 ? ["*"] : ["customs"])));
            }
        }

        var kept = await database.ReadAsync(session => session.QueryAsync<Pair>("SELECT alert_number, subject_hash, alert_hash, open, oldest, newest, audience FROM hit_pair"));
        var counted = await database.ReadAsync(session => session.QueryAsync<Pair>(
            """
            SELECT alert_number, subject_hash, alert_hash, COUNT(*) AS open, MIN(number) AS oldest, MAX(number) AS newest, MAX(audience) AS audience
            FROM hit WHERE state = 'Open' GROUP BY alert_number, subject_hash, alert_hash
            """));
        counted.Count.ShouldBeGreaterThan(3);
        counted.ShouldContain(pair => pair.Open > 1);
        kept.OrderBy(pair => pair.Newest).ShouldBe(counted.OrderBy(pair => pair.Newest));
    }

    private static ScreenedSubject Declared(int name, int declaration) =>
        Given.Declared with { DeclarationId = $"d-{declaration}", Subject = Given.Declared.Subject with { Names = [Names[name]] } };

    private static async Task<HitId> RaisedAsync(Database database, AlertRow alert, int name, int declaration) => (await database.RaisedAsync(alert, Declared(name, declaration)))!.Value;

    private static async Task JudgedAsync(Database database, HitId hit, JudgeHit.Command command) =>
        (await database.WriteAsync(session => JudgeHit.Execute(session, PartnerPost.None, Given.Officer, hit, command))).ShouldBeNull();

    private sealed record Pair
    {
        public long AlertNumber { get; init; }

        public string SubjectHash { get; init; } = "";

        public string AlertHash { get; init; } = "";

        public long Open { get; init; }

        public long Oldest { get; init; }

        public long Newest { get; init; }

        public string Audience { get; init; } = "";
    }
}
