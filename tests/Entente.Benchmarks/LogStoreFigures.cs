using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Entente.Node;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Scenarios;
using Entente.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Benchmarks;

/// <summary>The log of a whole node on a disk: records made durable, how soon a checkpoint covers them, and a large log read from its files and verified.</summary>
internal static class LogStoreFigures
{
    private const int PerWrite = 100;
    private const int PerSecond = 1_000;

    private static readonly Act Measured = new("figures.measured", "Measured");
    private static readonly Actor Tester = Actor.Node("figures");

    public static async Task PrintAsync(string[] parts)
    {
        var seconds = parts is [var time, ..] ? double.Parse(time, CultureInfo.InvariantCulture) : 3;
        var leaves = parts is [_, var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000_000;
        var directory = Directory.CreateTempSubdirectory("entente-log-").FullName;
        try
        {
            await NodeAsync(Path.Combine(directory, "node"), seconds);
            Verify(Path.Combine(directory, "log"), leaves);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task NodeAsync(string directory, double seconds)
    {
        Directory.CreateDirectory(directory);
        var app = NodeHost.Build(
            OptionTable.Read(file: null, new Dictionary<string, string?> { ["Directory"] = directory, ["Listen"] = $"http://127.0.0.1:{Ports.Free()}", ["LogLevel"] = "Error" }),
            TimeProvider.System,
            builder => builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(FirstStart))));
        await using (app)
        {
            await app.StartAsync();
            var (database, log) = (app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<NodeLog>());
            await DurableAsync(database, seconds);
            await SealedAsync(database, log);
            await CheckpointAsync(database, log, seconds * 5);
            await app.StopAsync();
        }
    }

    /// <summary>Records with their leaves, a hundred to a write, while the node signs and indexes them.</summary>
    private static async Task DurableAsync(Database database, double seconds)
    {
        await RunAsync(1);
        var spent = Spent.Start();
        var began = Stopwatch.GetTimestamp();
        var count = await RunAsync(seconds);
        Print("records with their leaves durable, 100 to a write, one writer waiting for each", count, Stopwatch.GetElapsedTime(began), spent());

        async Task<long> RunAsync(double until)
        {
            var (started, written) = (Stopwatch.GetTimestamp(), 0L);
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < until)
            {
                await database.WriteAsync(session =>
                {
                    for (var n = 0; n < PerWrite; n++)
                    {
                        RecordBook.Append(session, Tester, Measured, "thing", "7");
                    }
                });
                written += PerWrite;
            }

            return written;
        }
    }

    /// <summary>A thousand records a second, each a write of its own at its time, and when the first checkpoint over each could leave the node.</summary>
    private static async Task CheckpointAsync(Database database, NodeLog log, double seconds)
    {
        var open = await log.OpenAsync();
        var (began, total) = (Stopwatch.GetTimestamp(), (int)(seconds * PerSecond));
        var (made, numbers) = (new double[total], new Task<long>[total]);
        var sizes = new List<(long Size, double At)>();
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (sizes.Count == 0 || sizes[^1].Size != log.Size)
                {
                    sizes.Add((log.Size, Now()));
                }

                await Task.Delay(1);
            }
        });
        for (var n = 0; n < total; n++)
        {
            // At its time, however far the writer is.
            while (Now() < (double)n / PerSecond)
            {
                await Task.Delay(1);
            }

            made[n] = Now();
            numbers[n] = database.WriteAsync(session => RecordBook.Append(session, Tester, Measured, "thing", "7"));
        }

        var last = (await Task.WhenAll(numbers)).Max();
        while (log.Size < last - open.Row.FirstRecord + 1)
        {
            await Task.Delay(5);
        }

        await Task.Delay(20);
        await stop.CancelAsync();
        await watching;
        var took = new double[total];
        for (var n = 0; n < total; n++)
        {
            var leaf = await numbers[n] - open.Row.FirstRecord;
            took[n] = sizes.First(one => one.Size > leaf).At - made[n];
        }

        Array.Sort(took);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"from asking for a record to a signed checkpoint over it, {PerSecond:N0}/s for {seconds:N0} s: p50 {took[total / 2] * 1000:N0} ms, p99 {took[total * 99 / 100] * 1000:N0} ms, most {took[^1] * 1000:N0} ms"));

        double Now() => Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task SealedAsync(Database database, NodeLog log)
    {
        var open = await log.OpenAsync();
        var last = await database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(seq) FROM record_entry"));
        while (log.Size < last - open.Row.FirstRecord + 1)
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Writes a log as it is served, forgets it, and then goes on with it and verifies all of it from its files, as somebody does who has a copy.</summary>
    private static void Verify(string folder, int leaves)
    {
        var began = Stopwatch.GetTimestamp();
        var head = Write(folder, leaves);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a log of {leaves:N0} leaves written as files in {Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s"));

        began = Stopwatch.GetTimestamp();
        var spent = Spent.Start();
        var restored = GrowingTree.Restore(head.Size, address => Tile.TryRead(address, File.ReadAllBytes(Path.Combine(folder, address.Path)))!);
        if (restored.Root() != head.Root || LogAudit.Check(head, address => File.ReadAllBytes(Path.Combine(folder, address.Path))) is not null)
        {
            throw new InvalidOperationException("The log does not hold.");
        }

        Print($"leaves of a log of {leaves:N0} read from its files, the tree gone on with, every leaf and tile verified", leaves, Stopwatch.GetElapsedTime(began), spent());
    }

    private static Checkpoint Write(string folder, int leaves)
    {
        var (tree, bundle, partial) = (new GrowingTree(), new List<ReadOnlyMemory<byte>>(TileAddress.FullWidth), new Dictionary<int, Tile>());
        Span<byte> salt = stackalloc byte[RecordLeaf.SaltSize];
        var digest = SHA256.HashData([]);
        for (var n = 0; n < leaves; n++)
        {
            BitConverter.TryWriteBytes(salt, n);
            var entry = RecordLeaf.Commit(salt, digest).ToEntry();
            tree.Append(TreeHash.OfEntry(entry));
            bundle.Add(entry);
            if (bundle.Count < TileAddress.FullWidth && n < leaves - 1)
            {
                continue;
            }

            Put(TileAddress.OfEntries(n / TileAddress.FullWidth, bundle.Count), EntryBundle.Write(bundle));
            bundle.Clear();
            foreach (var tile in tree.TakeChanged())
            {
                partial.Remove(tile.Address.Level!.Value);
                if (tile.Address.IsFull)
                {
                    Put(tile.Address, tile.ToArray());
                }
                else
                {
                    partial.Add(tile.Address.Level.Value, tile);
                }
            }
        }

        foreach (var tile in partial.Values)
        {
            Put(tile.Address, tile.ToArray());
        }

        var served = new TiledTree(tree.Size, address => Tile.TryRead(address, File.ReadAllBytes(Path.Combine(folder, address.Path)))!);
        return served.Root() == tree.Root() ? new("customs.nl.example/log/1", tree.Size, tree.Root()) : throw new InvalidOperationException("The log was not written as it is.");

        void Put(TileAddress address, byte[] bytes)
        {
            var path = Path.Combine(folder, address.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    private static void Print(string what, long count, TimeSpan wall, Spent spent) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {count / wall.TotalSeconds:N0}/s wall, {count / spent.Processor.TotalSeconds:N0} per CPU second ({count:N0} in {spent})"));
}
