using System.Diagnostics.Metrics;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>What is measured of witnesses: alarms that are open, and how long messages have waited for a quorum. As it was in the last round.</summary>
internal sealed class LogFigures
{
    private readonly TimeProvider clock;
    private volatile Seen seen = new([], null);

    public LogFigures(IMeterFactory factory, TimeProvider clock)
    {
        this.clock = clock;
        var meter = factory.Create("Entente.Evidence");
        meter.CreateObservableGauge(
            "entente.log.alarms",
            () => Enum.GetValues<LogAlarmKind>().Select(kind => new Measurement<long>(seen.Alarms.LongCount(alarm => alarm.Kind == kind), new KeyValuePair<string, object?>("kind", $"{kind}".ToLowerInvariant()))),
            description: "Open alarms about logs of partners and of this node, by kind.");
        meter.CreateObservableGauge("entente.log.unwitnessed", () => seen.Oldest is { } oldest ? Math.Max(0, (clock.GetUtcNow() - oldest).TotalSeconds) : 0, "s", "Age of the oldest record of a message that no quorum has witnessed.");
    }

    public async Task LookAsync(Database database, CancellationToken cancellation) =>
        seen = await database.ReadAsync(session => Task.FromResult(new Seen(LogAlarm.Open(session), MessageProof.Oldest(session))), cancellation);

    private sealed record Seen(IReadOnlyList<LogAlarm> Alarms, DateTimeOffset? Oldest);
}
