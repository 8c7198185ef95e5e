using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Selectivity;

/// <summary>Declarations, newest first, narrowed by what stands in the address. What was shown is on record.</summary>
internal static class ListDeclarations
{
    public static async Task<DeclarationRows> RunAsync(Database database, Actor actor, DeclarationFilter filter, DeclarationFilter.Asked asked, CancellationToken cancellation, int size = DeclarationQueries.PageSize)
    {
        var page = await database.ReadAsync(session => DeclarationQueries.PageAsync(session, database.Dialect, asked, Sight.Of(session, actor), size), cancellation);
        await Reading.RecordAsync(
            database, actor, filter.IsSearch ? SelectivityActs.Searched : SelectivityActs.Listed, SelectivityActs.Kind, null, page.Rows.Select(row => row.Id.ToString("D")), filter.Words());
        return page;
    }

    public static async Task<Results<JsonHttpResult<DeclarationRows>, ProblemHttpResult>> GetAsync(HttpContext http, Actor actor, Database database, CancellationToken cancellation)
    {
        var filter = DeclarationFilter.Read(http.Request.Query);
        var (asked, fault) = filter.Decide();
        return fault is not null
            ? fault.ToProblem()
            : TypedResults.Json(await RunAsync(database, actor, filter, asked!, cancellation), DeclarationsJson.Default.DeclarationRows);
    }
}
