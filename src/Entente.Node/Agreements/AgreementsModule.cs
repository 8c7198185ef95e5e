using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>The law of the exchange: the register of agreements, and the signatures of the nodes of their parties.</summary>
internal static class AgreementsModule
{
    public const string Read = "agreements.read";
    public const string Propose = "agreements.propose";
    public const string Approve = "agreements.approve";
    public const string Suspend = "agreements.suspend";

    public static IServiceCollection AddAgreements(this IServiceCollection services)
    {
        services.AddSingleton<AgreementShelf>();
        services.AddHostedService(provider => provider.GetRequiredService<AgreementShelf>());
        services.AddSingleton<AgreementDesk>();
        services.AddSingleton<TakeAgreement>();
        services.AddSingleton<FindAgreementText>(EnclosedLaw.Find);
        services.AddSingleton<RefuseUse>(EnclosedLaw.Refuse);
        services.AddSingleton<RefuseReading>(EnclosedLaw.RefuseReading);
        services.AddServing<AgreementPost>();
        services.AddSingleton<Gatekeeper>();
        services.AddSingleton<GivenSources>();
        services.AddSingleton(provider => provider.GetRequiredService<Gatekeeper>().Gate);
        foreach (var kind in new MessageKind[] { MessageKind.Acknowledgement, MessageKind.DirectoryUpdated, MessageKind.CodesUpdated, MessageKind.AgreementOffered, MessageKind.AgreementSigned, MessageKind.AgreementSuspended, MessageKind.AgreementResumed })
        {
            services.AddHoldingNothing(kind);
        }

        services.AddIncoming<TakeAgreement>(MessageKind.AgreementOffered.Name, MessageKind.AgreementOffered.Version, part => part.Offered, MessageKind.AgreementOffered.Acknowledged);
        services.AddIncoming<TakeAgreement>(MessageKind.AgreementSigned.Name, MessageKind.AgreementSigned.Version, part => part.Signed, MessageKind.AgreementSigned.Acknowledged);
        services.AddHeaderWords(LawWords.Header);
        services.AddNavigation(new(150, Text.Key("Agreements"), "/agreements", "scale", Read, 'l'));
        services.AddSingleton<SuspensionDesk>();
        services.AddSingleton(new OpenWithPartner(Text.Key("Messages that wait for it"), static (session, partner) => Outbox.Open(session, partner)
            .Select(message => OpenItem.Of(session, partner, message.MessageId, message.Address, $"{message.Seq}")).OfType<OpenItem>()));
        services.AddSingleton(new HeldUnderClause(Text.Key("Messages that came under it"), static (session, clause) =>
            session.Scalar<long>("SELECT COUNT(*) FROM exchange_verdict WHERE direction = 'In' AND permitted = 1 AND clause = @clause", new { clause })));
        services.AddSingleton(new HeldUnderClause(Text.Key("of them about requests for assistance"), static (session, clause) =>
            session.Scalar<long>("SELECT COUNT(*) FROM exchange_verdict WHERE direction = 'In' AND permitted = 1 AND clause = @clause AND action LIKE 'assistance.%'", new { clause })));
        services.AddSingleton<TakeSuspension>();
        services.AddIncoming<TakeSuspension>(MessageKind.AgreementSuspended.Name, MessageKind.AgreementSuspended.Version, part => part.Suspended, MessageKind.AgreementSuspended.Acknowledged);
        services.AddIncoming<TakeSuspension>(MessageKind.AgreementResumed.Name, MessageKind.AgreementResumed.Version, part => part.Resumed, MessageKind.AgreementResumed.Acknowledged);
        services.AddPermission(Suspend, "Suspend or throttle what is exchanged with a partner, or a part of it, at once.", [Role.Legal, Role.Supervisor], [AuthorityKind.Customs], statesPurpose: false);
        services.AddPermission(Read, "See the agreements with partners, and ask what they permit.", Enum.GetValues<Role>(), statesPurpose: false);
        services.AddPermission(Propose, "Propose an agreement, or take up one that a partner has offered.", [Role.Legal, Role.Administrator], [AuthorityKind.Customs], statesPurpose: false);
        services.AddPermission(Approve, "Approve or reject an agreement that another officer proposed, and lift what another suspended.", [Role.Legal, Role.Supervisor], [AuthorityKind.Customs], statesPurpose: false);
        return services;
    }

    public static IEndpointRouteBuilder MapAgreements(this IEndpointRouteBuilder routes)
    {
        AgreementRoutes.Map(routes);
        SuspensionForms.Map(routes);
        return routes;
    }
}
