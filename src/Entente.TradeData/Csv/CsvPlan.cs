using System.Globalization;
using Entente.Protocol.Faults;
using Entente.TradeData.Values;

namespace Entente.TradeData.Csv;

/// <summary>A mapping applied to the header of one file.</summary>
internal sealed class CsvPlan
{
    private readonly CsvMapping mapping;
    private readonly string[] header;
    private readonly CsvColumn?[] columns;

    private CsvPlan(CsvMapping mapping, string[] header)
    {
        this.mapping = mapping;
        this.header = header;
        columns = [.. header.Select(name => mapping.Columns.GetValueOrDefault(name))];
        Targets = [.. mapping.Columns.Values.Select(column => column.To).Concat(mapping.Constants.Keys).Distinct(StringComparer.Ordinal)];
    }

    public char Point => mapping.DecimalSign;

    /// <summary>Everything that this mapping can fill.</summary>
    public IReadOnlyList<string> Targets { get; }

    public static CsvPlan? Of(CsvMapping mapping, string[] header, out Fault? fault)
    {
        var twice = header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1 && mapping.Columns.ContainsKey(group.Key));
        var missing = mapping.Columns.Where(column => !column.Value.Optional).Select(column => column.Key).FirstOrDefault(name => !header.Contains(name, StringComparer.Ordinal));
        fault = missing is not null
            ? new Fault(FaultCode.TradeUnknownColumn, $"The mapping \"{mapping.Name}\" needs the column \"{missing}\", which the header does not have.", "line 1")
            : twice is not null
                ? new Fault(FaultCode.TradeUnknownColumn, $"The header has the column \"{twice.Key}\" twice, so that the mapping does not know which is meant.", "line 1")
                : null;
        return fault is null ? new CsvPlan(mapping, header) : null;
    }

    public CsvRow? Row(string[] fields, ReadOnlyMemory<byte> source, int line, ReadingLimits limits, out Fault? fault)
    {
        fault = null;
        if (fields.Length != header.Length)
        {
            fault = new Fault(FaultCode.TradeCsvRow, $"The row has {fields.Length} fields and the header {header.Length}.", Line(line));
            return null;
        }

        var values = new Dictionary<string, Leaf>(header.Length + mapping.Constants.Count, StringComparer.Ordinal);
        var unmapped = new List<Leaf>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Length > limits.TextLength)
            {
                fault = new Fault(FaultCode.TradeValueTooLong, $"The value is longer than {limits.TextLength} characters.", $"{Line(line)}, column {header[i]}");
                return null;
            }

            if (string.IsNullOrWhiteSpace(fields[i]))
            {
                continue;
            }

            if (columns[i] is not { } column)
            {
                unmapped.Add(new CsvCell(fields[i], header[i], line));
                continue;
            }

            Leaf cell = new CsvCell(Understood(column, fields[i]), header[i], line);
            values[column.To] = column.Join is { } between && values.TryGetValue(column.To, out var earlier) ? new CsvJoin(earlier, between, cell) : cell;
        }

        foreach (var (target, value) in mapping.Constants)
        {
            values.TryAdd(target, new CsvConstant(value));
        }

        return new CsvRow(values, unmapped, source, line);
    }

    private static string Line(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private static string Understood(CsvColumn column, string text)
    {
        if (column.Values is not null && column.Values.TryGetValue(text.Trim(), out var meant))
        {
            return meant;
        }

        // A date that does not have the form stays as it is, so that the ledger says what is wrong with it.
        return column.Format is not null && DateTimeOffset.TryParseExact(text.Trim(), column.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.TimeOfDay == TimeSpan.Zero ? instant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
            : text;
    }

    private sealed class CsvConstant : Leaf
    {
        public CsvConstant(string text) => (Text, Fate) = (text, Fate.Structural);

        public override string Text { get; }

        public override string At => "mapping";

        public override int Weight => 0;
    }
}
