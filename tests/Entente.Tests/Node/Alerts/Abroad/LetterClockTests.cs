using Entente.Agreements.Clocks;
using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>How the time of questions about alerts stands: due, forecast, escalated and suspended like any other deadline.</summary>
public sealed class LetterClockTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task What_like_questions_took_and_what_is_past_escalates(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await AskAsync(canada, singapore);
        (await ClockAsync(singapore)).ShouldSatisfyAllConditions(clock => clock.Level.ShouldBe(EscalationLevel.None), clock => clock.Compared.ShouldBe(0), clock => clock.Share.ShouldBeNull());

        // Four answers to other questions that took longer say nothing yet; the fifth does. An urgent one, and one the other way, is not alike.
        await AnsweredAsync(singapore, 4, 13, ours: 0, urgent: null);
        await AnsweredAsync(singapore, 3, 13, ours: 0, urgent: "It sails.");
        await AnsweredAsync(singapore, 3, 13, ours: 1, urgent: null);
        (await ClockAsync(singapore)).ShouldSatisfyAllConditions(clock => clock.Level.ShouldBe(EscalationLevel.None), clock => clock.Compared.ShouldBe(4), clock => clock.Share.ShouldBeNull());
        await AnsweredAsync(singapore, 1, 13, ours: 0, urgent: null);
        (await ClockAsync(singapore)).ShouldSatisfyAllConditions(
            clock => (clock.Risk, clock.Share, clock.Compared).ShouldBe((BreachRisk.High, 1, 5)), clock => clock.Level.ShouldBe(EscalationLevel.Supervisor));
        (await OwedAsync(singapore)).ShouldBe(new(1, 0, EscalationLevel.Supervisor));

        await singapore.Database.WriteAsync(session => session.Execute("UPDATE question SET answer_by = asked_at + 1 WHERE outcome IS NULL", new { }), Now);
        (await ClockAsync(singapore)).ShouldSatisfyAllConditions(clock => clock.State.ShouldBe(ClockState.Overdue), clock => clock.Level.ShouldBe(EscalationLevel.CentralAuthority));
        (await OwedAsync(singapore)).ShouldBe(new(1, 1, EscalationLevel.CentralAuthority));
        (await OwedAsync(canada)).ShouldBe(new(0, 0, EscalationLevel.None), "it is not Canada's to answer");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task While_everything_with_the_partner_is_suspended_the_hours_stand_still_at_both_ends(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await AskAsync(canada, singapore);

        foreach (var (node, partner, ours) in new[] { (singapore, "CA", true), (canada, "SG", false) })
        {
            var due = (await LetterAsync(node)).AnswerBy;
            await SuspendAsync(node, partner, ours, perHour: 5);
            (await ClockAsync(node)).State.ShouldBe(ClockState.Running, "a throttle stops nothing");
            var number = await SuspendAsync(node, partner, ours, perHour: null);
            var stopped = await ClockAsync(node);
            (stopped.State, stopped.Level).ShouldBe((ClockState.Suspended, EscalationLevel.None));

            await node.Database.WriteAsync(
                session => SuspensionRow.Lift(session, number, "other", RecordBook.Append(session, Actor.Node("test"), AgreementActs.Resumed, "partner", partner)), Now);
            var again = await ClockAsync(node);
            again.State.ShouldBe(ClockState.Running);
            again.HoursStopped.ShouldBeGreaterThan(0);
            (again.Due - due).TotalHours.ShouldBe(again.HoursStopped, 1e-6);
        }
    }

    /// <summary>Canada asks Singapore about a hit on its alert.</summary>
    private static async Task AskAsync(Administration canada, Administration singapore)
    {
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        await singapore.RaiseAsync(await singapore.OnlyForeignAsync());
        await singapore.DeliverAsync(canada);
        var abroad = (await ListAbroadHits.RunAsync(canada.Database, Given.Officer, new(), Now)).Hits.ShouldHaveSingleItem();
        (await canada.Database.WriteAsync(session => AskPartner.AboutAbroadHit(session, canada.Post, Given.Officer, abroad.Id, new("Who was the man?")), Now)).ShouldBeEmpty();
        (await canada.DeliverAsync(singapore)).ShouldBe(["supplementary.asked/1"]);
    }

    private static async Task<Letter> LetterAsync(Administration node) => (await ListCorrespondence.RunAsync(node.Database, Given.Officer, new(), Now)).Letters.ShouldHaveSingleItem();

    private static async Task<LetterClock> ClockAsync(Administration node) => (await LetterAsync(node)).Clock;

    private static Task<OwedCount> OwedAsync(Administration node) => node.Database.ReadAsync(session => LetterClocks.OwedAsync(session, Given.Officer), Now);

    private static Task AnsweredAsync(Administration node, int count, int hours, long ours, string? urgent) => node.Database.WriteAsync(
        session =>
        {
            var alert = session.Scalar<long>("SELECT MIN(number) FROM alert");
            for (var n = 0; n < count; n++)
            {
                var number = session.Next("SELECT MAX(number) FROM question");
                session.Execute(
                    """
                    INSERT INTO question (number, id, partner, ours, alert_number, conversation, conditions, changed, question, urgent_because, asked_at, answer_by, outcome, answer, answered_at)
                    VALUES (@number, @id, 'CA', @ours, @alert, 'c', '{}', 1, 'Who?', @urgent, @asked, @due, 'Answered', 'Nobody.', @answered)
                    """,
                    new
                    {
                        number, id = $"other-{number}", ours, alert, urgent, asked = session.Now.AddDays(-3), due = session.Now.AddDays(-3).AddHours(12), answered = session.Now.AddDays(-3).AddHours(hours),
                    });
            }
        },
        Now);

    private static Task<long> SuspendAsync(Administration node, string partner, bool ours, int? perHour) => node.Database.WriteAsync(
        session =>
        {
            SuspensionRow.Insert(session, new()
            {
                Partner = partner, Ours = ours, Id = $"{session.Now:O}", FromDay = "2020-01-01", PerHour = perHour, Reason = "A breach.", SuspendedBy = "test",
                Changed = RecordBook.Append(session, Actor.Node("test"), AgreementActs.Suspended, "partner", partner),
            });
            return session.Scalar<long>("SELECT MAX(number) FROM agreement_suspension");
        },
        Now);
}
