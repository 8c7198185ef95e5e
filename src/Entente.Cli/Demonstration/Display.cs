using Entente.Node.Alerts;

namespace Entente.Cli.Demonstration;

/// <summary>Whom one node of the demonstration tells how it goes.</summary>
internal abstract class Display
{
    public abstract void Started(string address, string directory);

    /// <summary>Imports lists one after the other and shows how far it is.</summary>
    public abstract Task LoadAsync(
        IReadOnlyList<RealList> lists, Func<RealList, IProgress<ImportProgress>, CancellationToken, Task<string?>> import, CancellationToken cancellation);

    /// <summary>Shows the figures until it is stopped.</summary>
    public abstract Task FollowAsync(Func<Task<NodeFigures>> figures, string address, TimeProvider clock, CancellationToken cancellation);

    public abstract void Summarise(TimeSpan length, NodeFigures figures, string address);
}
