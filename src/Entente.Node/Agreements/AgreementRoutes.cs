using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Agreements;

/// <summary>The register for programs.</summary>
internal static class AgreementRoutes
{
    /// <param name="Sha256">Of the bytes that are approved.</param>
    public sealed record Approval(string Sha256);

    public sealed record Reason(string Why);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/agreements").WithTags("Agreements");
        api.MapGet("", ReadAgreements.ListAsync).Requires(AgreementsModule.Read).WithSummary("Every agreement that was put to this node.");
        api.MapPost("", ProposeAsync).Requires(AgreementsModule.Propose).WithSummary("Propose an agreement; the body is its file.");
        api.MapPost("check", CheckAsync).Requires(AgreementsModule.Read).WithSummary("Say what is wrong with the file of an agreement; nothing is changed.");
        api.MapGet("may", MayAsk.GetAsync).Requires(AgreementsModule.Read).Refuses(FaultCode.AgreementWord).WithSummary("Ask whether something may be given, and what would make it lawful.");
        SuspensionRoutes.Map(api);
        api.MapGet("templates/{id}/text", Template).Requires(AgreementsModule.Read).Refuses(FaultCode.NotFound).WithSummary("The file of a template that comes with the product.");
        api.MapGet("{id}/{version:int}", ReadAgreements.ShowAsync).Requires(AgreementsModule.Read).Refuses(FaultCode.NotFound).WithSummary("One agreement.");
        api.MapGet("{id}/{version:int}/text", ReadAgreements.TextAsync).Requires(AgreementsModule.Read).Refuses(FaultCode.NotFound).WithSummary("The exact bytes of an agreement.");
        api.MapPost("{id}/{version:int}/support", SupportAsync).Requires(AgreementsModule.Propose).Refuses(FaultCode.NotFound).WithSummary("Take up what a partner has offered, so that another officer can approve it.");
        api.MapPost("{id}/{version:int}/approval", ApproveAsync).Requires(AgreementsModule.Approve).Refuses(FaultCode.NotFound, FaultCode.AgreementSecondOfficer).WithSummary("Approve what another officer proposed; this node then signs it.");
        api.MapPost("{id}/{version:int}/rejection", RejectAsync).Requires(AgreementsModule.Approve).Refuses(FaultCode.NotFound).WithSummary("Reject an agreement that this node has not signed.");
    }

    /// <summary>Every fault in one problem, as <c>faults</c>.</summary>
    public static ProblemHttpResult ToProblem(IReadOnlyList<Fault> faults)
    {
        var problem = faults[0].ToProblem();
        if (faults[0].Code != FaultCode.NotFound)
        {
            problem.ProblemDetails.Extensions["faults"] = faults.Select(fault => new { code = fault.Code.Id, detail = fault.Detail, at = fault.At }).ToArray();
        }

        return problem;
    }

    /// <summary>One byte more than an agreement may have, at most: the reader then says that it is too long.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[AgreementText.Longest + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return buffer.AsMemory(0, read);
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Template(string id) =>
        AgreementLibrary.Names.FirstOrDefault(name => AgreementText.Read(AgreementLibrary.Read(name)) is AgreementReading.Accepted { Agreement: { Status: AgreementStatus.Template } template } && template.Id == id) is { } name
            ? TypedResults.File(AgreementLibrary.Read(name), "application/yaml", name)
            : new Fault(FaultCode.NotFound, "").ToProblem();

    private static async Task<Results<JsonHttpResult<AgreementOutcome.Done>, ProblemHttpResult>> ProposeAsync(HttpContext http, AgreementDesk desk, CancellationToken cancellation) =>
        Answer(await desk.ProposeAsync(http.Actor, await ReadAsync(http.Request.Body, cancellation), cancellation), StatusCodes.Status201Created);

    private static async Task<JsonHttpResult<AgreementChecked>> CheckAsync(HttpContext http, AgreementDesk desk, CancellationToken cancellation)
    {
        var faults = await desk.CheckAsync(await ReadAsync(http.Request.Body, cancellation), cancellation);
        return TypedResults.Json(new AgreementChecked([.. faults.Select(fault => new AgreementFault(fault.Code.Id, fault.Detail, fault.At))]), AgreementsJson.Default.AgreementChecked);
    }

    private static async Task<Results<JsonHttpResult<AgreementOutcome.Done>, ProblemHttpResult>> SupportAsync(string id, int version, Actor actor, AgreementDesk desk, CancellationToken cancellation) =>
        Answer(await desk.SupportAsync(actor, id, version, cancellation));

    private static async Task<Results<JsonHttpResult<AgreementOutcome.Done>, ProblemHttpResult>> ApproveAsync(string id, int version, HttpContext http, AgreementDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AgreementsJson.Default.AgreementApproval);
        return command is null ? fault!.ToProblem() : Answer(await desk.ApproveAsync(http.Actor, new(id, version, command.Sha256), cancellation));
    }

    private static async Task<Results<JsonHttpResult<AgreementOutcome.Done>, ProblemHttpResult>> RejectAsync(string id, int version, HttpContext http, AgreementDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AgreementsJson.Default.AgreementReason);
        return command is null ? fault!.ToProblem() : Answer(await desk.RejectAsync(http.Actor, new(id, version, command.Why), cancellation));
    }

    private static Results<JsonHttpResult<AgreementOutcome.Done>, ProblemHttpResult> Answer(AgreementOutcome outcome, int status = StatusCodes.Status200OK) => outcome switch
    {
        AgreementOutcome.Done done => TypedResults.Json(done, AgreementsJson.Default.Done, statusCode: status),
        AgreementOutcome.Refused refused => ToProblem(refused.Faults),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
