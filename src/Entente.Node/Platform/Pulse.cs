namespace Entente.Node.Platform;

/// <summary>Tells followers (the screening index, live pages) that something was committed, here or by another process or replica.</summary>
internal sealed class Pulse : BackgroundService
{
    /// <summary>How long a commit of another process may go unnoticed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The least time between two beats. Under load commits are many: whoever follows them reads once for several, and is no later than this.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly ITimer owed;
    private readonly Lock gate = new();
    private long? last;
    private bool isOwed;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long seen;

    public Pulse(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        owed = clock.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        database.Committed += Tell;
    }

    /// <summary>Completes after the next commit. Take it before reading, so that nothing falls between.</summary>
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
                    Tell();
                }
            }
            catch (System.Data.Common.DbException)
            {
                // The store is away for a moment; readiness says so, and the next beat catches up.
            }
        }
    }

    public override void Dispose()
    {
        database.Committed -= Tell;
        owed.Dispose();
        base.Dispose();
    }

    private void Tell()
    {
        lock (gate)
        {
            if (isOwed)
            {
                return;
            }

            if (last is { } before && clock.GetElapsedTime(before) is var passed && passed < Least)
            {
                isOwed = owed.Change(Least - passed, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Beat();
    }

    private void Beat()
    {
        TaskCompletionSource beat;
        lock (gate)
        {
            (beat, last, isOwed) = (next, clock.GetTimestamp(), false);
            next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        beat.TrySetResult();
    }
}
