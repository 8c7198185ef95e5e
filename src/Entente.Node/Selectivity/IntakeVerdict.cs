using Entente.Protocol.Faults;
using Entente.TradeData;

namespace Entente.Node.Selectivity;

/// <summary>What became of one declaration that was sent. Given only after it is durable.</summary>
/// <param name="Ordinal">The item's number within what was sent, from 1.</param>
/// <param name="Reference">The sender's or customs' reference, where that much could be read.</param>
internal abstract record IntakeVerdict(int Ordinal, string? Reference)
{
    /// <param name="Ordinal">As above.</param>
    /// <param name="Reference">As above.</param>
    /// <param name="Id">What this node knows it by.</param>
    /// <param name="Hits">How many hits screening raised.</param>
    /// <param name="Loss">What was defaulted, not carried or suspect.</param>
    internal sealed record Accepted(int Ordinal, string Reference, DeclarationId Id, int Hits, LossReport Loss) : IntakeVerdict(Ordinal, Reference);

    /// <summary>The same content came before under the same reference; nothing was changed, and <paramref name="Id"/> is the one given then.</summary>
    internal sealed record Duplicate(int Ordinal, string Reference, DeclarationId Id) : IntakeVerdict(Ordinal, Reference);

    internal sealed record Refused(int Ordinal, string? Reference, Fault Fault) : IntakeVerdict(Ordinal, Reference);
}
