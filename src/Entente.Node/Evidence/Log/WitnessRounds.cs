using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Every few seconds: has this node's checkpoints cosigned by partners, and follows theirs.</summary>
internal sealed class WitnessRounds(
    Database database, LogPeers peers, Cosigning cosigning, KeptProofs proofs, Following following, Seeking seeking, Comparing comparing, LogFigures figures, LogOptions options, TimeProvider clock,
    ILogger<WitnessRounds> log) : Rounds("witnesses", TimeSpan.FromSeconds(options.WitnessSeconds), clock, log)
{
    protected override async Task GoAsync(CancellationToken cancellation)
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
}
