using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>What happens to a case, read from what an officer or a partner says.</summary>
internal static class StepEvents
{
    /// <param name="late">How the time stands by which something had to come.</param>
    public static (CaseEvent? Event, Fault? Fault) Of(TakeStep.Command command, CaseRow row, Func<ClockState> late)
    {
        switch (command.Step)
        {
            case CaseStep.Share or CaseStep.Send or CaseStep.Complete:
                return (new CaseEvent.Texted(command.Step, row.Revision + 1), null);
            case CaseStep.SetConditions:
                return Conditions(command.Conditions, "$.conditions", read => new CaseEvent.ConditionsAsked(read, command.Cost));
            case CaseStep.Assure:
                return Conditions(command.Conditions, "$.conditions", read => new CaseEvent.ConditionsAssured(read, command.Cost));
            case CaseStep.Refuse or CaseStep.Postpone or CaseStep.AcceptInPart:
                return Declined(command.Step, command.Ground, command.Provision, command.Reason, command.Conceal, command.Until);
            case CaseStep.Lapse:
                return (new CaseEvent.TimedOut(late()), null);
            default:
                return (new CaseEvent.Plain(command.Step), null);
        }
    }

    public static (CaseEvent? Event, Fault? Fault) Of(AssistanceDecided decided) => decided.Decision switch
    {
        RequestDecision.Incomplete => (new CaseEvent.Plain(CaseStep.AskCompletion), null),
        RequestDecision.Admissible => (new CaseEvent.Plain(CaseStep.Admit), null),
        RequestDecision.Accepted => (new CaseEvent.Plain(CaseStep.Accept), null),
        RequestDecision.AcceptedInPart => Declined(CaseStep.AcceptInPart, decided.Ground, decided.Provision, decided.Reason, conceal: false, null),
        RequestDecision.ConditionsSet => Conditions(decided.Asked, "$.asked", read => new CaseEvent.ConditionsAsked(read, decided.Cost)),
        RequestDecision.Postponed => Declined(CaseStep.Postpone, decided.Ground, decided.Provision, decided.Reason, conceal: false, decided.Until),
        RequestDecision.Resumed => (new CaseEvent.Plain(CaseStep.Resume), null),
        RequestDecision.Refused => Declined(CaseStep.Refuse, decided.Ground, decided.Provision, decided.Reason, conceal: false, null),
        RequestDecision.Extended => (new CaseEvent.Plain(CaseStep.Extend), null),
        RequestDecision.Executed => (new CaseEvent.Plain(CaseStep.Execute), null),
        _ => (new CaseEvent.TimedOut(ClockState.Overdue), null),
    };

    public static (CaseEvent? Event, Fault? Fault) Of(AssistanceAssured assured) => assured.Outcome == AssuranceOutcome.Disputed
        ? (new CaseEvent.Plain(CaseStep.Dispute), null)
        : Conditions(assured.Assured, "$.assured", read => new CaseEvent.ConditionsAssured(read, assured.Cost));

    private static (CaseEvent?, Fault?) Declined(CaseStep step, string? ground, string? provision, string? reason, bool conceal, DateOnly? until) =>
        Words.TryParse<RefusalGround>(ground ?? "", out var read)
            ? (new CaseEvent.Declined(step, new(read, provision, reason ?? "", conceal), until), null)
            : (null, new(FaultCode.AssistanceWord, $"\"{ground}\" is not one of {string.Join(", ", Words.All<RefusalGround>())}.", "$.ground"));

    private static (CaseEvent?, Fault?) Conditions(IReadOnlyList<string> words, string at, Func<WordSet<Condition>, CaseEvent> happened)
    {
        WordSet<Condition> read = [];
        foreach (var (index, word) in words.Index())
        {
            if (!Words.TryParse<Condition>(word, out var condition))
            {
                return (null, new(FaultCode.AssistanceWord, $"\"{word}\" is not one of {string.Join(", ", Words.All<Condition>())}.", $"{at}[{index}]"));
            }

            read = read.With(condition);
        }

        return (happened(read), null);
    }
}
