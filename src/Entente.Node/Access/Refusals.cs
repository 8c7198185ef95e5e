using Entente.Node.Console;
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
internal sealed class Refusals(IEnumerable<Permission> permissions, Database database, KeptForms kept) : IAuthorizationMiddlewareResultHandler
{
    private const string SignInAddress = "/sign-in";

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

            // Without a body, as routing answers an address that does not exist; what explains empty answers makes the same of both.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (required.Any(one => needPurpose.Contains(one.Permission)) && stated.Missing() is { } fault)
        {
            await AskPurposeAsync(context, fault);
            return;
        }

        await next(context);
    }

    private static Task AskPurposeAsync(HttpContext context, Fault fault)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !Resubmission.WantsPage(context.Request))
        {
            return Resubmission.AskAsync(context, fault);
        }

        context.Response.Redirect($"{Addresses.Purpose}?return={Here(context.Request)}");
        return Task.CompletedTask;
    }

    private async Task ChallengeAsync(HttpContext context)
    {
        var byScript = context.Request.Headers.ContainsKey("HX-Request");
        var form = byScript || Resubmission.WantsPage(context.Request) ? await kept.KeepAsync(context) : null;
        if (Resubmission.WantsPage(context.Request))
        {
            var to = HttpMethods.IsGet(context.Request.Method) ? Here(context.Request) : form is null ? null : Uri.EscapeDataString(form);
            context.Response.Redirect(to is null ? SignInAddress : $"{SignInAddress}?to={to}");
            return;
        }

        if (byScript)
        {
            context.Response.Headers["HX-Redirect"] = form is null ? SignInAddress : $"{SignInAddress}?to={Uri.EscapeDataString(form)}";
        }

        await new Fault(FaultCode.AccessNotSignedIn, "Sign in at /sign-in, or send the token of a feed.").ToProblem().ExecuteAsync(context);
    }

    private static string Here(HttpRequest request) => Uri.EscapeDataString(request.Path + request.QueryString);

    private Task<long> RecordAsync(HttpContext context, IReadOnlyList<RequiresAttribute> required) => database.WriteAsync(
        session => RecordBook.Append(session, context.Actor, AccessActs.Refused, "permission", required[0].Permission),
        context.RequestAborted);
}
