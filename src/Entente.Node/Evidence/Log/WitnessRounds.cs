using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Every few seconds: has this node's checkpoints cosigned by partners, and follows theirs.</summary>
internal sealed class WitnessRounds(
    Database database, NodeLog nodeLog, LogPeers peers, Cosigning cosigning, KeptProofs proofs, Following following, Seeking seeking, Comparing comparing, LogFigures figures, LogOptions options, TimeProvider clock,
    ILogger<WitnessRounds> log) : Rounds("witnesses", TimeSpan.FromSeconds(options.WitnessSeconds), clock, log)
{
    /// <summary>Each step for itself: a tile of this node that cannot be read, or a partner that answers what nobody expected, keeps neither the other partners from being followed nor their answers from being compared.</summary>
    protected override async Task GoAsync(CancellationToken cancellation)
    {
        var (known, failures) = (await peers(cancellation), new ConcurrentQueue<Exception>());
        async Task TryAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                failures.Enqueue(exception);
            }
        }

        await TryAsync(() => nodeLog.LiveAsync(cancellation));
        await TryAsync(() => cosigning.AskAsync(known, cancellation));
        await TryAsync(() => proofs.KeepAsync(cancellation));
        await Task.WhenAll(known.Select(async peer =>
        {
            await TryAsync(() => following.FollowAsync(peer, cancellation));
            await TryAsync(() => seeking.SeekAsync(peer, cancellation));
        }));
        await TryAsync(() => comparing.CompareAsync(known, cancellation));
        await TryAsync(() => figures.LookAsync(database, cancellation));
        if (failures.TryDequeue(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
