using Entente.TradeData.Model;

namespace Entente.Simulation.Flows;

/// <summary>One way in which trade or travellers cross the border.</summary>
internal abstract class Flow
{
    /// <summary>Adds what is lodged on a day, in any order.</summary>
    public abstract void Plan(DateTime day, List<Lodgement> plan);

    /// <summary>Makes the declaration of a planned lodgement; the same lodgement gives the same declaration.</summary>
    public abstract (Declaration Declaration, IReadOnlyList<Truth> Truths) Write(Lodgement lodgement);
}
