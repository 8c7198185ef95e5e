using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Every five seconds: examines a part of what this node has stored of its log, and reads again a part of what partners serve of theirs. Apart from the rounds of the witness, which wait for nothing of it.</summary>
internal sealed class RereadingRounds(OwnAudit own, Rereading rereading, LogPeers peers, TimeProvider clock, ILogger<RereadingRounds> log)
    : Rounds("examination of logs", Rereading.Pause, clock, log)
{
    protected override async Task GoAsync(CancellationToken cancellation)
    {
        var failures = new ConcurrentQueue<Exception>();
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

        await TryAsync(() => own.LookAsync(cancellation));
        await TryAsync(async () => await Task.WhenAll((await peers(cancellation)).Select(peer => TryAsync(() => rereading.RereadAsync(peer, cancellation)))));
        if (failures.TryDequeue(out var first))
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
