namespace Entente.Node.Federation.Delivery;

/// <summary>How long a partner may let us wait, counted from the last sign that something goes on.</summary>
internal sealed class Patience : IDisposable
{
    private readonly TimeSpan most;
    private readonly CancellationTokenSource over;
    private readonly CancellationTokenSource either;

    public Patience(TimeSpan most, TimeProvider clock, CancellationToken cancellation)
    {
        this.most = most;
        over = new(most, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, over.Token);
    }

    public CancellationToken Token => either.Token;

    public void Renew() => over.CancelAfter(most);

    public void Dispose()
    {
        either.Dispose();
        over.Dispose();
    }
}
