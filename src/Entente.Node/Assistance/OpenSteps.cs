using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>A step that the case allows now.</summary>
/// <param name="Step">Which.</param>
/// <param name="WhyNot">Why this officer cannot take it; <see langword="null"/>: nothing is in the way.</param>
internal sealed record StepLine(CaseStep Step, Fault? WhyNot);

/// <summary>What may be done in a case now: the case itself is asked about each step, as it will be when the step is taken.</summary>
internal static class OpenSteps
{
    // Whoever writes them gives their own reasons; these only stand for one.
    private const string Some = "-";

    /// <summary>What this side can do, in the order of the table; what this officer cannot has the reason.</summary>
    /// <param name="file">The case.</param>
    /// <param name="doer">The officer.</param>
    /// <param name="late">How the time stands by which something had to come.</param>
    public static IReadOnlyList<StepLine> Of(CaseFile file, Doer doer, ClockState late) =>
    [
        .. CaseTable.Rows.Where(row => row.Step != CaseStep.Acknowledge && (row.By is null || row.By == file.Us) && row.From.Contains(file.State))
            .Select(row => new StepLine(row.Step, WhyNot(file, row.Step, doer, late))),
    ];

    /// <summary>What the other side can do.</summary>
    public static IReadOnlyList<CaseStep> OfPartner(CaseState state, Side us) =>
        [.. CaseTable.Rows.Where(row => row.Step is not (CaseStep.Acknowledge or CaseStep.Speak) && row.Message is not null && row.By is { } by && by != us && row.From.Contains(state)).Select(row => row.Step)];

    private static Fault? WhyNot(CaseFile file, CaseStep step, Doer doer, ClockState late) => Trial(file, step, late) is not { } trial
        ? new(FaultCode.AssistanceGround, "The agreement knows no ground on which that could be done.")
        : (file.Decide(trial, doer) as CaseOutcome.Refused)?.Fault;

    private static CaseEvent? Trial(CaseFile file, CaseStep step, ClockState late)
    {
        switch (step)
        {
            case CaseStep.Share or CaseStep.Send or CaseStep.Complete:
                return new CaseEvent.Texted(step, file.Revision + 1);
            case CaseStep.SetConditions:
                return new CaseEvent.ConditionsAsked([Condition.AssuranceRetention]);
            case CaseStep.Assure:
                return new CaseEvent.ConditionsAssured(file.Asked, file.CostAsked);
            case CaseStep.Refuse or CaseStep.Postpone or CaseStep.AcceptInPart:
                var ground = file.Grounds.FirstOrDefault(known => step != CaseStep.Postpone || GroundTable.Of(known).MayPostpone);
                return ground == default ? null : new CaseEvent.Declined(step, new(ground, Some, Some), DateOnly.MaxValue);
            case CaseStep.Lapse:
                return new CaseEvent.TimedOut(late);
            default:
                return new CaseEvent.Plain(step);
        }
    }
}
