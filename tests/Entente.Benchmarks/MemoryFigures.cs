using System.Diagnostics;
using System.Globalization;

namespace Entente.Benchmarks;

/// <summary>What this process holds, at intervals: objects that live after a full collection, and memory that is its alone.</summary>
internal sealed class MemoryFigures
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const double Mebibyte = 1024 * 1024;

    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<(double Hours, double Heap, double Own)> taken = [];

    /// <param name="done">How much work was done so far.</param>
    /// <returns>One line.</returns>
    public string Take(long done)
    {
        var (hours, heap, own) = (Stopwatch.GetElapsedTime(began).TotalHours, GC.GetTotalMemory(forceFullCollection: true) / Mebibyte, Own());
        taken.Add((hours, heap, own));
        return string.Create(CultureInfo.InvariantCulture, $"minute {hours * 60:0}: {done:N0}; {heap:0.0} MiB live, {own:0} MiB of its own");
    }

    /// <summary>Without the pages of files that are mapped: those of the stores grow with the files, and are the machine's to take back.</summary>
    private static double Own() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, ..]
            ? double.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024
            : double.NaN;

    /// <summary>From the first to the last, and the slope of the second half: caches are full by then.</summary>
    public override string ToString()
    {
        var late = taken[(taken.Count / 2)..];
        return string.Create(CultureInfo.InvariantCulture,
            $"{taken[0].Heap:0.0} MiB live before, {taken[^1].Heap:0.0} MiB after; of its own {taken[0].Own:0} and {taken[^1].Own:0} MiB{(late.Count < 3 ? "" : string.Create(CultureInfo.InvariantCulture, $"; in the second half {Slope(late.ConvertAll(one => (one.Hours, one.Heap))):0.0} MiB live an hour"))}");
    }

    private static double Slope(List<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
