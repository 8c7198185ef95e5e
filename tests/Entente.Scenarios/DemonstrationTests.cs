using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Node.Platform;
using Entente.Scenarios.Kill;

namespace Entente.Scenarios;

/// <summary>The demonstration as somebody starts it without a word more: three administrations, in processes of their own.</summary>
public sealed partial class DemonstrationTests(ITestOutputHelper output)
{
    private static readonly string[] Countries = ["NL", "CA", "SG"];
    private static readonly (string From, string To)[] Pairs = [.. Countries.SelectMany(from => Countries.Where(to => to != from).Select(to => (from, to)))];

    /// <summary>In seconds; the first is enough for a machine that does nothing else.</summary>
    private static readonly int[] Lengths = [45, 90, 180, 240];

    [Fact]
    public async Task Three_administrations_take_in_screen_and_exchange_and_the_summary_says_how_much()
    {
        foreach (var seconds in Lengths)
        {
            await using var place = await Place.CreateAsync("sqlite");
            var summary = await RunAsync(place, seconds);

            // A machine that is busy with other things has not come to all of it: it is given longer, from the beginning.
            if (IsWhole(summary) || seconds == Lengths[^1])
            {
                await CheckAsync(place, summary);
                return;
            }
        }
    }

    private static async Task CheckAsync(Place place, Dictionary<string, string[]> summary)
    {
        summary["Ended"].ShouldAllBe(ended => ended == "stopped");
        Numbers(summary, "Declarations taken in").ShouldAllBe(number => number > 0);
        Numbers(summary, "Declarations refused").ShouldAllBe(number => number == 0);
        Numbers(summary, "Subjects screened").Zip(Numbers(summary, "Declarations taken in")).ShouldAllBe(pair => pair.First > pair.Second, "A declaration names more than one.");
        Numbers(summary, "Hits raised").ShouldAllBe(number => number > 0);

        // What one has a receipt for the other has taken; what it still waited for at the end may have been taken as well.
        foreach (var (from, to) in Pairs)
        {
            var (sent, _, waiting) = Messages(summary, from, to);
            sent.ShouldBeGreaterThan(0, $"{from} to {to}");
            Messages(summary, to, from).Received.ShouldBeInRange(sent, sent + waiting, $"{from} to {to}");
        }

        // Simulated trade meets the public list as well, under names that the file beside the store does not tell.
        foreach (var country in Countries)
        {
            var directory = Path.Combine(place.Directory, country.ToLowerInvariant());
            await using var store = Database.Open("sqlite", directory, TimeProvider.System);
            (await store.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit h JOIN alert a ON a.number = h.alert_number WHERE a.list = 'OFAC-SDN'"))).ShouldBeGreaterThan(0, country);
            var kept = await File.ReadAllTextAsync(Path.Combine(directory, "demonstration.json"));
            kept.ShouldContain("OFAC-SDN ");
            kept.ShouldNotContain("trading", Case.Insensitive);
            (await File.ReadAllTextAsync(Path.Combine(directory, "node.log"))).ShouldNotContain("trading", Case.Insensitive);
        }
    }

    /// <summary>Runs it for so many seconds, and reads what it says at the end.</summary>
    private async Task<Dictionary<string, string[]>> RunAsync(Place place, int seconds)
    {
        var (data, port) = (Path.Combine(place.Directory, "public"), Ports.Free(13));
        GeneratedList.Write(Path.Combine(data, "screening", "ofac"), 600);
        await using var demonstration = NodeProcess.Start(
            Built.Cli, ["run", "--for", $"{seconds}s", "--rate", "40", "--port", port.ToString(CultureInfo.InvariantCulture)], place, port, ("ENTENTE_DATA", data));
        (await demonstration.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, demonstration.Output);
        output.WriteLine(demonstration.Output);
        var summary = demonstration.Output.Split('\n').SkipWhile(line => !line.Contains("Summary", StringComparison.Ordinal)).Select(line => Cells().Split(line.Trim()))
            .Where(cells => cells.Length >= Countries.Length).ToDictionary(cells => cells[0], cells => cells[1..]);
        summary["Summary"].ShouldBe(Countries);
        return summary;
    }

    private static bool IsWhole(Dictionary<string, string[]> summary) =>
        new[] { "Declarations taken in", "Subjects screened", "Hits raised" }.All(row => Numbers(summary, row).All(number => number > 0)) && Pairs.All(pair => Messages(summary, pair.From, pair.To).Sent > 0);

    private static IEnumerable<long> Numbers(Dictionary<string, string[]> summary, string row) => summary[row].Select(Number);

    private static (long Sent, long Received, long Waiting) Messages(Dictionary<string, string[]> summary, string at, string with)
    {
        // The cell of a node with itself is empty.
        var cell = Said().Match(summary[$"Messages with {with}"][Array.IndexOf([.. Countries.Where(country => country != with)], at)]);
        return cell.Success ? (Number(cell.Groups["sent"].Value), Number(cell.Groups["received"].Value), cell.Groups["waiting"].Success ? Number(cell.Groups["waiting"].Value) : 0) : default;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(" {2,}")]
    private static partial Regex Cells();

    [GeneratedRegex("^(?<sent>[0-9,]+) sent, (?<received>[0-9,]+) received(, (?<waiting>[0-9,]+) waiting .*)?$")]
    private static partial Regex Said();
}
