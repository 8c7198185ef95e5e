using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace Entente.Node.Platform.Operations;

/// <summary>The outermost layer: whatever goes wrong leaves as a problem with a code and a trace id, never with an inner detail.</summary>
internal sealed partial class Edge(ILogger<Edge> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        var fault = exception switch
        {
            BadHttpRequestException bad => Bad(bad),
            // Who hung up gets no answer, and nobody needs to look.
            ConnectionResetException => new Fault(FaultCode.Malformed, "A part of the request is missing or cannot be read."),
            DbException => new Fault(FaultCode.StoreAway, "Try again shortly; if it lasts, the operator finds the reason in the log."),
            _ => new Fault(FaultCode.Defect, "Trying again will most likely meet the same mistake; tell the operator the trace id."),
        };
        if (fault.Code == FaultCode.Defect)
        {
            Failed(exception, Route(context), Trace);
        }
        else if (fault.Code == FaultCode.StoreAway)
        {
            StoreFailed(exception, Route(context), Trace);
            context.Response.Headers.RetryAfter = "5";
        }

        context.Response.StatusCode = fault.Code.HttpStatus;
        await fault.ToProblem().ExecuteAsync(context);
        return true;
    }

    /// <summary>Gives an answer without a body, such as the one for an address that does not exist, the problem that belongs to it.</summary>
    public static Task ExplainAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        FaultCode? code = context.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => FaultCode.Malformed,
            StatusCodes.Status404NotFound => FaultCode.NotFound,
            StatusCodes.Status405MethodNotAllowed => FaultCode.MethodRefused,
            StatusCodes.Status413PayloadTooLarge => FaultCode.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => FaultCode.UnsupportedMedia,
            _ => null,
        };
        return code is null ? Task.CompletedTask : new Fault(code, code.Title).ToProblem().ExecuteAsync(context);
    }

    private static string? Trace => Activity.Current?.TraceId.ToHexString();

    private static Fault Bad(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(FaultCode.TooLarge, "The body is larger than the limit that the node's operator has set."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new(FaultCode.UnsupportedMedia, "Expected a body of type application/json."),
        { StatusCode: StatusCodes.Status408RequestTimeout } => new(FaultCode.TooSlow, "The client was slower than the limit that the node's operator has set."),
        { InnerException: JsonException json } => new(FaultCode.Malformed, "The body is not the JSON that this address takes.", Place(json)),
        _ => new(FaultCode.Malformed, "A part of the request is missing or cannot be read."),
    };

    private static string? Place(JsonException json) => (json.Path, json.LineNumber) switch
    {
        ({ Length: > 0 } path, { } line) => $"{path} (line {line + 1}, column {(json.BytePositionInLine ?? 0) + 1})",
        (_, { } line) => $"line {line + 1}, column {(json.BytePositionInLine ?? 0) + 1}",
        _ => null,
    };

    // The route's pattern, not the address: addresses carry what was searched for.
    private static string Route(HttpContext context) =>
        (context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    [LoggerMessage(1000, LogLevel.Error, "A request to {Route} failed; its answer named the trace {TraceId}.")]
    private partial void Failed(Exception exception, string route, string? traceId);

    [LoggerMessage(1001, LogLevel.Error, "A request to {Route} failed because the store did; its answer named the trace {TraceId}.")]
    private partial void StoreFailed(Exception exception, string route, string? traceId);
}
