using System.Collections.Concurrent;
using System.Globalization;
using Entente.Cli.Demonstration;
using Entente.Node.Selectivity;
using Entente.Node.Platform;
using Entente.Simulation;

namespace Entente.Benchmarks;

/// <summary>How many declarations a second become durable while the console is open.</summary>
internal static class IntakeFigures
{
    private const int Senders = 4;

    public static async Task<int> PrintAsync(string[] args)
    {
        var seconds = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 20;
        var directory = Directory.CreateTempSubdirectory("entente-figures-");
        await using (var node = await MeasuredNode.StartAsync(directory.FullName))
        {
            var world = TradeWorld.Create(new() { Administration = "NL" });
            await WatchList.EnterAsync(node.Database, world.WatchList, isOurs: null, CancellationToken.None);
            foreach (var (kind, path) in PublicLists.In(args is [_, var folder, ..] ? folder : ""))
            {
                await node.ImportAsync(kind, path);
            }

            var bodies = new ConcurrentQueue<SimulatedLoad.Body>(SimulatedLoad.Bodies(world, 1_500 * (seconds + 5)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{node.Screening.Count:N0} looked for; {bodies.Sum(body => body.Declarations):N0} declarations of {bodies.Sum(body => (long)body.Bytes.Length) / bodies.Sum(body => body.Declarations):N0} bytes on the wire"));
            await MeasureAsync(node, bodies, TimeSpan.FromSeconds(seconds));
            if (args.Contains("stages"))
            {
                await IntakeStages.PrintAsync(node, world);
            }
        }

        directory.Delete(recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(MeasuredNode node, ConcurrentQueue<SimulatedLoad.Body> bodies, TimeSpan length)
    {
        using var stop = new CancellationTokenSource();
        using var feed = await node.FeedAsync();
        using var officer = await node.SignedInAs(Role.Officer);
        var console = new OpenConsole(officer);
        var looking = console.LookAsync(stop.Token);
        var sending = Enumerable.Range(0, Senders).Select(_ => SendAsync(feed, bodies, stop.Token)).ToList();

        // The first seconds compile and fill caches.
        await Task.Delay(TimeSpan.FromSeconds(5));
        var figures = node.Get<LiveFigures>();
        var (before, written, bytes) = (figures.SinceStart, node.Database.Written, GC.GetTotalAllocatedBytes());
        var spent = Spent.Start();
        await Task.Delay(length);
        var (after, done, took, allocated) = (figures.SinceStart, node.Database.Written, spent(), GC.GetTotalAllocatedBytes());
        if (bodies.IsEmpty)
        {
            Console.WriteLine("The declarations ran out before the time: the figures are too low.");
        }

        await stop.CancelAsync();
        await Task.WhenAll([looking, .. sending]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var declarations = after.Declarations - before.Declarations;
        Line("spent", $"{took} (senders and console included)");
        Line("declarations", $"{declarations:N0}: {declarations / took.Wall.TotalSeconds:N0}/s wall, {declarations / took.Processor.TotalSeconds:N0} per CPU second");
        Line("screenings", $"{(after.Screenings - before.Screenings) / took.Wall.TotalSeconds:N0}/s");
        Line("hits", $"{after.Hits - before.Hits:N0}; refused {after.Refusals - before.Refusals:N0}");
        Line("commits", $"{(done.Commits - written.Commits) / took.Wall.TotalSeconds:N0}/s for {(done.Writes - written.Writes) / took.Wall.TotalSeconds:N0} writes/s");
        Line("allocated", $"{(allocated - bytes) / Math.Max(1, declarations) / 1024:N0} KB a declaration");
        Line("console", $"{console.Summary}");
    }

    private static async Task SendAsync(HttpClient feed, ConcurrentQueue<SimulatedLoad.Body> bodies, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && bodies.TryDequeue(out var body))
        {
            using var content = new ByteArrayContent(body.Bytes) { Headers = { ContentType = new(body.MediaType) } };
            using var answer = await feed.PostAsync("declarations", content, cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"{what,-14}{FormattableString.Invariant(figure)}");
}
