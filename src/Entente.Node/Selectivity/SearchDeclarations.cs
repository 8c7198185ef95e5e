using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;

namespace Entente.Node.Selectivity;

/// <summary>Finds declarations by whatever an officer has in hand: a reference, a number, a name.</summary>
internal static class SearchDeclarations
{
    public const int Most = 10;

    private static readonly (TermField Field, string Filter)[] Numbers =
    [
        (TermField.Reference, "reference"), (TermField.Container, "container"), (TermField.TransportDocument, "document"), (TermField.Trader, "trader"),
        (TermField.Transport, ""), (TermField.Seal, ""),
    ];

    /// <summary>Searches by every kind of number and by name, and puts on record what was asked and shown.</summary>
    public static async Task<IReadOnlyList<Group>> RunAsync(Database database, Actor actor, string text, CancellationToken cancellation)
    {
        var groups = await database.ReadAsync(
            async session =>
            {
                var found = new List<Group>();
                foreach (var (field, filter) in Numbers)
                {
                    if (SearchTerms.Of(field, text) is { } term)
                    {
                        await AddAsync(session, database.Dialect, found, actor, field, filter, [term]);
                    }
                }

                if (SearchTerms.OfName(text) is { Count: > 0 } words)
                {
                    await AddAsync(session, database.Dialect, found, actor, TermField.Name, "name", words);
                }

                return found;
            },
            cancellation);
        await Reading.RecordAsync(
            database, actor, SelectivityActs.Searched, SelectivityActs.Kind, null,
            groups.SelectMany(group => group.Rows).Select(row => row.Id.ToString("D")).Distinct(), text);
        return groups;
    }

    private static async Task AddAsync(Session session, Dialect dialect, List<Group> found, Actor actor, TermField field, string filter, IReadOnlyList<long> terms)
    {
        var page = await DeclarationQueries.PageAsync(session, dialect, new(terms, null, null, null, null, false), Sight.Of(session, actor), Most);
        if (page.Rows.Count > 0)
        {
            found.Add(new(field, filter, page.Rows, page.Older is not null));
        }
    }

    /// <param name="Field">What the text was found as.</param>
    /// <param name="Filter">The filter of the list that shows them all; empty where it has none.</param>
    /// <param name="Rows">The newest.</param>
    /// <param name="More">Whether there are more.</param>
    internal sealed record Group(TermField Field, string Filter, IReadOnlyList<DeclarationLine> Rows, bool More);
}
