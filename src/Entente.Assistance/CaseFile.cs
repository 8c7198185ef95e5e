using System.Globalization;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>A request as one end holds it: where it stands, and what decides what may happen next. Immutable; a step makes another.</summary>
public sealed record CaseFile
{
    /// <summary>What a requesting side can assure.</summary>
    public static readonly WordSet<Condition> Assurable =
        [Condition.ConsentGiven, Condition.AssuranceNoEvidence, Condition.AssuranceConfidentiality, Condition.AssuranceRetention, Condition.Anonymised];

    public required RequestId Id { get; init; }

    /// <summary>Which end this is.</summary>
    public required Side Us { get; init; }

    public CaseState State { get; init; } = CaseState.Drafted;

    /// <summary>The case as the other side knows it.</summary>
    public CaseState Told { get; init; } = CaseState.Drafted;

    /// <summary>The authorities of this end whose officers deal with it.</summary>
    public required WordSet<AuthorityKind> Authorities { get; init; }

    /// <summary>The approval that the clause asks for where this end gives or promises something.</summary>
    public Approval Approval { get; init; } = Approval.Officer;

    /// <summary>Why the law lets this end promise nothing now; <see langword="null"/>: it does.</summary>
    public Fault? AgainstPromises { get; init; }

    /// <summary>The grounds that the agreement knows.</summary>
    public WordSet<RefusalGround> Grounds { get; init; }

    /// <summary>The latest text of the request.</summary>
    public long Revision { get; init; }

    /// <summary>The conditions that were set and still stand.</summary>
    public WordSet<Condition> Asked { get; init; }

    public WordSet<Condition> Assured { get; init; }

    /// <summary>The cost beyond what is ordinary that was announced and still stands.</summary>
    public Cost? CostAsked { get; init; }

    /// <summary>The one that was agreed to.</summary>
    public Cost? CostAgreed { get; init; }

    /// <summary>A step of an officer of this end.</summary>
    public CaseOutcome Decide(CaseEvent happening, Doer doer)
    {
        var row = CaseTable.Of(happening.Step);
        return row.By is { } side && side != Us ? Refused(FaultCode.AssistanceState, $"Only the {Words.Of(side)} side can do that.")
            : !row.From.Contains(State) ? NotNow(row)
            : !Authorities.Contains(doer.Authority) ? Refused(FaultCode.AssistanceCompetence, $"The case is with {Authorities}.")
            : AgainstPromises is { } law && CaseTable.Promises.Contains(row.Step) ? new CaseOutcome.Refused(law)
            : row.NeedsApproval && doer.Approval < Approval ? Refused(FaultCode.AssistanceCompetence, $"The clause asks for the approval {Words.Of(Approval)}; there is {Words.Of(doer.Approval)}.")
            : Check(happening, own: true) is { } fault ? new CaseOutcome.Refused(fault)
            : new CaseOutcome.Moved(After(happening, row.To ?? State, row), row);
    }

    /// <summary>What the node does by itself when a request comes in.</summary>
    public CaseOutcome Acknowledge()
    {
        var row = CaseTable.Of(CaseStep.Acknowledge);
        return Us == Side.Requested && row.From.Contains(State) ? new CaseOutcome.Moved(After(new CaseEvent.Plain(row.Step), row.To!.Value, row), row) : NotNow(row);
    }

    /// <summary>A step of the other end, as its message arrives.</summary>
    public CaseOutcome Take(CaseEvent arriving)
    {
        var row = CaseTable.Of(arriving.Step);
        if (row.By == Us || row.Message is null)
        {
            return Refused(FaultCode.AssistanceState, $"Only the {Words.Of(Us)} side can do that.");
        }

        var crossing = row.From.Contains(State) ? null : CaseTable.Crossings.FirstOrDefault(one => one.Arriving.Contains(arriving.Step) && one.While.Contains(State));
        return crossing is { Counts: false } ? new CaseOutcome.TooLate(crossing)
            : crossing is null && !row.From.Contains(State) ? NotNow(row)
            : Check(arriving, own: false) is { } fault ? new CaseOutcome.Refused(fault)
            : new CaseOutcome.Moved(After(arriving, (crossing is null ? row.To : crossing.To) ?? State, row), row);
    }

    private Fault? Check(CaseEvent happening, bool own) => happening switch
    {
        CaseEvent.Texted texted when texted.Revision <= Revision => new(FaultCode.AssistanceState, $"Text {Revision} is there; this is text {texted.Revision}."),
        CaseEvent.ConditionsAsked { Conditions.IsEmpty: true, Cost: null } => new(FaultCode.AssistanceConditions, "Say what has to be assured."),
        CaseEvent.ConditionsAsked { Conditions: var asked } when !Assurable.Includes(asked) => new(FaultCode.AssistanceConditions, $"Nobody can assure {asked.Without(Assurable)}; what can be assured is {Assurable}."),
        CaseEvent.ConditionsAssured { Conditions: var given } when !given.Includes(Asked) => new(FaultCode.AssistanceConditions, $"It does not cover {Asked.Without(given)}."),
        CaseEvent.ConditionsAssured { Cost: var agreed } when agreed != CostAsked => new(
            FaultCode.AssistanceConditions, CostAsked is { } cost ? $"It does not agree to the cost that was announced: {cost.Amount.ToString(CultureInfo.InvariantCulture)} {cost.Currency}." : "No cost was announced.", "$.cost"),
        CaseEvent.Declined { Step: CaseStep.Postpone, Until: null } => new(FaultCode.AssistanceGround, "A postponement names the day on which it is looked at again."),
        CaseEvent.Declined declined => declined.Why.Check(Grounds, declined.Step == CaseStep.Postpone, own),
        CaseEvent.TimedOut { Clock: not ClockState.Overdue } when own => new(FaultCode.AssistanceState, "The time for it is not over."),
        { Step: CaseStep.Reply or CaseStep.ReplyInPart } when own && !Assured.Includes(Asked) => new(FaultCode.AssistanceConditions, $"Nothing is given before {Asked.Without(Assured)} is assured."),
        { Step: CaseStep.Reply or CaseStep.ReplyInPart } when own && CostAsked is not null && CostAgreed != CostAsked => new(FaultCode.AssistanceConditions, "Nothing is given before the cost that was announced is agreed to."),
        _ => null,
    };

    private CaseFile After(CaseEvent happened, CaseState state, Transition row)
    {
        var moved = this with { State = state, Told = CaseTable.Tells(State, row) ? state : Told };
        return happened switch
        {
            CaseEvent.Texted texted => moved with { Revision = texted.Revision },
            CaseEvent.ConditionsAsked asked => moved with { Asked = asked.Conditions, CostAsked = asked.Cost },
            CaseEvent.ConditionsAssured assured => moved with { Assured = Assured.Or(assured.Conditions), CostAgreed = assured.Cost ?? CostAgreed },

            // Accepted without what was asked for, or looked at anew: the conditions do not stand any more.
            { Step: CaseStep.Accept or CaseStep.AcceptInPart or CaseStep.Resume } => moved with { Asked = [], CostAsked = null },
            _ => moved,
        };
    }

    private CaseOutcome.Refused NotNow(Transition row) =>
        Refused(FaultCode.AssistanceState, $"The case is {Words.Of(State)}; {Words.Of(row.Step)} is possible while it is {row.From}.");

    private static CaseOutcome.Refused Refused(FaultCode code, string detail) => new(new(code, detail));
}
