using Entente.TradeData.Model;

namespace Entente.Simulation;

/// <summary>A declaration that is lodged in the simulated world.</summary>
/// <param name="At">When it is lodged.</param>
/// <param name="Declaration">What is lodged; its reference starts with <c>SIM</c> and it is marked as simulated.</param>
/// <param name="Truths">What is really going on, one for each scheme in the declaration; empty for honest trade. MUST NOT be shown to whoever judges the declaration.</param>
/// <param name="Next">Where to continue after this event.</param>
public sealed record SimulatedEvent(DateTimeOffset At, Declaration Declaration, IReadOnlyList<Truth> Truths, WorldPosition Next);
