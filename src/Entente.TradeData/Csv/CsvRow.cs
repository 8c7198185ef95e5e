using Entente.TradeData.Values;

namespace Entente.TradeData.Csv;

/// <summary>One row as values by the names of <see cref="CsvTargets"/>, with the bytes it came from.</summary>
internal sealed record CsvRow(Dictionary<string, Leaf> Values, List<Leaf> Unmapped, ReadOnlyMemory<byte> Source, int Line)
{
    public Leaf? this[string target] => Values.GetValueOrDefault(target);

    public string? Reference => this["reference"]?.Text.Trim() is { Length: > 0 } text ? text : null;
}
