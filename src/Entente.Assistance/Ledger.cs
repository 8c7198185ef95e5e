using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>How a case ended, for counting.</summary>
public enum Ending { Open = 1, Answered, AnsweredInPart, Refused, Withdrawn, Lapsed }

/// <summary>A case, so far as it is counted.</summary>
/// <param name="Partner">The party id of the other end.</param>
/// <param name="Us">Which end this is.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Ground">Of a refusal: the ground that was told.</param>
/// <param name="Clocks">Its deadlines as they stand.</param>
/// <param name="OutcomeOwed">Whether an answer was given whose outcome is not known yet.</param>
/// <param name="Agreed">The cost beyond what is ordinary that the two sides agreed on; <see langword="null"/>: none.</param>
public sealed record CountedCase(
    string Partner, Instrument Instrument, AssistanceType Assistance, Side Us, Ending Ending, RefusalGround? Ground, IReadOnlyDictionary<DeadlineStep, ClockReading> Clocks, bool OutcomeOwed, Cost? Agreed = null);

/// <summary>How long a step took, over cases in which it is done; suspensions left out.</summary>
/// <param name="Done">In how many cases.</param>
/// <param name="InTime">In how many of them in time.</param>
/// <param name="MedianDays">Half of them took no longer.</param>
/// <param name="NinthTenthDays">Nine of ten took no longer.</param>
public sealed record StepFigures(int Done, int InTime, double MedianDays, double NinthTenthDays)
{
    public static StepFigures? Of(IEnumerable<ClockReading> readings)
    {
        ClockReading[] done = [.. readings.Where(reading => reading.State is ClockState.Met or ClockState.Late)];
        double[] days = [.. done.Select(reading => (reading.AtUs + reading.AtPartner).TotalDays).Order()];
        return done.Length == 0 ? null : new(done.Length, done.Count(reading => reading.State == ClockState.Met), Rank(days, 0.5), Rank(days, 0.9));
    }

    // The smallest value that at least that share reaches: a figure that some case had, and not one between two.
    private static double Rank(double[] days, double share) => Math.Round(days[(int)Math.Ceiling(share * days.Length) - 1], 2);
}

/// <summary>What passed between two administrations, one way, under one kind of instrument, of one type.</summary>
public sealed record LedgerLine(string Partner, Instrument Instrument, AssistanceType Assistance, Side Us)
{
    public required int Asked { get; init; }

    public required IReadOnlyDictionary<Ending, int> Ended { get; init; }

    public required IReadOnlyDictionary<RefusalGround, int> RefusedBy { get; init; }

    public required IReadOnlyDictionary<DeadlineStep, StepFigures> Steps { get; init; }

    public required int OutcomesOwed { get; init; }

    /// <summary>The costs beyond what is ordinary that were agreed on, by currency: nothing is converted.</summary>
    public required IReadOnlyList<CostFigures> Costs { get; init; }
}

/// <param name="Currency">ISO 4217.</param>
/// <param name="Cases">In how many cases one was agreed on.</param>
/// <param name="Amount">All of them together.</param>
public sealed record CostFigures(string Currency, int Cases, decimal Amount)
{
    internal static CostFigures Of(IGrouping<string, Cost> costs) => new(costs.Key, costs.Count(), costs.Sum(cost => cost.Amount));
}

/// <summary>The ledger of reciprocity: computed from the cases and from nothing else, so that both ends come to the same figures.</summary>
public static class Ledger
{
    public static IReadOnlyList<LedgerLine> Of(IEnumerable<CountedCase> cases) =>
    [
        .. from one in cases
           group one by (one.Partner, one.Instrument, one.Assistance, one.Us) into alike
           orderby alike.Key.Partner, alike.Key.Instrument, alike.Key.Assistance, alike.Key.Us
           select new LedgerLine(alike.Key.Partner, alike.Key.Instrument, alike.Key.Assistance, alike.Key.Us)
           {
               Asked = alike.Count(),
               Ended = alike.GroupBy(one => one.Ending).ToDictionary(ended => ended.Key, ended => ended.Count()),
               RefusedBy = alike.Where(one => one is { Ending: Ending.Refused, Ground: not null }).GroupBy(one => one.Ground!.Value).ToDictionary(ended => ended.Key, ended => ended.Count()),
               Steps = Enum.GetValues<DeadlineStep>()
                   .Select(step => (Step: step, Figures: StepFigures.Of(alike.Where(one => one.Clocks.ContainsKey(step)).Select(one => one.Clocks[step]))))
                   .Where(step => step.Figures is not null).ToDictionary(step => step.Step, step => step.Figures!),
               OutcomesOwed = alike.Count(one => one.OutcomeOwed),
               Costs = [.. alike.Select(one => one.Agreed).OfType<Cost>().GroupBy(cost => cost.Currency, StringComparer.Ordinal).OrderBy(cost => cost.Key, StringComparer.Ordinal).Select(CostFigures.Of)],
           },
    ];
}

/// <summary>Whether the requesting side could do what it asks for (TFA 12.8), as the agreement says it.</summary>
public static class ReciprocityDeclaration
{
    /// <param name="book">The agreements.</param>
    /// <param name="answer">The question of the answer that is wanted: from the requested to the requesting side.</param>
    /// <returns>What the gate says to the same answer the other way.</returns>
    public static Verdict Of(AgreementBook book, Question answer) => Gate.Check(
        book, answer with { From = answer.To, To = answer.From, FromAuthority = answer.ToAuthority, ToAuthority = answer.FromAuthority, Origin = null, Approval = Approval.CentralAuthority });
}
