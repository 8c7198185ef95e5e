using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity.Reference;

/// <summary>Reads the published lists: UN/LOCODE as UNECE's vocabulary CSV, the Harmonized System as code, description and level.</summary>
internal static class ReferenceFile
{
    private static readonly string[] LocodeColumns = ["value", "label", "labelWithDiacritics", "unlcdv:functions", "geo:lat", "geo:long"];
    private static readonly string[] HsColumns = ["hscode", "description"];

    /// <returns>The codes, or the fault and where it stands.</returns>
    public static (IReadOnlyDictionary<string, ReferenceCode> Codes, Fault? Fault) Read(ReferenceKind kind, Stream list, IProgress<long>? progress, CancellationToken cancellation)
    {
        var codes = new Dictionary<string, ReferenceCode>(StringComparer.Ordinal);
        using var text = new StreamReader(list, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                return (codes, Malformed("The file is empty.", null));
            }

            if ((kind == ReferenceKind.Locode ? LocodeColumns : HsColumns).Except(csv.HeaderRecord!).FirstOrDefault() is { } missing)
            {
                return (codes, Malformed($"The column '{missing}' is missing.", "line 1"));
            }

            while (csv.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if ((kind == ReferenceKind.Locode ? Locode(csv) : Hs(csv)) is not { } code)
                {
                    return (codes, Malformed(
                        kind == ReferenceKind.Locode ? "Expected a code of a country and three characters, and a name." : "Expected a code of two, four or six digits, and a description.",
                        $"line {csv.Parser.RawRow}"));
                }

                codes[code.Code] = code;
                progress?.Report(codes.Count);
            }
        }
        catch (DecoderFallbackException)
        {
            return (codes, Malformed("The file is not UTF-8.", $"after line {csv.Parser.RawRow}"));
        }
        catch (CsvHelperException)
        {
            return (codes, Malformed("The row is not CSV.", $"line {csv.Parser.RawRow}"));
        }

        return codes.Count > 0 ? (codes, null) : (codes, Malformed("The list has no row.", null));
    }

    private static ReferenceCode? Locode(CsvReader row) =>
        row["value"] is { Length: 5 } code && code.All(char.IsAsciiLetterOrDigit) && First(row["labelWithDiacritics"], row["label"]) is { } name
            ? new()
            {
                Code = code.ToUpperInvariant(),
                Name = name,
                Latitude = Degrees(row["geo:lat"], 90),
                Longitude = Degrees(row["geo:long"], 180),
                Functions = row["unlcdv:functions"] is { Length: > 0 } functions
                    ? string.Concat(functions.Split(',', StringSplitOptions.TrimEntries).Select(function => function[^1..]).Order(StringComparer.Ordinal))
                    : null,
            }
            : null;

    private static ReferenceCode? Hs(CsvReader row) =>
        row["hscode"] is { Length: 2 or 4 or 6 } code && code.All(char.IsAsciiDigit) && First(row["description"]) is { } name
            ? new() { Code = code, Name = name }
            : null;

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return null;
    }

    private static double? Degrees(string? text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static Fault Malformed(string detail, string? at) => new(FaultCode.ReferenceMalformed, detail, at);
}
