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

        var clock = Stopwatch.StartNew();
        var world = TradeWorld.Create(options);
        Line("world created", $"{clock.ElapsedMilliseconds} ms");

        _ = world.Run().Take(2_000).Count();
        clock.Restart();
        var events = world.Run().Take(count).ToList();
        Line("declarations made", Rate(count, clock));

        clock.Restart();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        foreach (var simulated in events)
        {
            var json = DeclarationJson.Write(simulated.Declaration);
            hash.AppendData(json);
            bytes += json.Length;
        }

        Line("written as JSON", $"{Rate(count, clock)}, {bytes / count} bytes each");
        clock.Restart();
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

    private static string Rate(int count, Stopwatch clock) => $"{count / clock.Elapsed.TotalSeconds:F0}/s";

    private static void Line(string what, string figure) => Console.WriteLine($"{what,-26}{figure}");
}
