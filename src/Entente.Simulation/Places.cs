using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.TradeData.Model;

namespace Entente.Simulation;

/// <summary>Where goods pass and go after they arrived.</summary>
internal static class Places
{
    /// <summary>From one port to another without a stop.</summary>
    public static IReadOnlyList<RoutePlace> Direct(Lane lane, Port from, DateTime madeAt, DateTime loadsAt, Port home, DateTime arrivesAt) =>
    [
        new(RouteRole.Origin, from.Locode, from.Country, from.Name, madeAt.Utc),
        new(RouteRole.Loading, from.Locode, from.Country, from.Name, loadsAt.Utc),
        new(RouteRole.Discharge, home.Locode, home.Country, home.Name, arrivesAt.Utc),
        DestinationOf(lane, home, arrivesAt),
    ];

    public static RoutePlace DestinationOf(Lane lane, Port arrival, DateTime arrivesAt) => lane.TransitTo is { } office
        ? OfficeAt(office, arrivesAt.AddDays(5))
        : new(RouteRole.Destination, arrival.Locode, arrival.Country, lane.Importer.Address.City, arrivesAt.AddDays(3).Utc);

    public static RoutePlace OfficeAt(Office office, DateTime at) =>
        new(RouteRole.Destination, office.Locode, office.Country, Ports.Find(office.Locode)!.Name, at.Utc);
}
