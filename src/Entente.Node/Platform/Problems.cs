using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Node.Platform;

internal static class Problems
{
    extension(Fault fault)
    {
        /// <summary>The fault as problem details (RFC 9457) with its code, place and page.</summary>
        /// <remarks>What is not found is answered without detail: absent and forbidden must not differ in a byte.</remarks>
        public ProblemHttpResult ToProblem() => TypedResults.Problem(new ProblemDetails
        {
            Status = fault.Code.HttpStatus,
            Title = fault.Code.Title,
            Detail = fault.Code == FaultCode.NotFound ? null : fault.Detail,
            Type = $"/docs/faults/{fault.Code.Id}",
            Extensions = { ["code"] = fault.Code.Id, ["at"] = fault.Code == FaultCode.NotFound ? null : fault.At, ["mayRetry"] = fault.Code.MayRetry },
        });
    }
}
