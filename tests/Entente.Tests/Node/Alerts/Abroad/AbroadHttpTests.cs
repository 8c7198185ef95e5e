using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Node.Alerts;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Alerts.Abroad;

/// <summary>What officers see and do about alerts that are shared, over HTTP.</summary>
public sealed class AbroadHttpTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task An_alert_is_shared_met_and_asked_about_in_the_console_and_over_the_api(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var queued = new List<Outgoing>();
        var post = Administration.PostTo(["SG"], message =>
        {
            queued.Add(message);
            return null;
        });
        await using var node = await TestNode.StartAsync(store, more: builder => builder.Services.AddSingleton(post));
        using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var police = await node.SignedInAs(Role.Officer, AuthorityKind.Police);

        // Sharing with somebody who is no partner stores nothing.
        var refused = await PostAsync(manager, "/api/alerts", Entry("XX"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync(Now)).ShouldContain("alert-partner");

        var stored = await PostAsync(manager, "/api/alerts", Entry("SG"));
        stored.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await stored.Content.ReadFromJsonAsync<JsonObject>(Now))!["id"]!.GetValue<string>();
        queued.ShouldHaveSingleItem().Kind.ShouldBe("alert.published");
        (await manager.GetStringAsync($"/alerts/{id}", Now)).ShouldContain("Customs of SG");
        (await manager.GetStringAsync($"/alerts/{id}/amend", Now)).ShouldContain("name=\"partners\"");

        // Singapore notices; the page shows it to whom may see the alert.
        var row = (await node.Database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert"), Now))!;
        var hit = await Administration.NoticeAsync(node.Database, "SG", row, simulated: true);
        (await officer.GetStringAsync("/hits/abroad", Now)).ShouldSatisfyAllConditions(list => list.ShouldContain($"/hits/abroad/{hit}"), list => list.ShouldContain("SIMULATED"));
        (await police.GetStringAsync("/hits/abroad", Now)).ShouldNotContain($"{hit}");
        (await police.GetAsync($"/hits/abroad/{hit}", Now)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await officer.GetStringAsync($"/hits/abroad/{hit}", Now);
        page.ShouldContain("Customs of SG");
        page.ShouldContain("SIMULATED");
        page.ShouldContain("Singapore");

        // The officer asks; a mistake comes back with its place.
        queued.Clear();
        (await PostAsync(officer, $"/api/hits/abroad/{hit}/questions", """{"question":""}""")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(officer, $"/api/hits/abroad/{hit}/questions", """{"question":"Who?","answerBy":"tomorrow"}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(officer, $"/api/hits/abroad/{hit}/questions", """{"question":"Who?","hours":2,"urgentBecause":"It sails."}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TestNode.PostFormAsync(officer, $"/hits/abroad/{hit}/ask", ("question", "What else?"), ("hours", "12"), ("urgent", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        queued.Select(message => message.Lane).ShouldBe([Lane.Urgent, Lane.Normal]);
        var letters = await officer.GetFromJsonAsync<JsonObject>("/api/correspondence", Now);
        letters!["letters"]!.AsArray().Select(letter => letter!["question"]!.GetValue<string>()).ShouldBe(["Who?", "What else?"]);
        (await officer.GetStringAsync("/correspondence", Now)).ShouldContain("URGENT");
        (await PostAsync(officer, $"/api/correspondence/{letters["letters"]![0]!["number"]}/answer", """{"outcome":"answered","answer":"I do not answer myself."}""")).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_partner_s_alert_shows_whose_it_is_and_its_question_is_answered(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var queued = new List<Outgoing>();
        var post = Administration.PostTo(["CA"], message =>
        {
            queued.Add(message);
            return null;
        });
        await using var node = await TestNode.StartAsync(store, more: builder => builder.Services.AddSingleton(post));
        await using var canada = await Administration.OpenAsync(kind, "CA", "SG");
        await canada.ShareAsync(Given.Smuggler, "SG");
        await TakeAllAsync(canada, node);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        var there = (await node.Database.ReadAsync(session => session.FindAsync<AlertRow>("SELECT * FROM alert"), Now))!;

        (await officer.GetStringAsync("/alerts", Now)).ShouldContain("Customs of CA");
        var page = await officer.GetStringAsync($"/alerts/{there.Id}", Now);
        page.ShouldContain("This is an alert of Customs of CA");
        page.ShouldContain("Conditions of Customs of CA");
        (await manager.GetStringAsync($"/alerts/{there.Id}", Now)).ShouldNotContain($"/alerts/{there.Id}/amend");
        (await PostAsync(manager, $"/api/alerts/{there.Id}/withdrawal", """{"version":1,"reason":"x"}""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var hit = (await node.Database.WriteAsync(session => HitBook.Raise(session, post, Given.Officer, Given.Declared, Given.MatchOf(there)), Now)).ShouldNotBeNull();
        MessageKind.HitNoticed.TryRead(queued.ShouldHaveSingleItem().Payload.Span, out var notice, out _).ShouldBeTrue();
        canada.Queued.Add(new("SG", "supplementary.asked", 1, MessageKind.SupplementaryAsked.Write(new()
        {
            Conditions = notice.Conditions, QuestionId = QuestionId.New(notice.NoticedAt), AlertId = notice.AlertId, HitId = notice.HitId, Question = "Who was with her?",
            AskedAt = notice.NoticedAt, AnswerBy = notice.NoticedAt.AddHours(12),
        })));
        await TakeAllAsync(canada, node);
        page = await officer.GetStringAsync($"/hits/{hit}", Now);
        page.ShouldContain("Who was with her?");
        page.ShouldContain("What the owner was told");
        (await officer.GetStringAsync("/correspondence", Now)).ShouldContain("Customs of CA asks us");

        queued.Clear();
        var number = (await officer.GetFromJsonAsync<JsonObject>("/api/correspondence", Now))!["letters"]![0]!["number"]!.GetValue<long>();
        (await TestNode.PostFormAsync(officer, $"/correspondence/{number}/answer", ("outcome", "Answered"), ("answer", "Nobody."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        MessageKind.SupplementaryAnswered.TryRead(queued.ShouldHaveSingleItem().Payload.Span, out var answer, out _).ShouldBeTrue();
        (answer.Answer, answer.HitId, answer.AlertId).ShouldBe(("Nobody.", notice.HitId, notice.AlertId));
        (await PostAsync(officer, $"/api/correspondence/{number}/answer", """{"outcome":"answered","answer":"Somebody."}""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static async Task TakeAllAsync(Administration from, TestNode node)
    {
        foreach (var message in from.Queued.ToList())
        {
            from.Queued.Remove(message);
            var kinds = node.Services.GetServices<IncomingKind>();
            var taken = kinds.Single(one => one.Kind == message.Kind && one.Version == message.Version);
            (await node.Database.WriteAsync(session => taken.Take(
                session, Administration.ActorOf(from.Party), new(from.Party, $"{message.Kind}@{from.Party}", message.Conversation ?? "c", null, message.Kind, message.Version, message.Payload)), Now)).ShouldBeNull();
        }
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string json) =>
        client.PostAsync(address, new StringContent(json, Encoding.UTF8, "application/json"), Now);

    private static string Entry(string partner) =>
        $$$"""
        {"alert":{"content":{"category":"persons","person":{"name":"Marlowe","forenames":["Ida"]}},"action":"specificCheck","reason":"Seen","caseReference":"C-1"},
         "reviewBy":"{{{TimeProvider.System.GetUtcNow().AddMonths(6):yyyy-MM-dd}}}","audience":["customs"],"partners":["{{{partner}}}"]}
        """;
}
