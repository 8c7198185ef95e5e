using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Entente.Node.Platform.Storage;

internal sealed class SqliteDatabase : Database
{
    private const int IoErrorFsync = 10 | (4 << 8);
    private const int IoErrorDirectoryFsync = 10 | (5 << 8);
    private const int Corrupt = 11;

    /// <summary>How many connections wait for the next reading.</summary>
    private const int Idle = 16;

    private readonly ConcurrentBag<KeepingConnection> idle = [];
    private readonly string setting;
    private volatile bool isEnding;

    public SqliteDatabase(string file, TimeProvider clock)
        : base(clock)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        setting = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ToString();
    }

    public override Dialect Dialect => Dialect.Sqlite;

    internal override async ValueTask<DbConnection> ConnectAsync(bool forWriting, CancellationToken cancellation)
    {
        if (!forWriting && idle.TryTake(out var waiting))
        {
            return waiting;
        }

        var connection = new KeepingConnection(setting);
        await connection.OpenAsync(cancellation);
        if (forWriting)
        {
            await connection.ExecuteAsync("""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA cache_size = -65536;
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA secure_delete = ON;
                """);
        }
        else
        {
            await connection.ExecuteAsync("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32768; PRAGMA mmap_size = 1073741824;");
        }

        return connection;
    }

    internal override ValueTask ReleaseAsync(DbConnection connection)
    {
        if (isEnding || idle.Count >= Idle)
        {
            return connection.DisposeAsync();
        }

        idle.Add((KeepingConnection)connection);
        return ValueTask.CompletedTask;
    }

    internal override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellation) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

    // BEGIN IMMEDIATE, which is what BeginTransaction issues, already excludes other writers, in this process and in others.
    internal override void LockForWriting(DbConnection connection, DbTransaction transaction)
    {
    }

    internal override bool IsFatal(DbException exception) => exception is SqliteException
    {
        SqliteExtendedErrorCode: IoErrorFsync or IoErrorDirectoryFsync,
    } or SqliteException { SqliteErrorCode: Corrupt };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        isEnding = true;
        while (idle.TryTake(out var waiting))
        {
            await waiting.DisposeAsync();
        }
    }
}
