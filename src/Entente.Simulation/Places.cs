using Entente.Protocol.Reference;
using Entente.Simulation.Traders;
using Entente.TradeData.Model;

namespace Entente.Simulation;

/// <summary>Where goods go after they arrived.</summary>
internal static class Places
{
    public static RoutePlace DestinationOf(Lane lane, Port arrival, DateTime arrivesAt) => lane.TransitTo is { } office
        ? OfficeAt(office, arrivesAt.AddDays(5))
        : new(RouteRole.Destination, arrival.Locode, arrival.Country, lane.Importer.Address.City, arrivesAt.AddDays(3).Utc);

    public static RoutePlace OfficeAt(Office office, DateTime at) =>
        new(RouteRole.Destination, office.Locode, office.Country, Ports.Find(office.Locode)!.Name, at.Utc);
}
