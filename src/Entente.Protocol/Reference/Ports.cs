using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Protocol.Reference;

/// <summary>A place of trade with its position.</summary>
/// <param name="Locode">UN/LOCODE of five characters, for example <c>NLRTM</c>.</param>
/// <param name="Name">The name as written there, in Latin script.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Functions">What happens there.</param>
public sealed record Port(string Locode, string Name, string Country, double Latitude, double Longitude, PortFunctions Functions);

[Flags]
public enum PortFunctions
{
    None = 0,
    Sea = 1,
    Air = 2,
    Rail = 4,

    /// <summary>Road terminal or inland clearance depot.</summary>
    Inland = 8,
}

/// <summary>The ports, airports and terminals that come with the product; an administration loads the full UN/LOCODE beside them.</summary>
public static class Ports
{
    private static readonly FrozenDictionary<string, Port> byLocode = ReferenceTable.Rows("ports.csv")
        .Select(row => new Port(row[0], row[1], row[2], Degrees(row[3]), Degrees(row[4]), Functions(row[5])))
        .ToFrozenDictionary(port => port.Locode, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every port, by code.</summary>
    public static IReadOnlyList<Port> All { get; } = [.. byLocode.Values.OrderBy(port => port.Locode, StringComparer.Ordinal)];

    /// <summary>The port with this UN/LOCODE, in any case of letters, or <see langword="null"/>.</summary>
    public static Port? Find(string? locode) => locode is null ? null : byLocode.GetValueOrDefault(locode);

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static PortFunctions Functions(string letters) => letters.Aggregate(PortFunctions.None, (all, letter) => all | letter switch
    {
        'S' => PortFunctions.Sea,
        'A' => PortFunctions.Air,
        'R' => PortFunctions.Rail,
        'I' => PortFunctions.Inland,
        _ => throw new InvalidOperationException($"ports.csv: unknown function '{letter}'."),
    });
}
