using Entente.Agreements;
using Entente.Agreements.Clocks;

namespace Entente.Assistance;

/// <summary>A line of the history of a case, so far as clocks care.</summary>
public abstract record CaseEntry(DateTimeOffset At)
{
    /// <param name="At">When.</param>
    /// <param name="Step">What happened.</param>
    /// <param name="State">Where the case stood then.</param>
    /// <param name="Reason">Why, for what makes clocks stand still.</param>
    public sealed record Stepped(DateTimeOffset At, CaseStep Step, CaseState State, string? Reason = null) : CaseEntry(At);

    /// <summary>More time for deciding or replying.</summary>
    public sealed record MoreTime(DateTimeOffset At, DeadlineStep For, Period By, string Reason) : CaseEntry(At);

    /// <summary>The agreement was suspended.</summary>
    public sealed record Held(DateTimeOffset At, string Reason) : CaseEntry(At);

    public sealed record Released(DateTimeOffset At) : CaseEntry(At);
}

/// <summary>When a deadline begins, and what meets it.</summary>
/// <param name="Deadline">Which.</param>
/// <param name="From">With any of these: the first of them, or the latest where it can begin anew.</param>
/// <param name="Until">With the first of these that follows.</param>
/// <param name="BeginsAnew">Whether it begins with each of the steps that begin it.</param>
public sealed record ClockRow(DeadlineStep Deadline, WordSet<CaseStep> From, WordSet<CaseStep> Until, bool BeginsAnew = false);

/// <summary>One clock for each deadline of a case, made of its history.</summary>
public static class CaseClocks
{
    private static readonly WordSet<CaseState> still = [CaseState.Incomplete, CaseState.ConditionsSet, CaseState.Postponed];

    private static readonly WordSet<CaseStep> over = [CaseStep.Withdraw, CaseStep.Lapse];

    public static IReadOnlyList<ClockRow> Rows { get; } =
    [
        new(DeadlineStep.Acknowledge, [CaseStep.Send], [CaseStep.Acknowledge]),
        new(DeadlineStep.Confirm, [CaseStep.Speak], [CaseStep.Send]),
        new(DeadlineStep.Complete, [CaseStep.AskCompletion], [CaseStep.Complete, CaseStep.Refuse], BeginsAnew: true),
        new(DeadlineStep.Decide, [CaseStep.Send], [CaseStep.Accept, CaseStep.AcceptInPart, CaseStep.SetConditions, CaseStep.Postpone, CaseStep.Refuse]),
        new(DeadlineStep.Execute, [CaseStep.Accept, CaseStep.AcceptInPart, CaseStep.Assure], [CaseStep.Execute, CaseStep.Reply, CaseStep.Refuse]),
        new(DeadlineStep.Reply, [CaseStep.Send], [CaseStep.Reply, CaseStep.Refuse]),
        new(DeadlineStep.Report, [CaseStep.Reply], [CaseStep.Report]),
    ];

    /// <param name="us">Which end looks.</param>
    /// <param name="history">In the order in which it happened.</param>
    /// <param name="limit">How long each step may take, by the clause or the custom of the instrument; <see langword="null"/>: nothing is said.</param>
    /// <param name="calendar">Of the party that a deadline binds, as <see cref="BoundBy"/> says.</param>
    public static IReadOnlyDictionary<DeadlineStep, DeadlineClock> Of(Side us, IReadOnlyList<CaseEntry> history, Func<DeadlineStep, Period?> limit, Func<Side, WorkingCalendar> calendar)
    {
        var clocks = new Dictionary<DeadlineStep, DeadlineClock>();
        foreach (var row in Rows)
        {
            var begin = BeginOf(history, row);
            if (begin >= 0 && limit(row.Deadline) is { } period)
            {
                clocks.Add(row.Deadline, new(history[begin].At, period, calendar(BoundBy(row.Deadline)), TurnOf(us, row, ((CaseEntry.Stepped)history[begin]).State), [.. EventsOf(us, row, history.Skip(begin + 1))]));
            }
        }

        return clocks;
    }

    /// <summary>Who has to act within a deadline: its working days count.</summary>
    public static Side BoundBy(DeadlineStep deadline) => deadline is DeadlineStep.Confirm or DeadlineStep.Complete or DeadlineStep.Report ? Side.Requesting : Side.Requested;

    private static int BeginOf(IReadOnlyList<CaseEntry> history, ClockRow row)
    {
        var begin = -1;
        for (var i = 0; i < history.Count && (begin < 0 || row.BeginsAnew); i++)
        {
            begin = history[i] is CaseEntry.Stepped stepped && row.From.Contains(stepped.Step) ? i : begin;
        }

        return begin;
    }

    private static IEnumerable<ClockEvent> EventsOf(Side us, ClockRow row, IEnumerable<CaseEntry> entries)
    {
        var (waits, held, stands) = (false, false, false);
        Turn? turn = null;
        foreach (var entry in entries)
        {
            if (entry is CaseEntry.MoreTime more)
            {
                if (more.For == row.Deadline)
                {
                    yield return new ClockEvent.Extended(more.At, more.By, more.Reason);
                }

                continue;
            }

            // What ends the clock ends a standstill with it: nothing follows.
            if (entry is CaseEntry.Stepped { Step: var step } && (row.Until.Contains(step) || over.Contains(step)))
            {
                if (stands)
                {
                    yield return new ClockEvent.Resumed(entry.At);
                }

                yield return new ClockEvent.Done(entry.At);
                yield break;
            }

            (waits, held) = entry switch
            {
                CaseEntry.Stepped stepped => (StandsStill(row, stepped.State), held),
                CaseEntry.Held => (waits, true),
                _ => (waits, false),
            };
            if ((waits || held) != stands)
            {
                stands = !stands;
                yield return stands ? new ClockEvent.Suspended(entry.At, ReasonOf(entry)) : new ClockEvent.Resumed(entry.At);
            }

            if (entry is CaseEntry.Stepped { State: var state } && TurnOf(us, row, state) is var next && next != turn)
            {
                turn = next;
                yield return new ClockEvent.Passed(entry.At, next);
            }
        }
    }

    // What the others stand still for has a clock that runs meanwhile.
    private static bool StandsStill(ClockRow row, CaseState state) => still.Contains(state) && row.Deadline != DeadlineStep.Complete;

    private static string ReasonOf(CaseEntry entry) => entry switch
    {
        CaseEntry.Held held => held.Reason,
        CaseEntry.Stepped stepped => string.IsNullOrWhiteSpace(stepped.Reason) ? Words.Of(stepped.State) : stepped.Reason,
        _ => Words.Of(CaseState.Postponed),
    };

    // While it is nobody's turn, the clock is with whom the deadline binds.
    private static Turn TurnOf(Side us, ClockRow row, CaseState state) =>
        (CaseTable.TurnOf(state) ?? BoundBy(row.Deadline)) == us ? Turn.Us : Turn.Partner;
}
