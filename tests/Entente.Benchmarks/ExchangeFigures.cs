using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>How many messages a second two nodes exchange: durable, signed, encrypted, receipted and recorded at both ends, both in this process.</summary>
internal static class ExchangeFigures
{
    private const string Kind = "figures.note";

    /// <summary>Enough that the sender never waits for its producer, and few enough that age says something.</summary>
    private const int Ahead = 64;

    public static async Task<int> PrintAsync(string[] args)
    {
        var seconds = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 20;
        var bytes = args is [_, var size, ..] ? int.Parse(size, CultureInfo.InvariantCulture) : 1024;
        foreach (var suite in args is [_, _, .. { Length: > 0 } some] ? some : ["1.15-RSA", "2.0", "2.0-EC"])
        {
            var directory = Directory.CreateTempSubdirectory("entente-figures-");
            await MeasureAsync(directory.FullName, suite, TimeSpan.FromSeconds(seconds), bytes);
            directory.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string directory, string suite, TimeSpan length, int bytes)
    {
        await using var sender = await StartAsync(Path.Combine(directory, "nl"), "NL", suite);
        await using var receiver = await StartAsync(Path.Combine(directory, "ca"), "CA", suite);
        await AdmitAsync(sender, receiver);
        await AdmitAsync(receiver, sender);
        var payload = System.Text.Encoding.UTF8.GetBytes($$"""{"note":"{{new string('x', Math.Max(1, bytes - 11))}}"}""");
        using var stop = new CancellationTokenSource();
        var producing = ProduceAsync(sender, payload, stop.Token);

        // The first seconds compile, fill caches and make connections.
        await Task.Delay(TimeSpan.FromSeconds(5));
        var (began, memory, spent) = (await DeliveredAsync(sender), GC.GetTotalMemory(forceFullCollection: true), Spent.Start());
        await Task.Delay(length);
        var (ended, took) = (await DeliveredAsync(sender), spent());
        await stop.CancelAsync();
        await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        var ages = await sender.Services.GetRequiredService<Database>().ReadAsync(session => session.QueryAsync<long>(
            "SELECT ended_at - queued_at FROM outbox WHERE ended_at IS NOT NULL AND seq > @began ORDER BY 1", new { began }));
        var delivered = ended - began;
        Line("suite", $"{suite}, payload of {payload.Length:N0} bytes");
        Line("delivered", $"{delivered:N0}: {delivered / took.Wall.TotalSeconds:N0}/s wall, {delivered / took.Processor.TotalSeconds:N0} per CPU second of both nodes");
        Line("age", $"p50 {ages[ages.Count / 2] / 1000.0:N0} ms, p99 {ages[ages.Count * 99 / 100] / 1000.0:N0} ms from queued to receipt stored, {Ahead} queued at a time");
        Line("memory", $"{memory / 1048576:N0} MiB before, {after / 1048576:N0} MiB after");
        Line("spent", $"{took}");
    }

    private static async Task ProduceAsync(WebApplication sender, byte[] payload, CancellationToken cancellation)
    {
        var (database, outbox) = (sender.Services.GetRequiredService<Database>(), sender.Services.GetRequiredService<Outbox>());
        var actor = Actor.Node("figures");
        long queued = 0;
        while (true)
        {
            var open = await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state IN ('Ready', 'Waiting')"), cancellation);
            var room = Ahead - open;
            if (room <= 0)
            {
                await Task.Delay(5, cancellation);
                continue;
            }

            var writes = Enumerable.Range(0, (int)room).Select(_ => database.WriteAsync(session => outbox.Enqueue(session, actor, new("CA", Kind, 1, payload)), cancellation));
            queued += (await Task.WhenAll(writes)).Count(queueing => queueing is Queueing.Queued ? true : throw new InvalidOperationException($"{queueing}"));
        }
    }

    private static Task<long> DeliveredAsync(WebApplication sender) => sender.Services.GetRequiredService<Database>().ReadAsync(session =>
        session.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_receipt"));

    private static async Task<WebApplication> StartAsync(string directory, string country, string suite)
    {
        Directory.CreateDirectory(directory);
        var app = NodeHost.Build(
            OptionTable.Read(file: null, new Dictionary<string, string?>
            {
                ["Directory"] = directory,
                ["Listen"] = "http://127.0.0.1:0",
                ["LogLevel"] = "Warning",
                ["Country"] = country,
                ["Federation:Listen"] = $"https://127.0.0.1:{FreePort()}",
                ["Federation:Suite"] = suite,
            }),
            TimeProvider.System,
            builder => builder.Services.AddIncoming(Kind, 1, static (_, _, _) => null));
        await app.StartAsync();
        return app;
    }

    private static async Task AdmitAsync(WebApplication at, WebApplication newcomer)
    {
        var card = (await newcomer.Services.GetRequiredService<OwnCard>().FindAsync())!;
        var desk = at.Services.GetRequiredService<PartnerDesk>();
        var proposed = (PartnerOutcome.Done)await desk.ProposeAsync(await OfficerAsync(at, Role.Administrator), System.Text.Encoding.UTF8.GetBytes($"{card}"));
        _ = (PartnerOutcome.Done)await desk.ApproveAsync(await OfficerAsync(at, Role.Supervisor), new(Guid.Parse(proposed.Id), card.Fingerprint));
    }

    private static async Task<Actor> OfficerAsync(WebApplication node, Role role)
    {
        var officer = await node.Services.GetRequiredService<Database>().WriteAsync(session => Officer.Add(session, Actor.Node("figures"), $"{role}", "customs", [role]));
        return new(officer.Id.ToString("D"), "customs", AuthorityKind.Customs, Purpose.Administration, null);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"{what,-14}{FormattableString.Invariant(figure)}");
}
