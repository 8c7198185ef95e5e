using System.Collections.Concurrent;
using System.Data.Common;
using Entente.Node.Platform;

namespace Entente.Node.Federation.Delivery;

/// <summary>Sends what is queued, for each partner by its own queue. A commit wakes the queues that it concerns at once.</summary>
internal sealed partial class Courier(CourierParts parts, Pulse pulse) : BackgroundService
{
    /// <summary>How long anything may go unnoticed that no commit of this process told of.</summary>
    public static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PartnerQueue> queues = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> running = [];
    private HashSet<string> suspended = [];

    /// <summary>Which queues met a defect in their last turn; <see langword="null"/>: none. For readiness, so without what they were about.</summary>
    public static string? Warning(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<Courier>().SelectMany(static courier => courier.queues).Where(static queue => queue.Value.IsBroken)
            .Select(static queue => queue.Key).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } those
            ? $"Nothing is sent to {string.Join(", ", those)} because of a defect of this node, see the log; it is tried again."
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await parts.Partners.Ready.WaitAsync(stoppingToken);
        var (seen, swept) = (-1L, (long?)null);
        while (!stoppingToken.IsCancellationRequested)
        {
            var beat = pulse.Next;
            try
            {
                if (seen < 0 && parts.Database.Dialect == Dialect.Sqlite)
                {
                    await parts.Database.WriteAsync(Claims.ReleaseAll, stoppingToken);
                }

                seen = await WakeConcernedAsync(seen, stoppingToken);
                if (swept is null || parts.Clock.GetElapsedTime(swept.Value) >= Sweep)
                {
                    swept = parts.Clock.GetTimestamp();
                    await SweepAsync(stoppingToken);
                }
            }
            catch (DbException exception)
            {
                StoreAway(parts.Log, exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Defect(parts.Log, exception);
            }

            await Task.WhenAny(beat, Task.Delay(Sweep, parts.Clock, stoppingToken));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).WaitAsync(cancellationToken);
    }

    private async Task<long> WakeConcernedAsync(long seen, CancellationToken cancellation)
    {
        var (highest, concerned) = await parts.Database.ReadAsync(
            async session => (
                await session.ScalarAsync<long?>("SELECT MAX(seq) FROM outbox") ?? 0,
                seen < 0 ? [] : await session.QueryAsync<string>("SELECT DISTINCT partner FROM outbox WHERE seq > @seen", new { seen })),
            cancellation);
        foreach (var partner in concerned)
        {
            Queue(partner, cancellation).Wake();
        }

        return highest;
    }

    /// <summary>Looks after what no commit tells of: messages that became due, partners that were resumed, claims of processes that are gone.</summary>
    private async Task SweepAsync(CancellationToken cancellation)
    {
        if (queues.Values.SelectMany(static queue => queue.InHand).ToList() is { Count: > 0 } inHand)
        {
            await parts.Database.WriteAsync(session => Claims.Renew(session, parts.Holder, inHand), cancellation);
        }

        if (await parts.Database.ReadAsync(Claims.AnyLapsedAsync, cancellation))
        {
            await parts.Database.WriteAsync(Claims.ReleaseLapsed, cancellation);
        }

        await parts.Figures.CountAsync(parts.Database, cancellation);
        foreach (var waiting in parts.Figures.Now)
        {
            Queue(waiting.Partner, cancellation).Wake();
        }

        foreach (var partner in parts.Knocks.Take())
        {
            _ = Queue(partner, cancellation).KnockAsync(cancellation);
        }

        GreetResumed(cancellation);
        foreach (var partner in parts.Options.TestSeconds > 0 ? parts.Partners.Active.Where(partner => !partner.Fetches) : [])
        {
            _ = Queue(partner.Id, cancellation).TestAsync(partner, cancellation);
        }
    }

    /// <summary>Tells a partner that it is suspended no more, by a message of the test service: it would otherwise find out when it next tries.</summary>
    private void GreetResumed(CancellationToken cancellation)
    {
        var held = parts.Partners.All.Where(partner => partner.State == PartnerState.Suspended).Select(partner => partner.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var partner in parts.Partners.Active.Where(partner => suspended.Contains(partner.Id) && !partner.Fetches))
        {
            _ = Queue(partner.Id, cancellation).TestAsync(partner, cancellation, greets: true);
        }

        suspended = held;
    }

    private PartnerQueue Queue(string partner, CancellationToken cancellation) => queues.GetOrAdd(partner, id =>
    {
        var queue = new PartnerQueue(id, parts);
        running.Add(Task.Run(() => queue.RunAsync(cancellation), cancellation));
        return queue;
    });

    [LoggerMessage(2065, LogLevel.Error, "Looking through the outbox met a defect; the next time tries again.")]
    private static partial void Defect(ILogger log, Exception exception);

    [LoggerMessage(2054, LogLevel.Warning, "The store was away while the outbox was being looked through.")]
    private static partial void StoreAway(ILogger log, Exception exception);
}
