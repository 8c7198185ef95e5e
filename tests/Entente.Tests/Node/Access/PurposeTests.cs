using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
    [InlineData(Purpose.BorderControl, null, null, "BorderControl", null)] // The session's own purpose
    [InlineData(Purpose.BorderControl, "RiskAnalysis", null, "RiskAnalysis", null)] // The request's wins
    [InlineData(Purpose.BorderControl, "riskanalysis", null, "RiskAnalysis", null)]
    [InlineData(Purpose.Investigation, null, null, "Investigation", "S-1")] // The session's case goes with the session's purpose
    [InlineData(Purpose.Investigation, null, "R-2", "Investigation", "R-2")]
    [InlineData(Purpose.Investigation, "MutualAssistance", "R-2", "MutualAssistance", "R-2")]
    [InlineData(Purpose.Investigation, "MutualAssistance", null, "access-case-missing", null)] // It does not carry over to another purpose
    [InlineData(null, null, null, "access-purpose-missing", null)]
    [InlineData(Purpose.BorderControl, "Curiosity", null, "access-purpose-unknown", null)]
    [InlineData(Purpose.BorderControl, "2", null, "access-purpose-unknown", null)] // A number names no purpose
    public async Task A_request_states_its_purpose_by_header_or_by_session(Purpose? session, string? purpose, string? caseReference, string expected, string? expectedCase)
    {
        await using var store = await Store.CreateAsync("sqlite");
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

        using var form = new FormUrlEncodedContent([new("purpose", "Investigation"), new("case", "F-3")]);
        using var answer = await officer.PostAsync("/tested", form);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"purpose":"Investigation","case":"F-3"}""");
    }

    private static Task<TestNode> StartAsync(Store store) => TestNode.StartAsync(
        store,
        more: builder => builder.Services.AddPermission("tested.read", "For the tests.", [Role.Officer], [AuthorityKind.Customs]),
        routes: routes => routes
            .MapMethods("/tested", ["GET", "POST"], (Actor actor) => Results.Json(new Answer(actor.Purpose.ToString(), actor.CaseReference)))
            .Requires("tested.read"));

    private sealed record Answer(string Purpose, string? Case);
}
