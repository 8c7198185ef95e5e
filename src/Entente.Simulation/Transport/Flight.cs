using System.Globalization;
using Entente.Protocol.Reference;

namespace Entente.Simulation.Transport;

/// <summary>A daily cargo flight to the home airport.</summary>
internal sealed record Flight(string Airline, string Code, int Number, Port From, int Hour, int Hours, int Share)
{
    public static IReadOnlyList<Flight> All(HomeGround home) => [.. EmbeddedTable.Rows("flights.csv")
        .Select(row => new Flight(row[0], row[1], Int(row[2]), Ports.Find(row[3])!, Int(row[4]), Int(row[5]), Int(row[6])))
        .Where(flight => flight.From.Country != home.Country)];

    public string Designator => $"{Code}{Number}";

    /// <summary>The aircraft changes from day to day among four.</summary>
    public string Registration(int day) => $"{(Code[1] is 'K' or 'O' ? "B" : "N")}-{Code}{(char)('A' + (day + Number) % 4)}X";

    public DateTime Departure(DateTime day) => day.AddHours(Hour).AddMinutes(Number % 50);

    public DateTime Arrival(DateTime day) => Departure(day).AddHours(Hours);

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
