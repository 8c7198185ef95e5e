using Entente.Protocol.Faults;
using Entente.TradeData.Model;

namespace Entente.TradeData;

/// <summary>One declaration out of a document or batch: read, or refused with the reason. A refusal does not stop the rest.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>The bytes this item was read from, as they came (a whole XML document, an EDIFACT message with its interchange header, a CSV header and row); kept as evidence.</summary>
    public required ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>The item's number within the input, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The item was read.</summary>
    public sealed record Accepted(Declaration Declaration, LossReport Loss) : Reading;

    /// <summary>The item could not be read.</summary>
    /// <param name="Reference">The declaration's reference if that much could be read.</param>
    public sealed record Refused(Fault Fault, string? Reference) : Reading;
}
