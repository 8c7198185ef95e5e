using Dapper;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Npgsql;

namespace Entente.Scenarios;

/// <summary>A fresh directory and store for the nodes of one scenario.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly string? postgres;

    private Place(string setting, string directory, string? postgres) => (Setting, Directory, this.postgres) = (setting, directory, postgres);

    public static TheoryData<string> Both => ["sqlite", "postgres"];

    public string Setting { get; }

    public string Directory { get; }

    /// <param name="kind">One of <see cref="Both"/>; the scenario is skipped where PostgreSQL is not running.</param>
    /// <param name="directory">An empty directory; a temporary one by default.</param>
    public static async Task<Place> CreateAsync(string kind, string? directory = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("entente-scenario-").FullName;
        if (kind == "sqlite")
        {
            return new("sqlite", directory, null);
        }

        var server = Built.Variable("TEST_POSTGRES");
        Assert.SkipWhen(server is null, "PostgreSQL is not running; ./test starts it and sets TEST_POSTGRES");
        var name = $"s{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
        await using var connection = new NpgsqlConnection(ConnectionTo(server!));
#pragma warning disable CA1857 // The name is made above; a database cannot be named by a parameter.
        await connection.ExecuteAsync($"CREATE DATABASE {name}");
#pragma warning restore CA1857
        return new(server![..(server!.LastIndexOf('/') + 1)] + name, directory, name);
    }

    /// <summary>Reads the store while no node runs, or beside one.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read)
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        return await database.ReadAsync(read);
    }

    /// <summary>Adds an officer with these roles.</summary>
    /// <returns>The cookie of a session.</returns>
    public async Task<string> OfficerAsync(AuthorityKind authority, params Role[] roles)
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        var token = await database.WriteAsync(session =>
        {
            var id = authority switch { AuthorityKind.Customs => "customs", AuthorityKind.Police => "police", AuthorityKind.BorderGuard => "border-guard", _ => "fiu" };
            var officer = Officer.Add(session, Actor.Node("scenario"), "Scenario Officer", id, roles);
            return OfficerSession.Open(session, officer.Id, "scenario", Purpose.BorderControl);
        });
        return $"entente={token.Text}";
    }

    /// <summary>Lets an hour pass in the sessions of an officer, beside a node that runs.</summary>
    public async Task IdleAsync(string officer)
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        var ended = await database.WriteAsync(session => session.Execute(
            "UPDATE officer_session SET seen_at = seen_at - 3600000000 WHERE officer_id IN (SELECT id FROM officer WHERE name = @officer)", new { officer }));
        ended.ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await using var connection = new NpgsqlConnection(ConnectionTo(Built.Variable("TEST_POSTGRES")!));
#pragma warning disable CA1857
            await connection.ExecuteAsync($"DROP DATABASE {postgres} WITH (FORCE)");
#pragma warning restore CA1857
        }

        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private static string ConnectionTo(string address)
    {
        var uri = new Uri(address);
        return new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port, Username = uri.UserInfo, Database = uri.AbsolutePath[1..], Pooling = false }.ToString();
    }
}
