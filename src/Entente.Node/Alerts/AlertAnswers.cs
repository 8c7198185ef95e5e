using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>What came of an act on an alert, as an answer.</summary>
internal static class AlertAnswers
{
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
