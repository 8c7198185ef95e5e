using System.Data.Common;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Every few seconds: has this node's checkpoints cosigned by partners, and follows theirs.</summary>
internal sealed partial class WitnessRounds(
    Database database, LogPeers peers, Cosigning cosigning, KeptProofs proofs, Following following, Seeking seeking, Comparing comparing, LogFigures figures, LogOptions options, TimeProvider clock,
    ILogger<WitnessRounds> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.WitnessSeconds), clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or IOException or InvalidDataException or ArgumentException)
            {
                Missed(log, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var known = await peers(cancellation);
        await cosigning.AskAsync(known, cancellation);
        await proofs.KeepAsync(cancellation);
        await Task.WhenAll(known.Select(async peer =>
        {
            await following.FollowAsync(peer, cancellation);
            await seeking.SeekAsync(peer, cancellation);
        }));
        await comparing.CompareAsync(known, cancellation);
        await figures.LookAsync(database, cancellation);
    }

    [LoggerMessage(1213, LogLevel.Warning, "A round with the witnesses could not be finished; the next one follows.")]
    private static partial void Missed(ILogger log, Exception exception);
}
