using Entente.TradeData.Values;

namespace Entente.TradeData.Csv;

/// <summary>One row as values by the names of <see cref="CsvTargets"/>, with the bytes it came from.</summary>
internal sealed record CsvRow(Dictionary<string, Leaf> Values, List<Leaf> Unmapped, ReadOnlyMemory<byte> Source, int Line)
{
    public Leaf? this[string target] => Values.GetValueOrDefault(target);

    /// <summary>Whether the row itself says anything about goods; a constant of the mapping does not.</summary>
    public bool HasGoods => Values.Any(value => value.Value.Weight > 0 && value.Key.StartsWith("goods.", StringComparison.Ordinal));

    public string? Reference => this["reference"]?.Text.Trim() is { Length: > 0 } text ? text : null;
}
