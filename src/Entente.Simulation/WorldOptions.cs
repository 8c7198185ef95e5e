namespace Entente.Simulation;

/// <summary>What the world is made from. The same options give the same world, to the byte.</summary>
public sealed record WorldOptions
{
    /// <summary>Everything in the world follows from it.</summary>
    public ulong Seed { get; init; } = 20_261_101;

    /// <summary>
    /// What the watch list and the vessels and containers on it follow from; <see langword="null"/> for <see cref="Seed"/>. Worlds that share it have trade of their own
    /// and the same hidden cast: whom one administration looks for turns up at the others.
    /// </summary>
    public ulong? CastSeed { get; init; }

    /// <summary>The first day that <see cref="TradeWorld.Run()"/> tells of when it is given no position. The world itself has no beginning: ships are at sea on that day.</summary>
    public DateOnly Start { get; init; } = new(2026, 9, 1);

    /// <summary>Whose customs administration the declarations are lodged with, ISO 3166-1 alpha-2; it must have a sea port in the port table.</summary>
    public string Administration { get; init; } = "NL";

    /// <summary>Declarations on an average day, 500 to 50,000.</summary>
    public int DeclarationsPerDay { get; init; } = 24_000;

    /// <summary>Share of consignments that belong to a scheme which nothing on a list gives away, 0 to 0.5.</summary>
    public double SchemeShare { get; init; } = 0.02;

    /// <summary>Share of consignments and travellers with a listed party behind an alias, a spelling variant or its own name, 0 to 0.5.</summary>
    public double ListedShare { get; init; } = 0.0028;

    /// <summary>Share of consignments and travellers whose name is innocently like a listed one, 0 to 0.5.</summary>
    public double NamesakeShare { get; init; } = 0.0016;

    /// <summary>Names from the node's own lists that schemes hide behind, beside those of <see cref="TradeWorld.WatchList"/>.</summary>
    public IReadOnlyList<ListedName> ListedNames { get; init; } = [];

    internal ulong Casting => CastSeed ?? Seed;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DeclarationsPerDay, 500);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DeclarationsPerDay, 50_000);
        CheckShare(SchemeShare, nameof(SchemeShare));
        CheckShare(ListedShare, nameof(ListedShare));
        CheckShare(NamesakeShare, nameof(NamesakeShare));
    }

    private static void CheckShare(double share, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 0.5, name);
    }
}

/// <summary>A listed person or company that the simulation may hide behind an alias.</summary>
/// <param name="Id">The caller's id of the entry; comes back as <see cref="Truth.Entry"/>.</param>
/// <param name="Name">The primary name, in Latin script.</param>
/// <param name="IsPerson">A natural person, else a company.</param>
public sealed record ListedName(string Id, string Name, bool IsPerson)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary><c>yyyy-MM-dd</c>, <c>yyyy-MM</c> or <c>yyyy</c>, where the list knows it.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Nationality or country of the address, ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
}
