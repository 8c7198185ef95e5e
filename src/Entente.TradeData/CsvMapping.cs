namespace Entente.TradeData;

/// <summary>Which column of a CSV file is which value of the model.</summary>
public sealed record CsvMapping;
