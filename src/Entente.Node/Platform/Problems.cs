using System.Diagnostics;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Platform;

internal static class Problems
{
    private const string TraceId = "traceId";

    /// <summary>Names the trace in every problem but one: see the remarks below.</summary>
    public static void Trace(ProblemDetailsContext problem)
    {
        if (problem.ProblemDetails.Status == FaultCode.NotFound.HttpStatus)
        {
            problem.ProblemDetails.Extensions.Remove(TraceId);
        }
        else
        {
            problem.ProblemDetails.Extensions[TraceId] = Activity.Current?.TraceId.ToHexString();
        }
    }

    extension(Fault fault)
    {
        /// <summary>The fault as problem details (RFC 9457) with its code, place, page and the trace id under which the log tells more.</summary>
        /// <remarks>What is not found is answered without detail: absent and forbidden must not differ in a byte.</remarks>
        public ProblemHttpResult ToProblem()
        {
            var tells = fault.Code != FaultCode.NotFound;
            return TypedResults.Problem(new ProblemDetails
            {
                Status = fault.Code.HttpStatus,
                Title = fault.Code.Title,
                Detail = tells ? fault.Detail : null,
                Type = $"/docs/faults/{fault.Code.Id}",
                Extensions =
                {
                    ["code"] = fault.Code.Id,
                    ["at"] = tells ? fault.At : null,
                    ["mayRetry"] = fault.Code.MayRetry,
                },
            });
        }
    }
}
