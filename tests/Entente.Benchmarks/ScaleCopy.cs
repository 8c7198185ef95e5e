using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Entente.Benchmarks;

/// <summary>Every row of a filled SQLite store in the tables of the same names of a PostgreSQL store, so that both are measured over the same rows.</summary>
internal static class ScaleCopy
{
    /// <param name="from">The file of the SQLite store; no node is open on it.</param>
    /// <param name="to">The PostgreSQL store, with the schema of this version; what it holds is replaced.</param>
    public static async Task RunAsync(string from, string to)
    {
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await source.OpenAsync();
        var uri = new Uri(to);
        var user = uri.UserInfo.Split(':', 2);
        await using var target = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Database = uri.AbsolutePath.Trim('/'),
            Username = user[0],
            Password = user.Length > 1 ? user[1] : null,
            CommandTimeout = 0,
        }.ToString());
        await target.OpenAsync();

        // Neither triggers that forbid change nor references by row: the rows obeyed both where they come from.
        await ExecuteAsync(target, "SET session_replication_role = replica");
        var tables = await TextsAsync(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY 1");
        await ExecuteAsync(target, $"TRUNCATE {string.Join(", ", tables.Select(Quoted))}");
        foreach (var table in tables)
        {
            var columns = await TextsAsync(target, $"SELECT column_name || ' ' || udt_name FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = '{table}' ORDER BY ordinal_position");
            await CopyAsync(source, target, table, [.. columns.Select(one => one.Split(' ')).Select(one => (one[0], one[1]))]);
            foreach (var (column, sequence) in from column in columns.Where(one => one.EndsWith(" int8", StringComparison.Ordinal))
                                               let name = column.Split(' ')[0]
                                               select (name, $"pg_get_serial_sequence('{table}', '{name}')"))
            {
                await ExecuteAsync(target, $"SELECT setval({sequence}, (SELECT MAX({Quoted(column)}) FROM {Quoted(table)})) WHERE {sequence} IS NOT NULL");
            }
        }

        await ExecuteAsync(target, "VACUUM ANALYZE");
    }

    private static async Task CopyAsync(SqliteConnection source, NpgsqlConnection target, string table, IReadOnlyList<(string Name, string Type)> columns)
    {
        var names = string.Join(", ", columns.Select(one => Quoted(one.Name)));
        await using var read = source.CreateCommand();
        read.CommandText = $"SELECT {names} FROM {Quoted(table)}";
        await using var rows = await read.ExecuteReaderAsync();
        await using var into = await target.BeginBinaryImportAsync($"COPY {Quoted(table)} ({names}) FROM STDIN (FORMAT BINARY)");
        while (await rows.ReadAsync())
        {
            await into.StartRowAsync();
            for (var at = 0; at < columns.Count; at++)
            {
                await (rows.IsDBNull(at) ? into.WriteNullAsync() : columns[at].Type switch
                {
                    "int8" => into.WriteAsync(rows.GetInt64(at)),
                    "int4" => into.WriteAsync(rows.GetInt32(at)),
                    "int2" => into.WriteAsync(rows.GetInt16(at)),
                    "bool" => into.WriteAsync(rows.GetBoolean(at)),
                    "float8" => into.WriteAsync(rows.GetDouble(at)),
                    "numeric" => into.WriteAsync(rows.GetDecimal(at)),
                    "bytea" => into.WriteAsync((byte[])rows.GetValue(at)),
                    "text" or "varchar" => into.WriteAsync(Convert.ToString(rows.GetValue(at), CultureInfo.InvariantCulture) ?? ""),
                    var other => throw new NotSupportedException($"{table}.{columns[at].Name} is of type {other}."),
                });
            }
        }

        await into.CompleteAsync();
    }

    private static async Task<List<string>> TextsAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
