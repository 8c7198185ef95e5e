using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Entente.Node.Platform.Storage;

/// <summary>
/// Brings the schema forward, never back: the files <c>NNNN_name.sql</c> of all modules in the order of their numbers, each once, in one
/// transaction. A file may be for one dialect only (<c>NNNN_name.sqlite.sql</c>, <c>NNNN_name.postgres.sql</c>).
/// </summary>
internal static class Migrations
{
    public static void Apply(DbConnection connection, Dialect dialect, TimeProvider clock, Action<DbConnection, DbTransaction> lockForWriting)
    {
        using var transaction = connection.BeginTransaction();
        lockForWriting(connection, transaction);
        connection.Execute("CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)", transaction: transaction);
        var applied = connection.Query<(string Id, string Sha256)>("SELECT id, sha256 FROM migration", transaction: transaction).ToDictionary();
        foreach (var (id, sql) in For(dialect))
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.TryGetValue(id, out var known))
            {
                if (known != sha256)
                {
                    throw new InvalidOperationException($"Migration {id} differs from the one this store was made with; a released migration is never edited.");
                }

                continue;
            }

            connection.Execute(InDialect(sql, dialect), transaction: transaction);
            connection.Execute(
                "INSERT INTO migration (id, sha256, applied_at) VALUES (@id, @sha256, @at)",
                new { id, sha256, at = clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000 },
                transaction);
        }

        transaction.Commit();
    }

    /// <summary>The migrations of a dialect in order.</summary>
    public static IEnumerable<(string Id, string Sql)> For(Dialect dialect)
    {
        var assembly = typeof(Migrations).Assembly;
        var other = dialect == Dialect.Sqlite ? ".postgres" : ".sqlite";
        return
            from resource in assembly.GetManifestResourceNames()
            where resource.StartsWith("Migrations/", StringComparison.Ordinal)
            let id = Path.GetFileNameWithoutExtension(resource)
            where !id.EndsWith(other, StringComparison.Ordinal)
            orderby id[..4], id
            select (id, Read(resource));

        string Read(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return reader.ReadToEnd();
        }
    }

    private static string InDialect(string sql, Dialect dialect) => dialect == Dialect.Sqlite
        ? sql.Replace("{{key}}", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
            .Replace("{{blob}}", "BLOB", StringComparison.Ordinal)
            .Replace("{{ordinal}}", "", StringComparison.Ordinal)
            .Replace("{{clustered}}", "WITHOUT ROWID", StringComparison.Ordinal)
        : sql.Replace("{{key}}", "BIGINT PRIMARY KEY", StringComparison.Ordinal)
            .Replace("{{blob}}", "BYTEA", StringComparison.Ordinal)
            .Replace("{{ordinal}}", "COLLATE \"C\"", StringComparison.Ordinal)
            .Replace("{{clustered}}", "", StringComparison.Ordinal);
}
