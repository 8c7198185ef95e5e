using System.Buffers;
using System.Text;
using System.Xml;

namespace Entente.As4.Security.Xml;

/// <summary>Exclusive canonical XML 1.0 without comments (W3C), of an element or a document.</summary>
/// <remarks>
/// It goes by the names that elements and attributes bear, not by the xmlns attributes, so a tree gives the same octets before it is written and after it is
/// read again. A document type is no input: the readers of this project refuse it.
/// </remarks>
internal sealed class ExclusiveXml
{
    private const string XmlnsNamespace = "http://www.w3.org/2000/xmlns/";

    private readonly ArrayBufferWriter<byte> output = new();
    private readonly List<(string Prefix, string Uri)> rendered = [];
    private readonly IReadOnlyList<string> inclusive;
    private readonly Stack<(int Rendered, string Name)> open = new();

    private ExclusiveXml(IReadOnlyList<string> inclusive) => this.inclusive = inclusive;

    /// <summary>The octets of one element of a tree.</summary>
    /// <param name="inclusivePrefixes">The PrefixList of ec:InclusiveNamespaces; the default namespace is <c>#default</c>.</param>
    public static ReadOnlyMemory<byte> Of(XmlElement element, params IReadOnlyList<string> inclusivePrefixes)
    {
        using var reader = new XmlNodeReader(element);
        return Of(reader, inclusivePrefixes);
    }

    public static ReadOnlyMemory<byte> Of(XmlReader reader, params IReadOnlyList<string> inclusivePrefixes)
    {
        var canonical = new ExclusiveXml(inclusivePrefixes);
        canonical.Write(reader);
        return canonical.output.WrittenMemory;
    }

    private void Write(XmlReader reader)
    {
        var rootSeen = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    rootSeen = true;
                    Start(reader);
                    break;
                case XmlNodeType.EndElement:
                    End();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    Escape(reader.Value, "&<>\r");
                    break;
                case XmlNodeType.ProcessingInstruction:
                    Raw(open.Count == 0 && rootSeen ? "\n<?" : "<?");
                    Raw(reader.Name);
                    Raw(reader.Value.Length > 0 ? " " : "");
                    Escape(reader.Value, "\r");
                    Raw(open.Count == 0 && !rootSeen ? "?>\n" : "?>");
                    break;
            }
        }
    }

    private void Start(XmlReader reader)
    {
        var empty = reader.IsEmptyElement;
        open.Push((rendered.Count, reader.Name));
        Raw("<");
        Raw(reader.Name);
        var namespaces = new SortedDictionary<string, string>(StringComparer.Ordinal) { [reader.Prefix] = reader.NamespaceURI };
        foreach (var prefix in inclusive.Select(name => name == "#default" ? "" : name))
        {
            if (reader.LookupNamespace(prefix) is { } uri && (uri.Length > 0 || prefix.Length == 0))
            {
                namespaces.TryAdd(prefix, uri);
            }
        }

        var attributes = new List<(string Uri, string LocalName, string Name, string Value)>();
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != XmlnsNamespace)
            {
                attributes.Add((reader.NamespaceURI, reader.LocalName, reader.Name, reader.Value));
                if (reader.Prefix.Length > 0)
                {
                    namespaces[reader.Prefix] = reader.NamespaceURI;
                }
            }
        }

        reader.MoveToElement();
        foreach (var (prefix, uri) in namespaces)
        {
            Declare(prefix, uri);
        }

        attributes.Sort(static (a, b) => string.CompareOrdinal(a.Uri, b.Uri) is not 0 and var byUri ? byUri : string.CompareOrdinal(a.LocalName, b.LocalName));
        foreach (var attribute in attributes)
        {
            Attribute(attribute.Name, attribute.Value);
        }

        Raw(">");
        if (empty)
        {
            End();
        }
    }

    private void End()
    {
        var (before, name) = open.Pop();
        rendered.RemoveRange(before, rendered.Count - before);
        Raw("</");
        Raw(name);
        Raw(">");
    }

    private void Declare(string prefix, string uri)
    {
        var known = prefix == "xml" ? uri : "";
        for (var i = rendered.Count - 1; i >= 0 && prefix != "xml"; i--)
        {
            if (rendered[i].Prefix == prefix)
            {
                known = rendered[i].Uri;
                break;
            }
        }

        if (known != uri)
        {
            rendered.Add((prefix, uri));
            Attribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix, uri);
        }
    }

    private void Attribute(string name, string value)
    {
        Raw(" ");
        Raw(name);
        Raw("=\"");
        Escape(value, "&<\"\t\n\r");
        Raw("\"");
    }

    private void Escape(ReadOnlySpan<char> text, string special)
    {
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            Raw(text[..at]);
            Raw(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' => "&#x9;",
                '\n' => "&#xA;",
                _ => "&#xD;",
            });
            text = text[(at + 1)..];
        }

        Raw(text);
    }

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
