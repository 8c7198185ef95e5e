using System.Runtime.CompilerServices;
using Entente.Protocol.Faults;
using Entente.TradeData.EntrySummary;
using Entente.TradeData.Input;
using Entente.TradeData.Model;
using Entente.TradeData.Transit;
using Entente.TradeData.Values;
using Entente.TradeData.Wco;

namespace Entente.TradeData.Xml;

/// <summary>Reads one XML document, or the documents in an envelope.</summary>
internal static class XmlItems
{
    public static async IAsyncEnumerable<Reading> ReadAsync(
        ByteSource source, TradeFormat format, ReadingLimits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await Envelope.OpenAsync(source, cancellation).ConfigureAwait(false) is { } envelope)
        {
            await foreach (var item in envelope.ReadAsync(format, limits, cancellation).ConfigureAwait(false))
            {
                yield return item;
            }

            yield break;
        }

        var whole = await source.AllAsync(cancellation).ConfigureAwait(false);
        var bytes = source.Window.ToArray();
        yield return whole
            ? Read(bytes, format, limits, null, 1, 1)
            : Refuse(new Fault(FaultCode.TradeTooLarge, $"The document has more than {limits.DocumentBytes} bytes."), null, bytes, 1);
    }

    /// <param name="outer">Namespace prefixes that an envelope declared.</param>
    /// <param name="line">The line on which the document begins.</param>
    public static Reading Read(
        ReadOnlyMemory<byte> bytes, TradeFormat format, ReadingLimits limits, IReadOnlyDictionary<string, string>? outer, int ordinal, int line)
    {
        if (StrictXml.Read(bytes, limits, outer, line, out var fault) is not { } root)
        {
            return Refuse(fault!, null, bytes, ordinal);
        }

        var ledger = new Ledger();
        Declaration? declaration = null;
        string? reference = null;
        if (format is TradeFormat.Detect or TradeFormat.WcoXml && WcoReader.Find(root) is { } found)
        {
            declaration = new WcoReader(ledger).Read(found, root, out reference);
        }
        else if (format is TradeFormat.Detect or TradeFormat.EntrySummaryXml && EntrySummaryReader.IsMessage(root))
        {
            declaration = new EntrySummaryReader(ledger).Read(root, out reference);
        }
        else if (format is TradeFormat.Detect or TradeFormat.TransitXml && TransitReader.IsMessage(root))
        {
            declaration = new TransitReader(ledger).Read(root, out reference);
        }
        else
        {
            return Refuse(Unknown(root, format), null, bytes, ordinal);
        }

        if (declaration is null)
        {
            return Refuse(StrictXml.At(root, FaultCode.TradeMissingReference, "The document has no reference by which it could be known again."), null, bytes, ordinal);
        }

        if (ItemCount.Of(declaration) > limits.Items)
        {
            return Refuse(StrictXml.At(root, FaultCode.TradeTooManyItems, $"The declaration has more than {limits.Items} goods items."), reference, bytes, ordinal);
        }

        foreach (var leaf in root.Leaves.Where(leaf => leaf.Fate is Fate.Untouched))
        {
            ledger.NotCarried(leaf);
        }

        return new Reading.Accepted(declaration, ledger.Report()) { Ordinal = ordinal, Source = bytes };
    }

    public static Reading.Refused Refuse(Fault fault, string? reference, ReadOnlyMemory<byte> source, int ordinal) =>
        new(fault, reference) { Ordinal = ordinal, Source = source };

    private static Fault Unknown(Element root, TradeFormat format)
    {
        var name = root.Namespace.Length == 0 ? root.Name : $"{{{root.Namespace}}}{root.Name}";
        return StrictXml.At(root, FaultCode.TradeUnknownDocument, format is TradeFormat.Detect
            ? $"The root element {name} is no trade document that this node reads."
            : $"The root element {name} is no trade document of the format {format} that this node reads.");
    }
}
