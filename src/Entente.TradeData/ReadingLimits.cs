namespace Entente.TradeData;

/// <summary>How much of one input a reader takes before it refuses.</summary>
/// <param name="DocumentBytes">Bytes of one XML document or EDIFACT message.</param>
/// <param name="Depth">Nesting of XML elements.</param>
/// <param name="TextLength">Characters of one value.</param>
/// <param name="Items">Goods items of one declaration.</param>
public sealed record ReadingLimits(int DocumentBytes = 16 << 20, int Depth = 64, int TextLength = 64 << 10, int Items = 10_000)
{
    public static ReadingLimits Default { get; } = new();
}
