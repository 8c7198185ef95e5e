using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Faults;
using Entente.TradeData.Csv;
using Entente.TradeData.Xml;

namespace Entente.TradeData;

/// <summary>Which column of a CSV file is which value of the model; the form of its file is in <c>docs/spec/trade-data.md</c>.</summary>
public sealed class CsvMapping
{
    private const string BuiltInFolder = "Entente.TradeData.Mappings.";
    private const string Suffix = ".csv.json";

    private CsvMapping() { }

    /// <summary>The name by which it is chosen.</summary>
    public string Name { get; private init; } = "";

    /// <summary>What stands between two fields; a comma where the mapping does not say.</summary>
    public char Separator { get; private init; }

    /// <summary>The decimal sign.</summary>
    public char DecimalSign { get; private init; }

    internal Encoding Encoding { get; private init; } = Encoding.UTF8;

    internal FrozenDictionary<string, CsvColumn> Columns { get; private init; } = FrozenDictionary<string, CsvColumn>.Empty;

    internal FrozenDictionary<string, string> Constants { get; private init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The names of the mappings that come with this library.</summary>
    public static IReadOnlyList<string> BuiltInNames { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(BuiltInFolder, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[BuiltInFolder.Length..^Suffix.Length]).Order(StringComparer.Ordinal)];

    /// <summary>A mapping that comes with this library, or <see langword="null"/> if none has this name.</summary>
    public static CsvMapping? BuiltIn(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(BuiltInFolder + name + Suffix);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return TryParse(bytes, out var mapping, out var fault) ? mapping : throw new InvalidOperationException($"{name}: {fault.Detail}");
    }

    /// <summary>Reads a mapping file; <paramref name="fault"/> says what is wrong with it.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> json,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CsvMapping? mapping,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Fault? fault)
    {
        mapping = null;
        try
        {
            var file = JsonSerializer.Deserialize(json, CsvMappingContext.Default.CsvMappingFile);
            fault = file is null ? Wrong("The mapping is null.", "$") : Check(file);
            if (fault is not null)
            {
                return false;
            }

            mapping = new CsvMapping
            {
                Name = file!.Name,
                Separator = file.Separator[0],
                DecimalSign = file.Decimal[0],
                Encoding = Encoded(file.Encoding)!,
                Columns = file.Columns.ToFrozenDictionary(StringComparer.Ordinal),
                Constants = (file.Constants ?? []).ToFrozenDictionary(StringComparer.Ordinal),
            };
            return true;
        }
        catch (JsonException broken)
        {
            fault = Wrong("The mapping is not JSON of the published form.", broken.Path);
            return false;
        }
    }

    private static Fault? Check(CsvMappingFile file)
    {
        if (file.Separator is not { Length: 1 } || file.Separator[0] is '"' or '\n' or '\r' or > '~')
        {
            return Wrong("The separator is one ASCII character and no quote or line end.", "$.separator");
        }

        if (file.Decimal is not ("." or ","))
        {
            return Wrong("The decimal sign is a point or a comma.", "$.decimal");
        }

        if (Encoded(file.Encoding) is null)
        {
            return Wrong($"The encoding \"{file.Encoding}\" is not read.", "$.encoding");
        }

        foreach (var (column, target) in file.Columns)
        {
            if (!CsvTargets.IsKnown(target.To))
            {
                return Wrong($"The model has no value \"{target.To}\".", $"$.columns['{column}'].to");
            }
        }

        foreach (var (target, value) in file.Constants ?? [])
        {
            if (!CsvTargets.IsKnown(target))
            {
                return Wrong($"The model has no value \"{target}\", which should be \"{value}\".", $"$.constants['{target}']");
            }
        }

        var doubled = file.Columns.Where(column => column.Value.Join is null).GroupBy(column => column.Value.To, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (doubled is not null)
        {
            return Wrong($"Two columns go to \"{doubled.Key}\" and the second has no \"join\".", "$.columns");
        }

        return file.Columns.Values.Any(column => column.To == "reference") ? null : Wrong("No column goes to \"reference\".", "$.columns");
    }

    private static Encoding? Encoded(string name) =>
        name.ToLowerInvariant() is "utf-8" ? new UTF8Encoding(false, true) : XmlText.SingleByte(name.ToLowerInvariant());

    private static Fault Wrong(string detail, string? at) => new(FaultCode.TradeMappingInvalid, detail, at);
}

/// <summary>Where one column goes and how its text is understood.</summary>
/// <param name="To">The value of the model, for example <c>goods.origin</c>.</param>
/// <param name="Values">Texts that mean others, for example the national code <c>40</c> that means mode <c>4</c>.</param>
/// <param name="Format">The form of a date, as <c>dd/MM/yyyy</c>; ISO 8601 where absent.</param>
/// <param name="Join">What stands between this column's text and that of an earlier column of the same target.</param>
/// <param name="Optional">Whether the file may lack the column.</param>
internal sealed record CsvColumn(string To, Dictionary<string, string>? Values = null, string? Format = null, string? Join = null, bool Optional = false);

internal sealed record CsvMappingFile(
    string Name,
    Dictionary<string, CsvColumn> Columns,
    string Separator = ",",
    string Decimal = ".",
    string Encoding = "utf-8",
    Dictionary<string, string>? Constants = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CsvMappingFile))]
internal sealed partial class CsvMappingContext : JsonSerializerContext;
