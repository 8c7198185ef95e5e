using Entente.Node.Console;
using Entente.Protocol.Reference;

namespace Entente.Node.Alerts;

/// <summary>The route of a consignment as the map draws it.</summary>
internal static class HitRoute
{
    /// <returns><see langword="null"/> where fewer than two places have a known position.</returns>
    public static FlowPicture? Picture(HitContext? context)
    {
        Port[] ports = [.. (context?.Route ?? []).Select(place => Ports.Find(place.Locode)).OfType<Port>()];
        return ports.Length < 2
            ? null
            : new(
                [.. ports.DistinctBy(port => port.Locode).Select(port => new FlowPort(port.Locode, port.Name, port.Latitude, port.Longitude))],
                [.. ports.Zip(ports.Skip(1), (from, to) => new Flow(from.Locode, to.Locode, 1))],
                []);
    }
}
