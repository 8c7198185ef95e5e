using System.Security.Cryptography;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entente.Node.Federation.Delivery;

/// <summary>The half of the module that keeps and moves messages.</summary>
internal static class DeliveryRegistration
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, DeliveryOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(RandomNumberGenerator.Create());
        services.AddSingleton<Outbox>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<As4Endpoint>();
        services.AddSingleton<PartnerLinks>();
        services.AddSingleton<DeliveryFigures>();
        services.AddSingleton<Sealing>();
        services.AddSingleton<Posting>();
        services.AddSingleton<CourierParts>();
        services.AddSingleton<Courier>();
        services.AddHostedService(provider => provider.GetRequiredService<Courier>());
        services.AddSingleton(provider => TrafficOf(provider.GetRequiredService<PartnerLinks>()));
        services.AddIncoming(Protocol.Messages.MessageKind.Acknowledgement.Name, Protocol.Messages.MessageKind.Acknowledgement.Version, Acknowledgements.Take);
        return services;
    }

    private static ReadTraffic TrafficOf(PartnerLinks links) => async session =>
        (await session.QueryAsync<DeliveryFigures.Waiting>(
            "SELECT partner, COUNT(*) AS count, MIN(queued_at) AS oldest FROM outbox WHERE state IN ('Ready', 'Waiting') GROUP BY partner"))
        .ToDictionary(one => one.Partner, one => new PartnerTraffic(one.Count, one.Oldest, links.Of(one.Partner).Ahead), StringComparer.Ordinal);
}
