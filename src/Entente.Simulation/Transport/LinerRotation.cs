using System.Globalization;
using Entente.Protocol.Reference;
using Entente.TradeData.Model;

namespace Entente.Simulation.Transport;

/// <summary>
/// A weekly service of a line or railway: as many vessels as its round takes weeks, so that one leaves each port every week. Everything
/// about a voyage follows from its number, so that any day can be told without the days before it.
/// </summary>
internal sealed class LinerRotation
{

    private readonly int index;
    private readonly Vessel[] vessels;
    private readonly Call[] calls;
    private readonly int[] homes;

    private LinerRotation(int index, string[] row, HomeGround home, ulong seed)
    {
        this.index = index;
        (Code, Carrier, Prefix) = (row[0], row[1], row[2]);
        Mode = Enum.Parse<TransportMode>(row[3]);
        Weeks = int.Parse(row[4], CultureInfo.InvariantCulture);
        Share = int.Parse(row[5], CultureInfo.InvariantCulture);
        vessels = [.. Enumerable.Range(0, Weeks).Select(number => Mode == TransportMode.Rail
            ? new Vessel($"{Carrier.Split(' ')[0].ToUpperInvariant()} {80_000 + index * 100 + number}", null, "CN")
            : Vessel.OfLine(index, number, Carrier))];
        calls = [.. Calls(row[6].Split(' '), home, Dice.For(seed, 51, index))];
        homes = [.. Enumerable.Range(0, calls.Length).Where(i => calls[i].IsHome)];
        Loads = [.. Enumerable.Range(0, homes.Length == 0 ? 0 : homes[0]).Where(i => calls[i].Port.Country != home.Country && calls[i].Port.Country is not ("DE" or "PL"))];
        Feeders = [.. Loads.Select(load => Feeder.All.Where(feeder => feeder.Hub == calls[load].Port).ToArray())];
    }

    public string Code { get; }

    public string Carrier { get; }

    public string Prefix { get; }

    public TransportMode Mode { get; }

    /// <summary>Weeks of one round, and the number of vessels.</summary>
    public int Weeks { get; }

    public int Share { get; }

    /// <summary>Calls where cargo for home is loaded, in order.</summary>
    public IReadOnlyList<int> Loads { get; }

    /// <summary>Feeder services that end at each of <see cref="Loads"/>.</summary>
    public IReadOnlyList<IReadOnlyList<Feeder>> Feeders { get; }

    public int HomeCalls => homes.Length;

    /// <summary>Weeks after which a container is back where it was loaded: out, two weeks inland, back, and time for feeders at both ends.</summary>
    public int ContainerWeeks => Weeks + 8;

    public static IReadOnlyList<LinerRotation> All(HomeGround home, ulong seed) =>
        [.. EmbeddedTable.Rows("services.csv").Select((row, index) => new LinerRotation(index, row, home, seed)).Where(service => service.Loads.Count > 0)];

    public Vessel VesselOf(int voyage) => vessels[voyage % Weeks];

    /// <summary>The vessel of a voyage, or the train, as a declaration names it.</summary>
    public TransportMeans Means(int voyage, string journey, DateTime departsAt, DateTime arrivesAt)
    {
        var vessel = VesselOf(voyage);
        return new()
        {
            Leg = TransportLeg.Border,
            Mode = Mode,
            Identity = vessel.Imo ?? vessel.Name,
            IdentityKind = vessel.Imo is null ? TransportIdentity.WagonNumber : TransportIdentity.ImoNumber,
            Name = vessel.Name,
            Nationality = vessel.Flag,
            Journey = journey,
            DepartsAt = departsAt.Utc,
            ArrivesAt = arrivesAt.Utc,
        };
    }

    public string JourneyOf(int voyage) => $"{Code}{voyage % 1000:D3}W";

    public Port LoadPort(int load) => calls[Loads[load]].Port;

    public Port HomePort(int homeCall) => calls[homes[homeCall]].Port;

    public DateTime LoadArrival(int voyage, int load) => Arrival(voyage, Loads[load]);

    public DateTime LoadDeparture(int voyage, int load) => Departure(voyage, Loads[load]);

    public DateTime HomeArrival(int voyage, int homeCall) => Arrival(voyage, homes[homeCall]);

    public DateTime HomeDeparture(int voyage, int homeCall) => Departure(voyage, homes[homeCall]);

    /// <summary>The voyage whose vessel leaves the load call on that day, or -1.</summary>
    public int VoyageLoading(DateTime day, int load) => VoyageAt(day, Loads[load]);

    /// <summary>The voyage whose vessel arrives at the home call on that day, or -1.</summary>
    public int VoyageArriving(DateTime day, int homeCall) => VoyageAt(day, homes[homeCall]);

    /// <summary>The calls between loading and home, where the vessel only passes.</summary>
    public IEnumerable<(Port Port, DateTime At)> Between(int voyage, int load, int homeCall)
    {
        for (var i = Loads[load] + 1; i < homes[homeCall]; i++)
        {
            yield return (calls[i].Port, Arrival(voyage, i));
        }
    }

    private int VoyageAt(DateTime day, int call)
    {
        var days = (int)(day - Instants.Epoch).TotalDays - index - calls[call].Day;
        return days >= 0 && days % 7 == 0 ? days / 7 : -1;
    }

    private DateTime Arrival(int voyage, int call) =>
        Instants.Epoch.AddDays(index + (7 * voyage) + calls[call].Day).AddMinutes((voyage * 37 + call * 53 + index * 11) % 300);

    private DateTime Departure(int voyage, int call) => Arrival(voyage, call).AddMinutes(720 + (voyage * 29 + call * 31) % 300);

    private static IEnumerable<Call> Calls(string[] words, HomeGround home, Dice dice)
    {
        for (var i = 0; i < words.Length; i += 2)
        {
            var day = int.Parse(words[i + 1], CultureInfo.InvariantCulture);
            yield return words[i] switch
            {
                "@" => new Call(dice.Chance(0.75) ? home.SeaPorts[0] : dice.Pick(home.SeaPorts), day, true),
                "~" => new Call(home.Railhead, day, true),
                var locode => new Call(Ports.Find(locode)!, day, false),
            };
        }
    }

    private readonly record struct Call(Port Port, int Day, bool IsHome);
}

/// <summary>A small ship or barge between a port and the hub where the ocean vessel calls.</summary>
internal sealed record Feeder(Port From, Port Hub, int Days)
{
    public static IReadOnlyList<Feeder> All { get; } =
        [.. EmbeddedTable.Rows("feeders.csv").Select(row => new Feeder(Ports.Find(row[0])!, Ports.Find(row[1])!, int.Parse(row[2], CultureInfo.InvariantCulture)))];
}
