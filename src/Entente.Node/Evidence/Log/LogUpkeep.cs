using System.Data.Common;
using Entente.Node.Evidence.Reviews;

namespace Entente.Node.Evidence.Log;

/// <summary>What follows the records at leisure: the index by hash, and the draw of searches that an auditor reviews.</summary>
internal sealed partial class LogUpkeep(HashIndex index, ReviewDraw draw, LogOptions options, TimeProvider clock, ILogger<LogUpkeep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.WitnessSeconds), clock);
        do
        {
            try
            {
                await index.GrowAsync(stoppingToken);
                await draw.DrawAsync(stoppingToken);
            }
            catch (DbException exception)
            {
                Missed(log, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1215, LogLevel.Warning, "The index of the log, or the draw of searches for review, could not be brought up to date; the next round tries again.")]
    private static partial void Missed(ILogger log, Exception exception);
}
