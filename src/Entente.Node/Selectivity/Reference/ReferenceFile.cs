using System.Globalization;
using System.Text;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity.Reference;

/// <summary>Reads the published lists: UN/LOCODE as UNECE's vocabulary CSV, the Harmonized System as code, description and level.</summary>
internal sealed class ReferenceFile
{
    private static readonly string[] LocodeColumns = ["value", "label", "labelWithDiacritics", "unlcdv:functions", "geo:lat", "geo:long"];
    private static readonly string[] HsColumns = ["hscode", "description"];

    private readonly Dictionary<string, int> columns;
    private IReadOnlyList<string> row = [];

    private ReferenceFile(IReadOnlyList<string> header) =>
        columns = header.Index().DistinctBy(column => column.Item).ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);

    /// <returns>The codes, or the fault and where it stands.</returns>
    public static (IReadOnlyDictionary<string, ReferenceCode> Codes, Fault? Fault) Read(
        ReferenceKind kind, Stream list, IProgress<long>? progress, CancellationToken cancellation)
    {
        var codes = new Dictionary<string, ReferenceCode>(StringComparer.Ordinal);
        using var text = new StreamReader(list, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        ReferenceFile? file = null;
        var line = 0;
        try
        {
            foreach (var (at, fields) in CsvRows.Read(text))
            {
                cancellation.ThrowIfCancellationRequested();
                line = at;
                if (file is null)
                {
                    file = new(fields);
                    if ((kind == ReferenceKind.Locode ? LocodeColumns : HsColumns).FirstOrDefault(column => !file.columns.ContainsKey(column)) is { } missing)
                    {
                        return (codes, Malformed($"The column '{missing}' is missing.", "line 1"));
                    }

                    continue;
                }

                file.row = fields;
                if (file.StandsAboveAll)
                {
                    continue;
                }

                if ((kind == ReferenceKind.Locode ? file.Locode() : file.Hs()) is not { } code)
                {
                    return (codes, Malformed(
                        kind == ReferenceKind.Locode ? "Expected a code of five letters and digits, and a name." : "Expected a code of two, four or six digits, and a description.",
                        $"line {line}"));
                }

                codes[code.Code] = code;
                progress?.Report(codes.Count);
            }
        }
        catch (DecoderFallbackException)
        {
            return (codes, Malformed("The file is not UTF-8.", $"after line {line}"));
        }
        catch (FormatException broken)
        {
            return (codes, Malformed(broken.Message, $"after line {line}"));
        }

        return codes.Count > 0 ? (codes, null) : (codes, Malformed("The list has no row.", null));
    }

    /// <summary>The published Harmonized System has a row for the whole, which is no code.</summary>
    private bool StandsAboveAll => columns.ContainsKey("hscode") && Field("hscode") == "TOTAL";

    private string Field(string column) => columns[column] is var index && index < row.Count ? row[index].Trim() : "";

    private ReferenceCode? Locode() =>
        Field("value") is { Length: 5 } code && code.All(char.IsAsciiLetterOrDigit) && (First("labelWithDiacritics") ?? First("label")) is { } name
            ? new()
            {
                Code = code.ToUpperInvariant(),
                Name = name,
                Latitude = Degrees("geo:lat", 90),
                Longitude = Degrees("geo:long", 180),
                Functions = First("unlcdv:functions") is { } functions
                    ? string.Concat(functions.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(function => function[^1]).Order())
                    : null,
            }
            : null;

    private ReferenceCode? Hs() =>
        Field("hscode") is { Length: 2 or 4 or 6 } code && code.All(char.IsAsciiDigit) && First("description") is { } name
            ? new() { Code = code, Name = name }
            : null;

    private string? First(string column) => Field(column) is { Length: > 0 } text ? text : null;

    private double? Degrees(string column, double most) =>
        double.TryParse(Field(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static Fault Malformed(string detail, string? at) => new(FaultCode.ReferenceMalformed, detail, at);
}
