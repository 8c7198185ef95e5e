using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Node.Evidence.Exports;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence.Files;

/// <summary>Evidence files for programs: the same two officers, the same decisions as on the pages.</summary>
internal static class EvidenceApi
{
    /// <param name="Number">Of the request.</param>
    /// <param name="Kind"><c>message</c> or <c>assistance</c>.</param>
    /// <param name="Id">What the file is about.</param>
    /// <param name="Recipient">Who is to have it.</param>
    /// <param name="Digest">What whoever decides says that he was shown.</param>
    /// <param name="State">How far it is.</param>
    /// <param name="IsOwn">Whether the officer asked for it himself; otherwise it waits for him.</param>
    /// <param name="Holds">What leaves with it.</param>
    internal sealed record View(long Number, string Kind, string Id, string Recipient, string Digest, ExportState State, bool IsOwn, EvidenceExtent? Holds);

    /// <param name="Requests">What waits for the officer, then what he asked for himself.</param>
    internal sealed record Listing(IReadOnlyList<View> Requests);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/evidence").WithTags("Records");
        api.MapGet("", ListAsync).Requires(EvidenceModule.AskEvidence).WithSummary("List the evidence files that wait for your decision, and those that you asked for.");
        api.MapPost("", AskAsync).Requires(EvidenceModule.AskEvidence).Refuses(FaultCode.NotFound, FaultCode.Malformed, FaultCode.EvidenceUnavailable).WithSummary("Ask for the evidence file of a message or a case of mutual assistance.");
        api.MapPost("/{seq:long}/decision", DecideAsync).Requires(EvidenceModule.ApproveEvidence)
            .Refuses(FaultCode.NotFound, FaultCode.Malformed, FaultCode.ExportOwn, FaultCode.ExportSpent, FaultCode.ExportChanged).WithSummary("Approve or refuse an evidence file that another officer asks for.");
        api.MapGet("/{seq:long}/file", (long seq, EvidenceDesk desk, HttpContext http) => desk.TakeAsync(seq, http)).Requires(EvidenceModule.AskEvidence)
            .WithSummary("Fetch an approved evidence file, once; entente verify verifies it.");
    }

    private static async Task<JsonHttpResult<Listing>> ListAsync(EvidenceDesk desk, Database database, ExportOptions options, HttpContext http)
    {
        var officer = Standing.Of(http.User);
        var listing = await database.ReadAsync(
            session => Task.FromResult(new Listing(
            [
                .. desk.WaitingFor(session, officer).Select(one => ViewOf(one, session.Now, options, isOwn: false)),
                .. EvidenceRequest.Of(session, officer.Officer).Select(one => ViewOf(one, session.Now, options, isOwn: true)),
            ])),
            http.RequestAborted);
        await Reading.RecordAsync(database, http.Actor, HandoutActs.Listed, HandoutActs.Kind, null, listing.Requests.Select(one => $"{one.Number}"));
        return TypedResults.Json(listing, EvidenceFilesJson.Default.Listing);
    }

    private static async Task<Results<JsonHttpResult<View>, ProblemHttpResult>> AskAsync(EvidenceDesk desk, ExportOptions options, TimeProvider clock, HttpContext http)
    {
        var (ask, malformed) = await StrictBody.ReadAsync(http, EvidenceFilesJson.Default.Ask);
        if (malformed is not null)
        {
            return malformed.ToProblem();
        }

        var (added, fault) = await desk.AskAsync(ask!, Standing.Of(http.User), http.Actor, http.RequestAborted);
        return added is null
            ? fault!.ToProblem()
            : TypedResults.Json(ViewOf(added, clock.GetUtcNow(), options, isOwn: true), EvidenceFilesJson.Default.View, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(long seq, EvidenceDesk desk, HttpContext http)
    {
        var (decision, malformed) = await StrictBody.ReadAsync(http, EvidenceFilesJson.Default.Decision);
        return (malformed ?? await desk.DecideAsync(seq, decision!, Standing.Of(http.User), http.Actor, http.RequestAborted)) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }

    private static View ViewOf(EvidenceRequest request, DateTimeOffset now, ExportOptions options, bool isOwn) =>
        new(request.Seq, request.Kind, request.Subject, request.Recipient, request.Digest, request.StateAt(now, options), isOwn, EvidenceExtent.Read(request.Extent));
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(EvidenceDesk.Ask))]
[JsonSerializable(typeof(EvidenceDesk.Decision))]
[JsonSerializable(typeof(EvidenceApi.View))]
[JsonSerializable(typeof(EvidenceApi.Listing))]
internal sealed partial class EvidenceFilesJson : JsonSerializerContext;
