using Entente.Node.Console;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Antiforgery;

namespace Entente.Node.Access;

/// <summary>Lets no form through that was not made by one of our own pages, whichever route it is for and however that route reads it.</summary>
internal sealed class FormGuard(RequestDelegate next, IAntiforgery antiforgery, KeptForms kept)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isForm = request.HasFormContentType && FeedBearer.TokenOf(request) is null && context.GetEndpoint() is not null && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (isForm && !await antiforgery.IsRequestValidAsync(context))
        {
            await Resubmission.AskAsync(context, new Fault(FaultCode.AccessFormExpired, "Send the form once more."));
            return;
        }

        if (isForm && (await request.ReadFormAsync(context.RequestAborted))[KeptForm.IdField].ToString() is { Length: > 0 and < 60 } id)
        {
            await kept.ForgetAsync(context, id);
        }

        await next(context);
    }
}
