using Entente.Protocol.Reference;

namespace Entente.Simulation;

/// <summary>The administration's own country: where goods arrive and which office sees them.</summary>
internal sealed class HomeGround
{
    public HomeGround(string country)
    {
        Country = country;
        var own = Ports.All.Where(port => port.Country == country)
            .OrderBy(port => Rank(port.Locode)).ThenBy(port => port.Locode, StringComparer.Ordinal).ToArray();
        SeaPorts = [.. own.Where(port => port.Functions.HasFlag(PortFunctions.Sea))];
        if (SeaPorts.Count == 0)
        {
            throw new ArgumentException($"The port table has no sea port of {country}.", nameof(country));
        }

        var airports = own.Where(port => port.Functions.HasFlag(PortFunctions.Air)).OrderByDescending(port => Offices.At(port.Locode).Count()).ToArray();
        Airport = airports.FirstOrDefault() ?? SeaPorts[0];
        Railhead = own.FirstOrDefault(port => port.Functions.HasFlag(PortFunctions.Rail) && port.Functions.HasFlag(PortFunctions.Inland)) ?? SeaPorts[0];
        Cities = [.. own.Select(port => port.Name)];
    }

    public string Country { get; }

    /// <summary>Whether trucks and transit connect it with the Union's offices inland.</summary>
    public bool IsInEurope => Countries.Find(Country)!.IsEuropeanUnion || Country is "GB" or "NO" or "CH" or "TR" or "UA";

    /// <summary>The main one first.</summary>
    public IReadOnlyList<Port> SeaPorts { get; }

    public Port Airport { get; }

    public Port Railhead { get; }

    public IReadOnlyList<string> Cities { get; }

    /// <summary>The office for a place and use; offices that the table does not have get a code of the same form.</summary>
    public static string OfficeAt(string locode, int number = 0) =>
        Offices.At(locode).Select(office => office.Code).ElementAtOrDefault(number) ?? $"{locode}{number + 1:D3}";

    /// <summary>A number for a code of at most twelve letters and digits.</summary>
    public static long Key(string code) => code.Aggregate(0L, (key, c) => key * 36 + (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10));

    private static int Rank(string locode)
    {
        for (var i = 0; i < Offices.All.Count; i++)
        {
            if (Offices.All[i].Locode == locode)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
