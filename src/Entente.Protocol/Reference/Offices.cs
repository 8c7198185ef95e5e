using System.Collections.Frozen;

namespace Entente.Protocol.Reference;

/// <summary>A customs office.</summary>
/// <param name="Code">Country and six characters, the form of the EU customs office list, for example <c>NLRTM001</c>.</param>
/// <param name="Name">The name in Latin script.</param>
/// <param name="Locode">The port or place where it sits.</param>
public sealed record Office(string Code, string Name, string Locode)
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country => Code[..2];
}

/// <summary>
/// The customs offices of the demonstration. Their codes have the form of real ones but are made from the UN/LOCODE of the place, so
/// that nobody takes a simulated declaration for one of a real office.
/// </summary>
public static class Offices
{
    /// <summary>Every office, in the order of the table: a country's main office first.</summary>
    public static IReadOnlyList<Office> All { get; } = [.. ReferenceTable.Rows("offices.csv").Select(row => new Office(row[0], row[1], row[2]))];

    private static readonly FrozenDictionary<string, Office> byCode = All.ToFrozenDictionary(office => office.Code, StringComparer.OrdinalIgnoreCase);

    private static readonly ILookup<string, Office> byLocode = All.ToLookup(office => office.Locode, StringComparer.OrdinalIgnoreCase);

    /// <summary>The office with this code, or <see langword="null"/>.</summary>
    public static Office? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The offices at a port or place.</summary>
    public static IEnumerable<Office> At(string locode) => byLocode[locode];
}
