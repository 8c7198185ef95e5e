using Entente.Node.Access.Pages;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Access;

/// <summary>Asks in a page for what a request lacked, and sends the request again with everything that was entered.</summary>
internal static class Resubmission
{
    private const string TokenField = "__RequestVerificationToken";

    public static async Task AskAsync(HttpContext context, Fault fault)
    {
        var request = context.Request;
        if (!WantsPage(request) || (request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)))
        {
            await fault.ToProblem().ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = fault.Code.HttpStatus;
        var asksPurpose = fault.Code != FaultCode.AccessFormExpired;
        var fields = request.HasFormContentType
            ? KeptForms.Flat(await request.ReadFormAsync(context.RequestAborted)).Where(field => field.Key != TokenField && !(asksPurpose && IsPurpose(field.Key)))
            : [];
        await Show(request.Path + request.QueryString, fields, fault).ExecuteAsync(context);
    }

    /// <summary>The page with what was entered, to be looked at and sent.</summary>
    /// <param name="address">Where the form was sent, and is sent again.</param>
    /// <param name="fields">Everything in it but its token.</param>
    /// <param name="fault">What it lacked; <see langword="null"/> where only its session had ended.</param>
    public static RazorComponentResult<AskAgain> Show(string address, IEnumerable<KeyValuePair<string, string>> fields, Fault? fault) => new(new Dictionary<string, object?>
    {
        [nameof(AskAgain.Fault)] = fault,
        [nameof(AskAgain.Address)] = address,
        [nameof(AskAgain.Fields)] = fields.ToList(),
    })
    {
        StatusCode = fault?.Code.HttpStatus ?? StatusCodes.Status200OK,
    };

    private static bool IsPurpose(string field) => field is Evidence.StatedPurpose.PurposeField or Evidence.StatedPurpose.CaseField;

    /// <summary>Whether a person reads the answer in a browser.</summary>
    public static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
