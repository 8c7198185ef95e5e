using Entente.Node.Console;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity.Flows;

/// <summary>The way of one declaration as the map draws it.</summary>
internal static class RouteDrawing
{
    private const int Most = 40;

    /// <summary>Places in the order of travel, each once, with legs between neighbours.</summary>
    public static FlowPicture Draw(ReferenceBook reference, IEnumerable<string> codes)
    {
        var ports =
            (from code in codes.Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)
             let place = reference.FindPlace(code)
             where place is { Latitude: not null, Longitude: not null }
             select new FlowPort(place.Locode, place.Name, place.Latitude!.Value, place.Longitude!.Value)).ToList();
        return new(ports, [.. ports.Zip(ports.Skip(1), (from, to) => new Flow(from.Code, to.Code, 1))], []);
    }

    /// <summary>Draws any places: it looks codes up and knows nothing of declarations.</summary>
    public static JsonHttpResult<FlowPicture> Get(string codes, ReferenceBook reference) =>
        TypedResults.Json(Draw(reference, codes.Split(',', StringSplitOptions.RemoveEmptyEntries)), FlowJson.Default.FlowPicture);
}
