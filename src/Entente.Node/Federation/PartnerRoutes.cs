using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Federation;

/// <summary>The directory for programs, and the acts of its pages that take no more than a dialog.</summary>
internal static class PartnerRoutes
{
    public sealed record Approval(string Fingerprint);

    public sealed record Reason(string Why);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/partners").WithTags("Partners");
        api.MapGet("", ListPartners.GetAsync).Requires(FederationModule.ReadPartners).WithSummary("Partners and proposals.");
        api.MapGet("card", OwnCardAsync).Requires(FederationModule.ReadPartners).WithSummary("The card of this node, as partners get it.");
        api.MapGet("{id}", ShowPartner.GetAsync).Requires(FederationModule.ReadPartners).WithSummary("One partner.");
        api.MapPost("proposals", ProposeAsync).Requires(FederationModule.ProposePartners).WithSummary("Propose a card; the body is the card file.");
        api.MapGet("proposals/{id:guid}", ShowProposal.GetAsync).Requires(FederationModule.ReadPartners).WithSummary("What a proposal would change.");
        api.MapPost("proposals/{id:guid}/take-up", async (Guid id, HttpContext http, PartnerDesk desk, CancellationToken cancellation) =>
            Answer(await desk.TakeUpAsync(http.Actor, id, cancellation))).Requires(FederationModule.ProposePartners).WithSummary("Propose the card that a partner offered.");
        api.MapPost("proposals/{id:guid}/approval", ApproveAsync).Requires(FederationModule.ApprovePartners).WithSummary("Approve what another officer proposed.");
        api.MapPost("proposals/{id:guid}/rejection", RejectAsync).Requires(FederationModule.ProtectPartners).WithSummary("Reject a proposal or an offer.");
        api.MapPost("{id}/suspension", SuspendAsync).Requires(FederationModule.ProtectPartners).WithSummary("Suspend a partner at once.");
        api.MapPost("{id}/resumption", ResumeAsync).Requires(FederationModule.ApprovePartners).WithSummary("Resume the exchange; not by who suspended.");
        api.MapPost("{id}/collection", CollectAsync).Requires(FederationModule.ProposePartners).WithSummary("Set how often messages are fetched from a partner.");
        api.MapPost("{id}/revocations", RevokeAsync).Requires(FederationModule.ProtectPartners).WithSummary("Revoke a key at once and for good.");

