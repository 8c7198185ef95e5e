using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Protocol.Reference;

/// <summary>A currency of ISO 4217.</summary>
/// <param name="Code">Three letters.</param>
/// <param name="English">The English name.</param>
/// <param name="French">The French name.</param>
/// <param name="PerEuro">Rough units to the euro, for the simulation and for orders of magnitude only; never for an assessment.</param>
public sealed record Currency(string Code, string English, string French, decimal PerEuro);

public static class Currencies
{
    /// <summary>Every currency, by code.</summary>
    public static IReadOnlyList<Currency> All { get; } =
        [.. ReferenceTable.Rows("currencies.csv").Select(row => new Currency(row[0], row[1], row[2], decimal.Parse(row[3], CultureInfo.InvariantCulture)))];

    private static readonly FrozenDictionary<string, Currency> byCode = All.ToFrozenDictionary(currency => currency.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The currency with this code, or <see langword="null"/>.</summary>
    public static Currency? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);
}
