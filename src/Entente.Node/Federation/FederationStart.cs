namespace Entente.Node.Federation;

/// <summary>A node that exchanges with others has its keys and its card before it listens.</summary>
internal sealed class FederationStart(OwnCard card, FederationOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => options.IsOn ? card.IssueAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
