using Entente.Scenarios.Kill;

namespace Entente.Scenarios.Borders;

/// <summary>The clock of a running node is set wrong and set right again, in a real process: by libfaketime, which follows a file.</summary>
public sealed class ClockTests(ITestOutputHelper output)
{
    /// <summary>What the clock of CA is set to, one after the other, and what NL must say of it.</summary>
    private static readonly (string Off, string? Says)[] Settings =
        [("+1d", "The clock of CA is 86"), ("-1d", "s behind ours"), ("+1h", "The clock of CA is 3"), ("-1h", "s behind ours"), ("+0", null)];

    // Over PostgreSQL the driver waits for its server by the clock that the library moves, and sometimes for ever: the same is shown there within one process.
    [Theory, InlineData("sqlite")]
    public async Task A_node_whose_clock_jumps_to_and_fro_takes_everything_once_and_its_partner_sees_it(string store)
    {
        var library = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(path => Path.Combine(path, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(library is null, "libfaketime is not installed; ./test installs it where it can (Debian: apt-get install faketime)");

        await using var nl = await Member.CreateAsync("NL", store);
        await using var ca = await Member.CreateAsync("CA", store);
        var clock = Path.Combine(ca.Place.Directory, "clock");
        await File.WriteAllTextAsync(clock, "+0");
        await Task.WhenAll(
            nl.StartAsync(),
            ca.Begin(("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_CACHE_DURATION", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1")).ReadyAsync());
        await nl.AdmitAsync(ca);
        await ca.AdmitAsync(nl);
        await Member.AgreeAsync(nl, ca);

        using var stop = new CancellationTokenSource();
        var sender = new AlertSender(nl, ca.Country);
        var sending = sender.SendAsync(stop.Token);
        foreach (var (off, says) in Settings)
        {
            await File.WriteAllTextAsync(clock, off);
            await Member.UntilAsync(async () => await SaysAsync(nl) is var said && (says is null ? !said.Contains("clock of", StringComparison.Ordinal) : said.Contains(says, StringComparison.Ordinal)), $"NL notices that CA is at {off}");
            var taken = await TakenAsync(ca);
            await Member.UntilAsync(async () => await TakenAsync(ca) >= taken + 20, $"CA takes messages at {off}");
        }

        await stop.CancelAsync();
        await sending;
        await nl.DrainedAsync();

        // That the fault took place: what was received is dated two days apart, and not in the order in which it came.
        var dates = await ca.Place.ReadAsync(session => session.QueryAsync<DateTimeOffset>("SELECT received_at FROM inbox ORDER BY seq"));
        (dates.Max() - dates.Min()).ShouldBeGreaterThan(TimeSpan.FromHours(47));
        dates.SequenceEqual(dates.Order()).ShouldBeFalse();
        await Task.WhenAll(nl.Process.StopAsync(), ca.Process.StopAsync());

        var crossed = await Crossed.ReadAsync(nl, ca);
        output.WriteLine($"{store}: {crossed.Messages} messages while the clock of CA went {string.Join(", ", Settings.Select(setting => setting.Off))}");
        (await crossed.ViolationsAsync(sender.Acknowledged)).ShouldBeEmpty();
    }

    private static async Task<string> SaysAsync(Member member) => await member.Officer.GetStringAsync("/health/ready");

    private static Task<long> TakenAsync(Member member) => member.Place.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"));
}
