using Entente.Node.Console;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity.Flows;

/// <summary>The way of one declaration as the map draws it.</summary>
internal static class RouteDrawing
{
    private const int Most = 40;

    /// <summary>Journeys, each with its places in the order of travel and legs between neighbours; a leg is as wide as the journeys that share it are many.</summary>
    public static FlowPicture Draw(ReferenceBook reference, IEnumerable<IReadOnlyList<string>> journeys)
    {
        var ports = new Dictionary<string, FlowPort>(StringComparer.OrdinalIgnoreCase);
        var legs = new OrderedDictionary<(string From, string To), int>();
        foreach (var journey in journeys)
        {
            string? before = null;
            foreach (var code in journey)
            {
                if (!ports.TryGetValue(code, out var port))
                {
                    if (ports.Count == Most || reference.FindPlace(code) is not { Latitude: { } latitude, Longitude: { } longitude } place)
                    {
                        continue;
                    }

                    ports.Add(code, port = new(place.Locode, place.Name, latitude, longitude));
                }

                if (before is not null && before != port.Code)
                {
                    legs[(before, port.Code)] = legs.GetValueOrDefault((before, port.Code)) + 1;
                }

                before = port.Code;
            }
        }

        return new([.. ports.Values], [.. legs.Select(leg => new Flow(leg.Key.From, leg.Key.To, leg.Value))], []);
    }

    /// <summary>Draws any places: it looks codes up and knows nothing of declarations.</summary>
    /// <param name="codes">Journeys apart by semicolons, their UN/LOCODEs by commas.</param>
    /// <param name="reference">Where the places are.</param>
    public static JsonHttpResult<FlowPicture> Get(string codes, ReferenceBook reference) =>
        TypedResults.Json(
            Draw(reference, codes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(journey => journey.Split(',', StringSplitOptions.RemoveEmptyEntries))),
            FlowJson.Default.FlowPicture);
}
