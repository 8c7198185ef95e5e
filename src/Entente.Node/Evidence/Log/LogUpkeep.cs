using Entente.Node.Evidence.Reviews;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>What follows the records at leisure: the index by hash, and the draw of searches that an auditor reviews.</summary>
internal sealed class LogUpkeep(HashIndex index, ReviewDraw draw, LogOptions options, TimeProvider clock, ILogger<LogUpkeep> log)
    : Rounds("index of the log and draw of searches", TimeSpan.FromSeconds(options.WitnessSeconds), clock, log)
{
    protected override async Task GoAsync(CancellationToken cancellation)
    {
        await index.GrowAsync(cancellation);
        await draw.DrawAsync(cancellation);
    }
}
