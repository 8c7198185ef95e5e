using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Puts a document into a case by API: its bytes are the body, read no further than the node allows and compared with the digest that was announced.</summary>
internal static class FileDocument
{
    private const int LongestName = 200;

    /// <param name="Name">What it is called.</param>
    /// <param name="Sha256">By which an answer names it.</param>
    public sealed record Filed(string Name, string Sha256, long Bytes);

    /// <param name="seen">The version of the case that the officer saw.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="sha256">What its digest has to be, where that is known.</param>
    /// <param name="language">ISO 639-1.</param>
    public static async Task<Results<JsonHttpResult<Filed>, ProblemHttpResult>> PostAsync(
        long number, long seen, string name, string? sha256, string? language, HttpContext http, Database database, AssistancePost post, AssistanceOptions options, CancellationToken cancellation)
    {
        if (name.Length is 0 or > LongestName)
        {
            return new Fault(FaultCode.AssistanceIncomplete, $"A document has a name of at most {LongestName} characters.", "$.name").ToProblem();
        }

        var (content, unread) = await ReadAsync(http, options.LargestDocument);
        if (content is null)
        {
            return unread!.ToProblem();
        }

        var document = new HandedDocument(name, http.Request.ContentType is { Length: > 0 } type ? type : "application/octet-stream", content, language);
        var filed = new Filed(name, document.Enclosed.Sha256, content.Length);
        if (sha256 is not null && sha256 != filed.Sha256)
        {
            return new Fault(FaultCode.MessageValue, "The document that came has another digest.", "$.sha256").ToProblem();
        }

        var actor = http.Actor;
        var fault = await database.WriteAsync(session => AddDocument.Execute(session, post, actor, number, seen, document), cancellation);
        return fault is null ? TypedResults.Json(filed, AssistanceJson.Default.Filed, statusCode: StatusCodes.Status201Created) : fault.ToProblem();
    }

    /// <summary>The body, of which nothing is kept beyond the limit.</summary>
    private static async Task<(byte[]? Content, Fault? Fault)> ReadAsync(HttpContext http, long most)
    {
        var tooLarge = new Fault(FaultCode.TooLarge, $"At most {most} bytes are taken.");
        if (http.Request.ContentLength > most)
        {
            return (null, tooLarge);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }

        try
        {
            using var content = new MemoryStream((int)(http.Request.ContentLength ?? 0));
            await http.Request.Body.CopyToAsync(content, http.RequestAborted);
            return content.Length == 0 ? (null, new(FaultCode.AssistanceIncomplete, "The document is empty.")) : (content.ToArray(), null);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, tooLarge);
        }
    }
}
