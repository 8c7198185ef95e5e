using Entente.Agreements;
using Entente.Protocol.Messages;

namespace Entente.Assistance;

/// <summary>The two ends of a request.</summary>
public enum Side { Requesting = 1, Requested }

/// <summary>Where a case stands; both ends use the same words.</summary>
public enum CaseState
{
    Drafted = 1,

    /// <summary>The draft lies with the partner for its opinion.</summary>
    Shared,

    /// <summary>Asked by word of mouth, to be confirmed in writing.</summary>
    Spoken,
    Received,
    Acknowledged,

    /// <summary>Something is missing, and the requesting side knows what.</summary>
    Incomplete,
    Admissible,
    ConditionsSet,
    ConditionsDisputed,
    Postponed,
    Accepted,
    Executed,
    Replied,

    /// <summary>Its outcome is known to who gave the answer.</summary>
    Reported,
    Refused,
    Withdrawn,
    Lapsed,
    Closed,
}

/// <summary>What happens to a case.</summary>
public enum CaseStep
{
    Share = 1, Comment, Speak, Send, Acknowledge, AskCompletion, Complete, Admit, SetConditions, Assure, Dispute, Accept, AcceptInPart, Postpone, Resume, Refuse, Extend, Execute,
    ReplyInPart, Reply, Report, Withdraw, Lapse, Close,
}

/// <param name="Step">What happens.</param>
/// <param name="By">Who does it; <see langword="null"/>: either.</param>
/// <param name="From">Where the case may stand.</param>
/// <param name="To">Where it stands then; <see langword="null"/>: where it stood.</param>
/// <param name="Message">What tells the other side; <see langword="null"/>: it concerns the own file alone.</param>
/// <param name="NeedsApproval">Whether it gives or promises something, so that the officer needs the approval of the clause.</param>
public sealed record Transition(CaseStep Step, Side? By, WordSet<CaseState> From, CaseState? To, MessageKind? Message, bool NeedsApproval = false);

/// <summary>What becomes of a step of the other side that arrives when the own side has already gone on.</summary>
/// <param name="Arriving">Any of these.</param>
/// <param name="While">In any of these states.</param>
/// <param name="To">Where the case stands then; <see langword="null"/>: where it stood.</param>
/// <param name="Counts">Whether what it brings is kept; else it is noted, and has no effect.</param>
public sealed record Crossing(WordSet<CaseStep> Arriving, WordSet<CaseState> While, CaseState? To, bool Counts);

/// <summary>The table of <c>docs/spec/assistance.md</c>, which both ends run.</summary>
public static class CaseTable
{
    private static readonly WordSet<CaseState> undecided = [CaseState.Admissible, CaseState.ConditionsDisputed, CaseState.Postponed];

    private static readonly WordSet<CaseState> atWork = [CaseState.Accepted, CaseState.Executed];

    private static readonly WordSet<CaseState> refusable =
        [CaseState.Acknowledged, CaseState.Incomplete, CaseState.Admissible, CaseState.ConditionsSet, CaseState.ConditionsDisputed, CaseState.Postponed, CaseState.Accepted];

    private static readonly WordSet<CaseState> started = refusable.With(CaseState.Received).With(CaseState.Executed);

    private static readonly WordSet<CaseState> ended = [CaseState.Refused, CaseState.Lapsed];

    private static readonly WordSet<CaseState> over = [CaseState.Withdrawn, CaseState.Closed];

