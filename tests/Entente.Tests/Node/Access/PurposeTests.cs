using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Node.Access;

public sealed class PurposeTests
{
    public static TheoryData<string> Stores => Store.Both;

    [Theory]
    [OnBoth(Purpose.BorderControl, null, null, "BorderControl", null)] // The session's own purpose
    [OnBoth(Purpose.BorderControl, "RiskAnalysis", null, "RiskAnalysis", null)] // The request's wins
    [OnBoth(Purpose.BorderControl, "riskanalysis", null, "RiskAnalysis", null)]
    [OnBoth(Purpose.Investigation, null, null, "Investigation", "S-1")] // The session's case goes with the session's purpose
    [OnBoth(Purpose.Investigation, null, "R-2", "Investigation", "R-2")]
    [OnBoth(Purpose.Investigation, "MutualAssistance", "R-2", "MutualAssistance", "R-2")]
    [OnBoth(Purpose.Investigation, "MutualAssistance", null, "access-case-missing", null)] // It does not carry over to another purpose
    [OnBoth(null, null, null, "access-purpose-missing", null)]
    [OnBoth(Purpose.BorderControl, "Curiosity", null, "access-purpose-unknown", null)]
    [OnBoth(Purpose.BorderControl, "2", null, "access-purpose-unknown", null)] // A number names no purpose
    public async Task A_request_states_its_purpose_by_header_or_by_session(string kind, Purpose? session, string? purpose, string? caseReference, string expected, string? expectedCase)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs, session ?? Purpose.BorderControl, session == Purpose.Investigation ? "S-1" : null);
        if (session is null)
        {
            await node.Database.WriteAsync(write => write.Execute("UPDATE officer_session SET purpose = NULL"));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/tested");
        if (purpose is not null)
        {
            request.Headers.Add(StatedPurpose.PurposeHeader, purpose);
        }

        if (caseReference is not null)
        {
            request.Headers.Add(StatedPurpose.CaseHeader, caseReference);
        }

        using var answer = await officer.SendAsync(request);

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (expected.StartsWith("access-", StringComparison.Ordinal))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            body.GetProperty("code").GetString().ShouldBe(expected);
        }
        else
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            body.GetProperty("purpose").GetString().ShouldBe(expected);
            body.GetProperty("case").GetString().ShouldBe(expectedCase);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_states_its_purpose_in_its_fields(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        using var answer = await TestNode.PostFormAsync(officer, "/tested", ("purpose", "Investigation"), ("case", "F-3"));

        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"purpose":"Investigation","case":"F-3"}""");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_field_that_is_called_case_but_states_no_purpose_is_about_something_else(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);

        using var answer = await TestNode.PostFormAsync(officer, "/tested", ("case", "of the alert"));

        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"purpose":"BorderControl","case":null}""");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_page_without_a_purpose_asks_for_it_and_leads_back(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        await node.Database.WriteAsync(write => write.Execute("UPDATE officer_session SET purpose = NULL"));
        officer.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var asked = await officer.GetAsync("/tested?q=1");
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        asked.Headers.Location!.ToString().ShouldBe("/session/purpose?return=%2Ftested%3Fq%3D1");

        using var missing = await TestNode.PostFormAsync(officer, "/session/purpose", ("_handler", "purpose"), ("purpose", "Investigation"), ("return", "/tested?q=1"));
        missing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await missing.Content.ReadAsStringAsync()).ShouldContain("needs the reference of a case");

        using var stated = await TestNode.PostFormAsync(
            officer, "/session/purpose", ("_handler", "purpose"), ("purpose", "Investigation"), ("case", "C-1"), ("return", "/tested?q=1"));
        stated.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        stated.Headers.Location!.ToString().ShouldEndWith("/tested?q=1");
        (await officer.GetStringAsync("/tested")).ShouldBe("""{"purpose":"Investigation","case":"C-1"}""");
        (await node.Database.ReadAsync(read => read.ScalarAsync<string>(
            "SELECT purpose || ' ' || case_reference FROM record WHERE act = 'access.purpose-stated'"))).ShouldBe("Investigation C-1");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_form_without_a_purpose_comes_back_with_all_that_was_entered(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        await node.Database.WriteAsync(write => write.Execute("UPDATE officer_session SET purpose = NULL"));
        officer.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await TestNode.PostFormAsync(officer, "/tested?q=1", ("reason", "Because \"so\""), ("reason", "<twice>"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await AngleSharp.BrowsingContext.New().OpenAsync(response => response.Content(answer.Content.ReadAsStream()));
        page.QuerySelectorAll("input[name=reason]").Select(input => input.GetAttribute("value")).ShouldBe(["Because \"so\"", "<twice>"]);
        page.QuerySelector("form")!.GetAttribute("action").ShouldBe("/tested?q=1");
        page.QuerySelectorAll("input[name=purpose]").Length.ShouldBe(Enum.GetValues<Purpose>().Length);
    }

    private static Task<TestNode> StartAsync(Store store) => TestNode.StartAsync(
        store,
        more: builder => builder.Services.AddPermission("tested.read", "For the tests.", [Role.Officer], [AuthorityKind.Customs]),
        routes: routes => routes
            .MapMethods("/tested", ["GET", "POST"], (Actor actor) => Results.Json(new Answer(actor.Purpose.ToString(), actor.CaseReference)))
            .Requires("tested.read"));

    private sealed record Answer(string Purpose, string? Case);
}
