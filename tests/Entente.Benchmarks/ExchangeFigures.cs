using System.Globalization;
using System.Text;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>How many messages a second two nodes exchange: durable, signed, encrypted, receipted and recorded at both ends, both in this process.</summary>
internal static class ExchangeFigures
{
    /// <summary>Enough that the sender never waits for its producer, and few enough that age says something.</summary>
    private const int Ahead = 64;

    public static async Task<int> PrintAsync(string[] args)
    {
        var seconds = args is [var length, ..] ? double.Parse(length, CultureInfo.InvariantCulture) : 20;
        var bytes = args is [_, var size, ..] ? int.Parse(size, CultureInfo.InvariantCulture) : 1024;
        foreach (var given in args is [_, _, .. { Length: > 0 } some] ? some : ["1.15-RSA", "1.15-RSA/2048", "2.0", "2.0-EC"])
        {
            var directory = Directory.CreateTempSubdirectory("entente-figures-");
            var (suite, bits) = given.Split('/') is [var name, var number] ? (name, int.Parse(number, CultureInfo.InvariantCulture)) : (given, PrivateKey.RsaBits);
            await MeasureAsync(directory.FullName, suite, bits, TimeSpan.FromSeconds(seconds), bytes);
            directory.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string directory, string suite, int bits, TimeSpan length, int bytes)
    {
        using var yardstick = new Yardstick();
        await using var pair = await ExchangePair.StartAsync(directory, suite, rsaBits: bits);
        var payload = Encoding.UTF8.GetBytes($$"""{"note":"{{new string('x', Math.Max(1, bytes - 11))}}"}""");
        using var stop = new CancellationTokenSource();
        var producing = ProduceAsync(pair, payload, stop.Token);

        // The first seconds compile, fill caches and make connections.
        await Task.Delay(TimeSpan.FromSeconds(5));
        Line("suite", $"{suite}{(suite == "1.15-RSA" ? $", keys of {bits} bits" : "")}, payload of {payload.Length:N0} bytes");
        var (began, memory, spent) = (await DeliveredAsync(pair), new MemoryFigures(), Spent.Start());
        memory.Take(began);
        Line("", $"{yardstick}");
        for (var left = length; left > TimeSpan.Zero; left -= MemoryFigures.Interval)
        {
            await Task.Delay(left < MemoryFigures.Interval ? left : MemoryFigures.Interval);
            if (left >= MemoryFigures.Interval)
            {
                Line("", $"{memory.Take(await DeliveredAsync(pair))}; {yardstick}");
            }
        }

        var written = (Nl: pair.NlStore.Written, Ca: pair.CaStore.Written);
        var (ended, took) = (await DeliveredAsync(pair), spent());
        await stop.CancelAsync();
        await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        memory.Take(ended);
        var ages = await pair.NlStore.ReadAsync(session => session.QueryAsync<long>(
            "SELECT ended_at - queued_at FROM outbox WHERE ended_at IS NOT NULL AND seq > @began ORDER BY 1", new { began }));
        var delivered = ended - began;
        Line("delivered", $"{delivered:N0}: {delivered / took.Wall.TotalSeconds:N0}/s wall, {delivered / took.Processor.TotalSeconds:N0} per CPU second of both nodes");
        Line("age", $"p50 {At(ages, 50):N0} ms, p95 {At(ages, 95):N0} ms, p99 {At(ages, 99):N0} ms from queued to receipt stored, {Ahead} queued at a time");
        Line("writes", $"{PerCommit(written.Nl):0.0} a commit at the sender, {PerCommit(written.Ca):0.0} at the receiver");
        Line("memory", $"{memory}");
        Line("spent", $"{took}");
    }

    private static double PerCommit((long Writes, long Commits) written) => (double)written.Writes / written.Commits;

    private static double At(List<long> ages, int percent) => ages.Count == 0 ? 0 : ages[(int)(ages.Count * (long)percent / 100)] / 1000.0;

    private static async Task ProduceAsync(ExchangePair pair, byte[] payload, CancellationToken cancellation)
    {
        var (database, outbox) = (pair.NlStore, pair.Nl.Services.GetRequiredService<Outbox>());
        var actor = Actor.Node("figures");
        while (true)
        {
            var open = await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state IN ('Ready', 'Waiting')"), cancellation);
            var room = Ahead - open;
            if (room <= 0)
            {
                await Task.Delay(10, cancellation);
                continue;
            }

            var writes = Enumerable.Range(0, (int)room).Select(_ => database.WriteAsync(session => outbox.Enqueue(session, actor, new("CA", ExchangePair.Kind, 1, payload)), cancellation));
            _ = (await Task.WhenAll(writes)).Count(queueing => queueing is Queueing.Queued ? true : throw new InvalidOperationException($"{queueing}"));
        }
    }

    private static Task<long> DeliveredAsync(ExchangePair pair) => pair.NlStore.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_receipt"));

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"{what,-14}{FormattableString.Invariant(figure)}");
}
