using Entente.Node.Platform;

namespace Entente.Node.Alerts;

/// <summary>What the module that screened a consignment adds to the page of its hit.</summary>
/// <param name="Summary">The consignment in a line: goods, from, to, by what.</param>
/// <param name="Href">Its page.</param>
/// <param name="Journeys">The places it passes, in order; several ways where it is not known which of them the hit went.</param>
internal sealed record HitContext(string Summary, string Href, IReadOnlyList<IReadOnlyList<HitPlace>> Journeys);

/// <param name="Locode">UN/LOCODE of the place.</param>
/// <param name="Name">Its name.</param>
internal sealed record HitPlace(string Locode, string Name);

/// <summary>Finds the context of a declaration, or <see langword="null"/> for one of another kind. Runs in the transaction of the page.</summary>
internal delegate Task<HitContext?> FindHitContext(Session session, string consignmentKind, string declarationId, string path);

internal static class HitContexts
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers where hit pages find route, summary and link of what a module screens.</summary>
        public IServiceCollection AddHitContext(FindHitContext find) => services.AddSingleton(find);
    }

    public static async Task<HitContext?> FindAsync(Session session, IEnumerable<FindHitContext> sources, HitView hit)
    {
        foreach (var find in sources)
        {
            if (await find(session, hit.Declared.ConsignmentKind, hit.Declared.DeclarationId, hit.Declared.Path) is { } context)
            {
                return context;
            }
        }

        return null;
    }
}
