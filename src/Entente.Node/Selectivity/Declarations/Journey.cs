using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>The way that goods go: the UN/LOCODEs of the places in the order of travel. A manifest has as many as its consignments differ.</summary>
internal static class Journey
{
    /// <summary>The journeys of all consignments, each once. Those of one or no known place are left out where another has more.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(Declaration declaration)
    {
        List<IReadOnlyList<string>> found = [];
        foreach (var journey in declaration.Consignments.SelectMany(master => Chains([master])).Select(Of))
        {
            if (journey.Count > 0 && !found.Any(one => one.SequenceEqual(journey)))
            {
                found.Add(journey);
            }
        }

        return found.Exists(one => one.Count > 1) ? [.. found.Where(one => one.Count > 1)] : found;
    }

    /// <summary>
    /// The consignment that a path of the model leads into, with those around it, the outermost first; empty for what stands outside of
    /// consignments, for example <c>$.parties[0]</c>.
    /// </summary>
    public static IReadOnlyList<Consignment> Around(Declaration declaration, string path)
    {
        List<Consignment> chain = [];
        var among = declaration.Consignments;
        foreach (var step in path.Split('.').Skip(1))
        {
            if (step.Split('[', ']') is not [("consignments" or "houses"), var digits, ""] || !int.TryParse(digits, out var index) || index < 0 || index >= among.Count)
            {
                break;
            }

            chain.Add(among[index]);
            among = among[index].Houses;
        }

        return chain;
    }

    /// <summary>The journey of the innermost consignment: its own where it says one, and completed by those around it where it does not.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Consignment> chain)
    {
        var own = chain.Count > 0 ? Known(chain[^1].Route) : [];
        var whole = own.Count > 1 ? own : Known(chain.SelectMany(consignment => consignment.Route).OrderBy(place => place.Role));
        // A transit declaration names its place of departure beside that of loading: nobody goes there twice.
        return [.. whole.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> Known(IEnumerable<RoutePlace> route) => [.. route.Select(place => place.Location).OfType<string>()];

    private static IEnumerable<IReadOnlyList<Consignment>> Chains(IReadOnlyList<Consignment> chain) =>
        chain[^1].Houses is { Count: > 0 } houses ? houses.SelectMany(house => Chains([.. chain, house])) : [chain];
}
