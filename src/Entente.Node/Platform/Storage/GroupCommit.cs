using System.Data.Common;
using System.Threading.Channels;

namespace Entente.Node.Platform.Storage;

/// <summary>
/// One thread that takes queued writes, runs as many as wait in one transaction and makes them durable by one flush: what makes
/// <c>synchronous=FULL</c> affordable (486 flushes a second carried 3,400 commits a second).
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int LargestBatch = 512;

    /// <summary>A batch takes no more writes after this: the first in it waits no longer for its answer than a flush is worth.</summary>
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(20);

    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly Channel<Write> queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task loop;
    private long writes;
    private long commits;

    public GroupCommit(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        _ = loop.ContinueWith(
            static broken => Environment.FailFast("The writer ended on a defect; nothing could be stored any more.", broken.Exception),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    public (long Writes, long Commits) Written => (Volatile.Read(ref writes), Volatile.Read(ref commits));

    /// <summary>How many writes are queued behind those that are being made.</summary>
    public int Waiting => queue.Reader.Count;

    public bool IsRunning => !loop.IsCompleted && !queue.Reader.Completion.IsCompleted;

    public async Task<T> Enqueue<T>(Func<Session, T> write, CancellationToken cancellation)
    {
        var queued = new Write<T>(write, cancellation);
        await queue.Writer.WriteAsync(queued, cancellation);
        return await queued.Durable;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
    }

    private async Task RunAsync()
    {
        DbConnection? connection = null;
        var batch = new List<Write>(LargestBatch);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                connection ??= await database.ConnectAsync(forWriting: true, CancellationToken.None);
                Commit(connection, batch);
            }
            catch (DbException exception)
            {
                if (database.IsFatal(exception))
                {
                    Environment.FailFast("The store could not be made durable; what was acknowledged is safe, and nothing more is acknowledged.", exception);
                }

                // The batch is not durable as a whole: nobody in it is acknowledged, and the connection is not trusted again.
                batch.ForEach(write => write.Fail(exception));
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }

                if (batch.Count == 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200), clock);
                }
            }
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private void Commit(DbConnection connection, List<Write> batch)
    {
        using var transaction = connection.BeginTransaction();
        database.LockForWriting(connection, transaction);
        var session = new Session(connection, transaction, clock);
        var began = clock.GetTimestamp();
        while (batch.Count < LargestBatch && clock.GetElapsedTime(began) < LongestBatch && queue.Reader.TryRead(out var write))
        {
            // In the batch before it runs: if the connection breaks under it, it must be told as well.
            batch.Add(write);
            if (!write.Run(session))
            {
                batch.RemoveAt(batch.Count - 1);
            }
        }

        if (batch.Count == 0)
        {
            transaction.Rollback();
            return;
        }

        session.Execute("UPDATE pulse SET position = position + 1");
        transaction.Commit();
        Interlocked.Add(ref writes, batch.Count);
        Interlocked.Increment(ref commits);
        batch.ForEach(write => write.Acknowledge());
        database.OnCommitted();
    }

    private abstract class Write
    {
        /// <summary>Whether the write took effect; if not, its caller has been told why.</summary>
        public abstract bool Run(Session session);

        public abstract void Acknowledge();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<Session, T> write, CancellationToken cancellation) : Write
    {
        private readonly TaskCompletionSource<T> durable = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? outcome;

        public Task<T> Durable => durable.Task;

        public override bool Run(Session session)
        {
            if (cancellation.IsCancellationRequested)
            {
                durable.TrySetCanceled(cancellation);
                return false;
            }

            try
            {
                outcome = session.RunAlone(write);
                return true;
            }
#pragma warning disable CA1031 // Whatever one write throws belongs to its caller; the others of the batch go on.
            catch (Exception exception) when (exception is not DbException { IsTransient: true } && session.IsOpen)
#pragma warning restore CA1031
            {
                durable.TrySetException(exception);
                return false;
            }
        }

        public override void Acknowledge() => durable.TrySetResult(outcome!);

        public override void Fail(Exception exception) => durable.TrySetException(exception);
    }
}
