using Entente.Node.Platform;
using Entente.Scenarios.Borders;

namespace Entente.Scenarios.Kill;

/// <summary>Two nodes exchange, and are killed in the middle of it again and again: nothing that was acknowledged may be lost or doubled, at either end.</summary>
public sealed class ExchangeKillTests(ITestOutputHelper output)
{
    /// <summary>The store, how many kills, and the seed that decides who is killed when. PostgreSQL less often, since every start of it takes longer.</summary>
    public static TheoryData<string, int, int> Runs => new() { { "sqlite", 100, 20261122 }, { "postgres", 20, 20261123 } };

    [Theory, MemberData(nameof(Runs))]
    public async Task Two_nodes_that_are_killed_in_turn_lose_and_double_nothing(string store, int kills, int seed)
    {
        await using var killer = await Killer.StartAsync(store, seed);
        await killer.KillAsync(kills);
        await killer.FinishAsync();

        var (violations, messages, knownAgain) = await killer.CheckAsync();
        output.WriteLine($"{store}, seed {seed}: {killer.Describe(messages, knownAgain)}");
        violations.ShouldBeEmpty();

        // That the faults took place.
        killer.WhileStarting.ShouldBeGreaterThan(0);
        killer.WithClaims.ShouldBeGreaterThan(kills / 10);
        knownAgain.ShouldBeGreaterThan(0);
        messages.ShouldBeGreaterThanOrEqualTo(killer.Versions);
    }

    [Fact]
    public async Task A_node_that_is_stopped_while_its_partner_sends_finishes_what_it_has_begun_and_has_nothing_to_complain_of()
    {
        await using var killer = await Killer.StartAsync("sqlite", 3);
        for (var round = 0; round < 4; round++)
        {
            var (said, code) = await killer.RestartAsync(killer.Ca);
            code.ShouldBe(0, said);
            said.ShouldNotContain("Exception", Case.Sensitive, said);
        }

        await killer.FinishAsync();
        killer.WithClaims.ShouldBeGreaterThan(0);
        (await killer.CheckAsync()).Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_check_finds_what_is_doubled_when_a_node_forgets_which_messages_it_had()
    {
        var forgotten = 0;
        await using var killer = await Killer.StartAsync("sqlite", 1, async member => forgotten += await ForgetAsync(member));
        var knownAgain = 0;
        for (var upTo = 4; knownAgain == 0 && upTo <= 16; upTo += 4)
        {
            await killer.KillAsync(upTo, killer.Ca);
            knownAgain = (await killer.Ca.Place.ReadAsync(session => session.ScalarAsync<int>(
                "SELECT COUNT(*) FROM (SELECT subject_id FROM record WHERE act = 'message.taken' GROUP BY subject_id HAVING COUNT(*) > 1) AS twice")));
        }

        await killer.FinishAsync();
        var (violations, _, _) = await killer.CheckAsync();
        output.WriteLine($"{killer.Kills.Count} kills, {forgotten} messages forgotten, {violations.Count} violations");
        violations.ShouldContain(line => line.StartsWith("doubled: NL-CA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_check_finds_what_is_lost_when_a_node_answers_before_the_disk_has_it()
    {
        // As if what was answered since the last start had never been written: the log of the store goes, its file stays.
        await using var killer = await Killer.StartAsync("sqlite", 2, member =>
        {
            File.Delete(Path.Combine(member.Place.Directory, "entente.db-wal"));
            File.Delete(Path.Combine(member.Place.Directory, "entente.db-shm"));
            return Task.CompletedTask;
        });
        await killer.KillAsync(2, killer.Ca);
        await killer.FinishAsync(complete: false);

        var (violations, _, _) = await killer.CheckAsync();
        output.WriteLine($"{violations.Count} violations");
        violations.ShouldContain(line => line.StartsWith("lost: NL-CA", StringComparison.Ordinal) && line.EndsWith("is not in the inbox", StringComparison.Ordinal));
        violations.ShouldContain(line => line.StartsWith("lost: CA-NL", StringComparison.Ordinal) && line.Contains("was acknowledged", StringComparison.Ordinal));
    }

    /// <summary>Takes the latest ids out of the inbox, as a node would that kept them in memory only.</summary>
    private static async Task<int> ForgetAsync(Member member)
    {
        await using var database = Database.Open(member.Place.Setting, member.Place.Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        return await database.WriteAsync(session =>
        {
            var latest = (session.Scalar<long?>("SELECT MAX(seq) FROM inbox") ?? 0) - 40;
            session.Execute("DROP TRIGGER IF EXISTS inbox_no_delete");
            session.Execute("DROP TRIGGER IF EXISTS inbox_wire_no_delete");
            session.Execute("DROP TRIGGER IF EXISTS inbox_content_no_delete");
            session.Execute("DELETE FROM inbox_content WHERE seq > @latest", new { latest });
            session.Execute("DELETE FROM inbox_wire WHERE seq > @latest", new { latest });
            return session.Execute("DELETE FROM inbox WHERE seq > @latest", new { latest });
        });
    }
}
