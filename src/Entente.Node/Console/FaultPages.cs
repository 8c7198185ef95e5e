using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Entente.Node.Console;

/// <summary>Shows a fault as a page where a person reads the answer in a browser; programs get it as problem details (RFC 9457).</summary>
internal sealed class FaultPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !request.Headers.ContainsKey("HX-Request")
            && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);

        // Where a page has begun to render before it found nothing or broke, its services and this header are used up.
        http.Response.Headers.Remove("blazor-enhanced-nav");
        if (http.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } officer)
        {
            // The outermost layer writes this after the one that knew the language has returned.
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (officer.Culture, officer.UICulture);
        }

        var before = http.RequestServices;
        await using var fresh = before.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        try
        {
            await new RazorComponentResult<FaultPage>(new Dictionary<string, object?>
            {
                [nameof(FaultPage.Status)] = problem.Status ?? http.Response.StatusCode,
                [nameof(FaultPage.Code)] = problem.Extensions.TryGetValue("code", out var code) ? code as string : null,
                [nameof(FaultPage.Title)] = problem.Title,
                [nameof(FaultPage.Detail)] = problem.Detail,
                [nameof(FaultPage.At)] = problem.Extensions.TryGetValue("at", out var at) ? at as string : null,
                [nameof(FaultPage.Trace)] = problem.Extensions.TryGetValue("traceId", out var trace) ? trace as string : null,
            })
            { StatusCode = problem.Status }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }
}
