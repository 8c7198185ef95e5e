using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Entente.Node.Platform.Storage;

internal sealed class PostgresDatabase : Database
{
    // Any constant will do, as long as all nodes of one database use it: "Entente" in ASCII, cut to 63 bits.
    private const long WriterLock = 0x456E74656E7465;

    private readonly NpgsqlDataSource source;

    public PostgresDatabase(string address, TimeProvider clock)
        : base(clock)
    {
        var uri = new Uri(address);
        var user = uri.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = 40,
            ApplicationName = "entente",
        };
        source = NpgsqlDataSource.Create(settings);
    }

    public override Dialect Dialect => Dialect.Postgres;

    internal override async ValueTask<DbConnection> ConnectAsync(bool forWriting, CancellationToken cancellation) =>
        await source.OpenConnectionAsync(cancellation);

    internal override async ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    internal override void LockForWriting(DbConnection connection, DbTransaction transaction) =>
        connection.Execute("SELECT pg_advisory_xact_lock(@WriterLock)", new { WriterLock }, transaction);

    // The server judges its own disk: it stops itself after a failed flush.
    internal override bool IsFatal(DbException exception) => false;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await source.DisposeAsync();
    }
}
