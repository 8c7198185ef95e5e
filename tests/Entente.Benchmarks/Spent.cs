using System.Diagnostics;
using System.Globalization;

namespace Entente.Benchmarks;

/// <summary>Wall time, and beside it the processor time of this process: on a machine that others use too, only the second is ours.</summary>
internal readonly record struct Spent(TimeSpan Wall, TimeSpan Processor)
{
    public static Func<Spent> Start()
    {
        var (began, before) = (Stopwatch.GetTimestamp(), Now());
        return () => new(Stopwatch.GetElapsedTime(began), Now() - before);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall.TotalSeconds:F2} s wall, {Processor.TotalSeconds:F2} s CPU");

    private static TimeSpan Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
