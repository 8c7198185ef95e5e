namespace Entente.Node.Selectivity;

/// <summary>A place of a route with its position, where that is known.</summary>
internal sealed record Place(string Locode, string Name, string Country, double? Latitude, double? Longitude);