    /// <summary>Each step once.</summary>
    public static IReadOnlyList<Transition> Rows { get; } =
    [
        new(CaseStep.Share, Side.Requesting, [CaseState.Drafted, CaseState.Shared], CaseState.Shared, MessageKind.AssistanceDrafted),
        new(CaseStep.Comment, Side.Requested, [CaseState.Shared], CaseState.Shared, MessageKind.AssistanceCommented),
        new(CaseStep.Speak, null, [CaseState.Drafted], CaseState.Spoken, null),
        new(CaseStep.Send, Side.Requesting, [CaseState.Drafted, CaseState.Shared, CaseState.Spoken], CaseState.Received, MessageKind.AssistanceRequested, NeedsApproval: true),
        new(CaseStep.Acknowledge, Side.Requested, [CaseState.Received], CaseState.Acknowledged, MessageKind.AssistanceAcknowledged),
        new(CaseStep.AskCompletion, Side.Requested, [CaseState.Acknowledged, CaseState.Admissible], CaseState.Incomplete, MessageKind.AssistanceDecided),
        new(CaseStep.Complete, Side.Requesting, [CaseState.Incomplete], CaseState.Acknowledged, MessageKind.AssistanceRequested, NeedsApproval: true),
        new(CaseStep.Admit, Side.Requested, [CaseState.Acknowledged], CaseState.Admissible, MessageKind.AssistanceDecided),
        new(CaseStep.SetConditions, Side.Requested, [CaseState.Admissible, CaseState.ConditionsDisputed], CaseState.ConditionsSet, MessageKind.AssistanceDecided, NeedsApproval: true),
        new(CaseStep.Assure, Side.Requesting, [CaseState.ConditionsSet], CaseState.Accepted, MessageKind.AssistanceAssured, NeedsApproval: true),
        new(CaseStep.Dispute, Side.Requesting, [CaseState.ConditionsSet], CaseState.ConditionsDisputed, MessageKind.AssistanceAssured),
        new(CaseStep.Accept, Side.Requested, undecided, CaseState.Accepted, MessageKind.AssistanceDecided, NeedsApproval: true),
        new(CaseStep.AcceptInPart, Side.Requested, undecided, CaseState.Accepted, MessageKind.AssistanceDecided, NeedsApproval: true),
        new(CaseStep.Postpone, Side.Requested, [CaseState.Admissible, CaseState.ConditionsDisputed, CaseState.Accepted], CaseState.Postponed, MessageKind.AssistanceDecided),
        new(CaseStep.Resume, Side.Requested, [CaseState.Postponed], CaseState.Admissible, MessageKind.AssistanceDecided),
        new(CaseStep.Refuse, Side.Requested, refusable, CaseState.Refused, MessageKind.AssistanceDecided),
        new(CaseStep.Extend, Side.Requested, refusable.With(CaseState.Executed), null, MessageKind.AssistanceDecided),
        new(CaseStep.Execute, Side.Requested, [CaseState.Accepted], CaseState.Executed, MessageKind.AssistanceDecided),
        new(CaseStep.ReplyInPart, Side.Requested, atWork, null, MessageKind.AssistanceReplied, NeedsApproval: true),
        new(CaseStep.Reply, Side.Requested, atWork, CaseState.Replied, MessageKind.AssistanceReplied, NeedsApproval: true),
        new(CaseStep.Report, Side.Requesting, [CaseState.Replied], CaseState.Reported, MessageKind.AssistanceReported),
        new(CaseStep.Withdraw, Side.Requesting, started.Or([CaseState.Drafted, CaseState.Shared, CaseState.Spoken]), CaseState.Withdrawn, MessageKind.AssistanceWithdrawn),
        new(CaseStep.Lapse, Side.Requested, [CaseState.Spoken, CaseState.Incomplete], CaseState.Lapsed, MessageKind.AssistanceDecided),
        new(CaseStep.Close, null, ended.Or([CaseState.Reported, CaseState.Withdrawn]), CaseState.Closed, null),
    ];

    /// <summary>Steps that promise something and give nothing yet, so that the gate does not see what is promised.</summary>
    public static WordSet<CaseStep> Promises { get; } = [CaseStep.SetConditions, CaseStep.Assure, CaseStep.Accept, CaseStep.AcceptInPart];

    /// <summary>Where messages have crossed.</summary>
    public static IReadOnlyList<Crossing> Crossings { get; } =
    [
        new([CaseStep.Reply], over, CaseState.Replied, Counts: true),
        new([CaseStep.ReplyInPart], over, null, Counts: true),
        new([CaseStep.Withdraw], ended, CaseState.Withdrawn, Counts: true),
        new([CaseStep.Withdraw], [CaseState.Replied, CaseState.Closed], null, Counts: false),
        new([CaseStep.Lapse], [CaseState.Acknowledged], CaseState.Lapsed, Counts: true),
        new([CaseStep.Complete, CaseStep.Assure, CaseStep.Dispute], ended, null, Counts: false),
        new([CaseStep.Comment], started.Or(over).Or([CaseState.Replied, CaseState.Refused]), null, Counts: false),
        new(
            [
                CaseStep.Acknowledge, CaseStep.AskCompletion, CaseStep.Admit, CaseStep.SetConditions, CaseStep.Accept, CaseStep.AcceptInPart, CaseStep.Postpone, CaseStep.Resume, CaseStep.Refuse, CaseStep.Extend,
                CaseStep.Execute, CaseStep.Lapse,
            ],
            over,
            null,
            Counts: false),
        new([CaseStep.Complete, CaseStep.Assure, CaseStep.Dispute], [CaseState.Closed], null, Counts: false),
    ];

    public static Transition Of(CaseStep step) => Rows[(int)step - 1];

    /// <summary>Whose turn it is; <see langword="null"/>: nobody's.</summary>
    public static Side? TurnOf(CaseState state) => state switch
    {
        CaseState.Received or CaseState.Acknowledged or CaseState.Admissible or CaseState.ConditionsDisputed or CaseState.Postponed or CaseState.Accepted or CaseState.Executed => Side.Requested,
        CaseState.Drafted or CaseState.Shared or CaseState.Spoken or CaseState.Incomplete or CaseState.ConditionsSet or CaseState.Replied => Side.Requesting,
        _ => null,
    };

    /// <summary>Whether a step from there is told to the other side: it has a message, and the partner has heard of the case or hears of it by this.</summary>
    public static bool Tells(CaseState from, Transition row) =>
        row.Message is not null && (from is not (CaseState.Drafted or CaseState.Spoken) || row.Step is CaseStep.Share or CaseStep.Send);
}
