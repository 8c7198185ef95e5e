using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entente.Node.Federation.Delivery;

/// <summary>The half of the module that keeps and moves messages.</summary>
internal static class DeliveryRegistration
{
    public const string Read = "messages.read";
    public const string Send = "messages.send";

    /// <summary>From this age on, the oldest waiting message is worth a word in readiness.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddDelivery(this IServiceCollection services, DeliveryOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(_ => RandomNumberGenerator.Create());
        services.AddSingleton<Outbox>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<Taking>();
        services.AddSingleton<HandingOut>();
        services.AddSingleton<As4Endpoint>();
        services.AddSingleton<PartnerLinks>();
        services.AddSingleton<DeliveryFigures>();
        services.AddSingleton<TrafficCount>();
        services.AddSingleton<Sealing>();
        services.AddSingleton<Posting>();
        services.AddSingleton<CourierParts>();
        services.AddServing<Courier>();
        services.AddServing<Collector>();
        services.AddSingleton<Knocks>();
        services.AddSingleton<Erasure>();
        services.AddServing(provider => provider.GetRequiredService<Erasure>());
        services.AddSingleton<MessageRows>();
        services.AddSingleton<ListMessages>();
        services.AddSingleton<ShowMessage>();
        services.AddSingleton<ResendMessage>();
        services.AddSingleton<GiveUpMessage>();
        services.AddSingleton<InboxReader>();
        services.AddWarning("messages", static (provider, _) => Task.FromResult(Warning(provider.GetRequiredService<DeliveryFigures>())));
        services.AddWarning("queues", static (provider, _) => Task.FromResult(Courier.Warning(provider)));
        services.AddWarning("clocks", static (provider, _) => Task.FromResult(provider.GetRequiredService<PartnerLinks>().ClockWarning));
        services.AddSingleton(provider => TrafficOf(provider.GetRequiredService<PartnerLinks>()));
        services.AddIncoming<ExchangeGate>(
            MessageKind.Acknowledgement.Name, MessageKind.Acknowledgement.Version, gate => (session, partner, message) => Acknowledgements.Take(gate, session, partner, message));
        services.AddPermission(
            Read, "See what is exchanged with partners, how it stands and its sealed bytes; not what it says.", [Role.AlertManager, Role.Supervisor, Role.Auditor, Role.Administrator], statesPurpose: false);
        services.AddPermission(Send, "Send the content of a message anew that a partner refused, and give up one that waits.", [Role.AlertManager, Role.Supervisor], [AuthorityKind.Customs], statesPurpose: false);
        services.AddNavigation(new(220, Text.Key("Messages"), "/messages", "arrows-exchange", Read, 'm', CountLateAsync));
        return services;
    }

    public static void MapDelivery(this IEndpointRouteBuilder routes)
    {
        As4Endpoint.Map(routes);
        var api = routes.MapGroup("/api/messages").WithTags("Messages");
        api.MapGet("", ListMessages.GetAsync).Requires(Read).WithSummary("List messages, both ways, newest first");
        api.MapGet("stream", MessageStream.Get).Requires(Read).WithSummary("Follow changes of messages");
        api.MapGet("{id}", ShowMessage.GetAsync).Requires(Read).Refuses(FaultCode.NotFound).WithSummary("Read how one message stands, step by step");
        api.MapGet("{id}/bytes", DownloadMessage.GetBytesAsync).Requires(Read).Refuses(FaultCode.NotFound).WithSummary("Download the exact bytes of a message");
        api.MapGet("{id}/receipt", DownloadMessage.GetReceiptAsync).Requires(Read).Refuses(FaultCode.NotFound).WithSummary("Download the exact bytes of a receipt");
        api.MapGet("{id}/refusal", DownloadMessage.GetRefusalAsync).Requires(Read).Refuses(FaultCode.NotFound).WithSummary("Download the exact bytes of the partner's signed error that ended a message");
        api.MapGet("refusals", GivenRefusals.GetAsync).Requires(Read).WithSummary("List the signed errors that this node gave for messages it did not take, newest first");
        api.MapGet("refusals/{number:long}", GivenRefusals.GetBytesAsync).Requires(Read).Refuses(FaultCode.NotFound).WithSummary("Download the exact bytes of a signed error of this node");
        api.MapGet("{id}/entry", DownloadMessage.GetEntryAsync).Requires(Read).Refuses(FaultCode.NotFound).WithSummary("Download the partner's record of the sending with its proof; verified by entente log check with the partner's key");
        api.MapPost("{id}/resend", ResendMessage.PostAsync).Requires(Send).Refuses(FaultCode.NotFound, FaultCode.FederationNotRefused, FaultCode.FederationKindUnread)
            .WithSummary("Send the content of a refused message anew");
        api.MapPost("{id}/give-up", GiveUpMessage.PostAsync).Requires(Send).Refuses(FaultCode.NotFound, FaultCode.FederationEnded, FaultCode.PartnerReason)
            .WithSummary("Give up a message that waits; the body says why");
        routes.MapPost("/messages/{id}/give-up", GiveUpMessage.SubmitAsync).ExcludeFromDescription().Requires(Send);
        routes.MapPost("/messages/{id}/resend", ResendMessage.SubmitAsync).ExcludeFromDescription().Requires(Send);
    }

    /// <summary>What waits too long, in words for readiness: a partner that is away is no failure of this node.</summary>
    public static string? Warning(DeliveryFigures figures)
    {
        var late = figures.Now.Where(one => figures.Age(one) > Late).OrderByDescending(figures.Age).ToList();
        return late.Count == 0 ? null : string.Join(" ", late.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.Count} messages wait for {one.Partner}, the oldest for {figures.Age(one).TotalMinutes:0} min.")));
    }

    private static ValueTask<long> CountLateAsync(IServiceProvider services, ClaimsPrincipal officer, CancellationToken cancellation)
    {
        var figures = services.GetRequiredService<DeliveryFigures>();
        return ValueTask.FromResult(figures.Now.Where(one => figures.Age(one) > Late).Sum(one => one.Count));
    }

    private static ReadTraffic TrafficOf(PartnerLinks links) => async session =>
    {
        var waiting = (await DeliveryFigures.WaitingAsync(session)).ToDictionary(one => one.Partner, StringComparer.Ordinal);
        return waiting.Keys.Union(links.Known, StringComparer.Ordinal).ToDictionary(
            partner => partner,
            partner => waiting.TryGetValue(partner, out var one) ? new PartnerTraffic(one.Count, one.Oldest, links.Of(partner).Ahead) : new(0, null, links.Of(partner).Ahead),
            StringComparer.Ordinal);
    };
}