        var forms = routes.MapGroup("/partners").ExcludeFromDescription();
        forms.MapGet("our-card/file", OwnCardAsync).Requires(FederationModule.ReadPartners);
        forms.MapPost("propose/file", UploadAsync).Requires(FederationModule.ProposePartners);
        forms.MapPost("proposals/{id:guid}/take-up", async (Guid id, PartnerDesk desk, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(await desk.TakeUpAsync(http.Actor, id, cancellation), http, text, text["The card is proposed. Another officer approves it."], $"/partners/proposals/{id:D}")).Requires(FederationModule.ProposePartners);
        forms.MapPost("proposals/{id:guid}/reject", async (Guid id, [FromForm] string? reason, PartnerDesk desk, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(await desk.RejectAsync(http.Actor, new(id, reason), cancellation), http, text, text["The proposal is rejected."], $"/partners/proposals/{id:D}")).Requires(FederationModule.ProtectPartners);
        forms.MapPost("{id}/suspend", async (string id, [FromForm] string? reason, PartnerDesk desk, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(await desk.SuspendAsync(http.Actor, id, reason, cancellation), http, text, text["The partner is suspended."], $"/partners/{id}")).Requires(FederationModule.ProtectPartners);
        forms.MapPost("{id}/resume", async (string id, PartnerDesk desk, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(await desk.ResumeAsync(http.Actor, id, cancellation), http, text, text["The exchange goes on; what waited is sent now, in order."], $"/partners/{id}")).Requires(FederationModule.ApprovePartners);
        forms.MapPost("{id}/collect", async (string id, [FromForm] int? every, PartnerDesk desk, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(await desk.CollectAsync(http.Actor, id, new(every), cancellation), http, text, text["It is set how often messages are fetched."], $"/partners/{id}")).Requires(FederationModule.ProposePartners);
        forms.MapPost("{id}/revoke", async (string id, [FromForm] string? key, [FromForm] string? reason, PartnerDesk desk, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(await desk.RevokeAsync(http.Actor, id, new(key, reason), cancellation), http, text, text["The key is revoked; it counts for nothing any more."], $"/partners/{id}")).Requires(FederationModule.ProtectPartners);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OwnCardAsync(OwnCard own, CancellationToken cancellation) =>
        await own.FindAsync(cancellation) is { } card
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(card.ToString()), "text/plain; charset=utf-8", $"{card.Card.Party}-{card.Card.Version}.card.txt")
            : new Fault(FaultCode.NotFound, "").ToProblem();

    private static async Task<Results<Created<PartnerOutcome.Done>, ProblemHttpResult>> ProposeAsync(HttpContext http, PartnerDesk desk, CancellationToken cancellation)
    {
        var outcome = await desk.ProposeAsync(http.Actor, await ReadAsync(http.Request.Body, cancellation), cancellation);
        return outcome switch
        {
            PartnerOutcome.Done done => TypedResults.Created($"/api/partners/proposals/{done.Id}", done),
            PartnerOutcome.Refused refused => refused.Fault.ToProblem(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<RedirectHttpResult> UploadAsync(HttpContext http, PartnerDesk desk, Text text, CancellationToken cancellation)
    {
        if ((await http.Request.ReadFormAsync(cancellation)).Files.GetFile("file") is not { } file)
        {
            http.Toast(text["Choose the file first."]);
            return TypedResults.LocalRedirect("/partners/propose");
        }

        await using var content = file.OpenReadStream();
        var outcome = await desk.ProposeAsync(http.Actor, await ReadAsync(content, cancellation), cancellation);
        return Back(outcome, http, text, text["The card is proposed. Another officer approves it."], outcome is PartnerOutcome.Done done ? $"/partners/proposals/{done.Id}" : "/partners/propose");
    }

    private static async Task<Results<Ok<PartnerOutcome.Done>, ProblemHttpResult>> ApproveAsync(Guid id, HttpContext http, PartnerDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, FederationJson.Default.Approval);
        return command is null ? fault!.ToProblem() : Answer(await desk.ApproveAsync(http.Actor, new(id, command.Fingerprint), cancellation));
    }

    private static async Task<Results<Ok<PartnerOutcome.Done>, ProblemHttpResult>> RejectAsync(Guid id, HttpContext http, PartnerDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, FederationJson.Default.Reason);
        return command is null ? fault!.ToProblem() : Answer(await desk.RejectAsync(http.Actor, new(id, command.Why), cancellation));
    }

    private static async Task<Results<Ok<PartnerOutcome.Done>, ProblemHttpResult>> SuspendAsync(string id, HttpContext http, PartnerDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, FederationJson.Default.Reason);
        return command is null ? fault!.ToProblem() : Answer(await desk.SuspendAsync(http.Actor, id, command.Why, cancellation));
    }

    private static async Task<Results<Ok<PartnerOutcome.Done>, ProblemHttpResult>> ResumeAsync(string id, HttpContext http, PartnerDesk desk, CancellationToken cancellation) =>
        Answer(await desk.ResumeAsync(http.Actor, id, cancellation));

    private static async Task<Results<Ok<PartnerOutcome.Done>, ProblemHttpResult>> CollectAsync(string id, HttpContext http, PartnerDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, FederationJson.Default.CollectFromCommand);
        return command is null ? fault!.ToProblem() : Answer(await desk.CollectAsync(http.Actor, id, command, cancellation));
    }

    private static async Task<Results<Ok<PartnerOutcome.Done>, ProblemHttpResult>> RevokeAsync(string id, HttpContext http, PartnerDesk desk, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, FederationJson.Default.RevokeKeyCommand);
        return command is null ? fault!.ToProblem() : Answer(await desk.RevokeAsync(http.Actor, id, command, cancellation));
    }

    private static Results<Ok<PartnerOutcome.Done>, ProblemHttpResult> Answer(PartnerOutcome outcome) => outcome switch
    {
        PartnerOutcome.Done done => TypedResults.Ok(done),
        PartnerOutcome.Refused refused => refused.Fault.ToProblem(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static RedirectHttpResult Back(PartnerOutcome outcome, HttpContext http, Text text, string done, string page)
    {
        http.Toast(outcome is PartnerOutcome.Refused { Fault: var fault } ? text.Told(fault) : done);
        return TypedResults.LocalRedirect(page);
    }

    /// <summary>One byte more than a card may have, at most: the reader then says that it is too long.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[NodeCard.LongestBytes * 2];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return buffer.AsMemory(0, read);
    }
}
