namespace Entente.Node.Selectivity.Flows;

/// <summary>Trade on one way: <c>CNSHA</c> to <c>NLRTM</c>, or countries where no place is declared.</summary>
internal sealed record RouteFlow
{
    /// <summary>Hours since 1970, where the flow is of one hour.</summary>
    public long Hour { get; init; }

    public string Origin { get; init; } = "";

    public string Destination { get; init; } = "";

    public long Declarations { get; init; }

    public long Hits { get; init; }

    /// <summary>Kilograms.</summary>
    public double GrossMass { get; init; }

    /// <summary>How many of <see cref="Declarations"/> are simulated.</summary>
    public long Simulated { get; init; }
}
