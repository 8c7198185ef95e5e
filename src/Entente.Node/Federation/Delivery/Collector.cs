using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>Fetches what waits for this node at partners that it is set to fetch from: one after the other until nothing is left, then not for a while.</summary>
internal sealed partial class Collector(
    Database database, PartnerDirectory partners, OwnKeys own, Posting posting, Taking taking, PartnerLinks links, DeliveryFigures figures, DeliveryOptions options,
    RandomNumberGenerator random, TimeProvider clock, ILogger<Collector> log) : BackgroundService
{
    private readonly MessageLimits limits = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await partners.Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var settings = await database.ReadAsync(CollectFrom.EveryAsync, stoppingToken);
                foreach (var partner in partners.Active)
                {
                    if (settings.GetValueOrDefault(partner.Id) is { } every && due.GetValueOrDefault(partner.Id) <= clock.GetUtcNow()
                        && running.GetValueOrDefault(partner.Id) is null or { IsCompleted: true })
                    {
                        running[partner.Id] = Task.Run(() => CollectAsync(partner, TimeSpan.FromSeconds(every), stoppingToken), stoppingToken);
                    }
                }
            }
            catch (DbException exception)
            {
                StoreAway(log, exception);
            }

            await Task.Delay(Courier.Sweep, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CollectAsync(Partner partner, TimeSpan every, CancellationToken cancellation)
    {
        try
        {
            Fetched fetched;
            do
            {
                fetched = await FetchAsync(partner, cancellation);
                figures.Fetched(partner.Id, fetched.Kind);
                links.Fetched(partner.Id, clock.GetUtcNow(), fetched.Why);
            }
            while (fetched.Kind == Fetched.Message);

            var failed = fetched.Why is null ? 0 : failures.GetValueOrDefault(partner.Id) + 1;
            failures[partner.Id] = failed;

            // A partner that is away is asked less and less often, but never more often than it was set.
            var wait = failed == 0 ? TimeSpan.Zero : Backoff.After(failed, 0);
            due[partner.Id] = clock.GetUtcNow() + (wait > every ? wait : every);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        catch (DbException exception)
        {
            // Nothing was taken; the partner offers it again.
            StoreAway(log, exception);
            due[partner.Id] = clock.GetUtcNow() + every;
        }
#pragma warning disable CA1031 // A partner whose message meets a defect must not end the collecting from it for good, or from others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Broken(log, exception, partner.Id);
            due[partner.Id] = clock.GetUtcNow() + every;
        }
    }

    /// <summary>Asks once, takes what comes, and posts the receipt or what was wrong.</summary>
    private async Task<Fetched> FetchAsync(Partner partner, CancellationToken cancellation)
    {
        if (Legs.TheirChannel(own.PartyId, partner) is not { } channel)
        {
            return new("failed", "The partner's file names no channel that this node may pull from.");
        }

        var suite = partner.Suite;
        var request = As4Writer.PullRequest(channel, taking.NewId(), Legs.Sign(own.Current, partner, suite), clock.GetUtcNow(), random);
        var sealedRequest = SealedMessage.From(request);
        var came = await posting.ExchangeAsync(partner, sealedRequest, limits.Package.Bytes, cancellation);
        if (came is not Posting.Came.Whole whole)
        {
            return new("failed", ((Posting.Came.Nothing)came).Why.Detail);
        }

        var sent = new SentMessage(request.MessageId!, null, sealedRequest.SignedParts, Legs.Demand(own.Current, partner, [suite]));
        var policy = new ReceptionPolicy
        {
            Ours = Legs.Ours(own.PartyId, partner),
            Legs = Legs.From(own.Current, own.PartyId, partner, options.Services, channel),
            Sent = id => id == sent.MessageId ? sent : null,
            Limits = limits,
        };
        var received = whole.Body.Length == 0 || whole.ContentType.Length == 0 ? null
            : await taking.OnACoreAsync(() => As4Reader.Read(whole.ContentType, whole.Body, policy, clock.GetUtcNow()), cancellation);
        if (Requests.NamedBy(received) is { } asked && await Requests.FindAsync(database, own.Current, partner, asked) is { } answered)
        {
            var known = policy with { Sent = id => id == answered.MessageId ? answered : null };
            received = await taking.OnACoreAsync(() => As4Reader.Read(whole.ContentType, whole.Body, known, clock.GetUtcNow()), cancellation);
        }

        switch (received)
        {
            case Received.Message message:
                await AnswerAsync(partner, await taking.TakeAsync(partner, message.Verified, new(whole.ContentType, whole.Body, []), cancellation), cancellation);
                return new(Fetched.Message, null);
            case Received.Test test:
                await AnswerAsync(partner, new(StatusCodes.Status200OK, SealedMessage.From(taking.Receipt(partner, test.Verified))), cancellation);
                return new(Fetched.Message, null);
            case Received.Errors { Signer: not null, Header.Errors: [{ Code: var code }] } when code == EbmsErrorCode.EmptyMessagePartitionChannel.Id:
                return new("empty", null);
            case Received.Errors errors:
                return new("failed", string.Join("; ", errors.Header.Errors.Select(error => $"{error.Code} {error.ShortDescription}: {error.Detail ?? error.Description?.Text}")));
            case Received.Refused { Claimed: UserMessage } refused:
                await AnswerAsync(partner, await taking.RefuseAsync(partner, refused), cancellation);
                return new("failed", $"{refused.Why.Error.Code}: {refused.Why.Error.Detail}");
            default:
                return new("failed", $"HTTP {whole.Status} without a message or EBMS:0006.");
        }
    }

    /// <summary>Posts a receipt or an error. If it is lost, the partner offers the message again, and gets the same receipt.</summary>
    private async Task AnswerAsync(Partner partner, Reply reply, CancellationToken cancellation)
    {
        if (reply.Message is { } answer && await posting.ExchangeAsync(partner, answer, limits.Package.Bytes, cancellation) is Posting.Came.Nothing nothing)
        {
            ReceiptLost(log, partner.Id, nothing.Why.Detail);
        }
    }

    [LoggerMessage(2061, LogLevel.Warning, "The store was away while messages were being fetched.")]
    private static partial void StoreAway(ILogger log, Exception exception);

    [LoggerMessage(2062, LogLevel.Error, "Fetching from {Partner} met a defect and is tried again later.")]
    private static partial void Broken(ILogger log, Exception exception, string partner);

    [LoggerMessage(2063, LogLevel.Warning, "The receipt of a message fetched from {Partner} did not get there ({Why}); the partner offers the message again.")]
    private static partial void ReceiptLost(ILogger log, string partner, string why);

    /// <param name="Kind">As it is counted.</param>
    /// <param name="Why">Why nothing could be fetched; <see langword="null"/> where something or nothing was there.</param>
    private sealed record Fetched(string Kind, string? Why)
    {
        public const string Message = "message";
    }
}
