using System.Diagnostics;
using System.Globalization;

namespace Entente.Benchmarks;

/// <summary>What this process holds, at intervals: objects that live after a full collection, and what the machine gave it for them.</summary>
internal sealed class MemoryFigures
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const double Mebibyte = 1024 * 1024;

    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<(double Hours, double Heap, double Working)> taken = [];

    /// <param name="done">How much work was done so far.</param>
    /// <returns>One line.</returns>
    public string Take(long done)
    {
        using var process = Process.GetCurrentProcess();
        var (hours, heap, working) = (Stopwatch.GetElapsedTime(began).TotalHours, GC.GetTotalMemory(forceFullCollection: true) / Mebibyte, process.WorkingSet64 / Mebibyte);
        taken.Add((hours, heap, working));
        return string.Create(CultureInfo.InvariantCulture, $"minute {hours * 60:0}: {done:N0}; {heap:0.0} MiB live, {working:0} MiB working set");
    }

    /// <summary>From the first to the last, and the slope of the second half: caches are full by then.</summary>
    public override string ToString()
    {
        var late = taken[(taken.Count / 2)..];
        return string.Create(CultureInfo.InvariantCulture,
            $"{taken[0].Heap:0.0} MiB live before, {taken[^1].Heap:0.0} MiB after; working set {taken[0].Working:0} and {taken[^1].Working:0} MiB{(late.Count < 3 ? "" : string.Create(CultureInfo.InvariantCulture, $"; in the second half {Slope(late.ConvertAll(one => (one.Hours, one.Heap))):0.0} MiB live an hour"))}");
    }

    private static double Slope(List<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
