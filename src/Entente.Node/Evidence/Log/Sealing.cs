using System.Data.Common;
using System.Diagnostics.Metrics;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Signs what was recorded, in batches: a record waits for its checkpoint no longer than a batch gathers and two commits take.</summary>
internal sealed partial class Sealing : BackgroundService
{
    /// <summary>How long records gather. With the batch of the writer and two flushes it stays below the 250 ms that are promised.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node that starts waits for what its witnesses have seen.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly NodeLog nodeLog;
    private readonly StartCheck start;
    private readonly LogOptions options;
    private readonly Pulse pulse;
    private readonly TimeProvider clock;
    private readonly ILogger<Sealing> log;
    private bool isChecked;

    public Sealing(NodeLog nodeLog, StartCheck start, LogOptions options, Pulse pulse, TimeProvider clock, IMeterFactory figures, ILogger<Sealing> log)
    {
        (this.nodeLog, this.start, this.options, this.pulse, this.clock, this.log) = (nodeLog, start, options, pulse, clock, log);
        var meter = figures.Create("Entente.Evidence");
        meter.CreateObservableGauge("entente.log.leaves", () => nodeLog.Size, description: "Leaves of the log that are signed.");
        meter.CreateObservableGauge("entente.log.unsigned", () => nodeLog.Unsigned, description: "Records that no checkpoint covers yet.");
    }

    /// <summary>Before anybody can reach the node, what it may not do is settled.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => start.BeginAsync(cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var maySign = await CheckAsync(true, stoppingToken);
        isChecked = !stoppingToken.IsCancellationRequested;
        while (!stoppingToken.IsCancellationRequested)
        {
            var beat = pulse.Next;
            if (!await SealAsync(stoppingToken))
            {
                await Task.Delay(Patience, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!maySign)
            {
                await Task.Delay(TimeSpan.FromSeconds(options.WitnessSeconds), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                maySign = await CheckAsync(false, stoppingToken);
                continue;
            }

            await beat.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Gathering, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Signs what was recorded until the end: whoever stops a node leaves no record that only its next start would sign.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (isChecked)
        {
            await SealAsync(cancellationToken);
            await TryAsync(() => nodeLog.LiveAsync(cancellationToken));
        }
    }

    /// <returns>Whether keys and head could be read and written.</returns>
    private Task<bool> SealAsync(CancellationToken cancellation) => TryAsync(async () =>
    {
        while (await nodeLog.SealAsync(cancellation) == Sealed.More)
        {
        }
    });

    /// <summary>Asks the witnesses how far the log had come.</summary>
    /// <returns>Whether the log may sign.</returns>
    private async Task<bool> CheckAsync(bool isFirst, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        var (maySign, allAsked) = (false, false);
        try
        {
            await TryAsync(async () => (maySign, allAsked) = await start.AskAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            // The store did not answer in time, or the node stops.
        }

        if (isFirst && !stopping.IsCancellationRequested && !allAsked)
        {
            NotAsked(log, maySign);
        }

        return maySign;
    }

    /// <returns>Whether keys and head could be read and written.</returns>
    private async Task<bool> TryAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (DbException exception)
        {
            StoreAway(log, exception);
        }
        catch (IOException exception)
        {
            NotWritten(log, exception);
            return false;
        }

        return true;
    }

    [LoggerMessage(1214, LogLevel.Warning, "Not every witness could be asked how far the log had come. The log goes on with what the store has: {Signs}; if not, it waits for them.")]
    private static partial void NotAsked(ILogger log, bool signs);

    [LoggerMessage(1211, LogLevel.Warning, "The log could not be read or stored; it is tried again.")]
    private static partial void StoreAway(ILogger log, Exception exception);

    [LoggerMessage(1212, LogLevel.Error, "A key or the head of the log could not be read or written.")]
    private static partial void NotWritten(ILogger log, Exception exception);
}
