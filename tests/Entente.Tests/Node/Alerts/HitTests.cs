using Entente.Node.Alerts;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Alerts;

public sealed class HitTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);

    private static readonly HitReport Report = new() { Found = true, Place = "NLRTM", Time = Now, Reason = "Entry", ActionTaken = RequestedAction.SpecificCheck };

    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [InlineData("clear", "")]
    [InlineData("absent", "request-not-found")]
    [InlineData("no reason", "hit-reason")]
    [InlineData("judged meanwhile", "request-conflict")]
    [InlineData("taken by me", "")]
    [InlineData("taken by another", "hit-taken")]
    [InlineData("taken by another an hour ago", "")]
    [InlineData("nothing to take back", "request-conflict")]
    public void Decide_judges_what_nobody_else_works_on(string situation, string expected)
    {
        var command = new JudgeHit.Command(HitState.False, "Another birth year.", 0);
        var (judged, hit, seen) = situation switch
        {
            "absent" => (command, null, 0),
            "no reason" => (command with { Reason = "" }, Given.Hit, 0),
            "judged meanwhile" => (command, Given.Hit, 1),
            "taken by me" => (command, Given.Hit with { ClaimedBy = "me", ClaimedUntil = Now.AddMinutes(5) }, 0),
            "taken by another" => (command, Given.Hit with { ClaimedBy = "other", ClaimedUntil = Now.AddMinutes(5) }, 0),
            "taken by another an hour ago" => (command, Given.Hit with { ClaimedBy = "other", ClaimedUntil = Now.AddHours(-1) }, 0),
            "nothing to take back" => (command with { Verdict = HitState.Open }, Given.Hit, 0),
            _ => (command, Given.Hit, 0),
        };

        (JudgeHit.Decide(judged, hit, seen, "me", Now)?.Code.Id ?? "").ShouldBe(expected);
    }

    [Theory]
    [InlineData("complete", "")]
    [InlineData("not judged true", "hit-not-true")]
    [InlineData("no place", "hit-report-incomplete $.report.place")]
    [InlineData("tomorrow", "hit-report-incomplete $.report.time")]
    [InlineData("no time", "hit-report-incomplete $.report.time")]
    [InlineData("no reason", "hit-report-incomplete $.report.reason")]
    [InlineData("nothing done", "hit-report-incomplete $.report.actionTaken")]
    [InlineData("not possible, and why", "")]
    public void Decide_takes_a_report_that_its_owner_can_use(string situation, string expected)
    {
        var hit = Given.Hit with { State = HitState.True };
        var (report, about) = situation switch
        {
            "not judged true" => (Report, Given.Hit),
            "no place" => (Report with { Place = "" }, hit),
            "no time" => (Report with { Time = default }, hit),
            "tomorrow" => (Report with { Time = Now.AddDays(1) }, hit),
            "no reason" => (Report with { Reason = "" }, hit),
            "nothing done" => (Report with { ActionTaken = null }, hit),
            "not possible, and why" => (Report with { ActionTaken = null, NotPossibleBecause = "The ship had left." }, hit),
            _ => (Report, hit),
        };

        string.Join(", ", ReportHit.Decide(new(report), about, Now).Select(fault => $"{fault.Code} {fault.At}".Trim())).ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_place_and_alert_make_one_hit(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);

        var first = await database.RaisedAsync(alert);
        var again = await database.RaisedAsync(alert);
        var elsewhere = await database.RaisedAsync(alert, Given.Declared with { Path = "/consignor" });

        again.ShouldBe(first);
        elsewhere.ShouldNotBe(first);
        var view = (await ShowHit.RunAsync(database, Given.Officer, first!.Value, default))!;
        view.Match.Evidence.ShouldHaveSingleItem().Sentence.ShouldBe("The names differ by one letter.");
        view.Declared.Title.ShouldBe("Ida Marlow");
        view.Alert.CaseReference.ShouldBe("C-2026-17");
        (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'hit.raised'"))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_false_judgement_is_remembered_until_one_side_changes(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var hit = (await database.RaisedAsync(alert))!.Value;
        await JudgedAsync(database, hit, HitState.False, 0);
        var next = Given.Declared with { DeclarationId = "d-2" };

        (await database.RaisedAsync(alert, next)).ShouldBeNull();
        (await ShowHit.RunAsync(database, Given.Officer, hit, default))!.Suppressed.ShouldBe(1);

        // The declared side says more.
        var fuller = next with { Subject = next.Subject with { Birth = new(new(1971, 4, 3), new(1971, 4, 3)) } };
        (await database.RaisedAsync(alert, fuller)).ShouldNotBeNull();

        // The listed side says more.
        await database.WriteAsync(session => AmendAlert.Execute(session, PartnerPost.None, Given.Manager, alert.AlertId, new(1, Given.Smuggler with { Reason = "Seen again." }, alert.ReviewBy, ["*"])));
        (await database.RaisedAsync(alert, Given.Declared with { DeclarationId = "d-3" })).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_false_judgement_settles_the_same_pair_elsewhere_until_it_is_taken_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var hit = (await database.RaisedAsync(alert))!.Value;
        var same = (await database.RaisedAsync(alert, Given.Declared with { DeclarationId = "d-2" }))!.Value;
        var other = (await database.RaisedAsync(alert, Given.Declared with
        {
            DeclarationId = "d-3",
            Subject = Given.Declared.Subject with { Names = ["Ida Marlowe"] },
        }))!.Value;

        await JudgedAsync(database, hit, HitState.False, 0);
        (await StateAsync(same)).ShouldBe(HitState.False);
        (await StateAsync(other)).ShouldBe(HitState.Open);

        await JudgedAsync(database, hit, HitState.Open, 1);
        (await StateAsync(same)).ShouldBe(HitState.Open);
        (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'hit.judged'"))).ShouldBe(4);

        async Task<HitState> StateAsync(HitId id) => (await ShowHit.RunAsync(database, Given.Officer, id, default))!.State;
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_judgement_taken_back_is_forgotten_but_stays_on_record(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var hit = (await database.RaisedAsync(alert))!.Value;
        await JudgedAsync(database, hit, HitState.False, 0);

        await JudgedAsync(database, hit, HitState.Open, 1);

        (await database.RaisedAsync(alert, Given.Declared with { DeclarationId = "d-2" })).ShouldNotBeNull();
        var view = (await ShowHit.RunAsync(database, Given.Officer, hit, default))!;
        view.State.ShouldBe(HitState.Open);
        view.Judgements.Select(judgement => judgement.Verdict).ShouldBe([HitState.Open, HitState.False]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_hit_is_raised_again_when_the_declaration_is_amended(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        var hit = (await database.RaisedAsync(alert))!.Value;
        await JudgedAsync(database, hit, HitState.True, 0);

        (await database.RaisedAsync(alert, Given.Declared with { Subject = new(Entente.Screening.SubjectKind.Person) { Names = ["Ida Marlowe"] } })).ShouldBe(hit);

        var view = (await ShowHit.RunAsync(database, Given.Officer, hit, default))!;
        view.State.ShouldBe(HitState.Open);
        view.Declared.Title.ShouldBe("Ida Marlowe");
        view.Judgements.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_hit_is_seen_by_whoever_may_see_its_alert_and_by_nobody_else(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler, "customs");
        var hit = (await database.RaisedAsync(alert))!.Value;

        (await ShowHit.RunAsync(database, Given.Police, hit, default)).ShouldBeNull();
        (await ListHits.RunAsync(database, Given.Police, new(), default)).Open.All.ShouldBe(0);
        (await database.WriteAsync(session => JudgeHit.Execute(session, PartnerPost.None, Given.Police, hit, new(HitState.True, "x", 0))))!.Code.ShouldBe(FaultCode.NotFound);

        await database.WriteAsync(session => AmendAlert.Execute(session, PartnerPost.None, Given.Manager, alert.AlertId, new(1, Given.Smuggler, alert.ReviewBy, ["police"])));

        (await ShowHit.RunAsync(database, Given.Police, hit, default)).ShouldNotBeNull();
        var queue = await ListHits.RunAsync(database, Given.Police, new() { Directive = Directive.Look }, default);
        queue.Hits.ShouldHaveSingleItem().ListedTitle.ShouldBe("Marlowe, Ida");
        queue.Open.ShouldBe(new(0, 1, 0));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_taken_hit_is_kept_from_others_and_a_true_one_is_reported(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var hit = (await database.RaisedAsync(await database.EnteredAsync(Given.Smuggler)))!.Value;

        (await database.WriteAsync(session => TakeHit.Execute(session, Given.Officer, hit, TimeSpan.FromMinutes(15)))).ShouldBeNull();
        (await database.WriteAsync(session => TakeHit.Execute(session, Given.Colleague, hit, TimeSpan.FromMinutes(15))))!.Code.ShouldBe(FaultCode.HitTaken);
        (await database.WriteAsync(session => JudgeHit.Execute(session, PartnerPost.None, Given.Colleague, hit, new(HitState.True, "Same passport.", 0))))!.Code.ShouldBe(FaultCode.HitTaken);
        await JudgedAsync(database, hit, HitState.True, 0);
        var filed = await database.WriteAsync(session => ReportHit.Execute(session, PartnerPost.None, Given.Officer, hit, new(Report with { Time = session.Now })));

        filed.ShouldBeEmpty();
        (await ShowHit.RunAsync(database, Given.Officer, hit, default))!.Reports.ShouldHaveSingleItem().Report.Place.ShouldBe("NLRTM");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_withdrawn_alert_raises_nothing(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await store.StartedAsync();
        var alert = await database.EnteredAsync(Given.Smuggler);
        await database.WriteAsync(session => WithdrawAlert.Execute(session, PartnerPost.None, Given.Manager, alert.AlertId, new(1, "Cleared")));

        (await database.RaisedAsync(alert)).ShouldBeNull();
    }

    private static async Task JudgedAsync(Entente.Node.Platform.Database database, HitId hit, HitState verdict, long seen) =>
        (await database.WriteAsync(session => JudgeHit.Execute(session, PartnerPost.None, Given.Officer, hit, new(verdict, "Compared the papers.", seen)))).ShouldBeNull();
}
