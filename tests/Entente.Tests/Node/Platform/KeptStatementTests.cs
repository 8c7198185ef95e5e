using System.Data.Common;
using Dapper;
using Entente.Node.Platform;
using Entente.Node.Platform.Storage;

namespace Entente.Tests.Node.Platform;

/// <summary>Statements that are kept compiled say each time what one compiled for the occasion would.</summary>
public sealed class KeptStatementTests
{
    [Fact]
    public async Task A_statement_gives_what_its_own_values_ask_for_each_time()
    {
        await using var connection = await OpenAsync();
        for (var n = 1; n <= 5; n++)
        {
            connection.Execute("INSERT INTO thing (id, name) VALUES (@n, @name)", new { n, name = n % 2 == 0 ? null : $"{n}" }).ShouldBe(1);
            connection.ExecuteScalar<string>("SELECT name FROM thing WHERE id = @n", new { n }).ShouldBe(n % 2 == 0 ? null : $"{n}");
        }

        connection.Query<long>("SELECT id FROM thing WHERE name IS NULL ORDER BY id").ShouldBe([2, 4]);
    }

    [Fact]
    public async Task A_statement_without_a_value_it_needs_does_not_take_the_one_of_the_last_time()
    {
        await using var connection = await OpenAsync();
        for (var n = 1; n <= 3; n++)
        {
            connection.Execute("INSERT INTO thing (id) VALUES (@n)", new { n });
        }

        Should.Throw<InvalidOperationException>(() => connection.Execute("INSERT INTO thing (id) VALUES (@n)"));
        connection.Execute("INSERT INTO thing (id) VALUES (@n)", new { n = 4 }).ShouldBe(1);
    }

    [Fact]
    public async Task A_statement_runs_within_itself()
    {
        await using var connection = await OpenAsync();
        connection.Execute("INSERT INTO thing (id) VALUES (1), (2), (3)");
        for (var round = 0; round < 3; round++)
        {
            var seen = new List<(long Outer, long Inner)>();
            foreach (var outer in connection.Query<long>("SELECT id FROM thing ORDER BY id", buffered: false))
            {
                seen.AddRange(connection.Query<long>("SELECT id FROM thing ORDER BY id", buffered: false).Select(inner => (outer, inner)));
            }

            seen.ShouldBe([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (3, 3)]);
        }
    }

    [Fact]
    public async Task A_statement_that_fails_or_is_left_halfway_runs_again()
    {
        await using var connection = await OpenAsync();
        connection.Execute("INSERT INTO thing (id) VALUES (@n)", new { n = 1 });
        for (var round = 0; round < 3; round++)
        {
            Should.Throw<DbException>(() => connection.Execute("INSERT INTO thing (id) VALUES (@n)", new { n = 1 }));
            connection.Execute("INSERT INTO thing (id) VALUES (@n)", new { n = 10 + round }).ShouldBe(1);
            connection.Query<long>("SELECT id FROM thing ORDER BY id", buffered: false).First().ShouldBe(1);
        }

        // Nothing that was left halfway holds on to the state of its time.
        connection.Execute("DROP TABLE thing");
    }

    [Fact]
    public async Task A_statement_follows_the_schema()
    {
        await using var connection = await OpenAsync();
        connection.Execute("INSERT INTO thing (id, name) VALUES (1, 'one')");
        for (var round = 0; round < 3; round++)
        {
            ((IDictionary<string, object>)connection.QueryFirst<dynamic>("SELECT * FROM thing")).Count.ShouldBe(2 + round);
            connection.Execute($"ALTER TABLE thing ADD COLUMN more{round} TEXT");
        }
    }

    [Fact]
    public async Task Lists_of_any_length_are_asked_for_by_one_text()
    {
        await using var connection = await OpenAsync();
        connection.Execute("INSERT INTO thing (id) VALUES (1), (2), (3), (4)");
        foreach (long[] asked in (long[][])[[1], [2, 3], [4, 1, 2], [3]])
        {
            connection.Query<long>("SELECT id FROM thing WHERE id IN @asked ORDER BY id", new { asked }).ShouldBe(asked.Order());
        }
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_reading_that_failed_leaves_nothing_to_the_next_one(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 3; round++)
        {
            await Should.ThrowAsync<InvalidOperationException>(database.ReadAsync<int>(async session =>
            {
                await session.ScalarAsync<long>("SELECT COUNT(*) FROM record_entry");
                throw new InvalidOperationException("on purpose");
            }));
            var before = await CountAsync(database);
            await database.WriteAsync(session => Entente.Node.Evidence.RecordBook.Append(session, Entente.Node.Evidence.Actor.Node("test"), Tested, "thing", "1"));
            (await CountAsync(database)).ShouldBe(before + 1);
        }
    }

    private static readonly Entente.Node.Evidence.Act Tested = new("test.kept", "Tested");

    private static Task<long> CountAsync(Database database) => database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record_entry"));

    private static async Task<KeepingConnection> OpenAsync()
    {
        var connection = new KeepingConnection("Data Source=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        connection.Execute("CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT)");
        return connection;
    }
}
