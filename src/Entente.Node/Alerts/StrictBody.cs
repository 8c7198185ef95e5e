using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Request bodies in the strict JSON of this module, and its answers.</summary>
internal static class StrictBody
{
    private const int Longest = 1 << 20;

    public static async Task<(T? Value, Fault? Fault)> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (http.Request.ContentLength > Longest)
        {
            return (null, TooLarge());
        }

        // A body whose length is not stated is counted while it is read.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Longest;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted) is { } value
                ? (value, null)
                : (null, new(FaultCode.Malformed, "Expected a JSON object.", "$"));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge());
        }
        catch (JsonException exception)
        {
            return (null, new(FaultCode.Malformed, "The body does not follow the published form.", exception.Path));
        }
        catch (NotSupportedException)
        {
            // What the serializer throws for an alert without its category, or an object without its type.
            return (null, new(FaultCode.Malformed, "The alert must name its category, and each object its type."));
        }
    }

    private static Fault TooLarge() => new(FaultCode.TooLarge, $"At most {Longest} bytes are taken.");

    extension(AlertOutcome outcome)
    {
        public Results<Ok<AlertOutcome.Stored>, ProblemHttpResult> ToResult() => outcome switch
        {
            AlertOutcome.Stored stored => TypedResults.Ok(stored),
            AlertOutcome.Refused refused => refused.ToProblem(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    extension(AlertOutcome.Refused refused)
    {
        /// <summary>The first fault as the problem, with all of them beside it.</summary>
        public ProblemHttpResult ToProblem()
        {
            var problem = refused.Faults[0].ToProblem();
            problem.ProblemDetails.Extensions["faults"] = refused.Faults.Select(fault => new { code = fault.Code.Id, fault.Detail, fault.At }).ToArray();
            return problem;
        }
    }
}
