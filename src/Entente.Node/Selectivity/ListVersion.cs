namespace Entente.Node.Selectivity;

/// <summary>A reference list as imported.</summary>
internal sealed record ListVersion
{
    /// <summary>A <see cref="ReferenceKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The date of the list.</summary>
    public DateOnly Version { get; init; }

    public DateTimeOffset ImportedAt { get; init; }

    public required string Sha256 { get; init; }

    public long Entries { get; init; }

    /// <summary>Codes that came or changed with it.</summary>
    public long Opened { get; init; }

    /// <summary>Codes that went or changed with it.</summary>
    public long Closed { get; init; }
}
