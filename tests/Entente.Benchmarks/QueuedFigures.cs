using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Federation.Delivery;
using Entente.Tests.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>A partner is cut off for days that are simulated, while messages are queued for it; then it is back: how long until it has them all, in order.</summary>
internal static class QueuedFigures
{
    private const int InConversation = 100;
    private const int AtOnce = 500;

    /// <summary>What a real second of the cut stands for: retries take place in the meantime.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromHours(12);

    public static async Task<int> PrintAsync(string[] args)
    {
        var messages = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 100_000;
        var days = args is [_, var length, ..] ? double.Parse(length, CultureInfo.InvariantCulture) : 30;
        var directory = Directory.CreateTempSubdirectory("entente-figures-");
        var clock = new SteeredClock();
        await using (var pair = await ExchangePair.StartAsync(directory.FullName, "2.0", clock))
        {
            await MeasureAsync(pair, clock, messages, TimeSpan.FromDays(days));
        }

        directory.Delete(recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(ExchangePair pair, SteeredClock clock, int messages, TimeSpan cut)
    {
        await pair.StopCaAsync();
        using var watched = new CancellationTokenSource();
        var peak = WatchAsync(watched.Token);
        var took = Stopwatch.StartNew();
        await QueueAsync(pair, messages);
        Line("queued", $"{messages:N0} in {messages / InConversation:N0} conversations, {took.Elapsed.TotalSeconds:0.0} s; {Live():0} MiB live");

        var shown = new List<string>();
        var figures = pair.Nl.Services.GetRequiredService<DeliveryFigures>();
        while (clock.Off < cut)
        {
            clock.Off += Step;
            await Task.Delay(TimeSpan.FromSeconds(1));
            if (clock.Off.TotalDays % 5 == 0)
            {
                var one = figures.Now.Single();
                shown.Add(string.Create(CultureInfo.InvariantCulture, $"{figures.Age(one).TotalDays:0.0} d"));
            }
        }

        var attempts = await pair.NlStore.ReadAsync(session => session.ScalarAsync<long>("SELECT SUM(attempts) FROM outbox"));
        Line("cut off", $"{cut.TotalDays:0} days simulated, {attempts:N0} attempts; age of the oldest as shown every five days: {string.Join(", ", shown)}; readiness: {DeliveryRegistration.Warning(figures)}");

        took.Restart();
        await pair.StartCaAsync();
        for (var waiting = long.MaxValue; waiting > 0;)
        {
            await Task.Delay(200);
            waiting = await pair.NlStore.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state IN ('Ready', 'Waiting')"));
        }

        took.Stop();
        await watched.CancelAsync();
        var (heap, working) = await peak;
        Line("delivered", $"all {messages:N0} {took.Elapsed.TotalSeconds:0.0} s after the partner was back: {messages / took.Elapsed.TotalSeconds:N0}/s");
        Line("memory", $"at the most {heap:0} MiB of objects and {working:0} MiB working set, both nodes; {Live():0} MiB live after");
        Line("order", $"{await OutOfOrderAsync(pair)} messages out of the order of their conversation; {await pair.CaStore.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox")):N0} taken");
    }

    private static async Task QueueAsync(ExchangePair pair, int messages)
    {
        var (outbox, actor) = (pair.Nl.Services.GetRequiredService<Outbox>(), Actor.Node("figures"));
        for (var from = 0; from < messages; from += AtOnce)
        {
            // In the order of their numbers: the writes of one round are queued one after the other.
            var writes = Enumerable.Range(from, Math.Min(AtOnce, messages - from)).Select(at => pair.NlStore.WriteAsync(session => outbox.Enqueue(
                session,
                actor,
                new("CA", ExchangePair.Kind, 1, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"note":"{{at:D8}} {{new string('x', 1000)}}"}""")))
                {
                    Conversation = string.Create(CultureInfo.InvariantCulture, $"{at % Math.Max(1, messages / InConversation)}@NL"),
                })));
            _ = (await Task.WhenAll(writes)).Count(queueing => queueing is Queueing.Queued ? true : throw new InvalidOperationException($"{queueing}"));
        }
    }

    private static async Task<long> OutOfOrderAsync(ExchangePair pair)
    {
        var sent = await pair.NlStore.ReadAsync(session => session.QueryAsync<string>("SELECT conversation || ' ' || message_id FROM outbox ORDER BY conversation, seq"));
        var taken = await pair.CaStore.ReadAsync(session => session.QueryAsync<string>("SELECT conversation || ' ' || message_id FROM inbox ORDER BY conversation, seq"));
        return sent.Zip(taken).Count(pair => pair.First != pair.Second) + Math.Abs(sent.Count - taken.Count);
    }

    private static async Task<(double Heap, double Working)> WatchAsync(CancellationToken cancellation)
    {
        var (heap, working) = (0.0, 0.0);
        while (!cancellation.IsCancellationRequested)
        {
            using var process = Process.GetCurrentProcess();
            heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false) / 1048576.0);
            working = Math.Max(working, process.WorkingSet64 / 1048576.0);
            await Task.Delay(250, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (heap, working);
    }

    private static double Live() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"{what,-14}{FormattableString.Invariant(figure)}");
}
