using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What administrations do for each other beside requests and answers: information unasked, automatic exchange, the directory of authorities, priorities, the ledger.</summary>
internal static class BesideRequests
{
    public const string Directory = "assistance.directory";

    public static IServiceCollection AddBesideRequests(this IServiceCollection services)
    {
        services.AddIncoming(MessageKind.InformationGiven.Name, MessageKind.InformationGiven.Version, TakeInformation.Given, MessageKind.InformationGiven.Acknowledged);
        services.AddSingleton<SubscriptionLaw>();
        services.AddSingleton<DeliverSubscription>();
        services.AddSingleton<AutomaticRounds>();
        services.AddServing(provider => provider.GetRequiredService<AutomaticRounds>());
        services.AddIncoming<SubscriptionLaw>(
            MessageKind.AutomaticProposed.Name, MessageKind.AutomaticProposed.Version, law => (session, partner, message) => TakeAutomatic.Proposed(law, session, partner, message), MessageKind.AutomaticProposed.Acknowledged);
        services.AddIncoming(MessageKind.AutomaticAnswered.Name, MessageKind.AutomaticAnswered.Version, TakeAutomatic.Answered, MessageKind.AutomaticAnswered.Acknowledged);
        services.AddIncoming(MessageKind.AutomaticDelivered.Name, MessageKind.AutomaticDelivered.Version, TakeAutomatic.Delivered, MessageKind.AutomaticDelivered.Acknowledged);
        services.AddIncoming(MessageKind.AutomaticEnded.Name, MessageKind.AutomaticEnded.Version, TakeAutomatic.Ended, MessageKind.AutomaticEnded.Acknowledged);
        services.AddSingleton<CaseErasure>();
        services.AddServing(provider => provider.GetRequiredService<CaseErasure>());
        services.AddSingleton(static provider => new OpenWithPartner(Text.Key("Open requests for assistance, either way"), provider.GetRequiredService<CaseLaw>().OpenWith));
        services.AddSingleton(static provider => new OpenWithPartner(Text.Key("Automatic exchanges that run"), provider.GetRequiredService<SubscriptionLaw>().OpenWith));
        services.AddSingleton<PublishAuthorities>();
        services.AddIncoming(MessageKind.AuthoritiesPublished.Name, MessageKind.AuthoritiesPublished.Version, TakeDirectory.Published, MessageKind.AuthoritiesPublished.Acknowledged);
        services.AddIncoming(MessageKind.AssistancePrioritised.Name, MessageKind.AssistancePrioritised.Version, TakeDirectory.Prioritised, MessageKind.AssistancePrioritised.Acknowledged);
        services.AddPermission(Directory, "Publish which authorities deal with assistance, and set the public holidays of states.", [Role.Supervisor, Role.Administrator], statesPurpose: false);
        return services;
    }

    public static RouteGroupBuilder MapBesideRequests(this RouteGroupBuilder cases)
    {
        cases.MapPost("{number:long}/successor", SucceedCase.PostAsync).Requires(AssistanceModule.Write);
        cases.MapGet("ledger", ShowLedger.GetAsync).Requires(AssistanceModule.Read);
        cases.MapPost("spoken", WriteDownSpoken.PostAsync).Requires(AssistanceModule.Write);
        var information = cases.MapGroup("information");
        information.MapGet("", ListInformation.GetAsync).Requires(AssistanceModule.Read);
        information.MapPost("", GiveInformation.PostAsync).Requires(AssistanceModule.Write);
        information.MapGet("{number:long}", ShowInformation.GetAsync).Requires(AssistanceModule.Read);
        information.MapGet("{number:long}/documents/{place:int}", ShowInformation.GetDocumentAsync).Requires(AssistanceModule.Read);
        information.MapPost("{number:long}/outcome", TellOutcome.PostAsync).Requires(AssistanceModule.Write);
        var subscriptions = cases.MapGroup("subscriptions");
        subscriptions.MapGet("", ShowSubscription.GetAllAsync).Requires(AssistanceModule.Read);
        subscriptions.MapPost("", ProposeSubscription.PostAsync).Requires(AssistanceModule.Write);
        subscriptions.MapGet("{number:long}", ShowSubscription.GetAsync).Requires(AssistanceModule.Read);
        subscriptions.MapPost("{number:long}/steps", StepSubscription.PostAsync).Requires(AssistanceModule.Write);
        subscriptions.MapPost("{number:long}/deliveries", DeliverSubscription.PostAsync).Requires(AssistanceModule.Write);
        subscriptions.MapGet("{number:long}/deliveries/{ordinal:long}/records", ShowSubscription.GetRecordsAsync).Requires(AssistanceModule.Read);
        cases.MapGet("authorities", ShowAuthorities.GetAllAsync).Requires(AssistanceModule.Read);
        cases.MapPut("authorities", PublishAuthorities.PutAsync).Requires(Directory);
        cases.MapGet("authorities/competent", ShowAuthorities.GetCompetentAsync).Requires(AssistanceModule.Read);
        cases.MapPut("holidays/{country}", PublicHolidays.PutAsync).Requires(Directory);
        cases.MapPost("priorities", PrioritiseRequests.PostAsync).Requires(AssistanceModule.Write);
        cases.MapGet("queue", ShowQueue.GetAsync).Requires(AssistanceModule.Read);
        return cases;
    }
}
