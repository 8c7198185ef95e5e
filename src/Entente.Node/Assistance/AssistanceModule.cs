using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>Requests for assistance and their answers, at both ends.</summary>
internal static class AssistanceModule
{
    public const string Read = "assistance.read";
    public const string Write = "assistance.write";

    public static IServiceCollection AddAssistance(this IServiceCollection services, AssistanceOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<RequestDesk>();
        services.AddSingleton<AssistancePost>();
        services.AddSingleton(static provider => CaseEvidence.Of(provider.GetRequiredService<MessageEvidence>(), provider.GetRequiredService<RefuseUse>()));
        services.AddSingleton<CaseLaw>();
        services.AddSingleton<TakeAssistance>();
        services.AddAssistanceContents();
        GivenInCases.Add(services);
        services.AddSingleton<RefuseResend>(UntakenSteps.RefuseResend);
        services.AddServing<UntakenSteps>();
        Take(services, MessageKind.AssistanceDrafted, part => part.Drafted);
        Take(services, MessageKind.AssistanceCommented, part => part.Commented);
        Take(services, MessageKind.AssistanceRequested, part => part.Requested);
        Take(services, MessageKind.AssistanceAcknowledged, part => part.Acknowledged);
        Take(services, MessageKind.AssistanceDecided, part => part.Decided);
        Take(services, MessageKind.AssistanceAssured, part => part.Assured);
        Take(services, MessageKind.AssistanceReplied, part => part.Replied);
        Take(services, MessageKind.AssistanceReported, part => part.Reported);
        Take(services, MessageKind.AssistanceWithdrawn, part => part.Withdrawn);
        AddThings(services);
        services.AddBesideRequests();
        services.AddNavigation(new(16, Text.Key("Mutual assistance"), "/assistance", "briefcase", Read, 'q', ListDesk.CountAsync));
        services.AddPermission(Read, "See requests for assistance that the own authority deals with.", [Role.Officer, Role.Analyst, Role.Supervisor, Role.Legal]);
        services.AddPermission(Write, "Ask partners for assistance, and decide and answer what they ask.", [Role.Officer, Role.Supervisor, Role.Legal]);
        return services;
    }

    public static IEndpointRouteBuilder MapAssistance(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/api/assistance").WithTags("Assistance");
        cases.MapGet("", ListCases.GetAsync).Requires(Read);
        cases.MapGet("needs", NeedsView.Get).Requires(Read);
        cases.MapPost("", DraftRequest.PostAsync).Requires(Write);
        cases.MapGet("{number:long}", ShowCase.GetAsync).Requires(Read);
        cases.MapPut("{number:long}/request", DraftRequest.PutAsync).Requires(Write);
        cases.MapPost("{number:long}/steps", TakeStep.PostAsync).Requires(Write);
        cases.MapPost("{number:long}/documents", FileDocument.PostAsync).Requires(Write);
        cases.MapGet("{number:long}/documents/{ordinal:long}", ShowCase.GetDocumentAsync).Requires(Read);
        cases.MapBesideRequests();
        CaseForms.Map(routes);
        InformationForm.Map(routes);
        SubscriptionForms.Map(routes);
        PriorityForms.Map(routes);
        HandEvidence.Map(routes);
        return routes;
    }

    private static void AddThings(IServiceCollection services)
    {
        foreach (var (kind, take) in new (MessageKind, TakeIncoming)[]
        {
            (MessageKind.EvidenceHanded, TakeEvidence.Handed), (MessageKind.EvidenceChunk, TakeEvidence.Chunk), (MessageKind.EvidenceConfirmed, TakeEvidence.Confirmed), (MessageKind.EvidenceDeclined, TakeEvidence.Declined),
            (MessageKind.EvidenceReturned, TakeEvidence.Returned),
        })
        {
            services.AddIncoming(kind.Name, kind.Version, take, kind.Acknowledged);
        }

        services.AddSingleton<PartnerOfCase>(HandEvidence.PartnerOf);
        services.AddSingleton<FindCase>(HandEvidence.Find);
        services.AddServing<EvidenceRounds>();
        services.AddSingleton<DueRounds>();
        services.AddServing(static provider => provider.GetRequiredService<DueRounds>());
    }

    private static void Take(IServiceCollection services, MessageKind kind, Func<TakeAssistance, TakeIncoming> take) => services.AddIncoming(kind.Name, kind.Version, take, kind.Acknowledged);
}
