using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Entente.Node.Access;

/// <summary>
/// The one place where a request goes on or is refused. A route that is not there and one that is not for this officer pass through the
/// same line, so that the two answers cannot differ.
/// </summary>
internal sealed class Refusals(IEnumerable<Permission> permissions, Database database) : IAuthorizationMiddlewareResultHandler
{
    private readonly HashSet<string> needPurpose = [.. permissions.Where(permission => permission.StatesPurpose).Select(permission => permission.Id)];

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Challenged)
        {
            await ChallengeAsync(context);
            return;
        }

        var required = context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequiresAttribute>() ?? [];
        var stated = await StatedPurpose.ReadAsync(context);
        if (authorizeResult.Forbidden)
        {
            if (required.Count > 0)
            {
                await RecordAsync(context, required);
            }

            await NotFound(context);
            return;
        }

        if (required.Any(one => needPurpose.Contains(one.Permission)) && stated.Missing() is { } fault)
        {
            await fault.ToProblem().ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Whether a person reads the answer in a browser.</summary>
    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task NotFound(HttpContext context) => new Fault(FaultCode.NotFound, "").ToProblem().ExecuteAsync(context);

    private static Task ChallengeAsync(HttpContext context)
    {
        if (WantsPage(context.Request))
        {
            var to = HttpMethods.IsGet(context.Request.Method) ? $"?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}" : "";
            context.Response.Redirect($"/sign-in{to}");
            return Task.CompletedTask;
        }

        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.Headers["HX-Redirect"] = "/sign-in";
        }

        return new Fault(FaultCode.AccessNotSignedIn, "Sign in at /sign-in, or send the token of a feed.").ToProblem().ExecuteAsync(context);
    }

    private Task<long> RecordAsync(HttpContext context, IReadOnlyList<RequiresAttribute> required) => database.WriteAsync(
        session => RecordBook.Append(session, context.Actor, AccessActs.Refused, "permission", required[0].Permission),
        context.RequestAborted);
}
