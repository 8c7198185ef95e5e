using Entente.Node.Console;
using Entente.Protocol.Reference;

namespace Entente.Node.Alerts;

/// <summary>The route of a consignment as the map draws it.</summary>
internal static class HitRoute
{
    /// <returns><see langword="null"/> where fewer than two places have a known position.</returns>
    public static FlowPicture? Picture(HitContext? context)
    {
        List<Port[]> journeys = [.. (context?.Journeys ?? []).Select(journey => journey.Select(place => Ports.Find(place.Locode)).OfType<Port>().ToArray()).Where(journey => journey.Length > 1)];
        return journeys.Count == 0
            ? null
            : new(
                [.. journeys.SelectMany(journey => journey).DistinctBy(port => port.Locode).Select(port => new FlowPort(port.Locode, port.Name, port.Latitude, port.Longitude))],
                [.. journeys.SelectMany(journey => journey.Zip(journey.Skip(1), (from, to) => (from.Locode, to.Locode))).CountBy(leg => leg).Select(leg => new Flow(leg.Key.Item1, leg.Key.Item2, leg.Value))],
                []);
    }
}
