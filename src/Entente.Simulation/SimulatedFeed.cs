using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Simulation;

/// <summary>How the world's declarations are sent: each kind in the format that it mostly comes in, and how the receiver knows them again.</summary>
/// <remarks>
/// The mark <see cref="Declaration.Simulated"/> does not survive a format; the reference does, and starts with <c>SIM</c>. Whoever takes the feed
/// in marks what came through it, and what has such a reference.
/// </remarks>
public static class SimulatedFeed
{
    /// <summary>What every reference of a simulated declaration starts with.</summary>
    public const string ReferencePrefix = "SIM";

    /// <summary>The format in which a declaration is sent: entry summaries as IE315, cargo reports as CUSCAR, all else as WCO XML.</summary>
    public static TradeFormat FormatOf(Declaration declaration) => declaration.Kind switch
    {
        DeclarationKind.EntrySummary => TradeFormat.EntrySummaryXml,
        DeclarationKind.CargoReport => TradeFormat.Edifact,
        _ => TradeFormat.WcoXml,
    };

    /// <summary>Whether a declaration that was read says by its reference that a simulation made it.</summary>
    public static bool IsSimulated(Declaration declaration) => declaration.Reference.StartsWith(ReferencePrefix, StringComparison.Ordinal);
}
