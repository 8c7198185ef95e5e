using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Entente.Node.Platform.Operations;

/// <summary>
/// What the runtime, ASP.NET Core, Npgsql and the node measure, as Prometheus reads it. The node's own meters are named
/// <c>Entente.X</c>; a module creates one through <see cref="IMeterFactory"/> and needs no registration.
/// </summary>
internal sealed class Metrics : IHostedService, IDisposable
{
    private const int LargestText = 1 << 20;

    private static readonly string[] Meters = ["System.Runtime", "Microsoft.AspNetCore.", "Npgsql", "Entente"];

    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Family> families = new(StringComparer.Ordinal);

    public Metrics(IMeterFactory factory, Database database)
    {
        var store = factory.Create("Entente.Platform");
        store.CreateObservableCounter("entente.store.writes", () => database.Written.Writes, description: "Writes made durable by this process.");
        store.CreateObservableCounter("entente.store.commits", () => database.Written.Commits, description: "Commits they took.");
        store.CreateObservableGauge("entente.store.waiting", () => database.Waiting, description: "Writes that wait for the next commit.");
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // Other hosts of the same process have factories of their own.
            if (Array.Exists(Meters, instrument.Meter.Name.StartsWith) && (instrument.Meter.Scope is null || instrument.Meter.Scope == factory))
            {
                listening.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Take(family, value, tags));
        listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Take(family, value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Take(family, value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Take(family, value, tags));
        listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Take(family, value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Take(family, value, tags));
        listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Take(family, (double)value, tags));
    }

    public static void Map(IEndpointRouteBuilder routes, LimitOptions limits) => routes
        .MapGet("/metrics", IResult (HttpContext context, Metrics metrics) =>
            limits.MetricsForAll || context.Connection.RemoteIpAddress is null || System.Net.IPAddress.IsLoopback(context.Connection.RemoteIpAddress)
                ? TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4", Encoding.UTF8)
                : TypedResults.NotFound())
        .Public("A collector has no session. Figures only, and only for this machine unless the operator opens it (Limits:MetricsForAll).")
        .DisableRateLimiting()
        .WithTags("Operations")
        .WithSummary("What the node measures, as Prometheus reads it.");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    /// <summary>All families in the text format 0.0.4.</summary>
    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (gate)
        {
            foreach (var family in families.Values)
            {
                if (text.Length > LargestText)
                {
                    break;
                }

                family.Write(text);
            }
        }

        return text.ToString();
    }

    private Family FamilyOf(Instrument instrument)
    {
        var name = Family.NameOf(instrument);
        lock (gate)
        {
            return families.TryGetValue(name, out var known) ? known : families[name] = new Family(name, instrument);
        }
    }

    private void Take(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            ((Family)family!).Take(value, tags);
        }
    }

    private sealed class Family(string name, Instrument instrument)
    {
        /// <summary>Series of one instrument; what exceeds them is counted together, so that no label can fill the memory.</summary>
        private const int MostSeries = 200;
        private const string Overflow = "overflow=\"true\"";

        private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

        private readonly SortedDictionary<string, Series> series = new(StringComparer.Ordinal);
        private readonly Kind kind = KindOf(instrument);
        private readonly double[] bounds = BoundsOf(instrument);

        private enum Kind { Sum, Total, Gauge, Histogram }

        public static string NameOf(Instrument instrument)
        {
            var name = new StringBuilder(instrument.Name);
            name.Replace('.', '_').Replace('-', '_').Replace('/', '_');
            var unit = instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
            if (!name.ToString().EndsWith(unit, StringComparison.Ordinal))
            {
                name.Append(unit);
            }

            return KindOf(instrument) is Kind.Sum or Kind.Total && IsMonotonic(instrument) ? $"{name}_total" : name.ToString();
        }

        public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = Labels(tags);
            if (!series.TryGetValue(labels, out var one) && !series.TryGetValue(labels = series.Count < MostSeries ? labels : Overflow, out one))
            {
                series[labels] = one = new Series(kind == Kind.Histogram ? bounds.Length + 1 : 0);
            }

            one.Count++;
            one.Value = kind is Kind.Total or Kind.Gauge ? value : one.Value + value;
            if (kind == Kind.Histogram)
            {
                var bucket = Array.FindIndex(bounds, bound => value <= bound);
                one.Buckets[bucket < 0 ? bounds.Length : bucket]++;
            }
        }

        public void Write(StringBuilder text)
        {
            if (series.Count == 0)
            {
                return;
            }

            if (instrument.Description is { Length: > 0 } description)
            {
                text.Append("# HELP ").Append(name).Append(' ').Append(description.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('\n');
            }

            text.Append("# TYPE ").Append(name).Append(kind == Kind.Histogram ? " histogram\n" : IsMonotonic(instrument) ? " counter\n" : " gauge\n");
            foreach (var (labels, one) in series)
            {
                if (kind == Kind.Histogram)
                {
                    long upTo = 0;
                    for (var i = 0; i <= bounds.Length; i++)
                    {
                        upTo += one.Buckets[i];
                        var bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                        Line(text, "_bucket", labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"", upTo);
                    }

                    Line(text, "_sum", labels, one.Value);
                    Line(text, "_count", labels, one.Count);
                }
                else
                {
                    Line(text, "", labels, one.Value);
                }
            }
        }

        private static bool IsMonotonic(Instrument instrument)
        {
            var type = instrument.GetType().IsGenericType ? instrument.GetType().GetGenericTypeDefinition() : null;
            return type == typeof(Counter<>) || type == typeof(ObservableCounter<>);
        }

        private static Kind KindOf(Instrument instrument) => (IsHistogram(instrument), instrument.IsObservable, instrument.GetType().Name) switch
        {
            (true, _, _) => Kind.Histogram,
            (_, true, _) when IsMonotonic(instrument) => Kind.Total,
            (_, true, _) => Kind.Gauge,
            (_, _, "Gauge`1") => Kind.Gauge,
            _ => Kind.Sum,
        };

        private static bool IsHistogram(Instrument instrument) =>
            instrument.GetType().IsGenericType && instrument.GetType().GetGenericTypeDefinition() == typeof(Histogram<>);

        private static double[] BoundsOf(Instrument instrument) => instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised],
            Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(bound => (double)bound)],
            Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(bound => (double)bound)],
            _ => Seconds,
        };

        private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length == 0)
            {
                return "";
            }

            var labels = new StringBuilder();
            foreach (var (key, value) in tags)
            {
                labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_').Replace('-', '_')).Append("=\"");
                foreach (var letter in Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
                {
                    _ = letter switch
                    {
                        '\\' => labels.Append("\\\\"),
                        '"' => labels.Append("\\\""),
                        '\n' => labels.Append("\\n"),
                        _ => labels.Append(letter),
                    };
                }

                labels.Append('"');
            }

            return labels.ToString();
        }

        private void Line(StringBuilder text, string suffix, string labels, double value)
        {
            text.Append(name).Append(suffix);
            if (labels.Length > 0)
            {
                text.Append('{').Append(labels).Append('}');
            }

            text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    private sealed class Series(int buckets)
    {
        public double Value { get; set; }

        public long Count { get; set; }

        public long[] Buckets { get; } = new long[buckets];
    }
}
