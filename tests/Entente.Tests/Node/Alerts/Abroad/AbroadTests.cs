using Entente.Node.Alerts;
using Entente.Node.Alerts.Abroad;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Entente.Screening;

namespace Entente.Tests.Node.Alerts.Abroad;

public sealed class AbroadTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "")] // nobody, by default
    [InlineData("SG", "")]
    [InlineData("SG,SG", "alert-partner")]
    [InlineData("XX", "alert-partner")] // no partner
    [InlineData("NL", "alert-partner")] // an older node
    public void An_alert_is_shared_with_partners_that_can_read_it(string partners, string expected) =>
        (ShareAlert.Decide(partners.Split(',', StringSplitOptions.RemoveEmptyEntries), [Administration.PartnerOf("SG"), Administration.PartnerOf("NL", "hit.noticed/1")]).FirstOrDefault()?.Code.Id ?? "")
            .ShouldBe(expected);

    [Theory]
    [InlineData("", "SG", "SG alert.published/1")]
    [InlineData("SG", "SG", "SG alert.amended/1")]
    [InlineData("SG", "", "SG alert.withdrawn/1")]
    [InlineData("SG,NL", "NL,KE", "KE alert.published/1,NL alert.amended/1,SG alert.withdrawn/1")]
    [InlineData("", "", "")]
    public void Each_partner_is_told_what_changed_for_it(string before, string now, string expected) =>
        string.Join(',', ShareAlert.Told(Split(before), Split(now)).Select(one => $"{one.Partner} {one.Kind}")).ShouldBe(expected);

    [Theory]
    [InlineData("Who?", null, null, "")]
    [InlineData("Who?", 1, "The vessel sails.", "")]
    [InlineData("Who?", 12, null, "")]
    [InlineData(" ", null, null, "$.question")]
    [InlineData("Who?", 0, null, "$.hours")]
    [InlineData("Who?", 13, null, "$.hours")]
    [InlineData("Who?", null, " ", "$.urgentBecause")] // urgent takes a reason
    public void A_question_has_words_a_deadline_of_twelve_hours_at_most_and_a_reason_to_be_urgent(string question, int? hours, string? urgent, string at) =>
        (AskPartner.Decide(new(question, hours, urgent)).FirstOrDefault()?.At ?? "").ShouldBe(at);

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 2, "")]
    [InlineData(2, 2, "")]
    [InlineData(3, 2, "message-superseded")]
    public void A_later_judgement_is_not_undone_by_an_earlier_one(long judged, long ordinal, string expected) =>
        (TakeAbroadHit.Decide(judged, ordinal)?.Code.Id ?? "").ShouldBe(expected);

    [Fact]
    public void The_asker_s_clock_decides_nothing_about_when_the_answer_is_due()
    {
        var received = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var asked = new SupplementaryAsked
        {
            Conditions = Conditions.OfTheExchange("C-1", Given.Today), QuestionId = default, AlertId = default, Question = "Who?", AskedAt = received.AddDays(-400), AnswerBy = received.AddDays(-400).AddHours(3),
        };

        TakeQuestion.DueAt(asked, received).ShouldBe(received.AddHours(3));
    }

    [Fact]
    public void Every_rule_of_screening_can_be_named_in_a_notice()
    {
        var notice = new HitNoticed
        {
            Conditions = Conditions.OfTheExchange("C-1", Given.Today), HitId = HitId.New(DateTimeOffset.UnixEpoch), AlertId = AlertId.New(DateTimeOffset.UnixEpoch), AlertVersion = 1,
            NoticedAt = DateTimeOffset.UnixEpoch, Consignment = ConsignmentKind.Import, Role = "Consignee", Score = 1, Simulated = false,
            Compared = [.. ScreeningRules.All.Select(rule => new Likeness(rule.Id, 1, 0))],
        };

        MessageKind.HitNoticed.Check(notice).ShouldBeNull();
        notice.Compared.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Nobody_is_heard_about_an_alert_that_was_never_shared_with_him(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await using var kenya = await Administration.OpenAsync(kind, "KE", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        await singapore.RaiseAsync(await singapore.OnlyForeignAsync());
        var notice = singapore.Queued.ShouldHaveSingleItem();

        // The very same words from Kenya, which learned the ids: as if there were nothing.
        (await kenya.TakeAsync(canada, notice)).ShouldNotBeNull().Code.ShouldBe(FaultCode.NotFound);
        (await singapore.TakeAsync(canada, notice)).ShouldBeNull();
        MessageKind.HitNoticed.TryRead(notice.Payload.Span, out var said, out _).ShouldBeTrue();
        (await kenya.TellAsync(canada, MessageKind.HitJudged, new()
        {
            Conditions = said.Conditions, HitId = said.HitId, AlertId = said.AlertId, Ordinal = 1, Verdict = HitVerdict.False, JudgedAt = said.NoticedAt,
        })).ShouldNotBeNull().Code.ShouldBe(FaultCode.NotFound);
        (await kenya.TellAsync(canada, MessageKind.SupplementaryAsked, new()
        {
            Conditions = said.Conditions, QuestionId = QuestionId.New(said.NoticedAt), AlertId = said.AlertId, Question = "Who?", AskedAt = said.NoticedAt, AnswerBy = said.NoticedAt.AddHours(1),
        })).ShouldNotBeNull().Code.ShouldBe(FaultCode.NotFound);
        (await ListAbroadHits.RunAsync(canada.Database, Given.Officer, new(), Now)).Hits.ShouldHaveSingleItem().State.ShouldBe(HitState.Open);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_notice_says_nothing_of_what_was_declared(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);

        await singapore.RaiseAsync(await singapore.OnlyForeignAsync());

        var text = System.Text.Encoding.UTF8.GetString(singapore.Queued.ShouldHaveSingleItem().Payload.Span);
        foreach (var declared in new[] { "Marlow", "Quay", "26NL0000000000001", "d-1", "/consignee" })
        {
            text.ShouldNotContain(declared);
        }
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_hit_that_is_raised_again_is_open_again_at_the_owner(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        var alert = await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        var hit = await singapore.RaiseAsync(await singapore.OnlyForeignAsync());
        await singapore.Database.WriteAsync(session => JudgeHit.Execute(session, singapore.Post, Given.Officer, hit, new(HitState.Undecided, "No papers yet.", 0)));
        await canada.AmendAsync(alert, Given.Smuggler with { Reason = "Seen again." });
        await canada.DeliverAsync(singapore);

        (await singapore.RaiseAsync(await singapore.OnlyForeignAsync())).ShouldBe(hit);

        (await singapore.DeliverAsync(canada)).ShouldBe(["hit.noticed/1", "hit.judged/1", "hit.noticed/1"]);
        (await ListAbroadHits.RunAsync(canada.Database, Given.Officer, new(), Now)).Hits.ShouldHaveSingleItem().State.ShouldBe(HitState.Open);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Correspondence_stands_in_the_order_in_which_it_is_owed(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        var hit = await singapore.RaiseAsync(await singapore.OnlyForeignAsync());
        await singapore.DeliverAsync(canada);
        var abroad = (await ListAbroadHits.RunAsync(canada.Database, Given.Officer, new(), Now)).Hits[0].Id;
        foreach (var (question, hours) in new[] { ("Late", 12), ("Soon", 1), ("Between", 6) })
        {
            (await canada.Database.WriteAsync(session => AskPartner.AboutAbroadHit(session, canada.Post, Given.Officer, abroad, new(question, hours)))).ShouldBeEmpty();
        }

        await canada.DeliverAsync(singapore);
        (await singapore.Database.WriteAsync(session => AskPartner.AboutHit(session, singapore.Post, Given.Officer, hit, new("Ours", 1)))).ShouldBeEmpty();

        var page = await ListCorrespondence.RunAsync(singapore.Database, Given.Officer, new(), Now);
        page.Letters.Select(letter => letter.Question).ShouldBe(["Soon", "Between", "Late", "Ours"]);
        page.Owed.ShouldBe(3);
        (await singapore.DeliverAsync(canada)).ShouldBe(["supplementary.asked/1"]);
        (await ListCorrespondence.RunAsync(canada.Database, Given.Officer, new(), Now)).Letters[0].Question.ShouldBe("Ours");
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Who_may_not_see_the_alert_sees_neither_its_hits_abroad_nor_its_correspondence(string kind)
    {
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await using var singapore = await Administration.OpenAsync(kind, "SG", "CA");
        var row = await canada.ShareAsync(Given.Smuggler, "SG");
        await canada.DeliverAsync(singapore);
        await singapore.RaiseAsync(await singapore.OnlyForeignAsync());
        await singapore.DeliverAsync(canada);
        var abroad = (await ListAbroadHits.RunAsync(canada.Database, Given.Officer, new(), Now)).Hits[0].Id;
        await canada.Database.WriteAsync(session => AskPartner.AboutAbroadHit(session, canada.Post, Given.Officer, abroad, new("Who?")));

        await canada.Database.WriteAsync(session => AmendAlert.Execute(session, canada.Post, Given.Manager, row.AlertId, new(1, Given.Smuggler, row.ReviewBy, ["customs"])));

        (await ListAbroadHits.RunAsync(canada.Database, Given.Police, new(), Now)).Hits.ShouldBeEmpty();
        (await ShowAbroadHit.AskAsync(canada.Database, Given.Police, abroad, Now)).View.ShouldBeNull();
        (await ListCorrespondence.RunAsync(canada.Database, Given.Police, new(), Now)).Letters.ShouldBeEmpty();
        (await canada.Database.WriteAsync(session => AskPartner.AboutAbroadHit(session, canada.Post, Given.Police, abroad, new("Who?")))).ShouldHaveSingleItem().Code.ShouldBe(FaultCode.NotFound);
        (await ShowAbroadHit.AskAsync(canada.Database, Given.Officer, abroad, Now)).View.ShouldNotBeNull();
    }

    private static string[] Split(string ids) => ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
