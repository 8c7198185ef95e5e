namespace Entente.Node.Selectivity.Reference;

/// <summary>One code with the days it was valid.</summary>
internal sealed record ReferenceCode
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>UN/LOCODE functions as digits: 1 port, 2 rail, 3 road, 4 airport, 5 post, 6 inland depot, 7 fixed, B border.</summary>
    public string? Functions { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>The first day on which it is valid no more.</summary>
    public DateOnly? ValidTo { get; init; }

    public bool IsValid(DateOnly on) => on >= ValidFrom && (ValidTo is null || on < ValidTo);

    /// <summary>Whether the lists say the same of the code, whenever they said it.</summary>
    public bool Says(ReferenceCode other) => this with { ValidFrom = other.ValidFrom, ValidTo = other.ValidTo } == other;
}
