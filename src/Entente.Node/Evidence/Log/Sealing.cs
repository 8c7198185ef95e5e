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
    private readonly Cosigning cosigning;
    private readonly LogPeers peers;
    private readonly Pulse pulse;
    private readonly TimeProvider clock;
    private readonly ILogger<Sealing> log;
    private bool isChecked;

    public Sealing(NodeLog nodeLog, Cosigning cosigning, LogPeers peers, Pulse pulse, TimeProvider clock, IMeterFactory figures, ILogger<Sealing> log)
    {
        (this.nodeLog, this.cosigning, this.peers, this.pulse, this.clock, this.log) = (nodeLog, cosigning, peers, pulse, clock, log);
        var meter = figures.Create("Entente.Evidence");
        meter.CreateObservableGauge("entente.log.leaves", () => nodeLog.Size, description: "Leaves of the log that are signed.");
        meter.CreateObservableGauge("entente.log.unsigned", () => nodeLog.Unsigned, description: "Records that no checkpoint covers yet.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await CheckAsync(stoppingToken);
        isChecked = !stoppingToken.IsCancellationRequested;
        while (!stoppingToken.IsCancellationRequested)
        {
            var beat = pulse.Next;
            if (!await SealAsync(stoppingToken))
            {
                await Task.Delay(Patience, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        }
    }

    /// <returns>Whether keys and head could be read and written.</returns>
    private async Task<bool> SealAsync(CancellationToken cancellation)
    {
        try
        {
            while (await nodeLog.SealAsync(cancellation) == Sealed.More)
            {
            }
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

    /// <summary>Before it signs anything, a node asks its witnesses how far its log had come: its store and the head beside its key may both have been set back.</summary>
    private async Task CheckAsync(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            await Task.WhenAll((await peers(patience.Token)).Select(peer => cosigning.CheckAsync(peer, patience.Token)));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            NotAsked(log);
        }
        catch (DbException exception)
        {
            StoreAway(log, exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            // What is stored makes no tree: the first attempt to sign says so.
        }
        catch (IOException exception)
        {
            NotWritten(log, exception);
        }
    }

    [LoggerMessage(1214, LogLevel.Warning, "Not every witness could be asked how far the log had come; the log goes on with what the store has.")]
    private static partial void NotAsked(ILogger log);

    [LoggerMessage(1211, LogLevel.Warning, "The log could not be read or stored; it is tried again.")]
    private static partial void StoreAway(ILogger log, Exception exception);

    [LoggerMessage(1212, LogLevel.Error, "A key or the head of the log could not be read or written.")]
    private static partial void NotWritten(ILogger log, Exception exception);
}
