using System.Diagnostics.CodeAnalysis;
using Dapper;
using Entente.Node.Platform;
using Npgsql;

namespace Entente.Tests.Node;

/// <summary>A fresh store for one test: every test of storage runs on both.</summary>
internal sealed class Store : IAsyncDisposable
{
    // The schema is made once in this process; each test gets a copy of it.
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string? postgres;

    private Store(string setting, string directory, string? postgres) => (Setting, Directory, this.postgres) = (setting, directory, postgres);

    public static IReadOnlyList<string> Kinds { get; } = ["sqlite", "postgres"];

    public static TheoryData<string> Both => [.. Kinds];

    /// <summary>Whether PostgreSQL runs; where it does not, what asks for it is skipped.</summary>
    public static bool HasPostgres => Server() is not null;

    public string Setting { get; }

    public string Directory { get; }

    /// <param name="kind">One of <see cref="Kinds"/>; the test is skipped where PostgreSQL is not running.</param>
    public static async Task<Store> CreateAsync(string kind)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("entente-test-").FullName;
        if (kind == "sqlite")
        {
            return new("sqlite", directory, null);
        }

        var server = Server() ?? throw Skip("PostgreSQL is not running; ./test starts it and sets TEST_POSTGRES");
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {await Template.Value}");
        return new(Named(server, name), directory, name);
    }

    public Database Open(TimeProvider? clock = null) => Database.Open(Setting, Directory, clock ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await ExecuteAsync($"DROP DATABASE {postgres} WITH (FORCE)");
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        await using (var database = Database.Open(Named(Server()!, name), "", TimeProvider.System))
        {
            await database.StartAsync(CancellationToken.None);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").GetAwaiter().GetResult();
        return name;
    }

    private static string NewName() => $"t{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";

    private static string Named(string server, string name) => server[..(server.LastIndexOf('/') + 1)] + name;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(Server()!));
        await connection.ExecuteAsync(sql);
    }

#pragma warning disable RS0030 // The test run, not the product, is told by the environment where its server is.
    private static string? Server() => Environment.GetEnvironmentVariable("TEST_POSTGRES");
#pragma warning restore RS0030

    private static string ConnectionTo(string address)
    {
        var uri = new Uri(address);
        return new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port, Username = uri.UserInfo, Database = uri.AbsolutePath[1..], Pooling = false }.ToString();
    }

    [DoesNotReturn]
    private static Exception Skip(string reason)
    {
        Assert.Skip(reason);
        throw new InvalidOperationException(reason);
    }
}
