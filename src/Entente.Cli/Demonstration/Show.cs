using System.Globalization;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity;
using Entente.Protocol.Access;
using Entente.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Entente.Cli.Demonstration;

/// <summary>The demonstration: a node, its console, simulated trade, and what real data is at hand.</summary>
internal sealed class Show : IAsyncDisposable
{
    private readonly WebApplication node;
    private readonly NodeOptions options;
    private readonly TextWriter log;
    private readonly TextWriter error;
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly Terminal terminal = new();

    private Show(WebApplication node, NodeOptions options, TextWriter log, TextWriter error) =>
        (this.node, this.options, this.log, this.error) = (node, options, log, error);

    private Database Database => node.Services.GetRequiredService<Database>();

    public static Show On(OptionTable settings)
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
        await node.StartAsync(stop.Token);
        terminal.Started(options.Listen, Path.GetFullPath(options.Directory));
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

        terminal.Summarise(clock.GetElapsedTime(began), node.Services.GetRequiredService<LiveFigures>().SinceStart, await OpenHitsAsync(), options.Listen);
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
        var world = TradeWorld.Create(new() { Administration = options.Country });
        await WatchList.EnterAsync(Database, world.WatchList, cancellation);
        var data = PublicSources.Find(options.Data);
        await terminal.LoadAsync(data is null ? [] : data.Lists, ImportAsync, cancellation);

        using var feed = new Feed(new(options.Listen), await TokenAsync());
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

        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] work =
        [
            feed.SimulateAsync(
                world,
                place.Simulation is { } position ? WorldPosition.Parse(position, CultureInfo.InvariantCulture) : world.Beginning,
                plan.Rate,
                reached => Keep(place => place with { Simulation = reached.ToString() }),
                clock,
                together.Token),
            data is not null && !place.RealDeclarations ? SendRealAsync(feed, data, () => Keep(place => place with { RealDeclarations = true }), together.Token) : Task.CompletedTask,
            terminal.FollowAsync(node.Services.GetRequiredService<LiveFigures>(), OpenHitsAsync, options.Listen, clock, together.Token),
        ];
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

    private Task<long> OpenHitsAsync() => Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM hit WHERE state = 'Open'"));
}
