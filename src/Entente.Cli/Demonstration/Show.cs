using System.Globalization;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Node.Selectivity;
using Entente.Protocol.Access;
using Entente.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Entente.Cli.Demonstration;

/// <summary>One node of the demonstration: its console, simulated trade, what real data is at hand, and what it has to do with the others.</summary>
internal sealed class Show : IAsyncDisposable
{
    private readonly WebApplication node;
    private readonly NodeOptions options;
    private readonly Display display;
    private readonly TextWriter log;
    private readonly TextWriter error;
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly DateTimeOffset started = TimeProvider.System.GetUtcNow();

    private Show(WebApplication node, NodeOptions options, Display display, TextWriter log, TextWriter error) =>
        (this.node, this.options, this.display, this.log, this.error) = (node, options, display, log, error);

    private Database Database => node.Services.GetRequiredService<Database>();

    public static Show On(OptionTable settings, Display display)
    {
        var options = settings.Bind<NodeOptions>("");
        Directory.CreateDirectory(options.Directory);

        // The terminal belongs to the progress; log lines go to a file beside the store.
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(options.Directory, "node.log"), append: true) { AutoFlush = true });
        var terminal = Console.Error;
        Console.SetError(log);
        try
        {
            return new(
                NodeHost.Build(
                    settings,
                    TimeProvider.System,
                    builder => builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)),
                options,
                display,
                log,
                terminal);
        }
        catch
        {
            Console.SetError(terminal);
            throw;
        }
    }

    public async Task<int> RunAsync(Plan plan, CancellationTokenSource stop)
    {
        try
        {
            await node.StartAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ended before it had begun, for example because the process that started it is gone.
            return 0;
        }

        display.Started(options.Listen, Path.GetFullPath(options.Directory));
        node.Lifetime.ApplicationStopping.Register(stop.Cancel);
        if (plan.Length is { } length)
        {
            stop.CancelAfter(length);
        }

        var began = clock.GetTimestamp();
        try
        {
            await PlayAsync(plan, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is up, or somebody pressed Ctrl+C: both are how a demonstration ends.
        }

        display.Summarise(clock.GetElapsedTime(began), await FiguresAsync(), options.Listen);
        await node.StopAsync(CancellationToken.None);
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        Console.SetError(error);
        await log.DisposeAsync();
    }

    private async Task PlayAsync(Plan plan, CancellationToken cancellation)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var world = WorldOf(plan.Who, []);
        var data = PublicSources.Find(options.Data);
        var place = Place.Read(options.Directory);
        var kept = new Lock();

        void Keep(Func<Place, Place> move)
        {
            lock (kept)
            {
                place = move(place);
                place.Write(options.Directory);
            }
        }

        await WatchList.EnterAsync(Database, world.WatchList, plan.Who is { } owner ? owner.Owns : null, cancellation);
        List<Task> work = [];
        if (plan.Who is { } who)
        {
            work.Add(Concluding.RunAsync(node.Services, together.Token));
            work.Add(new Introduction(node.Services, who, options.Directory, clock).RunAsync(together.Token));
            work.Add(new Sharing(node.Services, who, world.WatchList, clock).RunAsync(together.Token));
            if (plan.Officers)
            {
                work.Add(new Assisting(node.Services, who, clock).RunAsync(together.Token));
                work.Add(new SimulatedOfficers(node.Services, clock).RunAsync(together.Token));
            }
        }

        await display.LoadAsync(data is null ? [] : data.Lists, ImportAsync, cancellation);
        if (place.Listed is null)
        {
            // Who appears in the world is part of its story: what was begun without the lists goes on without them.
            var chosen = place.Simulation is null ? await ListedCast.ChooseAsync(Database, cancellation) : [];
            Keep(place => place with { Listed = chosen });
        }

        if (await ListedCast.NamesAsync(Database, place.Listed ?? [], cancellation) is { Count: > 0 } listed)
        {
            world = WorldOf(plan.Who, listed);
        }

        using var feed = new Feed(new(options.Listen), await TokenAsync());
        work.Add(feed.SimulateAsync(
            world,
            place.Simulation is { } position ? WorldPosition.Parse(position, CultureInfo.InvariantCulture) : world.Beginning,
            plan.Rate,
            reached => Keep(place => place with { Simulation = reached.ToString() }),
            clock,
            together.Token));
        if (data is not null && !place.RealDeclarations && plan.Who is null or { HasRealDeclarations: true })
        {
            work.Add(SendRealAsync(feed, data!, () => Keep(place => place with { RealDeclarations = true }), together.Token));
        }

        work.Add(display.FollowAsync(FiguresAsync, options.Listen, clock, together.Token));
        await foreach (var done in Task.WhenEach(work))
        {
            // One that fails ends the others; the real declarations end by themselves.
            if (!done.IsCompletedSuccessfully)
            {
                await together.CancelAsync();
            }
        }

        await Task.WhenAll(work);
    }

    /// <summary>
    /// With partners, each has trade of its own, and more of the hidden cast in it than a single node: there is little time to meet them. Half of what is listed or like
    /// it is of the lists where there are some; with twice as much of it, whom the administrations look for is met as often as without.
    /// </summary>
    private TradeWorld WorldOf(Administration? who, IReadOnlyList<ListedName> listed)
    {
        var alone = new WorldOptions { Administration = options.Country, ListedNames = listed };
        var world = who is null ? alone : alone with { Administration = who.Country, Seed = who.Seed, CastSeed = Administration.CastSeed, ListedShare = 0.006 };
        return TradeWorld.Create(listed.Count == 0 ? world : world with { ListedShare = world.ListedShare * 2, NamesakeShare = world.NamesakeShare * 2 });
    }

    private async Task<NodeFigures> FiguresAsync()
    {
        var live = node.Services.GetRequiredService<LiveFigures>();
        var (total, rate, now) = (live.SinceStart, live.PerSecond, clock.GetUtcNow());
        return new()
        {
            Stage = "running",
            DeclarationsPerSecond = rate.Declarations,
            ScreeningsPerSecond = rate.Screenings,
            HitsPerSecond = rate.Hits,
            RefusalsPerSecond = rate.Refusals,
            Declarations = total.Declarations,
            Screenings = total.Screenings,
            Hits = total.Hits,
            Refusals = total.Refusals,
            Open = await Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit WHERE state = 'Open'")),
            Partners =
            [
                .. from line in await node.Services.GetRequiredService<TrafficCount>().SinceAsync(started, CancellationToken.None)
                   select new PartnerFigures(line.Partner.Id, line.Sent, line.Received, line.Waiting, line.Oldest is { } oldest ? (now - oldest).TotalSeconds : 0),
            ],
        };
    }

    private async Task<string?> ImportAsync(RealList list, IProgress<ImportProgress> progress, CancellationToken cancellation)
    {
        using var files = ListFiles.Open(list.Kind, list.Path);
        return await node.Services.GetRequiredService<ListImport>().RunAsync(list.Kind, files, progress: progress, cancellation: cancellation) switch
        {
            ListOutcome.Refused refused => $"{refused.Fault.Code.Title} {refused.Fault.Detail}",
            _ => null,
        };
    }

    private static async Task SendRealAsync(Feed feed, PublicSources data, Action done, CancellationToken cancellation)
    {
        foreach (var file in data.Declarations)
        {
            await feed.SendFileAsync(file, PublicSources.Mapping, static _ => { }, cancellation);
        }

        done();
    }

    /// <summary>A token for this run. The feed keeps its name: by the channel a node knows again what is sent twice.</summary>
    private async Task<string> TokenAsync()
    {
        const string name = "demonstration";
        var actor = Actor.Node(name, Purpose.Administration);
        var token = await FeedToken.RenewAsync(Database, actor, name) ?? await FeedToken.CreateAsync(Database, actor, name, ["declarations.submit"]);
        return token?.Text ?? throw new IOException($"The feed {name} was revoked in the console; start with another --directory.");
    }
}
