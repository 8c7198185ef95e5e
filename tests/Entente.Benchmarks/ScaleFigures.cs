using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Node.Platform;

namespace Entente.Benchmarks;

/// <summary>How long each page of the console takes on a store with a million alerts, declarations and records.</summary>
internal static partial class ScaleFigures
{
    private const int Requests = 100;

    public static async Task<int> PrintAsync(string[] args)
    {
        var rows = args is [var given, ..] ? long.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        var directory = Directory.CreateTempSubdirectory("entente-figures-");
        try
        {
            var fill = Spent.Start();
            await ScaleStore.FillAsync(directory.FullName, rows, args is [_, var data, ..] ? data : "");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled: {fill()}, {directory.EnumerateFiles().Sum(file => file.Length) / 1e9:F2} GB"));
            if (args is [_, _, var postgres, ..])
            {
                var copy = Spent.Start();
                await (await MeasuredNode.StartAsync(directory.FullName, postgres)).DisposeAsync();
                await ScaleCopy.RunAsync(Path.Combine(directory.FullName, "entente.db"), postgres);
                Console.WriteLine($"copied to PostgreSQL: {copy()}");
            }

            var start = Spent.Start();
            await using var node = await MeasuredNode.StartAsync(directory.FullName, args is [_, _, var named, ..] ? named : "sqlite");
            Console.WriteLine($"started: {start()}");
            await node.Screening.Ready;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{node.Screening.Count:N0} looked for: {start()}; working set {process.WorkingSet64 / 1e6:N0} MB"));
            await FollowedUpAsync(node);
            Console.WriteLine($"every record signed in the log and indexed: {start()}");
            await PagesAsync(node, rows);
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>A million records that came at once are signed and indexed at the start; in a node that took them one by one that is long done.</summary>
    private static async Task FollowedUpAsync(MeasuredNode node)
    {
        var records = await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) FROM record_entry"));
        while (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT CASE WHEN (SELECT MAX(size) FROM log_checkpoint) < @records THEN 0 ELSE COALESCE((SELECT MAX(last_record) FROM log_index), 0) END", new { records })) < records - 2048)
        {
            await Task.Delay(500);
        }
    }

    private static async Task PagesAsync(MeasuredNode node, long rows)
    {
        var (hit, alert, declaration, reference, boxed) = await node.Database.ReadAsync(async session => (
            await session.ScalarAsync<string>("SELECT id FROM hit WHERE state = 'Open' ORDER BY number LIMIT 1"),
            await session.ScalarAsync<string>("SELECT id FROM alert ORDER BY number LIMIT 1"),
            await session.ScalarAsync<string>("SELECT id FROM declaration ORDER BY seq LIMIT 1 OFFSET 1000"),
            await session.ScalarAsync<string>("SELECT reference FROM declaration WHERE kind = 'EntrySummary' ORDER BY seq LIMIT 1"),
            await session.ScalarAsync<string>("SELECT id FROM declaration WHERE containers > 0 ORDER BY seq LIMIT 1")));
        var (firstDay, day) = await node.Database.ReadAsync(async session => (
            await session.ScalarAsync<DateTimeOffset>("SELECT MIN(at) FROM record_entry"), await session.ScalarAsync<DateTimeOffset>("SELECT at FROM record_entry WHERE seq = @middle", new { middle = rows / 2 })));
        using var officer = await node.SignedInAs(Role.Officer);
        using var auditor = await node.SignedInAs(Role.Auditor);

        // A container's number stands in the declaration, not in its row.
        var container = ContainerNumber().Match(await officer.GetStringAsync($"api/declarations/{boxed}")).Value;
        var middle = rows / 2;
        (string Page, HttpClient Reader, string Address)[] pages =
        [
            ("overview", officer, ""),
            ("overview, live figures", officer, "overview/now"),
            ("hits", officer, "hits"),
            ("hits, each", officer, "hits?state=Open"),
            ("hits, of one pair", officer, $"hits?state=Open&pair={hit}"),
            ("hits, all, deep", officer, $"hits?state=all&older={rows / 40}"),
            ("hits, judged true", officer, "hits?state=True"),
            ("hits, by directive", officer, "hits?directive=Stop"),
            ("hits, by category", officer, "hits?category=Commodities"),
            ("one hit", officer, $"hits/{hit}"),
            ("alerts", officer, "alerts"),
            ("alerts, deep", officer, $"alerts?older={middle}"),
            ("alerts, by category", officer, "alerts?category=MeansOfTransport"),
            ("alerts, by action", officer, "alerts?action=Seize"),
            ("alerts, withdrawn", officer, "alerts?state=Withdrawn"),
            ("alerts, by owner", officer, "alerts?owner=police"),
            ("alerts, by list", officer, "alerts?list=UN-SC"),
            ("alerts, by case", officer, "alerts?case=FIGURES-4000"),
            ("alerts, by category and action", officer, "alerts?category=Businesses&action=SightAndReport"),
            ("alerts, persons on the UN list", officer, "alerts?category=Persons&list=UN-SC&state=Active"),
            ("alerts, find a name", officer, "alerts?find=Abdul+Rahman+Hassan"),
            ("one alert", officer, $"alerts/{alert}"),
            ("declarations", officer, "declarations"),
            ("declarations, deep", officer, $"declarations?older={middle}"),
            ("declarations, by kind", officer, "declarations?kind=EntrySummary"),
            ("declarations, by country", officer, "declarations?country=CN"),
            ("declarations, by HS code", officer, "declarations?hs=85"),
            ("declarations, by name", officer, "declarations?name=Logistics"),
            ("declarations, by container", officer, $"declarations?container={container}"),
            ("declarations, with hits", officer, "declarations?hits=true"),
            ("declarations, with suspect values", officer, "declarations?suspect=true"),
            ("declarations, within days", officer, $"declarations?since={firstDay:yyyy-MM-dd}&until={firstDay.AddDays(1):yyyy-MM-dd}"),
            ("declarations, kind, country and HS", officer, "declarations?kind=EntrySummary&country=CN&hs=85"),
            ("declarations, country with hits, deep", officer, $"declarations?country=CN&hits=true&older={middle}"),
            ("declarations, two that never meet", officer, "declarations?kind=TravellerCash&hs=85"),
            ("one declaration", officer, $"declarations/{declaration}"),
            ("search, name", officer, "search?q=Hassan"),
            ("search, two names", officer, "search?q=Maria+Gonzalez"),
            ("search, reference", officer, $"search?q={reference}"),
            ("search, container", officer, $"search?q={container}"),
            ("records", auditor, "records"),
            ("records, deep", auditor, $"records?older={middle}"),
            ("records, by act", auditor, "records?act=list.imported"),
            ("records, by officer", auditor, "records?officer=node:lists"),
            ("records, by purpose", auditor, "records?purpose=DataQuality"),
            ("records, by kind of subject", auditor, "records?kind=list"),
            ("records, by act, kind and purpose", auditor, "records?act=declaration.received&kind=declaration&purpose=DataQuality"),
            ("records, by day", auditor, $"records?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"),
            ("records, by the first day", auditor, $"records?from={firstDay:yyyy-MM-dd}&to={firstDay:yyyy-MM-dd}"),
            ("records, by a day without any", auditor, "records?from=2025-03-01&to=2025-03-01"),
            ("one record", auditor, $"records/{middle}"),
            ("refusals", officer, "refusals"),
            ("refusals, deep", officer, $"refusals?older={rows / 40}"),
        ];
        Console.WriteLine($"{"page",-40}{"p50 ms",9}{"p95 ms",9}{"CPU ms",9}");
        var slowest = new List<Slow>();
        foreach (var (page, reader, address) in pages)
        {
            await MeasureAsync(page, reader, address, slowest);
        }

        Console.WriteLine("slowest requests of all:");
        foreach (var one in slowest.OrderByDescending(one => one.Milliseconds).Take(5))
        {
            Console.WriteLine(one);
        }
    }

    private static async Task MeasureAsync(string page, HttpClient reader, string address, List<Slow> slowest)
    {
        // The first compiles the page.
        using var first = await reader.GetAsync(address);
        if (!first.IsSuccessStatusCode)
        {
            Console.WriteLine($"{page,-40} is not shown: {first.StatusCode}");
            return;
        }

        var times = new List<double>(Requests);
        var spent = Spent.Start();

        // One that takes seconds is known after a few.
        while (times.Count < Requests && times.Sum() < 10_000)
        {
            var (began, paused, full, one) = (Stopwatch.GetTimestamp(), GC.GetTotalPauseDuration(), GC.CollectionCount(2), Spent.Start());
            using var answer = await reader.GetAsync(address);
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            slowest.Add(new(page, times[^1], one().Processor.TotalMilliseconds, (GC.GetTotalPauseDuration() - paused).TotalMilliseconds, GC.CollectionCount(2) - full));
        }

        times.Sort();
        var (half, most) = (times[times.Count / 2], times[times.Count * 95 / 100]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{page,-40}{half,9:N1}{most,9:N1}{spent().Processor.TotalMilliseconds / times.Count,9:N1}{(half > 150 ? "  over" : "")}"));
    }

    /// <summary>One request, and what the collector did meanwhile: how long it held all threads, and how many full collections ended.</summary>
    private readonly record struct Slow(string Page, double Milliseconds, double Processor, double Paused, int Full)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"  {Page}: {Milliseconds:N1} ms, {Processor:N1} ms CPU, threads held {Paused:N1} ms, {Full} full collections");
    }

    [GeneratedRegex("[A-Z]{3}U[0-9]{7}")]
    private static partial Regex ContainerNumber();
}
