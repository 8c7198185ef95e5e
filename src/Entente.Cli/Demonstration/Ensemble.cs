using System.Globalization;
using Spectre.Console;

namespace Entente.Cli.Demonstration;

/// <summary>The whole demonstration: three administrations, each a process of its own, and one picture of them in the terminal.</summary>
internal sealed class Ensemble(IReadOnlyList<ChildNode> nodes, int port, string directory, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    private readonly IAnsiConsole screen = Terminal.Screen();
    private readonly Dictionary<ChildNode, Task> stopping = [];

    public async Task<int> RunAsync(TimeSpan? length, CancellationTokenSource stop)
    {
        Welcome();
        var began = clock.GetTimestamp();
        if (length is { } time)
        {
            stop.CancelAfter(time);
        }

        try
        {
            await StartAsync(stop.Token);
            await FollowAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is up, or somebody pressed Ctrl+C: both are how a demonstration ends.
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        }

        Summarise(clock.GetElapsedTime(began));
        return nodes.All(node => node.State == "stopped") ? 0 : 1;
    }

    public void Dispose()
    {
        foreach (var node in nodes)
        {
            node.Dispose();
        }
    }

    private void Welcome()
    {
        screen.MarkupLine("[bold]Entente[/], a demonstration: three administrations with simulated trade, officers and messages. Everything is on this machine.");
        foreach (var node in nodes)
        {
            screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {node.Who.Name,-40} [link]{node.Who.Address(port)}[/]   {node.Who.DirectoryIn(directory)}");
        }

        screen.MarkupLine("Sign in there with one click. At the first start the three introduce themselves: in each, one seeded officer proposes the card of a partner and another");
        screen.MarkupLine("approves it with the fingerprint. The officers are simulated, the telephone too; the rule of two officers is not bypassed.");
        if (File.Exists(Path.Combine(directory, "entente.db")))
        {
            screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{directory} has the store of a demonstration with one node. It is left as it is; ./run --alone goes on with it.[/]");
        }
    }

    /// <summary>Somebody waits for the first console: the others, which make keys as well, begin when it is there.</summary>
    private async Task StartAsync(CancellationToken cancellation)
    {
        nodes[0].Start();
        await Task.WhenAny(nodes[0].Started, Task.Delay(Alone, clock, cancellation));
        cancellation.ThrowIfCancellationRequested();
        foreach (var node in nodes.Skip(1))
        {
            node.Start();
        }
    }

    private async Task FollowAsync(CancellationTokenSource stop)
    {
        if (screen.Profile.Capabilities is not { Interactive: true, Ansi: true })
        {
            using var line = new PeriodicTimer(Line, clock);
            while (await line.WaitForNextTickAsync(stop.Token))
            {
                foreach (var node in SeenNow())
                {
                    screen.WriteLine(EnsembleTables.LineOf(node));
                }
            }

            return;
        }

        await screen.Live(EnsembleTables.Now(SeenNow(), port)).StartAsync(async live =>
        {
            using var glance = new PeriodicTimer(Glance, clock);
            while (await glance.WaitForNextTickAsync(stop.Token))
            {
                ReadKeys(stop);
                live.UpdateTarget(EnsembleTables.Now(SeenNow(), port));
            }
        });
    }

    /// <summary>1 to 3 stop a node and start it again; q ends all.</summary>
    private void ReadKeys(CancellationTokenSource stop)
    {
        while (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            var key = Console.ReadKey(intercept: true).KeyChar;
            if (key == 'q')
            {
                stop.Cancel();
            }
            else if (key - '1' is var number && number >= 0 && number < nodes.Count)
            {
                Toggle(nodes[number]);
            }
        }
    }

    private void Toggle(ChildNode node)
    {
        if (node.IsRunning)
        {
            stopping[node] = stopping.GetValueOrDefault(node) is { IsCompleted: false } already ? already : node.StopAsync();
        }
        else
        {
            node.Start();
        }
    }

    private IReadOnlyList<Seen> SeenNow() => [.. nodes.Select(node =>
        new Seen(node.Who, stopping.GetValueOrDefault(node) is { IsCompleted: false } ? "stops" : node.State, node.IsRunning, node.Figures, node.Before))];

    private void Summarise(TimeSpan length)
    {
        screen.Write(EnsembleTables.Summary(SeenNow()));
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Ran for {length.TotalSeconds:N0} s. The stores are in {Path.GetFullPath(directory)}; start again and it goes on from here.");
    }
}
