using System.Text.Json.Serialization;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What a line of a list shows of a declaration.</summary>
public sealed record DeclarationLine
{
    [JsonIgnore]
    public long Seq { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string Channel { get; init; } = "";

    public DeclarationKind Kind { get; init; }

    public DeclarationFunction Function { get; init; }

    public string Reference { get; init; } = "";

    public long Version { get; init; }

    public string? ProcedureCode { get; init; }

    public DateTimeOffset? LodgedAt { get; init; }

    public string? Office { get; init; }

    public string? Declarant { get; init; }

    public string? Sender { get; init; }

    public string? Receiver { get; init; }

    public string? Origin { get; init; }

    public string? Destination { get; init; }

    public string? TransportMode { get; init; }

    public string? Goods { get; init; }

    public string? Hs { get; init; }

    public long GoodsLines { get; init; }

    public long Containers { get; init; }

    /// <summary>Kilograms.</summary>
    public double? GrossMass { get; init; }

    /// <summary>Those that the reader's authority may see: nobody learns here that there is an alert he may not know of.</summary>
    public long Hits { get; init; }

    public long Suspect { get; init; }

    public long NotCarried { get; init; }

    public bool Simulated { get; init; }
}
