using Entente.Node.Console;
using Entente.Node.Federation;
using Entente.Node.Platform;

namespace Entente.Node.Selectivity.Flows;

/// <summary>The flows of the last day as the map draws them.</summary>
internal sealed class FlowDrawing(Database database, ReferenceBook reference, TrafficCount traffic, NodeOptions node, TimeProvider clock)
{
    /// <summary>More arcs than this are a ball of wool; the table beneath has them too.</summary>
    private const int Most = 150;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public async Task<FlowPicture> DrawAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (whole, hours) = await database.ReadAsync(
            async session => (await FlowBook.RecentAsync(session, now, Day, Most), await FlowBook.HoursAsync(session, now, Day)), cancellation);
        var ports = whole.SelectMany(flow => new[] { flow.Origin, flow.Destination }).Distinct().Select(Port).OfType<FlowPort>().ToDictionary(port => port.Code);
        var links = await LinksAsync(now, cancellation);
        Flow[] Drawn(IEnumerable<RouteFlow> flows) =>
        [
            .. from flow in flows
               where ports.ContainsKey(flow.Origin) && ports.ContainsKey(flow.Destination) && flow.Origin != flow.Destination
               select new Flow(flow.Origin, flow.Destination, flow.Declarations, flow.Hits > 0 ? Tone.Care : Tone.Good, flow.Simulated),
        ];
        foreach (var code in links.SelectMany(link => new[] { link.From, link.To }).Where(code => !ports.ContainsKey(code)))
        {
            if (Port(code) is { } place)
            {
                ports.Add(code, place);
            }
        }

        return new([.. ports.Values], Drawn(whole), [.. Hours(hours, now).Select(one => new FlowFrame(FlowBook.StartOf(one.Hour), Drawn(one.Flows)))]) { Links = links };
    }

    private async Task<IReadOnlyList<FlowLink>> LinksAsync(DateTimeOffset now, CancellationToken cancellation) =>
    [
        .. from line in await traffic.SinceAsync(now - Hour, cancellation)
           let partner = line.Partner
           select new FlowLink(
               node.Country, partner.Country, partner.Name, line.Sent, line.Received, line.Waiting,
               partner.State == PartnerState.Suspended ? Tone.Stop : line.Waiting > 0 ? Tone.Care : Tone.Good),
    ];

    /// <summary>Every hour since the first with trade: one without any is shown as such.</summary>
    private static IEnumerable<(long Hour, IEnumerable<RouteFlow> Flows)> Hours(List<RouteFlow> flows, DateTimeOffset now)
    {
        var byHour = flows.ToLookup(flow => flow.Hour);
        for (var hour = flows.Count == 0 ? long.MaxValue : flows.Min(flow => flow.Hour); hour <= FlowBook.HourOf(now); hour++)
        {
            yield return (hour, byHour[hour]);
        }
    }

    private FlowPort? Port(string code) => code.Length == 2
        ? Countries.Centre(code) is { } centre ? new(code, centre.Name, centre.Latitude, centre.Longitude) : null
        : reference.FindPlace(code) is { Latitude: { } latitude, Longitude: { } longitude } place ? new(code, place.Name, latitude, longitude) : null;

    /// <summary>Where a country is drawn whose place is not declared: at its first port.</summary>
    private static class Countries
    {
        private static readonly Dictionary<string, Protocol.Reference.Port> FirstPort =
            Protocol.Reference.Ports.All.GroupBy(port => port.Country).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

        public static (string Name, double Latitude, double Longitude)? Centre(string code) => FirstPort.TryGetValue(code, out var port)
            ? (Protocol.Reference.Countries.Find(code)?.Name(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? code, port.Latitude, port.Longitude)
            : null;
    }
}
