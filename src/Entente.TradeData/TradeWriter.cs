using System.Buffers;
using System.Text.Json;
using Entente.TradeData.Csv;
using Entente.TradeData.Edifact;
using Entente.TradeData.EntrySummary;
using Entente.TradeData.Model;
using Entente.TradeData.Wco;

namespace Entente.TradeData;

/// <summary>Writes declarations in the formats that trade speaks: WCO XML, IE315 and IE313, CUSCAR, and CSV with the mapping <c>declarations</c>.</summary>
/// <remarks>What a format has no place for is left out; <see cref="LossAsync"/> says what that is. What is written, <see cref="TradeReader"/> reads back.</remarks>
public static class TradeWriter
{
    /// <summary>The formats that can be written.</summary>
    public static IReadOnlyList<TradeFormat> Formats { get; } = [TradeFormat.WcoXml, TradeFormat.EntrySummaryXml, TradeFormat.Edifact, TradeFormat.Csv];

    /// <summary>The name of the mapping with which written CSV is read.</summary>
    public const string CsvMappingName = "declarations";

    /// <summary>Writes one declaration as a whole document.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is not one of <see cref="Formats"/>.</exception>
    public static void Write(Declaration declaration, TradeFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        WriteAll([declaration], format, output, envelope: false);
    }

    /// <inheritdoc cref="Write(Declaration, TradeFormat, Stream)"/>
    public static void Write(Declaration declaration, TradeFormat format, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var bytes = new MemoryStream();
        Write(declaration, format, bytes);
        output.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Writes many as one batch: an envelope <c>Declarations</c>, an interchange, or a header with rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is not one of <see cref="Formats"/>.</exception>
    public static void WriteBatch(IEnumerable<Declaration> declarations, TradeFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(declarations);
        WriteAll(declarations, format, output, envelope: true);
    }

    /// <summary>What the format does not carry of this declaration: it is written, read back and compared.</summary>
    public static async Task<LossReport> LossAsync(Declaration declaration, TradeFormat format, CancellationToken cancellation = default)
    {
        using var bytes = new MemoryStream();
        Write(declaration, format, bytes);
        bytes.Position = 0;
        var mapping = format is TradeFormat.Csv ? CsvMapping.BuiltIn(CsvMappingName) : null;
        var carried = new Dictionary<(string Path, string Value), int>();
        await foreach (var reading in TradeReader.ReadAsync(bytes, format, ReadingLimits.Default, mapping, cancellation).ConfigureAwait(false))
        {
            if (reading is Reading.Accepted { Declaration: var back })
            {
                foreach (var leaf in Leaves(back))
                {
                    carried[leaf] = carried.GetValueOrDefault(leaf) + 1;
                }
            }
        }

        var mapped = 0;
        var remarks = new List<Remark>();
        foreach (var leaf in Leaves(declaration))
        {
            if (carried.GetValueOrDefault(leaf) is > 0 and var count)
            {
                carried[leaf] = count - 1;
                mapped++;
            }
            else
            {
                remarks.Add(new Remark(RemarkKind.NotCarried, leaf.Path, $"The format {format} does not carry \"{leaf.Value}\"."));
            }
        }

        return new LossReport(mapped, remarks);
    }

    private static void WriteAll(IEnumerable<Declaration> declarations, TradeFormat format, Stream output, bool envelope)
    {
        ArgumentNullException.ThrowIfNull(output);
        switch (format)
        {
            case TradeFormat.WcoXml:
                WcoWriter.Write(declarations, output, envelope);
                break;
            case TradeFormat.EntrySummaryXml:
                EntrySummaryWriter.Write(declarations, output, envelope);
                break;
            case TradeFormat.Edifact:
                CuscarWriter.Write(declarations, output);
                break;
            case TradeFormat.Csv:
                CsvWriter.Write(declarations, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "There is no writer for this format.");
        }
    }

    private static List<(string Path, string Value)> Leaves(Declaration declaration)
    {
        var leaves = new List<(string, string)>();
        using var document = JsonDocument.Parse(DeclarationJson.Write(declaration));
        Collect(document.RootElement, "$", leaves);
        return leaves;
    }

    private static void Collect(JsonElement element, string path, List<(string, string)> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Collect(member.Value, $"{path}.{member.Name}", leaves);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, $"{path}[]", leaves);
                }

                break;
            default:
                leaves.Add((path, element.ToString()));
                break;
        }
    }
}
