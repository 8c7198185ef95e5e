namespace Entente.Simulation.Flows;

/// <summary>Consignments that are loaded together and arrive together.</summary>
/// <param name="Route">Which service, flight, road or vessel.</param>
/// <param name="Voyage">Which of its voyages.</param>
/// <param name="Leg">From where to where, as the flow numbers it.</param>
/// <param name="Slots">How many consignments there are on the leg.</param>
/// <param name="Origin">Country of the suppliers, alpha-2; a consignment by feeder has another.</param>
internal readonly record struct Lot(int Route, int Voyage, int Leg, int Slots, string Origin, DateTime LoadsAt, DateTime ArrivesAt);
