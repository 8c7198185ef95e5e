using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Node.Federation.Delivery;

/// <summary>Where partners post: verified off the writer's thread, taken in one transaction, answered after its commit.</summary>
internal sealed class As4Endpoint(
    Database database, FederationTls tls, OwnKeys own, Taking taking, HandingOut handing, Knocks knocks, DeliveryFigures figures, DeliveryOptions options, IHostApplicationLifetime lifetime,
    TimeProvider clock)
{
    /// <summary>What a partner is told that asks while this node stops: about as long as a restart takes.</summary>
    private const string AfterRestart = "5";

    private readonly MessageLimits limits = new();
    private readonly HeldBytes held = new(options.HeldMebibytes * 1024L * 1024);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(FederationGate.Path, static (HttpContext http, As4Endpoint endpoint) => endpoint.TakeAsync(http))
        .Public("Partners have no session: the certificate of their connection and the signature of each message decide.")
        .ExcludeFromDescription();

    private async Task TakeAsync(HttpContext http)
    {
        if (tls.PartnerOf(http) is not { } partner)
        {
            http.Abort();
            return;
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // What is under way is finished; nothing more is begun with parts of the node that are about to end.
            http.Response.Headers.RetryAfter = AfterRestart;
            http.Response.Headers.Connection = "close";
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var most = limits.Package.Bytes;
        if (http.Request.ContentLength > most)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }

        using var holding = held.Open(partner.Id);
        var (body, status) = held.CouldTake(http.Request.ContentLength ?? 0)
            ? await new Arriving(holding, http.Request.ContentLength, most, clock).ReadAsync(http.Request.Body, http.RequestAborted)
            : (null, StatusCodes.Status503ServiceUnavailable);
        var answer = body is null ? new Reply(status, null) : await AnswerAsync(partner, http.Request.ContentType ?? "", body, holding, http.RequestAborted);
        http.Response.StatusCode = answer.Status;
        if (answer is { Status: StatusCodes.Status503ServiceUnavailable, Message: null })
        {
            http.Response.Headers.RetryAfter = "1";
        }

        if (answer.Message is { } message)
        {
            // Written as it stands: a framework that adds a space to Content-Type would not send what was signed over.
            http.Response.Headers.ContentType = message.ContentType;
            http.Response.ContentLength = message.Body.Length;
            await http.Response.Body.WriteAsync(message.Body, http.RequestAborted);
        }
    }

    private async Task<Reply> AnswerAsync(Partner partner, string contentType, byte[] body, HeldBytes.Holding holding, CancellationToken cancellation)
    {
        var received = await ReadAsync(partner, contentType, body, null, cancellation);
        if (ReferredBy(received) is { } id)
        {
            // A message that the partner fetched: what it says of it comes on a connection of its own (eDelivery AS4, 1.15: 4.5).
            foreach (var sent in await handing.FindAsync(partner, id))
            {
                received = await ReadAsync(partner, contentType, body, sent, cancellation);
                if (received is not Received.Refused)
                {
                    break;
                }
            }
        }

        if (Requests.NamedBy(received) is { } asked && await Requests.FindAsync(database, own.Current, partner, asked) is { } request)
        {
            received = await ReadAsync(partner, contentType, body, request, cancellation);
        }

        switch (received)
        {
            case Received.Message message when !holding.TryGrow(body.Length + message.Verified.Payloads.Sum(static payload => (long)payload.Content.Length)):
                // What waits for the writer is what it grew to, not what came: a hundred messages of a megabyte can be ten gigabytes.
                return new(StatusCodes.Status503ServiceUnavailable, null);
            case Received.Message message:
                knocks.Hear(partner.Id);
                return await taking.TakeAsync(partner, message.Verified, new(contentType, body, []), cancellation);
            case Received.Test test when partner.State == PartnerState.Suspended:
                return new(StatusCodes.Status200OK, taking.Suspended(partner, test.Verified.Header, test.Verified.Signer));
            case Received.Test test:
                knocks.Hear(partner.Id);
                figures.Received(partner.Id, "test");
                return new(StatusCodes.Status200OK, SealedMessage.From(taking.Receipt(partner, test.Verified)));
            case Received.Pull pull when partner.State == PartnerState.Suspended:
                return new(StatusCodes.Status200OK, taking.Suspended(partner, pull.Header, pull.Signer));
            case Received.Pull pull:
                return new(StatusCodes.Status200OK, await handing.NextAsync(partner, pull, cancellation));
            case Received.ReceiptFor receipt:
                await handing.ConcludeAsync(partner, receipt.Sent, new Answer.Receipt(receipt, contentType, body));
                return new(StatusCodes.Status200OK, null);
            case Received.Errors { Sent: { } about, Signer: not null } errors:
                await handing.ConcludeAsync(partner, about, new Answer.Errors(errors.Header.Errors, Signed: true) { Exact = Answer.SignedReport.Of(errors, contentType, body) });
                return new(StatusCodes.Status200OK, null);
            case Received.Refused refused:
                return await taking.RefuseAsync(partner, refused);
            default:
                // Receipts and errors for what was pushed come back on the connection of what they answer (eDelivery AS4, 1.15: synchronous only).
                figures.Received(partner.Id, "refused");
                return new(StatusCodes.Status400BadRequest, null);
        }
    }

    private Task<Received> ReadAsync(Partner partner, string contentType, byte[] body, SentMessage? sent, CancellationToken cancellation) =>
        taking.OnACoreAsync(() => As4Reader.Read(contentType, body, PolicyFor(partner) with { Sent = id => id == sent?.MessageId ? sent : null }, clock.GetUtcNow()), cancellation);

    /// <summary>The message that a receipt or an error report is about, as it claims.</summary>
    private static MessageId? ReferredBy(Received received) => received switch
    {
        Received.Refused { Claimed: Receipt receipt } => receipt.RefToMessageId,
        Received.Errors { Header: var header } => header.RefToMessageId ?? (MessageId.TryParse(header.Errors[0].RefToMessageInError ?? "", out var id) ? id : null),
        _ => null,
    };

    private ReceptionPolicy PolicyFor(Partner partner) => new()
    {
        Ours = Legs.Ours(own.PartyId, partner),
        Legs = Legs.From(own.Current, own.PartyId, partner, options.Services),
        PullersOf = mpc => mpc == Legs.Channel(partner) ? Legs.Demand(own.Current, partner, [.. SecuritySuite.All.Values.Where(partner.Speaks)]) : null,
        Limits = limits,
    };
}
