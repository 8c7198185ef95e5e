using System.Globalization;
using System.Xml;
using Entente.Protocol.Faults;

namespace Entente.TradeData.Xml;

/// <summary>Reads one XML document within limits: no document types, no resolver, no entities but the five of XML itself.</summary>
internal static class StrictXml
{
    /// <summary>More elements than any declaration of <see cref="ReadingLimits.Items"/> needs; keeps a document of tiny elements from filling memory.</summary>
    private const int MaxElements = 400_000;

    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <param name="outer">Namespace prefixes that an envelope around the document declared.</param>
    /// <param name="line">The line of the input on which the document begins.</param>
    public static Element? Read(ReadOnlyMemory<byte> source, ReadingLimits limits, IReadOnlyDictionary<string, string>? outer, int line, out Fault? fault)
    {
        var text = XmlText.Decode(source.Span, out fault);
        if (text is null)
        {
            return null;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CheckCharacters = true,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings, Context(outer));
        Element? root = null;
        try
        {
            root = Build(reader, limits, line, out fault);
            return fault is null ? root : null;
        }
        catch (XmlException broken)
        {
            fault = Explain(broken, text, started: reader.Depth > 0 || reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement, line);
            return null;
        }
    }

    private static XmlParserContext? Context(IReadOnlyDictionary<string, string>? outer)
    {
        if (outer is null)
        {
            return null;
        }

        var names = new NameTable();
        var namespaces = new XmlNamespaceManager(names);
        foreach (var (prefix, uri) in outer)
        {
            namespaces.AddNamespace(prefix, uri);
        }

        return new XmlParserContext(names, namespaces, null, XmlSpace.None);
    }

    private static Element? Build(XmlReader reader, ReadingLimits limits, int firstLine, out Fault? fault)
    {
        var position = (IXmlLineInfo)reader;
        Element? root = null;
        Element? open = null;
        var elements = 0;
        fault = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new Element(reader.LocalName, reader.NamespaceURI, open, position.LineNumber + firstLine - 1, position.LinePosition);
                    open?.Add(element);
                    root ??= element;
                    if (reader.Depth >= limits.Depth)
                    {
                        fault = At(element, FaultCode.TradeTooDeep, $"Elements are nested deeper than {limits.Depth}.");
                    }
                    else if (++elements > MaxElements)
                    {
                        fault = At(element, FaultCode.TradeTooLarge, $"The document has more than {MaxElements} elements.");
                    }

                    var empty = reader.IsEmptyElement;
                    while (fault is null && reader.MoveToNextAttribute())
                    {
                        if (reader.Prefix == "xmlns" || reader.Name == "xmlns" || reader.NamespaceURI == SchemaInstance)
                        {
                            continue;
                        }

                        fault = reader.Value.Length > limits.TextLength ? TooLong(element, limits) : null;
                        element.Add(new XmlAttribute(element, reader.LocalName, reader.Value));
                    }

                    open = empty ? open : element;
                    break;
                case XmlNodeType.EndElement:
                    open = open?.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open is not null:
                    open.Append(reader.Value);
                    fault = open.Text.Length > limits.TextLength ? TooLong(open, limits) : null;
                    break;
            }

            if (fault is not null)
            {
                return null;
            }
        }

        return root;
    }

    private static Fault TooLong(Element element, ReadingLimits limits) =>
        At(element, FaultCode.TradeValueTooLong, $"The value is longer than {limits.TextLength} characters.");

    public static Fault At(Element element, FaultCode code, string detail) =>
        new(code, detail, string.Create(CultureInfo.InvariantCulture, $"line {element.Line}, column {element.Column}, {element.At}"));

    private static Fault Explain(XmlException broken, string text, bool started, int firstLine)
    {
        // The parser refuses a document type declaration without saying where it stands.
        if (!started && text.IndexOf("<!DOCTYPE", StringComparison.Ordinal) is >= 0 and var doctype)
        {
            var before = text.AsSpan(0, doctype);
            return new Fault(FaultCode.TradeDtdRefused, "The document has a document type declaration.", Place(before.Count('\n') + firstLine, doctype - before.LastIndexOf('\n')));
        }

        var at = Place(broken.LineNumber + firstLine - 1, broken.LinePosition);

        // The parser points behind the last character when it ran out of text.
        var lines = text.AsSpan().Count('\n') + 1;
        var end = text.Length - (text.LastIndexOf('\n') + 1);
        var trimmed = text.AsSpan().TrimEnd();
        var trimmedLines = trimmed.Count('\n') + 1;
        var atEnd = broken.LineNumber >= lines && broken.LinePosition >= end || broken.LineNumber > trimmedLines;
        return atEnd
            ? new Fault(FaultCode.TradeTruncated, "The document ends while an element is still open.", at)
            : new Fault(FaultCode.TradeXmlMalformed, XmlFlaw.Of(broken), at);
    }

    private static string Place(int line, int column) => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");
}
