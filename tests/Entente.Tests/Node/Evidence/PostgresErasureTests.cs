using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Tests.Architecture;

namespace Entente.Tests.Node.Evidence;

/// <summary>On a PostgreSQL of its own, whose files are looked through as a whole: tables, indexes, what the planner keeps of the values, and the log of writes.</summary>
public sealed class PostgresErasureTests
{
    private const string Marker = "Huitzilopochtli-4712";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_erased_is_in_no_file_of_the_server_where_the_node_may_begin_its_log_of_writes_anew(bool mayBegin)
    {
        await using var server = await Server.StartAsync();
        await using (var owner = Database.Open(server.Address("entente", "postgres"), "", TimeProvider.System))
        {
            // As the guide says: segments are not kept for use again, and the node owns its database and nothing else.
            await ExecuteAsync(
                owner, "ALTER SYSTEM SET wal_recycle = off", "ALTER SYSTEM SET full_page_writes = on", "SELECT pg_reload_conf()", "CREATE ROLE node LOGIN", "CREATE DATABASE node OWNER node",
                mayBegin ? "GRANT pg_checkpoint TO node" : "SELECT 1");
            await using var inside = Database.Open(server.Address("entente", "node"), "", TimeProvider.System);
            await ExecuteAsync(inside, mayBegin ? "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO node" : "SELECT 1");
        }

        await using var database = Database.Open(server.Address("node", "node"), "", TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        var erased = await database.WriteAsync(session =>
        {
            var marked = new List<long>();
            for (var n = 0; n < 2_000; n++)
            {
                var isMarked = n % 100 == 0;
                var seq = RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", isMarked ? Marker : $"{n}", isMarked ? $$"""{"text":"{{Marker}}"}""" : "{}");
                marked.AddRange(isMarked ? [seq] : []);
            }

            return marked;
        });

        // As the server does by itself once a table has changed enough.
        await ExecuteAsync(database, "ANALYZE record_content");
        await using (var owner = Database.Open(server.Address("entente", "node"), "", TimeProvider.System))
        {
            await ExecuteAsync(owner, "CHECKPOINT");
            foreach (var relation in (string[])["record_content", "record_subject", "pg_statistic"])
            {
                (await server.FoundAsync()).ShouldContain(await FileOfAsync(owner, relation), relation);
            }
        }

        (await server.FoundAsync()).ShouldContain(file => file.StartsWith("pg_wal", StringComparison.Ordinal));

        var erase = new EraseRecord(database, TimeProvider.System);
        foreach (var seq in erased)
        {
            (await erase.RunAsync(LogGiven.Tester, seq, "order of the court", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        }

        if (!mayBegin)
        {
            // The log of writes is the server's, and what its owner does.
            await using var owner = Database.Open(server.Address("entente", "node"), "", TimeProvider.System);
            await ExecuteAsync(owner, "CHECKPOINT");
            (await server.FoundAsync()).ShouldAllBe(file => file.StartsWith("pg_wal", StringComparison.Ordinal));
            await ExecuteAsync(owner, "SELECT pg_switch_wal()", "CHECKPOINT");
        }

        (await server.FoundAsync()).ShouldBeEmpty();
        (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE is_erased = 1"), TestContext.Current.CancellationToken)).ShouldBe(erased.Count);
    }

    private static async Task ExecuteAsync(Database database, params string[] statements)
    {
        await using var connection = await database.ConnectAsync(forWriting: true, TestContext.Current.CancellationToken);
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this test.
            command.CommandText = statement;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> FileOfAsync(Database database, string relation) => await database.ReadAsync(
        session => session.ScalarAsync<string>("SELECT pg_relation_filepath(@relation::regclass)", new { relation }), TestContext.Current.CancellationToken) ?? throw new InvalidOperationException(relation);

    /// <summary>A server with files of its own.</summary>
    private sealed class Server(string folder, int port) : IAsyncDisposable
    {
        public static async Task<Server> StartAsync()
        {
            Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql"), "PostgreSQL is not installed (Debian package: postgresql).");
            var server = new Server(Directory.CreateTempSubdirectory("entente-erasure-").FullName, FreePort());
            await server.RunAsync("start", server.Folder, $"{server.Port}");
            return server;
        }

        private string Folder => folder;

        private int Port => port;

        public string Address(string user, string database) => $"postgres://{user}@127.0.0.1:{port}/{database}";

        /// <summary>The files in which the marker is, below the folder of the server.</summary>
        public async Task<IReadOnlyList<string>> FoundAsync()
        {
            var (found, marker) = (new List<string>(), Encoding.UTF8.GetBytes(Marker));
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                try
                {
                    await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    using var bytes = new MemoryStream();
                    await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
                    if (bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(marker) >= 0)
                    {
                        found.Add(Path.GetRelativePath(folder, file));
                    }
                }
                catch (FileNotFoundException)
                {
                    // The server took it away in this moment.
                }
            }

            return found;
        }

        public async ValueTask DisposeAsync()
        {
            await RunAsync("stop", folder);
            Directory.Delete(folder, recursive: true);
        }

        private async Task RunAsync(params string[] arguments)
        {
            // The server that goes on running would keep pipes open; it says what it has to say in its own log.
            using var process = Process.Start(new ProcessStartInfo("/bin/bash", [Repository.PathOf("eng/postgres"), .. arguments]) { WorkingDirectory = folder })!;
            await process.WaitForExitAsync(CancellationToken.None);
            process.ExitCode.ShouldBe(0);
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
