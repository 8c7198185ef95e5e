using Entente.Agreements.Clocks;
using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>What two administrations tell each other of one alert, from its publication to its end. Only payloads pass between the two stores.</summary>
public sealed class StoryTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_is_published_met_judged_reported_asked_about_answered_and_withdrawn(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");

        // Canada shares an alert with Singapore.
        var alert = await canada.ShareAsync(Given.Smuggler, "SG");
        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.published/1"]);
        var there = await singapore.OnlyForeignAsync();
        (there.Partner, there.Version, there.State, there.Title, there.CaseReference, there.Audience, there.ReviewBy).ShouldBe(
            ("CA", 1, AlertState.Active, alert.Title, "C-2026-17", "*", alert.ReviewBy));

        // Singapore meets something like it: the owner knows in the same moment.
        var hit = await singapore.RaiseAsync(there);
        singapore.Queued.ShouldHaveSingleItem().Conversation.ShouldBe(hit.ToString());
        (await singapore.DeliverAsync(canada)).ShouldBe(["hit.noticed/1"]);
        var abroad = (await HitsAsync(canada)).Hits.ShouldHaveSingleItem();
        (abroad.Partner, abroad.State, abroad.Place, abroad.Consignment, abroad.Score, abroad.AlertTitle).ShouldBe(("SG", HitState.Open, "SGSIN", ConsignmentKind.Import, 0.93, alert.Title));

        // Singapore's officer judges it true and reports.
        (await singapore.Database.WriteAsync(session => JudgeHit.Execute(session, singapore.Post, Given.Officer, hit, new(HitState.True, "Same papers.", 0)))).ShouldBeNull();
        (await singapore.Database.WriteAsync(session => ReportHit.Execute(session, singapore.Post, Given.Officer, hit, new(new HitReport
        {
            Found = true, Place = "Gate 3", Time = session.Now, Reason = "Arrival", Companions = "One man", ActionTaken = RequestedAction.SpecificCheck,
        })))).ShouldBeEmpty();
        singapore.Queued.Select(message => message.Conversation).Distinct().ShouldBe([hit.ToString()]);
        (await singapore.DeliverAsync(canada)).ShouldBe(["hit.judged/1", "hit.reported/1"]);
        var view = (await ShowAbroadHit.AskAsync(canada.Database, Given.Officer, abroad.Id, Now)).View!;
        (view.State, view.Reports.ShouldHaveSingleItem().Report.Companions).ShouldBe((HitState.True, "One man"));

        // Canada asks back, urgently; Singapore's officers see it first in their list and on the hit.
        (await canada.Database.WriteAsync(session => AskPartner.AboutAbroadHit(session, canada.Post, Given.Officer, abroad.Id, new("Who was the man?", 4, "The vessel sails at noon.")))).ShouldBeEmpty();
        canada.Queued.ShouldHaveSingleItem().Lane.ShouldBe(Lane.Urgent);
        (await canada.DeliverAsync(singapore)).ShouldBe(["supplementary.asked/1"]);
        var owed = (await ListCorrespondence.RunAsync(singapore.Database, Given.Officer, new(), Now)).Letters.ShouldHaveSingleItem();
        (owed.Ours, owed.Partner, owed.Question, owed.UrgentBecause, owed.Hit, owed.AnswerBy - owed.AskedAt).ShouldBe(
            (false, "CA", "Who was the man?", "The vessel sails at noon.", hit, TimeSpan.FromHours(4)));
        (owed.Clock.State, owed.Clock.Due, owed.Clock.HoursAtPartner, owed.Clock.Level).ShouldBe((ClockState.Running, owed.AnswerBy, 0, EscalationLevel.None));
        (await ShowHit.RunAsync(singapore.Database, Given.Officer, hit, Now))!.Correspondence.ShouldHaveSingleItem().Number.ShouldBe(owed.Number);

        // Singapore answers, once.
        (await singapore.Database.WriteAsync(session => AnswerPartner.Execute(session, singapore.Post, Given.Officer, owed.Number, new(AnswerOutcome.Partly, "He left by taxi.")))).ShouldBeNull();
        (await singapore.Database.WriteAsync(session => AnswerPartner.Execute(session, singapore.Post, Given.Colleague, owed.Number, new(AnswerOutcome.Answered, "His brother.")))).ShouldNotBeNull()
            .Code.ShouldBe(FaultCode.QuestionAnswered);
        singapore.Queued.ShouldHaveSingleItem().InReplyTo.ShouldNotBeNull();
        (await singapore.DeliverAsync(canada)).ShouldBe(["supplementary.answered/1"]);
        var letter = (await ShowAbroadHit.AskAsync(canada.Database, Given.Officer, abroad.Id, Now)).View!.Correspondence.ShouldHaveSingleItem();
        (letter.Outcome, letter.Answer, letter.Ours).ShouldBe((AnswerOutcome.Partly, "He left by taxi.", true));
        (letter.Clock.State, letter.Clock.HoursAtUs).ShouldBe((ClockState.Met, 0));

        // On second thoughts it was somebody else.
        (await singapore.Database.WriteAsync(session => JudgeHit.Execute(session, singapore.Post, Given.Officer, hit, new(HitState.False, "A namesake after all.", 1)))).ShouldBeNull();
        (await singapore.DeliverAsync(canada)).ShouldBe(["hit.judged/1"]);
        (await HitsAsync(canada)).Hits.ShouldBeEmpty();
        (await HitsAsync(canada, all: true)).Hits.ShouldHaveSingleItem().State.ShouldBe(HitState.False);

        // Canada ends it: nothing is raised by it in Singapore any more.
        await canada.WithdrawAsync(alert);
        (await canada.DeliverAsync(singapore)).ShouldBe(["alert.withdrawn/1"]);
        (await singapore.OnlyForeignAsync()).State.ShouldBe(AlertState.Withdrawn);
        (await singapore.Database.WriteAsync(session => HitBook.Raise(
            session, singapore.Post, Actor.Node("intake"), Given.Declared with { DeclarationId = "d-2" }, Given.MatchOf(there)))).ShouldBeNull();
        singapore.Queued.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Each_step_is_on_record_on_both_sides_and_the_finder_shows_what_the_owner_was_told(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        var hit = await singapore.RaiseAsync(await singapore.OnlyForeignAsync());
        await singapore.DeliverAsync(canada);

        (await ActsAsync(canada)).ShouldBe(["alert.created", "alert.shared", "abroad-hit.noticed"]);
        (await ActsAsync(singapore)).ShouldBe(["alert.received", "hit.raised", "hit.owner-told"]);
        (await ShowHit.RunAsync(singapore.Database, Given.Officer, hit, Now))!.Told.ShouldHaveSingleItem().Kind.ShouldBe("hit.noticed");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_hit_is_raised_and_worked_on_although_its_owner_cannot_be_told_and_says_so(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        var away = Administration.PostTo([], message => new(FaultCode.AlertPartner, $"{message.Partner} is no partner any more."));
        var there = await singapore.OnlyForeignAsync();

        var hit = (await singapore.Database.WriteAsync(session => HitBook.Raise(session, away, Actor.Node("intake"), Given.Declared, Given.MatchOf(there)))).ShouldNotBeNull();

        (await ShowHit.RunAsync(singapore.Database, Given.Officer, hit, Now))!.Told.ShouldHaveSingleItem().Refused.ShouldBe("alert-partner");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_hit_on_an_alert_of_our_own_is_told_to_nobody(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        var alert = await canada.ShareAsync(Given.Smuggler, "SG");
        canada.Queued.Clear();

        var hit = await canada.RaiseAsync(alert);
        await canada.Database.WriteAsync(session => JudgeHit.Execute(session, canada.Post, Given.Officer, hit, new(HitState.False, "Another birth year.", 0)));

        canada.Queued.ShouldBeEmpty();
        (await canada.Database.WriteAsync(session => AskPartner.AboutHit(session, canada.Post, Given.Officer, hit, new("Who?")))).ShouldHaveSingleItem().Code.ShouldBe(FaultCode.QuestionNobody);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_is_settled_with_a_hit_is_told_as_well(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        var there = await singapore.OnlyForeignAsync();
        var first = await singapore.RaiseAsync(there);
        await singapore.RaiseAsync(there, Given.Declared with { DeclarationId = "d-2" });
        await singapore.DeliverAsync(canada);

        await singapore.Database.WriteAsync(session => JudgeHit.Execute(session, singapore.Post, Given.Officer, first, new(HitState.False, "Another birth year.", 0)));

        (await singapore.DeliverAsync(canada)).ShouldBe(["hit.judged/1", "hit.judged/1"]);
        (await HitsAsync(canada)).Hits.ShouldBeEmpty();
    }

    private static Task<AbroadPage> HitsAsync(Administration administration, bool all = false) =>
        ListAbroadHits.RunAsync(administration.Database, Given.Officer, new() { All = all }, Now);

    private static Task<List<string>> ActsAsync(Administration administration) =>
        administration.Database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM record ORDER BY seq"), Now);
}
