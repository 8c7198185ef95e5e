using System.Data.Common;

namespace Entente.Node.Platform;

/// <summary>The node's store: SQLite by default, PostgreSQL by one setting (decision 0002).</summary>
/// <remarks>
/// All writing goes through one group-committing writer at a time, across processes and replicas, so that sequence numbers are in commit
/// order and a reader that has seen number n has seen all before it. A write is acknowledged after it is durable, never before.
/// </remarks>
internal abstract class Database(TimeProvider clock) : IAsyncDisposable
{
    private Storage.GroupCommit? writer;

    public abstract Dialect Dialect { get; }

    /// <summary>Opens the store that the setting names: <c>postgres://user:password@host:port/name</c>, or nothing for SQLite in <paramref name="directory"/>.</summary>
    /// <exception cref="FormatException">The setting names no store that this node knows.</exception>
    public static Database Open(string? setting, string directory, TimeProvider clock) => setting switch
    {
        null or "" or "sqlite" => new Storage.SqliteDatabase(Path.Combine(directory, "entente.db"), clock),
        _ when setting.StartsWith("postgres://", StringComparison.Ordinal) || setting.StartsWith("postgresql://", StringComparison.Ordinal)
            => new Storage.PostgresDatabase(setting, clock),
        _ => throw new FormatException("Database: expected 'sqlite' or 'postgres://user:password@host:port/name'."),
    };

    /// <summary>Reads a consistent snapshot, on any number of threads.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default)
    {
        var connection = await ConnectAsync(forWriting: false, cancellation);
        try
        {
            T result;
            await using (var transaction = await BeginReadAsync(connection, cancellation))
            {
                result = await read(new Session(connection, transaction, clock));
                await transaction.CommitAsync(cancellation);
            }

            await ReleaseAsync(connection);
            return result;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="write"/> alone, in one transaction that it may share with writes queued beside it, and completes when that
    /// transaction is durable. An exception undoes this write and no other.
    /// </summary>
    /// <param name="write">Decides on what it reads through the session and writes; no I/O but the session. Runs on the writer's thread.</param>
    /// <param name="cancellation">Leaves the queue; a write that has begun is finished.</param>
    public Task<T> WriteAsync<T>(Func<Session, T> write, CancellationToken cancellation = default) =>
        (writer ?? throw new InvalidOperationException("The store is not started.")).Enqueue(write, cancellation);

    public Task WriteAsync(Action<Session> write, CancellationToken cancellation = default) =>
        WriteAsync(
            session =>
            {
                write(session);
                return 0;
            },
            cancellation);

    /// <summary>Brings the schema to this version and starts the writer.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await using (var connection = await ConnectAsync(forWriting: true, cancellation))
        {
            Storage.Migrations.Apply(connection, Dialect, clock, LockForWriting);
        }

        writer ??= new Storage.GroupCommit(this, clock);
    }

    /// <summary>How many writes have been made durable by this process, and in how many commits.</summary>
    public (long Writes, long Commits) Written => writer?.Written ?? default;

    /// <summary>How many writes of this process wait for the next commit.</summary>
    public int Waiting => writer?.Waiting ?? 0;

    /// <summary>Whether writes are being taken.</summary>
    public bool IsWriting => writer is { IsRunning: true };

    /// <summary>Rises with every commit of any process or replica.</summary>
    public Task<long> PositionAsync(CancellationToken cancellation) =>
        ReadAsync(Pulse.PositionAsync, cancellation);

    /// <summary>Called after each commit of this process.</summary>
    public event Action? Committed;

    internal void OnCommitted() => Committed?.Invoke();

    internal abstract ValueTask<DbConnection> ConnectAsync(bool forWriting, CancellationToken cancellation);

    /// <summary>Takes a connection back on which a reading went well.</summary>
    internal virtual ValueTask ReleaseAsync(DbConnection connection) => connection.DisposeAsync();

    internal abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Makes the transaction the only writer among all processes until it ends.</summary>
    internal abstract void LockForWriting(DbConnection connection, DbTransaction transaction);

    /// <summary>Whether the failure means that the disk cannot be trusted any more, after which the process must end (decision 0003).</summary>
    internal abstract bool IsFatal(DbException exception);

    public virtual async ValueTask DisposeAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
        }
    }
}

internal enum Dialect { Sqlite, Postgres }
