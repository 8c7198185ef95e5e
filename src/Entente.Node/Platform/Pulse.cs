namespace Entente.Node.Platform;

/// <summary>Tells followers (the screening index, live pages) that something was committed, here or by another process or replica.</summary>
internal sealed class Pulse : BackgroundService
{
    /// <summary>How long a commit of another process may go unnoticed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long seen;

    public Pulse(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        database.Committed += Beat;
    }

    /// <summary>Completes at the next commit. Take it before reading, so that nothing falls between.</summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                return next.Task;
            }
        }
    }

    /// <summary>Rises with every commit of any process or replica.</summary>
    public static Task<long> PositionAsync(Session session) => session.ScalarAsync<long>("SELECT position FROM pulse");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var position = await database.PositionAsync(stoppingToken);
                if (position != seen)
                {
                    seen = position;
                    Beat();
                }
            }
            catch (System.Data.Common.DbException)
            {
                // The store is away for a moment; readiness says so, and the next beat catches up.
            }
        }
    }

    private void Beat()
    {
        TaskCompletionSource beat;
        lock (gate)
        {
            beat = next;
            next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        beat.TrySetResult();
    }
}
