using System.Data.Common;
using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Node.Federation.Delivery;

/// <summary>Where partners post: verified off the writer's thread, taken in one transaction, answered after its commit.</summary>
internal sealed partial class As4Endpoint(
    Database database, FederationTls tls, OwnKeys own, Inbox inbox, DeliveryFigures figures, DeliveryOptions options,
    RandomNumberGenerator random, TimeProvider clock, ILogger<As4Endpoint> log) : IDisposable
{
    private const int Piece = 64 * 1024;

    private readonly MessageLimits limits = new();
    private readonly HeldBytes held = new(options.HeldMebibytes * 1024L * 1024);
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(FederationGate.Path, static (HttpContext http, As4Endpoint endpoint) => endpoint.TakeAsync(http))
        .Public("Partners have no session: the certificate of their connection and the signature of each message decide.")
        .ExcludeFromDescription();

    public void Dispose() => cores.Dispose();

    private async Task TakeAsync(HttpContext http)
    {
        if (tls.PartnerOf(http) is not { } partner)
        {
            http.Abort();
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

        using var holding = held.TryTake(http.Request.ContentLength ?? Piece);
        if (holding is null || await ReadAsync(http.Request, holding, http.RequestAborted) is not { } body)
        {
            http.Response.Headers.RetryAfter = "1";
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var answer = await AnswerAsync(partner, http.Request.ContentType ?? "", body, http.RequestAborted);
        http.Response.StatusCode = answer.Status;
        if (answer.Message is { } message)
        {
            // Written as it stands: a framework that adds a space to Content-Type would not send what was signed over.
            http.Response.Headers.ContentType = message.ContentType;
            http.Response.ContentLength = message.Body.Length;
            await http.Response.Body.WriteAsync(message.Body, http.RequestAborted);
        }
    }

    private async Task<Reply> AnswerAsync(Partner partner, string contentType, byte[] body, CancellationToken cancellation)
    {
        var received = await OnACoreAsync(() => As4Reader.Read(contentType, body, PolicyFor(partner), clock.GetUtcNow()), cancellation);
        switch (received)
        {
            case Received.Message message when partner.State == PartnerState.Suspended:
                return Refuse(partner, message.Verified, EbmsErrorCode.Other, $"{Outcome.Suspended}: this node takes nothing from you until its officers resume the exchange.");
            case Received.Message message:
                return await TakeAsync(partner, message.Verified, new(contentType, body, []), cancellation);
            case Received.Test test:
                figures.Received(partner.Id, "test");
                return new(StatusCodes.Status200OK, SealedMessage.From(Receipt(partner, test.Verified)));
            case Received.Pull pull:
                return new(StatusCodes.Status200OK, SealedMessage.From(As4Writer.NothingToPull(pull.Header, NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(pull.Signer)), clock.GetUtcNow(), random)));
            case Received.Refused refused:
                figures.Received(partner.Id, "refused");
                Refused(log, partner.Id, refused.Why.Error.Code.Id, refused.Why.Error.Detail);
                return new(refused.Why.HttpStatus, As4Writer.Answer(refused, NewId(), Legs.Sign(own.Current, partner, partner.Suite), clock.GetUtcNow(), random) is { } answer ? SealedMessage.From(answer) : null);
            default:
                // Receipts and errors come back on the connection of what they answer (eDelivery AS4, 1.15: synchronous only).
                figures.Received(partner.Id, "refused");
                return new(StatusCodes.Status400BadRequest, null);
        }
    }

    private async Task<Reply> TakeAsync(Partner partner, VerifiedMessage message, SealedMessage exact, CancellationToken cancellation)
    {
        var receipt = SealedMessage.From(await OnACoreAsync(() => Receipt(partner, message), cancellation));
        try
        {
            // Without the request's cancellation: what has begun is finished, and the partner asks again if it did not hear of it.
            var taken = await database.WriteAsync(session => inbox.Take(session, partner, message, exact, receipt), CancellationToken.None);
            figures.Received(partner.Id, taken.Result);
            return new(StatusCodes.Status200OK, taken.Receipt);
        }
#pragma warning disable CA1031 // Whatever a module's effect throws is a defect of this node: nothing is stored, both ends are told, and the partner tries again.
        catch (Exception exception) when (exception is not DbException and not OperationCanceledException)
#pragma warning restore CA1031
        {
            Broken(log, exception, message.Header.MessageId.Value, partner.Id);
            figures.Received(partner.Id, "defect");
            await database.WriteAsync(session => Inbox.Trouble(session, partner, message, exception.GetType().Name), CancellationToken.None);
            return Refuse(partner, message, EbmsErrorCode.DeliveryFailure, "This node met a mistake of its own and has taken nothing; try again later.", StatusCodes.Status500InternalServerError);
        }
    }

    private Reply Refuse(Partner partner, VerifiedMessage message, EbmsErrorCode code, string detail, int status = StatusCodes.Status200OK)
    {
        figures.Received(partner.Id, "refused");
        var error = new EbmsError(code, detail, message.Header.MessageId.Value);
        return new(status, SealedMessage.From(As4Writer.Errors(
            [error], message.Header.MessageId, NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(message.Signer)), clock.GetUtcNow(), random)));
    }

    private OutgoingMessage Receipt(Partner partner, VerifiedMessage message) =>
        As4Writer.Receipt(message, NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(message.Signer)), clock.GetUtcNow(), random);

    private ReceptionPolicy PolicyFor(Partner partner) => new()
    {
        Ours = Legs.Ours(own.PartyId, partner),
        Legs = Legs.From(own.Current, own.PartyId, partner, options.Services),
        Limits = limits,
    };

    private MessageId NewId() => MessageId.New(clock.GetUtcNow(), own.PartyId, random);

    private async Task<T> OnACoreAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await cores.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            cores.Release();
        }
    }

    /// <summary>Reads the body; one that does not say its length takes room as it grows.</summary>
    /// <returns><see langword="null"/> when there is no more room.</returns>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, HeldBytes.Holding holding, CancellationToken cancellation)
    {
        if (request.ContentLength is { } length)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, cancellation);
            return exact;
        }

        using var growing = new MemoryStream();
        var piece = new byte[Piece];
        for (var count = await request.Body.ReadAsync(piece, cancellation); count > 0; count = await request.Body.ReadAsync(piece, cancellation))
        {
            // Twice, because a stream that grows copies itself.
            if (!holding.TryGrow((growing.Length + count) * 2))
            {
                return null;
            }

            growing.Write(piece, 0, count);
        }

        return growing.ToArray();
    }

    [LoggerMessage(2055, LogLevel.Warning, "A message of {Partner} was refused with {Code}: {Detail}")]
    private static partial void Refused(ILogger log, string partner, string code, string detail);

    [LoggerMessage(2056, LogLevel.Error, "The message {MessageId} of {Partner} met a defect; nothing of it was stored.")]
    private static partial void Broken(ILogger log, Exception exception, string messageId, string partner);

    private sealed record Reply(int Status, SealedMessage? Message);
}
