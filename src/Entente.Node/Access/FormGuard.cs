using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Antiforgery;

namespace Entente.Node.Access;

/// <summary>Lets no form through that was not made by one of our own pages, whichever route it is for and however that route reads it.</summary>
internal sealed class FormGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isForm = request.HasFormContentType && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (isForm && FeedBearer.TokenOf(request) is null && context.GetEndpoint() is not null && !await antiforgery.IsRequestValidAsync(context))
        {
            await Resubmission.AskAsync(context, new Fault(FaultCode.AccessFormExpired, "Send the form once more."));
            return;
        }

        await next(context);
    }
}
