using System.Collections.Frozen;
using System.Globalization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.Simulation.Transport;

namespace Entente.Simulation.Watch;

/// <summary>
/// Invented persons, companies, vessels and containers that turn up in the trade of a world, so that a node without real lists has
/// alerts to find. The vessels and containers are those that really travel in that world.
/// </summary>
public sealed class SimulatedWatchList
{
    private static readonly FrozenDictionary<string, string[]> reasons = EmbeddedTable.Rows("reasons.csv").Select(row => row[0].Split('|')).ToFrozenDictionary(row => row[0]);

    internal SimulatedWatchList(ulong seed, IEnumerable<(Vessel Vessel, string FormerName)> vessels, IEnumerable<string> containers)
    {
        Persons = [.. EmbeddedTable.Rows("watchlist.csv").Where(row => row[0] == "P").Select((row, i) => Named(seed, row, i + 1))];
        Companies = [.. EmbeddedTable.Rows("watchlist.csv").Where(row => row[0] == "C").Select((row, i) => Named(seed, row, Persons.Count + i + 1))];
        var named = Persons.Count + Companies.Count;
        Vessels = [.. vessels.Select((vessel, i) => Subject(named + i + 1, WatchedKind.Vessel, "VESSEL", vessel.FormerName) with { Number = vessel.Vessel.Imo, Country = vessel.Vessel.Flag })];
        Containers = [.. containers.Select((number, i) => Subject(named + Vessels.Count + i + 1, WatchedKind.Container, "BOX", number) with { Number = number })];
        All = [.. Persons, .. Companies, .. Vessels, .. Containers];
    }

    public IReadOnlyList<WatchedSubject> All { get; }

    public IReadOnlyList<WatchedSubject> Persons { get; }

    public IReadOnlyList<WatchedSubject> Companies { get; }

    public IReadOnlyList<WatchedSubject> Vessels { get; }

    public IReadOnlyList<WatchedSubject> Containers { get; }

    private static WatchedSubject Named(ulong seed, string[] row, int number)
    {
        var dice = Dice.For(seed, 61, number);
        var isPerson = row[0] == "P";
        return Subject(number, isPerson ? WatchedKind.Person : WatchedKind.Company, row[4], row[5]) with
        {
            Category = isPerson ? AlertCategory.Persons : AlertCategory.Businesses,
            OriginalName = row[6] is { Length: > 0 } original ? original : null,
            Aliases = row[7].Split(';'),
            BirthDate = isPerson ? row[1] : null,
            Country = row[2],
            City = row[3],
            Number = isPerson ? Passport(ref dice) : Countries.Find(row[2])!.IsEuropeanUnion ? Trader.EoriOf(ref dice, row[2]) : null,
        };
    }

    internal static string Passport(ref Dice dice) => $"{dice.Letters(2)}{dice.Digits(7)}";

    private static WatchedSubject Subject(int number, WatchedKind kind, string reason, string name)
    {
        var row = reasons[reason];
        return new WatchedSubject
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"SIM-W-{number:D3}"),
            Kind = kind,
            Category = Enum.Parse<AlertCategory>(row[1]),
            Action = Enum.Parse<RequestedAction>(row[2]),
            Warning = row[3].Length > 0 ? Enum.Parse<WarningCode>(row[3]) : null,
            Name = name,
            English = row[4],
            French = row[5],
        };
    }
}
