using System.Runtime.CompilerServices;
using Entente.Protocol.Faults;
using Entente.TradeData.Csv;
using Entente.TradeData.Edifact;
using Entente.TradeData.Input;
using Entente.TradeData.Xml;

namespace Entente.TradeData;

/// <summary>Reads trade documents of every supported format into the consignment model.</summary>
public static class TradeReader
{
    /// <summary>Reads a stream of one or many documents, item by item, in bounded memory.</summary>
    /// <param name="input">The bytes; read forward once, never closed.</param>
    /// <param name="format">The format, or <see cref="TradeFormat.Detect"/>.</param>
    /// <param name="limits">Where to stop.</param>
    /// <param name="mapping">How the columns of a CSV file map to the model; required for <see cref="TradeFormat.Csv"/>.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <remarks>
    /// Never throws on bad input: a fault is an item. MUST NOT resolve DTDs, entities or schemas. One XML document is one item; many WCO
    /// documents may stand in an element <c>Declarations</c>, messages in an EDIFACT interchange, rows in a CSV file.
    /// </remarks>
    public static async IAsyncEnumerable<Reading> ReadAsync(
        Stream input,
        TradeFormat format,
        ReadingLimits limits,
        CsvMapping? mapping = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(limits);
        var source = new ByteSource(input, limits.DocumentBytes);
        while (source.Span.Length < 512 && await source.MoreAsync(cancellation).ConfigureAwait(false))
        {
        }

        var family = Detection.Of(source.Span);
        var items = (family, format) switch
        {
            (Detection.Family.Xml, TradeFormat.Detect or TradeFormat.WcoXml or TradeFormat.EntrySummaryXml or TradeFormat.TransitXml) =>
                XmlItems.ReadAsync(source, format, limits, cancellation),
            (Detection.Family.Edifact, TradeFormat.Detect or TradeFormat.Edifact) => EdifactItems.ReadAsync(source, limits, cancellation),
            (not Detection.Family.Unknown, TradeFormat.Csv) or (Detection.Family.Text, TradeFormat.Detect) when mapping is not null =>
                CsvItems.ReadAsync(source, mapping, limits, cancellation),
            _ => Unknown(source, format),
        };

        var seen = new RecentReferences();
        await foreach (var item in items.ConfigureAwait(false))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return seen.Judge(item);
        }
    }

    private static async IAsyncEnumerable<Reading> Unknown(ByteSource source, TradeFormat format)
    {
        var csv = format is TradeFormat.Csv;
        var fault = csv && Detection.Of(source.Span) is not Detection.Family.Unknown
            ? new Fault(FaultCode.TradeMappingMissing, "A CSV file came without a mapping of its columns.")
            : new Fault(FaultCode.TradeUnknownFormat, format is TradeFormat.Detect ? "The first bytes are of no known format." : $"The first bytes are not of the format {format}.");
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new Reading.Refused(fault, null) { Ordinal = 1, Source = source.Window.ToArray() };
    }
}
