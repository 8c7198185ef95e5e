using Entente.Protocol.Reference;

namespace Entente.Node.Console;

/// <summary>Made-up flows between real ports, for the gallery.</summary>
internal static class GalleryFlows
{
    private static readonly string[] partners = ["CNSHG", "SGSIN", "TRIST", "USNYC", "BRSSZ", "MACAS", "ZADUR", "INNSA", "KEMBA", "AEJEA", "NOOSL", "CLVAP"];

    public static FlowPicture Picture(DateTimeOffset now)
    {
        var known = partners.Append("NLRTM").Select(Ports.Find).OfType<Port>().ToList();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        return new(
            [.. known.Select(port => new FlowPort(port.Locode, port.Name, port.Latitude, port.Longitude))],
            Flows(known, 1),
            [.. Enumerable.Range(0, 24).Select(step => new FlowFrame(hour.AddHours(step - 23), Flows(known, 1 + (step * 7 % 5))))]);
    }

    private static Flow[] Flows(List<Port> known, int step) =>
    [
        .. known.Where(port => port.Locode != "NLRTM").Select((port, index) => new Flow(
            port.Locode, "NLRTM", 40 + (index * 977 * step % 1900), (index % 6) switch { 2 => Tone.Care, 5 => Tone.Stop, _ => Tone.Good })),
    ];
}
