using System.Text;
using Dapper;
using Entente.Agreements;
using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Tests.Node.Agreements;
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
    public Task<string> OfficerAsync(AuthorityKind authority, params Role[] roles) => OfficerAsync(authority, Purpose.BorderControl, roles);

    /// <summary>The same, who works for a purpose.</summary>
    public async Task<string> OfficerAsync(AuthorityKind authority, Purpose purpose, params Role[] roles)
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        var token = await database.WriteAsync(session =>
        {
            var id = authority switch { AuthorityKind.Customs => "customs", AuthorityKind.Police => "police", AuthorityKind.BorderGuard => "border-guard", _ => "fiu" };
            var officer = Officer.Add(session, Actor.Node("scenario"), "Scenario Officer", id, roles);
            return OfficerSession.Open(session, officer.Id, "scenario", purpose, purpose == Purpose.BorderControl ? null : "S-1");
        });
        return $"entente={token.Text}";
    }

    /// <summary>Puts the simulated agreements into the register as if every party had signed them, a second version of one to compare with, and something that is stopped, slowed and lifted.</summary>
    public async Task AgreeAsync()
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        var cmaa = Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml"));
        var next = cmaa.Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace("from: 2026-01-01", "from: 2035-01-01", StringComparison.Ordinal)
            .Replace("exchanges: [advance]", "exchanges: [advance, automatic]", StringComparison.Ordinal).Replace("By arrangement", "By an arrangement", StringComparison.Ordinal)
            .Replace("retention: P3Y", "retention: P2Y", StringComparison.Ordinal);
        await database.WriteAsync(session =>
        {
            var record = 0L;
            foreach (var bytes in AgreementLibrary.Names.Where(name => !name.StartsWith("template", StringComparison.Ordinal)).Select(AgreementLibrary.Read).Append(Encoding.UTF8.GetBytes(next)))
            {
                var agreement = ((AgreementReading.Accepted)AgreementText.Read(bytes)).Agreement;
                record = RecordBook.Append(session, Actor.Node("scenario", Purpose.Administration), AgreementActs.Approved, "agreement", $"{agreement}");
                var row = AgreementRow.Insert(session, agreement, bytes, new() { State = AgreementState.Agreed, Changed = record });
                foreach (var party in agreement.Parties)
                {
                    WideAgreement.SignAsStranger(session, row, agreement, party.Party, isOwn: party.Party == "NL");
                }
            }

            var stopped = new SuspensionRow { Partner = "CA", Ours = true, Id = "stopped", FromDay = "2026-01-01", Category = "persons", Reason = "A list was published.", SuspendedBy = "another", Changed = record };
            SuspensionRow.Insert(session, stopped);
            SuspensionRow.Insert(session, stopped with { Id = "slowed", Category = null, Agreement = "NL-CA-CMAA", PerHour = 20, Reason = "The desk is burdened." });
            SuspensionRow.Insert(session, stopped with { Id = "theirs", Ours = false, GivingOnly = true, Reason = "Their desk is burdened." });
            SuspensionRow.Lift(session, SuspensionRow.Find(session, "CA", ours: true, "stopped")!.Number, "one", record);
            SuspensionRow.Insert(session, stopped with { Id = "stopped again" });
        });
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

    /// <summary>Keeps messages of some kinds that wait from going, beside a node that runs.</summary>
    /// <param name="actions">As a pattern.</param>
    /// <returns>How many they are; one that is being sent at the moment is none of them.</returns>
    public async Task<int> HoldAsync(string actions)
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        return await database.WriteAsync(session => session.Execute("UPDATE outbox SET state = 'Waiting' WHERE action LIKE @actions AND state = 'Ready' AND leased_by IS NULL", new { actions }));
    }

    /// <summary>Lets them go.</summary>
    public async Task ReleaseAsync(string actions)
    {
        await using var database = Database.Open(Setting, Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        await database.WriteAsync(session => { session.Execute("UPDATE outbox SET state = 'Ready', due_at = @Now WHERE action LIKE @actions AND state = 'Waiting'", new { actions, session.Now }); });
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
