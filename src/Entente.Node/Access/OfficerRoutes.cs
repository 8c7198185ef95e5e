using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Access;

/// <summary>The acts of the officers' and feeds' pages that take no more than a click.</summary>
internal static class OfficerRoutes
{
    public static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ActivateAsync(Guid id, bool active, Actor actor, HttpContext http, Database database, Text text)
    {
        if (await ManageOfficers.ActivateAsync(database, actor, id, active) is { } fault)
        {
            return fault.ToProblem();
        }

        http.Toast(active ? text["The officer may sign in again."] : text["The officer is deactivated and signed out everywhere."]);
        return TypedResults.LocalRedirect($"/officers/{id:D}");
    }

    public static async Task<Results<RedirectHttpResult, NotFound>> RevokeFeedAsync(string name, Actor actor, HttpContext http, Database database, Text text)
    {
        if (!await FeedToken.RevokeAsync(database, actor, name))
        {
            return TypedResults.NotFound();
        }

        http.Toast(text["The feed is revoked; its token opens nothing any more."]);
        return TypedResults.LocalRedirect("/feeds");
    }
}
