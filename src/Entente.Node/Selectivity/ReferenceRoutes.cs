using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Selectivity;

/// <summary>Reference lists for programs, and the acts of their page.</summary>
internal static class ReferenceRoutes
{
    public const string Read = "reference.read";
    public const string Manage = "reference.manage";

    private const string Page = "/reference";

    public static IServiceCollection Add(IServiceCollection services)
    {
        services.AddSingleton<ListReferences>();
        services.AddSingleton<SendList>();
        services.AddSingleton<DecideOffer>();
        TakeList.Add(services);
        services.AddPermission(Read, "See which reference lists are in force, and which partners sent.", [Role.Supervisor, Role.Auditor, Role.Administrator], statesPurpose: false);
        services.AddPermission(Manage, "Send reference lists to partners; load or dismiss those that partners sent.", [Role.Administrator], [AuthorityKind.Customs], statesPurpose: false);
        services.AddNavigation(new(242, Text.Key("Reference lists"), Page, "tags", Read, null, ListReferences.CountWaitingAsync));
        return services;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/reference").WithTags("Reference lists");
        api.MapGet("", ListReferences.GetAsync).Requires(Read).WithSummary("Lists in force, and lists that partners sent.");
        api.MapPost("{list}/send", SendAsync).Requires(Manage).Refuses(FaultCode.NotFound, FaultCode.ReferenceNotLoaded, FaultCode.FederationPartnerUnknown, FaultCode.FederationKindUnread)
            .WithSummary("Send the version of a list in force to a partner.");
        api.MapPost("offers/{id:guid}/load", LoadAsync).Requires(Manage).Refuses(FaultCode.NotFound, FaultCode.ReferenceOfferClosed, FaultCode.ReferenceNotNewer)
            .WithSummary("Load a list that a partner sent.");
        api.MapPost("offers/{id:guid}/dismiss", DismissAsync).Requires(Manage).Refuses(FaultCode.NotFound, FaultCode.ReferenceOfferClosed)
            .WithSummary("Dismiss a list that a partner sent.");

        var forms = routes.MapGroup(Page).ExcludeFromDescription();
        forms.MapPost("{list}/send", SubmitSendAsync).Requires(Manage);
        forms.MapPost("offers/{id:guid}/load", async (Guid id, DecideOffer offers, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(http, text, (await offers.LoadAsync(http.Actor, id, cancellation) as ReferenceImport.Outcome.Refused)?.Fault, text["The list is in force."])).Requires(Manage);
        forms.MapPost("offers/{id:guid}/dismiss", async (Guid id, DecideOffer offers, HttpContext http, Text text, CancellationToken cancellation) =>
            Back(http, text, await offers.DismissAsync(http.Actor, id, cancellation), text["The list is dismissed."])).Requires(Manage);
    }

    private static async Task<Results<JsonHttpResult<SendList.Outcome.Queued>, ProblemHttpResult>> SendAsync(string list, HttpContext http, SendList sending, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, ReferenceJson.Default.SendListCommand);
        return command is null ? malformed!.ToProblem() : await sending.RunAsync(http.Actor, list, command, cancellation) switch
        {
            SendList.Outcome.Queued queued => TypedResults.Json(queued, ReferenceJson.Default.Queued),
            SendList.Outcome.Refused refused => refused.Why.ToProblem(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<RedirectHttpResult> SubmitSendAsync(string list, [FromForm] string? partner, SendList sending, HttpContext http, Text text, CancellationToken cancellation) =>
        Back(http, text, (await sending.RunAsync(http.Actor, list, new(partner ?? ""), cancellation) as SendList.Outcome.Refused)?.Why, text["The list is sent."]);

    private static async Task<Results<JsonHttpResult<ReferenceLine>, ProblemHttpResult>> LoadAsync(Guid id, HttpContext http, DecideOffer offers, CancellationToken cancellation) =>
        await offers.LoadAsync(http.Actor, id, cancellation) switch
        {
            ReferenceImport.Outcome.Imported imported => TypedResults.Json(ListReferences.LineOf(imported.List), ReferenceJson.Default.ReferenceLine),
            ReferenceImport.Outcome.AlreadyInForce already => TypedResults.Json(ListReferences.LineOf(already.List), ReferenceJson.Default.ReferenceLine),
            ReferenceImport.Outcome.Refused refused => refused.Fault.ToProblem(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(Guid id, HttpContext http, DecideOffer offers, CancellationToken cancellation) =>
        await offers.DismissAsync(http.Actor, id, cancellation) is { } fault ? fault.ToProblem() : TypedResults.NoContent();

    private static RedirectHttpResult Back(HttpContext http, Text text, Fault? fault, string done)
    {
        http.Toast(fault is null ? done : text.Told(fault));
        return TypedResults.LocalRedirect(Page);
    }
}
