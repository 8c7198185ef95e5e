using System.Globalization;
using Entente.TradeData.Values;

namespace Entente.TradeData.Csv;

/// <summary>One field of a row, as the mapping understands it.</summary>
internal sealed class CsvCell(string text, string column, int line) : Leaf
{
    public override string Text => text;

    public override string At => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");
}

/// <summary>The texts of several columns that make one value.</summary>
internal sealed class CsvJoin(Leaf first, string between, Leaf second) : Leaf
{
    public override string Text => string.IsNullOrWhiteSpace(first.Text) ? second.Text
        : string.IsNullOrWhiteSpace(second.Text) ? first.Text
        : first.Text.Trim() + between + second.Text.Trim();

    public override string At => first.At;

    public override int Weight => first.Weight + (string.IsNullOrWhiteSpace(second.Text) ? 0 : second.Weight);
}
