using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>A step with what it brings, so far as that decides whether it is possible.</summary>
public abstract record CaseEvent(CaseStep Step)
{
    /// <summary>A step that brings nothing that could make it impossible.</summary>
    public sealed record Plain(CaseStep Step) : CaseEvent(Step);

    /// <summary>A text of the request: a draft, the request, what completes it.</summary>
    public sealed record Texted(CaseStep Step, long Revision) : CaseEvent(Step);

    /// <param name="Conditions">What has to be assured.</param>
    /// <param name="Cost">What has to be agreed to.</param>
    public sealed record ConditionsAsked(WordSet<Condition> Conditions, Cost? Cost = null) : CaseEvent(CaseStep.SetConditions);

    /// <param name="Conditions">What is assured.</param>
    /// <param name="Cost">What is agreed to.</param>
    public sealed record ConditionsAssured(WordSet<Condition> Conditions, Cost? Cost = null) : CaseEvent(CaseStep.Assure);

    /// <summary>Refused, postponed or accepted in part.</summary>
    /// <param name="Step">Which of them.</param>
    /// <param name="Why">The ground, as far as this side knows it.</param>
    /// <param name="Until">When a postponed case is looked at again.</param>
    public sealed record Declined(CaseStep Step, Decision Why, DateOnly? Until = null) : CaseEvent(Step);

    /// <summary>What had to come did not come.</summary>
    /// <param name="Clock">The clock of the confirmation, or of the completion, as it stands.</param>
    public sealed record TimedOut(ClockState Clock) : CaseEvent(CaseStep.Lapse);
}

/// <summary>Who takes a step.</summary>
/// <param name="Authority">Of which authority the officer is.</param>
/// <param name="Approval">The highest approval that the officer can give, or has obtained.</param>
public sealed record Doer(AuthorityKind Authority, Approval Approval);

/// <summary>What comes of a step.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <param name="Case">The case after it.</param>
    /// <param name="Row">The step, with the message that tells the other side.</param>
    public sealed record Moved(CaseFile Case, Transition Row) : CaseOutcome;

    /// <summary>It came when this side had gone on: it is put on record, and has no effect.</summary>
    public sealed record TooLate(Crossing Crossing) : CaseOutcome;

    public sealed record Refused(Fault Fault) : CaseOutcome;
}
