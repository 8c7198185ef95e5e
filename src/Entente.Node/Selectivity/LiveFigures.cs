using System.Diagnostics.Metrics;

namespace Entente.Node.Selectivity;

/// <summary>What the node does at this moment: totals since it started and rates over the last ten seconds.</summary>
internal sealed class LiveFigures
{
    /// <summary>The meter that <c>/metrics</c> and OTLP read.</summary>
    public const string Meter = "Entente.Selectivity";

    private const int Window = 10;

    private readonly TimeProvider clock;
    private readonly Counter<long> declarations;
    private readonly Counter<long> screenings;
    private readonly Counter<long> hits;
    private readonly Counter<long> refusals;
    private readonly Lock gate = new();
    private readonly Second[] seconds = new Second[Window + 1];
    private Totals totals;

    public LiveFigures(TimeProvider clock, IMeterFactory meters)
    {
        this.clock = clock;
#pragma warning disable CA2000 // The factory owns the meter.
        var meter = meters.Create(Meter);
#pragma warning restore CA2000
        declarations = meter.CreateCounter<long>("entente.declarations", "{declaration}", "Declarations taken in and durable.");
        screenings = meter.CreateCounter<long>("entente.screenings", "{subject}", "Subjects compared with the lists.");
        hits = meter.CreateCounter<long>("entente.hits", "{hit}", "Hits raised.");
        refusals = meter.CreateCounter<long>("entente.refusals", "{declaration}", "Declarations refused.");
    }

    public Totals SinceStart
    {
        get
        {
            lock (gate)
            {
                return totals;
            }
        }
    }

    /// <summary>Each figure per second, over the last ten whole seconds.</summary>
    public Rates PerSecond
    {
        get
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            lock (gate)
            {
                var recent = seconds.Where(second => second.At < now && second.At >= now - Window).ToList();
                return new(
                    recent.Sum(second => second.Count.Declarations) / (double)Window,
                    recent.Sum(second => second.Count.Screenings) / (double)Window,
                    recent.Sum(second => second.Count.Hits) / (double)Window,
                    recent.Sum(second => second.Count.Refusals) / (double)Window);
            }
        }
    }

    internal void TookIn(int subjects, int raised)
    {
        declarations.Add(1);
        screenings.Add(subjects);
        hits.Add(raised);
        Count(new(1, subjects, raised, 0));
    }

    internal void Refused()
    {
        refusals.Add(1);
        Count(new(0, 0, 0, 1));
    }

    private void Count(Totals more)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            totals += more;
            ref var second = ref seconds[now % seconds.Length];
            second = new(now, (second.At == now ? second.Count : default) + more);
        }
    }

    private readonly record struct Second(long At, Totals Count);

    internal readonly record struct Totals(long Declarations, long Screenings, long Hits, long Refusals)
    {
        public static Totals operator +(Totals one, Totals other) => new(
            one.Declarations + other.Declarations, one.Screenings + other.Screenings, one.Hits + other.Hits, one.Refusals + other.Refusals);
    }

    internal readonly record struct Rates(double Declarations, double Screenings, double Hits, double Refusals);
}
