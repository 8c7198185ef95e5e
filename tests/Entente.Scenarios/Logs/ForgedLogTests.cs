using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Scenarios.Borders;
using Entente.TransparencyLog;
using static Entente.Scenarios.Borders.Member;

namespace Entente.Scenarios.Logs;

/// <summary>Three nodes that witness each other, each a process of its own. One of them is set back by whoever has its store and its key, and shows its partners another history than before.</summary>
public sealed class ForgedLogTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_node_that_forges_its_log_is_found_by_both_partners_within_a_minute_also_by_the_one_that_was_shown_only_the_forgery()
    {
        await using var trio = await Trio.StartAsync("sqlite");
        var (nl, ca, sg) = (trio.Nl, trio.Ca, trio.Sg);
        await UntilAsync(async () => await FollowedAsync(ca, "nl") > 0 && await FollowedAsync(sg, "nl") > 0, "both have followed the log of NL");
        await sg.Process.StopAsync();
        await nl.Process.StopAsync();
        using var copy = Copy.Of(nl.Place.Directory);
        var copied = await LeavesAsync(nl);

        // CA follows on, beyond what the copy has; SG sees nothing of it.
        await nl.StartAsync();
        await nl.ShareAsync("Zeevalk Overseas Trading", "CA");
        await UntilAsync(async () => await FollowedAsync(ca, "nl") > copied, "CA has followed what NL recorded since");
        await nl.Process.StopAsync();

        // While nobody who has seen the log can be asked, the old copy is put in the place of the store: as an honest backup of yesterday it signs nothing.
        await ca.Process.StopAsync();
        copy.Restore();
        await LastAliveAsync(nl, TimeProvider.System.GetUtcNow().AddDays(-1));
        await RecordAsync(nl);
        var signed = await SignedAsync(nl);
        await nl.Begin(("ENTENTE_LOG__WITNESSSECONDS", "1")).ReadyAsync();
        await UntilAsync(async () => (await TextAsync(nl, "/health/ready")).Contains("of which 0 of 2 have answered", StringComparison.Ordinal), "the node has asked its witnesses");
        (await SignedAsync(nl)).ShouldBe(signed, "nobody has told it that the log had not come further");
        await nl.Process.StopAsync();
        (await SignedAsync(nl)).ShouldBe(signed);

        // The forger overcomes that too: beside the key stands what the node believes of itself.
        await LastAliveAsync(nl, TimeProvider.System.GetUtcNow());
        await ForgeAsync(nl);
        await Task.WhenAll(ca.StartAsync(), sg.StartAsync());
        var forged = TimeProvider.System.GetUtcNow();

        await UntilAsync(async () => await ForksAsync(ca) is [_, ..] && await ForksAsync(sg) is [_, ..], "both partners raise the alarm");
        foreach (var member in (Member[])[ca, sg])
        {
            var alarm = (await ForksAsync(member)).ShouldHaveSingleItem();
            output.WriteLine($"{member.Country}: {alarm.Kind} {(alarm.RaisedAt - forged).TotalSeconds:0.0} s after the nodes were ready: {alarm.Detail}");
            alarm.Partner.ShouldBe("NL");
            (alarm.RaisedAt - forged).ShouldBeLessThan(Promised);
            (await member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'log.alarm' AND detail LIKE '%\"Fork\"%'"))).ShouldBe(1);
            await UntilAsync(async () => (await TextAsync(member, "/metrics")).Contains("entente_log_alarms{kind=\"fork\"} 1", StringComparison.Ordinal), "the alarm is measured");
            (await TextAsync(member, "/health/ready")).ShouldContain("NL: ");
        }

        (await ForksAsync(sg))[0].Detail.ShouldContain("It has shown CA", customMessage: "what SG was shown continues what it had seen; only together the two find it");

        // The forger's own store agrees with itself, and with nobody outside.
        await nl.Process.StopAsync();
        (await ExamineAsync(nl, null)).ShouldBeNull();
        (await ExamineAsync(nl, ca)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_old_entry_that_is_altered_in_the_store_is_found_by_its_node_and_by_both_partners_within_a_minute_until_it_is_repaired()
    {
        await using var trio = await Trio.StartAsync("sqlite");
        var (nl, ca, sg) = (trio.Nl, trio.Ca, trio.Sg);
        await nl.Process.StopAsync();
        await RecordAsync(nl);
        await nl.StartAsync();
        var leaves = await LeavesAsync(nl);
        await UntilAsync(async () => await FollowedAsync(ca, "nl") >= leaves && await FollowedAsync(sg, "nl") >= leaves, "both have followed all of it");
        foreach (var member in (Member[])[nl, ca, sg])
        {
            (await AlarmsAsync(member)).ShouldBeEmpty(member.Country);
        }

        var genuine = await ReplaceLeafAsync(nl, [1, .. Enumerable.Repeat((byte)7, 32)]);
        var altered = TimeProvider.System.GetUtcNow();

        foreach (var member in (Member[])[nl, ca, sg])
        {
            await UntilAsync(async () => (await AlarmsAsync(member)).Exists(static one => one.Kind == LogAlarmKind.Damaged), $"{member.Country} raises the alarm");
            var alarm = (await AlarmsAsync(member)).Single(static one => one.Kind == LogAlarmKind.Damaged);
            output.WriteLine($"{member.Country}: {(alarm.RaisedAt - altered).TotalSeconds:0.0} s after it was altered: {alarm.Detail}");
            alarm.Partner.ShouldBe(member == nl ? LogAlarm.Own : "NL");
            alarm.Detail.ShouldContain("(/tile/entries/000)");
            (alarm.RaisedAt - altered).ShouldBeLessThan(Promised);
            (await TextAsync(member, "/health/ready")).ShouldContain("/tile/entries/000");
        }

        await ReplaceLeafAsync(nl, genuine);
        foreach (var member in (Member[])[nl, ca, sg])
        {
            await UntilAsync(async () => (await AlarmsAsync(member)).Count == 0, $"{member.Country} ends the alarm");
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_node_that_is_killed_under_load_forks_nothing_and_nobody_raises_an_alarm(string store)
    {
        await using var trio = await Trio.StartAsync(store);
        var (nl, ca, sg) = (trio.Nl, trio.Ca, trio.Sg);
        var shared = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            using var stop = new CancellationTokenSource();
            var sharing = ShareAsync(nl, shared, round, stop.Token);
            while (shared.Count < (round + 1) * 8 && !sharing.IsCompleted)
            {
                await Task.Delay(20);
            }

            await nl.KillAsync();
            await stop.CancelAsync();
            await sharing;
            await nl.StartAsync();
        }

        await nl.DrainedAsync();
        var leaves = await LeavesAsync(nl);
        await UntilAsync(async () => await FollowedAsync(ca, "nl") >= leaves && await FollowedAsync(sg, "nl") >= leaves, "both have followed all of it");
        await UntilAsync(async () => await SoughtAsync(ca) == 0 && await SoughtAsync(sg) == 0, "every entry that NL has named is found");
        foreach (var member in (Member[])[nl, ca, sg])
        {
            (await AlarmsAsync(member)).ShouldBeEmpty(member.Country);
        }

        await nl.Process.StopAsync();
        (await ExamineAsync(nl, ca)).ShouldBeNull();
        (await ExamineAsync(nl, sg)).ShouldBeNull();
        (await nl.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record_entry WHERE leaf IS NULL"))).ShouldBe(0);

        // Each alert that was acknowledged is on record, with its leaf.
        var entered = await nl.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'alert.created'"));
        output.WriteLine($"{store}: {shared.Count} alerts acknowledged, {entered} on record, {leaves} leaves");
        entered.ShouldBeGreaterThanOrEqualTo(shared.Count);
    }

    private static async Task ShareAsync(Member nl, List<string> shared, int round, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            try
            {
                await nl.ShareAsync($"Sperwer {round}-{n}", "CA", "SG");
                shared.Add($"{round}-{n}");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The node was killed in the middle of it.
                return;
            }
        }
    }

    /// <summary>Has the file beside the key say when the node was alive last, as a backup does, and as whoever has every right can.</summary>
    private static async Task LastAliveAsync(Member member, DateTimeOffset at)
    {
        var files = Directory.GetFiles(Path.Combine(member.Place.Directory, LogKeys.Folder), "*.alive");
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(file, $"{at:O}\n");
        }
    }

    /// <summary>As whoever has every right does.</summary>
    private static async Task RecordAsync(Member member)
    {
        await using var database = Database.Open(member.Place.Setting, member.Place.Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        await database.WriteAsync(static session =>
        {
            for (var n = 0; n < 400; n++)
            {
                RecordBook.Append(session, Actor.Node("forger"), EvidenceActs.Read, "record", $"{n}");
            }
        });
    }

    /// <returns>The leaf that record 20 had.</returns>
    private static async Task<byte[]> ReplaceLeafAsync(Member member, byte[] leaf)
    {
        await using var database = Database.Open(member.Place.Setting, member.Place.Directory, TimeProvider.System);
        await database.StartAsync(TestContext.Current.CancellationToken);
        return await database.WriteAsync(session =>
        {
            session.Execute("DROP TRIGGER IF EXISTS record_no_update");
            var before = session.Scalar<byte[]>("SELECT leaf FROM record_entry WHERE seq = 20")!;
            session.Execute("UPDATE record_entry SET leaf = @leaf WHERE seq = 20", new { leaf });
            return before;
        });
    }

    private static async Task ForgeAsync(Member member)
    {
        var leaves = await LeavesAsync(member);

        // It asks nobody to cosign for a minute, in which it shows what it has signed.
        await member.Begin(("ENTENTE_LOG__WITNESSSECONDS", "60")).ReadyAsync();
        await UntilAsync(async () => await SignedAsync(member) >= leaves, "the forgery is signed");
    }

    private static Task<long> SignedAsync(Member member) => member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(MAX(size), 0) FROM log_checkpoint"));

    private static Task<long> LeavesAsync(Member member) => member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record_entry"));

    private static async Task<List<LogAlarm>> ForksAsync(Member member) => (await AlarmsAsync(member)).FindAll(static alarm => alarm.Kind == LogAlarmKind.Fork);

    private static Task<List<LogAlarm>> AlarmsAsync(Member member) => member.Place.ReadAsync(session => Task.FromResult(LogAlarm.Open(session)));

    private static Task<long> SoughtAsync(Member member) => member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM log_owed WHERE partner = 'NL' AND found_at IS NULL"));

    private static Task<long> FollowedAsync(Member at, string country) => at.Place.ReadAsync(async session =>
        await session.ScalarAsync<long?>("SELECT MAX(size) FROM log_witnessed WHERE origin LIKE @origin", new { origin = $"{country}.%" }) ?? 0);

    /// <summary>What somebody finds in the store of one with what another has cosigned of it.</summary>
    private static async Task<string?> ExamineAsync(Member member, Member? witness)
    {
        var note = witness is null ? null : await witness.Place.ReadAsync(session => session.ScalarAsync<string>(
            "SELECT note FROM log_witnessed WHERE origin LIKE @origin", new { origin = $"{member.Country.ToLowerInvariant()}.%" }));
        var (seen, head) = ((SignedNote?)null, (Checkpoint?)null);
        if (note is not null)
        {
            (SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out seen, out _) && Checkpoint.TryRead(seen.Text, out head, out _)).ShouldBeTrue();
        }

        return await member.Place.ReadAsync(session => Task.FromResult(StoredLogAudit.Check(session, head, seen, static _ => { })));
    }

    private static async Task<string> TextAsync(Member member, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = member.Process.Address };
        using var answer = await client.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The folder of a node as it was, which somebody has kept.</summary>
    private sealed class Copy : IDisposable
    {
        private readonly string folder;
        private readonly string kept = Directory.CreateTempSubdirectory("entente-copy-").FullName;

        private Copy(string folder) => this.folder = folder;

        public static Copy Of(string folder)
        {
            var copy = new Copy(folder);
            Transfer(folder, copy.kept);
            return copy;
        }

        public void Restore()
        {
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                File.Delete(file);
            }

            Transfer(kept, folder);
        }

        public void Dispose() => Directory.Delete(kept, recursive: true);

        private static void Transfer(string from, string to)
        {
            foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
    }
}
