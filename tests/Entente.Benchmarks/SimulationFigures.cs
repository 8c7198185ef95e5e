using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Entente.Simulation;
using Entente.TradeData;

namespace Entente.Benchmarks;

/// <summary>How fast one core makes the simulated world, how much of it there is, and what is in it.</summary>
internal static class SimulationFigures
{
    public static int Print(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;
        var options = new WorldOptions();
        options = args.Length > 1 ? options with { DeclarationsPerDay = int.Parse(args[1], CultureInfo.InvariantCulture) } : options;

        var clock = Meter.Start();
        var world = TradeWorld.Create(options);
        Line("world created", $"{clock.Elapsed.TotalMilliseconds:F0} ms");

        _ = world.Run().Take(2_000).Count();
        clock = Meter.Start();
        var events = world.Run().Take(count).ToList();
        Line("declarations made", Rate(count, clock));

        clock = Meter.Start();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        foreach (var simulated in events)
        {
            var json = DeclarationJson.Write(simulated.Declaration);
            hash.AppendData(json);
            bytes += json.Length;
        }

        Line("written as JSON", $"{Rate(count, clock)}, {bytes / count} bytes each");
        clock = Meter.Start();
        using var wire = new MemoryStream();
        long sent = 0;
        foreach (var simulated in world.Run().Take(count))
        {
            wire.SetLength(0);
            TradeWriter.Write(simulated.Declaration, SimulatedFeed.FormatOf(simulated.Declaration), wire);
            sent += wire.Length;
        }

        Line("made and sent", $"{Rate(count, clock)}, {sent / count} bytes each");
        Line("SHA-256", Convert.ToHexStringLower(hash.GetHashAndReset()));
        Line("simulated time", $"{(events[^1].At - events[0].At).TotalDays:F2} days, {count / (events[^1].At - events[0].At).TotalDays:F0} a day");
        foreach (var kind in events.GroupBy(simulated => simulated.Declaration.Kind).OrderByDescending(group => group.Count()))
        {
            Line($"  {kind.Key}", $"{kind.Count()} ({kind.Count(simulated => simulated.Truths.Count > 0)} with a truth)");
        }

        foreach (var kind in events.SelectMany(simulated => simulated.Truths).GroupBy(truth => truth.Kind).OrderBy(group => group.Key))
        {
            Line($"  {kind.Key}", $"{kind.Count()}, for example: {kind.First().English}");
        }

        return 0;
    }

    private static string Rate(int count, Meter clock) => $"{count / clock.Elapsed.TotalSeconds:F0}/s, {count / clock.Used.TotalSeconds:F0} per CPU second";

    private static void Line(string what, string figure) => Console.WriteLine($"{what,-26}{figure}");

    /// <summary>Time on the wall and of the processor, from its start.</summary>
    private readonly record struct Meter(long Began, TimeSpan UsedBefore)
    {
        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Began);

        public TimeSpan Used => Environment.CpuUsage.TotalTime - UsedBefore;

        public static Meter Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
    }
}
