using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Federation;

/// <summary>Partners, and messages to and from them that are neither lost nor doubled.</summary>
internal static class FederationModule
{
    public const string ReadPartners = "partners.read";
    public const string ProposePartners = "partners.propose";
    public const string ApprovePartners = "partners.approve";
    public const string ProtectPartners = "partners.protect";

    public static IServiceCollection AddFederation(this IServiceCollection services, FederationOptions options, DeliveryOptions delivery)
    {
        services.AddSingleton(options);
        services.AddSingleton<OwnKeys>();
        services.AddSingleton<OwnCard>();
        services.AddSingleton<KeyChange>();
        services.AddSingleton<CertifyKey>();
        services.AddHostedService<FederationStart>();
        services.AddSingleton<PartnerDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<PartnerDirectory>());
        services.AddSingleton<FederationTls>();
        services.AddSingleton<MessageEvidence>();
        services.AddSingleton<EvidenceSigner>(static provider => provider.GetRequiredService<OwnKeys>() is var own ? () => MessageEvidence.SignerOf(own) : null!);
        services.AddSingleton(static provider => provider.GetRequiredService<MessageEvidence>() is var messages ? new EvidenceSource(MessageEvidence.Kind, messages.Sees, messages.OfMessage) : null!);
        services.AddDelivery(delivery);
        services.AddSingleton(PeersOf);
        services.AddSingleton<Charges>();
        services.AddSingleton<PartnerDesk>();
        OfferCard.Add(services);
        services.AddReadiness("partners", static (provider, _) => Task.FromResult(provider.GetRequiredService<PartnerDirectory>() switch
        {
            { Alarm: { } alarm } => alarm,
            { Ready.IsCompleted: false } => "The directory of partners is being read.",
            _ => null,
        }));
        services.AddPermission(ReadPartners, "See the partners of this node, their cards and keys, and how the exchange with them goes.", [Role.AlertManager, Role.Supervisor, Role.Auditor, Role.Administrator], statesPurpose: false);
        services.AddPermission(ProposePartners, "Propose a partner, or a changed card of a partner; take up the card that a partner offers.", [Role.Administrator], [AuthorityKind.Customs], statesPurpose: false);
        services.AddPermission(ApprovePartners, "Approve or reject what another officer proposed, and resume the exchange with a partner.", [Role.Supervisor], [AuthorityKind.Customs], statesPurpose: false);
        services.AddPermission(ProtectPartners, "Suspend a partner, or revoke a key of it, at once.", [Role.Supervisor, Role.Administrator], [AuthorityKind.Customs], statesPurpose: false);
        services.AddNavigation(new(240, Text.Key("Partners"), "/partners", "building-community", ReadPartners, 'p', ListPartners.CountWaitingAsync));
        return services;
    }

    private static LogPeers PeersOf(IServiceProvider provider)
    {
        var (directory, posting, database) = (provider.GetRequiredService<PartnerDirectory>(), provider.GetRequiredService<Posting>(), provider.GetRequiredService<Database>());
        return async cancellation =>
        {
            await directory.Ready.WaitAsync(cancellation);
            return
            [
                .. from partner in directory.Active
                   where partner.LogKeys is not null
                   select new LogPeer(
                       partner.Id, partner.LogKeys!.Value.Log, partner.LogKeys.Value.Witness, (path, body, stop) => posting.CallAsync(partner, path, body, stop),
                       (after, until, stop) => database.ReadAsync(session => Task.FromResult(Acknowledged.Since(session, partner.Id, after, until)), stop)),
            ];
        };
    }

    /// <summary>The listener for partners, beside that of the console.</summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">The console would share what is meant for partners.</exception>
    public static IWebHostBuilder UseFederation(this IWebHostBuilder host, NodeOptions node, FederationOptions options)
    {
        if (!options.IsOn)
        {
            return host;
        }

        if (node.Listen.Contains("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new System.ComponentModel.DataAnnotations.ValidationException(
                "Listen: a node with Federation:Listen serves its console over http, behind a proxy that ends TLS; https is for partners.");
        }

        return host.UseUrls(node.Listen, options.Listen).UseKestrelHttpsConfiguration().ConfigureKestrel(FederationTls.Listen);
    }

    /// <summary>The outermost layer: what came from a partner meets nothing of the console.</summary>
    public static IApplicationBuilder UseFederation(this IApplicationBuilder app) => app.UseMiddleware<FederationGate>();

    public static IEndpointRouteBuilder MapFederation(this IEndpointRouteBuilder routes)
    {
        PartnerRoutes.Map(routes);
        routes.MapDelivery();
        return routes;
    }
}
