using System.Data.Common;
using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>Takes a verified message, whether it was pushed to this node or fetched by it, and says what to answer.</summary>
internal sealed partial class Taking(
    Database database, OwnKeys own, Inbox inbox, DeliveryFigures figures, RandomNumberGenerator random, TimeProvider clock, ILogger<Taking> log) : IDisposable
{
    private const string TakesNothing = $"{Outcome.Suspended}: this node takes nothing from you and gives you nothing until its officers resume the exchange.";

    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    public void Dispose() => cores.Dispose();

    public async Task<Reply> TakeAsync(Partner partner, VerifiedMessage message, SealedMessage exact, CancellationToken cancellation)
    {
        if (partner.State == PartnerState.Suspended)
        {
            return await RefuseAsync(partner, message, EbmsErrorCode.Other, TakesNothing);
        }

        var security = Legs.Sign(own.Current, partner, Legs.SuiteOf(message.Signer));
        var receipt = SealedMessage.From(await OnACoreAsync(() => As4Writer.Receipt(message, NewId(), security, clock.GetUtcNow(), random), cancellation), security);
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
            return await RefuseAsync(partner, message, EbmsErrorCode.DeliveryFailure, "This node met a mistake of its own and has taken nothing; try again later.", StatusCodes.Status500InternalServerError);
        }
    }

    public OutgoingMessage Receipt(Partner partner, VerifiedMessage message) =>
        As4Writer.Receipt(message, NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(message.Signer)), clock.GetUtcNow(), random);

    /// <summary>What tells a partner that nothing of its message was used; nothing where no answer is due.</summary>
    public async Task<Reply> RefuseAsync(Partner partner, Received.Refused refused)
    {
        figures.Received(partner.Id, "refused");
        var error = refused.Why.Error;
        Refused(log, partner.Id, error.Code.Id, error.Detail);
        if (As4Writer.Answer(refused, NewId(), Legs.Sign(own.Current, partner, partner.Suite), clock.GetUtcNow(), random) is not { } answer)
        {
            return new(refused.Why.HttpStatus, null);
        }

        await KeepAsync(partner, refused.Claimed?.MessageId, error.Code, answer);
        return new(refused.Why.HttpStatus, SealedMessage.From(answer));
    }

    /// <summary>What a suspended partner gets that asks for messages, or whether all is well.</summary>
    public SealedMessage Suspended(Partner partner, MessageUnit asked, Certificate signer) => SealedMessage.From(As4Writer.Errors(
        [new EbmsError(EbmsErrorCode.Other, TakesNothing, asked.MessageId.Value)],
        asked.MessageId, NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(signer)), clock.GetUtcNow(), random));

    /// <summary>Computes on as many cores as there are, and no more.</summary>
    public async Task<T> OnACoreAsync<T>(Func<T> work, CancellationToken cancellation)
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

    public MessageId NewId() => MessageId.New(clock.GetUtcNow(), own.PartyId, random);

    private async Task<Reply> RefuseAsync(Partner partner, VerifiedMessage message, EbmsErrorCode code, string detail, int status = StatusCodes.Status200OK)
    {
        figures.Received(partner.Id, "refused");
        var error = new EbmsError(code, detail, message.Header.MessageId.Value);
        var answer = As4Writer.Errors([error], message.Header.MessageId, NewId(), Legs.Sign(own.Current, partner, Legs.SuiteOf(message.Signer)), clock.GetUtcNow(), random);
        await KeepAsync(partner, message.Header.MessageId, code, answer);
        return new(status, SealedMessage.From(answer));
    }

    /// <summary>Keeps what this node has signed, before it leaves. A store that is away does not keep it from leaving: nothing is decided by it.</summary>
    private async Task KeepAsync(Partner partner, MessageId? about, EbmsErrorCode code, OutgoingMessage answer)
    {
        if (about is null || answer.SignedParts.Count == 0)
        {
            return;
        }

        try
        {
            await database.WriteAsync(session => GivenRefusals.Keep(session, partner.Id, about.Value, code.Id, answer), CancellationToken.None);
        }
        catch (DbException exception)
        {
            NotKept(log, exception, partner.Id);
        }
    }

    [LoggerMessage(2055, LogLevel.Warning, "A message of {Partner} was refused with {Code}: {Detail}")]
    private static partial void Refused(ILogger log, string partner, string code, string detail);

    [LoggerMessage(2075, LogLevel.Warning, "What this node answered {Partner} could not be kept: the store was away.")]
    private static partial void NotKept(ILogger log, Exception exception, string partner);

    [LoggerMessage(2056, LogLevel.Error, "The message {MessageId} of {Partner} met a defect; nothing of it was stored.")]
    private static partial void Broken(ILogger log, Exception exception, string messageId, string partner);
}

/// <param name="Status">Of HTTP, where the message came by a request.</param>
/// <param name="Message">What to answer; <see langword="null"/> where no answer is due.</param>
internal sealed record Reply(int Status, SealedMessage? Message);
