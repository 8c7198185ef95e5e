namespace Entente.Agreements.Clocks;

/// <summary>What applies where an agreement is silent.</summary>
public static class InstrumentDeadlines
{
    private static readonly Period week = new(7, PeriodUnit.Days);

    /// <summary>The customary deadlines of an instrument; what the clause says goes before.</summary>
    /// <remarks>
    /// TFA 12.6.1 (e): 90 days. For mutual legal assistance those of Directive 2014/41/EU: a week to acknowledge, 30 days to decide, 90 days after that to execute. For the rest, those of Directive (EU) 2023/977 (7 days for
    /// what is not urgent) to acknowledge, and the 90 days of TFA 12.
    /// </remarks>
    public static Deadlines Of(Instrument instrument) => instrument switch
    {
        Instrument.Mlat => new(Acknowledge: week, Decide: new(30, PeriodUnit.Days), Reply: new(120, PeriodUnit.Days)),
        Instrument.JointTaskForce => new(Acknowledge: new(8, PeriodUnit.Hours), Confirm: new(3, PeriodUnit.WorkingDays), Reply: new(3, PeriodUnit.Days)),
        Instrument.Tfa12 => new(Acknowledge: week, Reply: new(90, PeriodUnit.Days), Report: new(90, PeriodUnit.Days)),
        _ => new(Acknowledge: week, Confirm: new(3, PeriodUnit.WorkingDays), Decide: new(30, PeriodUnit.Days), Reply: new(90, PeriodUnit.Days), Report: new(90, PeriodUnit.Days)),
    };

    /// <summary>The clause's deadline for a step, or the customary one; <see langword="null"/> where there is neither.</summary>
    public static Period? For(Clause clause, DeadlineStep step) => clause.Standing.Deadlines[step] ?? Of(clause.Agreement.Instrument)[step];
}
