using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;
using Entente.Tests.Node.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>The desk of assistance says which questions of partners about alerts are owed an answer and by when, as the list of correspondence does. Canada asks; the clock of this node is the test's.</summary>
public sealed class OwedAtTheDeskTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task The_desk_counts_what_is_owed_what_is_overdue_and_nothing_that_is_answered(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var began = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var clock = new SetClock(began);
        await using var node = await TestNode.StartAsync(store, clock, builder => builder.Services.AddSingleton(Administration.PostTo(["CA"], _ => null)));
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await canada.ShareAsync(Given.Smuggler, "SG");
        var published = canada.Queued.ShouldHaveSingleItem();
        MessageKind.AlertPublished.TryRead(published.Payload.Span, out var alert, out _).ShouldBeTrue();
        await TakeAsync(node, published);
        (await LineAsync(node)).ShouldBeNull("nothing is asked");

        // One question has the twelve hours of the engine, the other two.
        await AskAsync(node, alert, "Who was the man?", null);
        await AskAsync(node, alert, "Where is she?", 2);
        await ExpectAsync(node, "2 questions about alerts wait for us; none is overdue.", Tone.Neutral, null);
        var owed = await OwedAsync(node);
        owed.ShouldBe([("Where is she?", "running", began.AddHours(2), 2, "none"), ("Who was the man?", "running", began.AddHours(12), 12, "none")]);

        // To the last instant it is in time, and little time is left before.
        clock.Now = began.AddHours(2);
        await ExpectAsync(node, "2 questions about alerts wait for us; none is overdue.", Tone.Care, "Little time is left.");
        (await OwedAsync(node))[0].ShouldBe(("Where is she?", "running", began.AddHours(2), 0, "officer"));

        clock.Now = began.AddHours(3);
        await ExpectAsync(node, "2 questions about alerts wait for us, 1 of them overdue.", Tone.Stop, "Overdue: central authority.");
        (await OwedAsync(node)).ShouldBe([("Where is she?", "overdue", began.AddHours(2), -1, "centralAuthority"), ("Who was the man?", "running", began.AddHours(12), 9, "none")]);
        (await FrenchAsync(node)).ShouldContain("1 en retard");

        // What is answered is owed no longer, also where it was too late.
        await AnswerAsync(node, "Where is she?");
        await ExpectAsync(node, "1 question about an alert waits for us; none is overdue.", Tone.Neutral, null);
        (await OwedAsync(node)).ShouldHaveSingleItem().Question.ShouldBe("Who was the man?");

        await AskAsync(node, alert, "What did she carry?", null);
        clock.Now = began.AddHours(12);
        await AnswerAsync(node, "Who was the man?");
        await ExpectAsync(node, "1 question about an alert waits for us; none is overdue.", Tone.Neutral, null);
        clock.Now = began.AddHours(15).AddMinutes(6);
        await ExpectAsync(node, "1 question about an alert waits for us, 1 of them overdue.", Tone.Stop, "Overdue: central authority.");
        (await OwedAsync(node)).ShouldBe([("What did she carry?", "overdue", began.AddHours(15), -0.1, "centralAuthority")]);
        await AnswerAsync(node, "What did she carry?");
        (await LineAsync(node)).ShouldBeNull("everything is answered");
        (await OwedAsync(node)).ShouldBeEmpty();
        using var officer = await OfficerAsync(node, Role.Officer);
        var answered = await officer.GetFromJsonAsync<JsonObject>("/api/correspondence?answered=true", Stop);
        answered!["owed"]!.GetValue<long>().ShouldBe(0);
        answered["letters"]!.AsArray().Select(letter => (letter!["question"]!.GetValue<string>(), letter["clock"]!["state"]!.GetValue<string>()))
            .ShouldBe([("What did she carry?", "late"), ("Who was the man?", "met"), ("Where is she?", "late")]);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task Who_may_not_read_the_correspondence_sees_the_desk_without_the_line(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store, more: builder => builder.Services.AddSingleton(Administration.PostTo(["CA"], _ => null)));
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await canada.ShareAsync(Given.Smuggler, "SG");
        var published = canada.Queued.ShouldHaveSingleItem();
        MessageKind.AlertPublished.TryRead(published.Payload.Span, out var alert, out _).ShouldBeTrue();
        await TakeAsync(node, published);
        await AskAsync(node, alert, "Who was the man?", null);

        (await LineAsync(node)).ShouldNotBeNull();
        (await LineAsync(node, Role.Legal)).ShouldBeNull();
        using var legal = await OfficerAsync(node, Role.Legal);
        (await legal.GetAsync("/api/correspondence", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Canada asks about its alert.</summary>
    private static Task AskAsync(TestNode node, AlertPublished alert, string question, int? hours)
    {
        var asked = node.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return TakeAsync(node, new("SG", "supplementary.asked", 1, MessageKind.SupplementaryAsked.Write(new()
        {
            Conditions = alert.Conditions, QuestionId = QuestionId.New(asked), AlertId = alert.AlertId, Question = question, UrgentBecause = hours is null ? null : "She leaves.",
            AskedAt = asked, AnswerBy = asked + (hours is { } few ? TimeSpan.FromHours(few) : SupplementaryAsked.Deadline),
        })) { Conversation = question });
    }

    private static async Task TakeAsync(TestNode node, Outgoing message)
    {
        var kind = node.Services.GetServices<IncomingKind>().Single(one => one.Kind == message.Kind && one.Version == message.Version);
        (await node.Database.WriteAsync(session => kind.Take(
            session, Administration.ActorOf("CA"), new("CA", $"{message.Kind}-{message.Conversation}@CA", message.Conversation ?? "c", null, message.Kind, message.Version, message.Payload)), Stop)).ShouldBeNull();
    }

    private static async Task AnswerAsync(TestNode node, string question)
    {
        using var officer = await OfficerAsync(node, Role.Officer);
        var letters = (await officer.GetFromJsonAsync<JsonObject>("/api/correspondence", Stop))!["letters"]!.AsArray();
        var number = letters.Single(letter => letter!["question"]!.GetValue<string>() == question)!["number"]!.GetValue<long>();
        (await officer.PostAsJsonAsync($"/api/correspondence/{number}/answer", new JsonObject { ["outcome"] = "answered", ["answer"] = "Nobody knows." }, Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>What the API says is owed, in its order.</summary>
    private static async Task<List<(string Question, string State, DateTimeOffset Due, double HoursLeft, string Level)>> OwedAsync(TestNode node)
    {
        using var officer = await OfficerAsync(node, Role.Officer);
        var page = (await officer.GetFromJsonAsync<JsonObject>("/api/correspondence", Stop))!;
        var letters = page["letters"]!.AsArray();
        page["owed"]!.GetValue<long>().ShouldBe(letters.Count);
        return [.. letters.Select(letter => (letter!["question"]!.GetValue<string>(), Clock: letter["clock"]!)).Select(letter => (
            letter.Item1, letter.Clock["state"]!.GetValue<string>(), letter.Clock["due"]!.GetValue<DateTimeOffset>(), Math.Round(letter.Clock["hoursLeft"]!.GetValue<double>(), 3), letter.Clock["level"]!.GetValue<string>()))];
    }

    private static async Task ExpectAsync(TestNode node, string words, Tone tone, string? escalation)
    {
        var line = (await LineAsync(node)).ShouldNotBeNull();
        line.QuerySelector("a[href='/correspondence']")!.TextContent.ShouldBe(words);
        line.TextContent.Trim().ShouldBe(escalation is null ? words : $"{words} {escalation}");
        (tone == Tone.Neutral ? "" : tone.Css).ShouldBe(line.ClassName!["en-notice".Length..].Trim());
    }

    private static async Task<IElement?> LineAsync(TestNode node, Role role = Role.Officer)
    {
        using var officer = await OfficerAsync(node, role);
        return (await new Assistance.Pages.Console(officer).ReadAsync("/assistance")).QuerySelectorAll("main .en-notice").SingleOrDefault(notice => notice.QuerySelector("a[href='/correspondence']") is not null);
    }

    private static async Task<string> FrenchAsync(TestNode node)
    {
        using var officer = await OfficerAsync(node, Role.Officer);
        officer.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        return (await new Assistance.Pages.Console(officer).ReadAsync("/assistance")).QuerySelector("main .en-notice a[href='/correspondence']")!.TextContent;
    }

    // A session ends before the clock has moved far.
    private static Task<HttpClient> OfficerAsync(TestNode node, Role role) => node.SignedInAs(role, AuthorityKind.Customs, Purpose.MutualAssistance, "T-1");
}
