namespace Entente.Agreements.Clocks;

/// <summary>What applies where an agreement is silent.</summary>
public static class InstrumentDeadlines
{
    private static readonly Period day = new(24, PeriodUnit.Hours);

    private static readonly Period threeDays = new(3, PeriodUnit.Days);

    private static readonly Period week = new(7, PeriodUnit.Days);

    private static readonly Period month = new(30, PeriodUnit.Days);

    private static readonly Period quarter = new(90, PeriodUnit.Days);

    private static readonly WordSet<AssistanceType> provisional = [AssistanceType.Restraint];

    /// <summary>An answer about an alert, under whatever instrument (Reg. (EU) 2018/1862 art. 8).</summary>
    public static readonly Period Answer = new(12, PeriodUnit.Hours);

    /// <summary>The customary deadlines of an instrument; what the clause says goes before.</summary>
    /// <remarks>
    /// TFA 12.6.1 (e): 90 days. For mutual legal assistance those of Directive 2014/41/EU: a week to acknowledge, 30 days to decide, 90 days after that to execute. For the rest, those of Directive (EU) 2023/977 (7 days for
    /// what is not urgent) to acknowledge, and the 90 days of TFA 12.
    /// </remarks>
    public static Deadlines Of(Instrument instrument) => instrument switch
    {
        Instrument.Mlat => new(Acknowledge: week, Complete: month, Decide: month, Execute: quarter, Reply: new(120, PeriodUnit.Days)),
        Instrument.JointTaskForce => new(Acknowledge: new(8, PeriodUnit.Hours), Confirm: new(3, PeriodUnit.WorkingDays), Complete: month, Reply: threeDays),
        Instrument.Tfa12 => new(Acknowledge: week, Complete: month, Reply: quarter, Report: quarter),
        _ => new(Acknowledge: week, Confirm: new(3, PeriodUnit.WorkingDays), Complete: month, Decide: month, Reply: quarter, Report: quarter),
    };

    /// <summary>The same for one request.</summary>
    /// <remarks>What is urgent has 8 hours until it is acknowledged and, where there is a time for deciding, 3 days until it is decided (Directive (EU) 2023/977, article 5); a provisional measure asked for as evidence 24 hours (Directive 2014/41/EU, article 32).</remarks>
    /// <param name="instrument">Under which it is asked.</param>
    /// <param name="assistance">What is asked for.</param>
    /// <param name="isUrgent">Whether it says why it cannot wait.</param>
    public static Deadlines Of(Instrument instrument, AssistanceType assistance, bool isUrgent)
    {
        var customary = Of(instrument);
        var asked = isUrgent ? customary with { Acknowledge = new(8, PeriodUnit.Hours), Decide = customary.Decide is null ? null : threeDays } : customary;
        return instrument == Instrument.Mlat && provisional.Contains(assistance) ? asked with { Decide = day } : asked;
    }

    /// <summary>The clause's deadline for a step, or the customary one; <see langword="null"/> where there is neither.</summary>
    public static Period? For(Clause clause, DeadlineStep step) => clause.Standing.Deadlines[step] ?? Of(clause.Agreement.Instrument)[step];

    /// <summary>The same for one request under it.</summary>
    public static Period? For(Clause clause, AssistanceType assistance, bool isUrgent, DeadlineStep step) =>
        clause.Standing.Deadlines[step] ?? Of(clause.Agreement.Instrument, assistance, isUrgent)[step];
}
