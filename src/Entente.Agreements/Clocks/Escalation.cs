namespace Entente.Agreements.Clocks;

public enum EscalationLevel
{
    None = 1,

    /// <summary>The officer who deals with it.</summary>
    Officer,
    Supervisor,
    CentralAuthority,
}

/// <summary>Who has to know that a deadline is near or past.</summary>
public static class Escalation
{
    private const double LastPart = 0.2;

    public static EscalationLevel Of(ClockReading reading, BreachForecast forecast) => reading.State switch
    {
        ClockState.Met or ClockState.Late or ClockState.Suspended => EscalationLevel.None,
        ClockState.Overdue => EscalationLevel.CentralAuthority,
        _ when forecast is { Risk: BreachRisk.High, Share: not null } => EscalationLevel.Supervisor,
        _ when reading.Left < (reading.AtUs + reading.AtPartner + reading.Left) * LastPart => EscalationLevel.Officer,
        _ => EscalationLevel.None,
    };
}
