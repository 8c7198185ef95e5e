using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4.Soap;

/// <summary>
/// The only way XML comes into this engine: UTF-8, no document type, no entities but the five of XML itself, no comments and no processing
/// instructions, within limits, and no two elements with the same id. What comes out keeps every white space, because signatures cover it.
/// </summary>
internal static class SoapXml
{
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        EnvelopeLimits limits,
        [NotNullWhen(true)] out XmlDocument? document,
        [NotNullWhen(false)] out EbmsError? error)
    {
        document = null;
        var bytes = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8.Span[Encoding.UTF8.Preamble.Length..] : utf8.Span;
        if (bytes.Length > limits.Bytes)
        {
            error = Broken($"The envelope has more than {limits.Bytes} bytes.");
            return false;
        }

        if (!Utf8.IsValid(bytes))
        {
            error = Broken("The envelope is not UTF-8.");
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes);
        try
        {
            error = Survey(text, limits);
            if (error is not null)
            {
                return false;
            }

            using var reader = Open(text, limits);
            document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            document.Load(reader);
            return true;
        }
        catch (XmlException broken)
        {
            document = null;
            error = Broken($"The envelope is not well-formed XML, or has a document type (line {broken.LineNumber}).");
            return false;
        }
    }

    /// <summary>Reads the text without keeping anything of it, so that nothing is built before it is known to be small.</summary>
    private static EbmsError? Survey(string text, EnvelopeLimits limits)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var elements = 0;
        using var reader = Open(text, limits);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration when reader.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase):
                    return Broken("The XML declaration names an encoding other than UTF-8.");
                case XmlNodeType.ProcessingInstruction:
                    return Broken("The envelope has a processing instruction.");
                case XmlNodeType.Comment:
                    return Broken("The envelope has a comment.");
                case XmlNodeType.Element when ++elements > limits.Elements:
                    return Broken($"The envelope has more than {limits.Elements} elements.");
                case XmlNodeType.Element when reader.Depth >= limits.Depth:
                    return Broken($"The elements of the envelope are nested deeper than {limits.Depth}.");
                case XmlNodeType.Element when reader.AttributeCount > limits.Attributes:
                    return Broken($"An element has more than {limits.Attributes} attributes.");
                case XmlNodeType.Element:
                    while (reader.MoveToNextAttribute())
                    {
                        if (IsId(reader) && !ids.Add(reader.Value))
                        {
                            return Broken("Two elements have the same id.");
                        }
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>What XML Signature, WS-Security and XML themselves take for an id; which of them a verifier would follow does not matter here.</summary>
    private static bool IsId(XmlReader reader) =>
        reader.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase)
        && (reader.NamespaceURI.Length == 0 || reader.NamespaceURI == Namespaces.Wsu || reader.Prefix == "xml");

    private static XmlReader Open(string text, EnvelopeLimits limits) => XmlReader.Create(new StringReader(text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = limits.Bytes,
        CheckCharacters = true,
    });

    private static EbmsError Broken(string detail) => new(EbmsErrorCode.InvalidHeader, detail);
}
