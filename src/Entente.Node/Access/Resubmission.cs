using Entente.Node.Access.Pages;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Access;

/// <summary>Asks in a page for what a request lacked, and sends the request again with everything that was entered.</summary>
internal static class Resubmission
{
    private static readonly string[] NotRepeated = ["__RequestVerificationToken", Evidence.StatedPurpose.PurposeField, Evidence.StatedPurpose.CaseField];

    public static async Task AskAsync(HttpContext context, Fault fault)
    {
        var request = context.Request;
        if (!WantsPage(request) || (request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)))
        {
            await fault.ToProblem().ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = fault.Code.HttpStatus;
        IEnumerable<KeyValuePair<string, string>> fields = request.HasFormContentType
            ? from field in await request.ReadFormAsync(context.RequestAborted)
              where !NotRepeated.Contains(field.Key)
              from value in field.Value
              select KeyValuePair.Create(field.Key, value ?? "")
            : [];
        await new RazorComponentResult<AskAgain>(new Dictionary<string, object?>
        {
            [nameof(AskAgain.Fault)] = fault,
            [nameof(AskAgain.Address)] = request.Path + request.QueryString,
            [nameof(AskAgain.Fields)] = fields.ToList(),
        })
        { StatusCode = fault.Code.HttpStatus }.ExecuteAsync(context);
    }

    /// <summary>Whether a person reads the answer in a browser.</summary>
    public static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
