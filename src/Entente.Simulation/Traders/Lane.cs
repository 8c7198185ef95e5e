using Entente.Protocol.Reference;

namespace Entente.Simulation.Traders;

/// <summary>A habit: one importer buys some goods from one supplier, at its price level, by one way, through one broker.</summary>
internal sealed record Lane
{
    public required int Number { get; init; }

    public required Trader Importer { get; init; }

    public required Trader Supplier { get; init; }

    public required Trader Broker { get; init; }

    /// <summary>What it mostly buys.</summary>
    public required Goods Goods { get; init; }

    /// <summary>What sometimes comes along.</summary>
    public required Goods SideGoods { get; init; }

    /// <summary>This trader's price against the market's; stays the same.</summary>
    public required decimal PriceLevel { get; init; }

    /// <summary>How full it loads a container, per cent of what the goods allow.</summary>
    public required int LoadPercent { get; init; }

    public required string Currency { get; init; }

    public required string Terms { get; init; }

    /// <summary>Where goods go under transit; <see langword="null"/> where they are cleared on arrival.</summary>
    public Office? TransitTo { get; init; }

    public Scheme? Scheme { get; init; }

    /// <summary>Goods go out: the importer is abroad.</summary>
    public bool IsExport { get; init; }
}

/// <summary>A scheme that runs in a lane for as long as the lane exists.</summary>
/// <param name="Id">For example <c>UV-017</c>.</param>
internal sealed record Scheme(string Id, SchemeKind Kind)
{
    /// <summary>Where the goods really come from, for a false origin.</summary>
    public Port? TrueLoading { get; init; }
}
