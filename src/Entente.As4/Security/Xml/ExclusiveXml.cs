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

    private readonly CanonicalOctets output;
    private readonly int depth;
    private readonly int longestName;
    private readonly IReadOnlyList<string> inclusive;
    private readonly Stack<(int Rendered, string Name)> open = new();

    // What each prefix stands for where the writing is, and what it stood for before, to be put back when the element ends that said otherwise.
    private readonly Dictionary<string, string> inForce = new(StringComparer.Ordinal);
    private readonly Stack<(string Prefix, string? Before)> rendered = new();

    private bool isNameTooLong;

    private ExclusiveXml(IReadOnlyList<string> inclusive, int octets, int depth, int longestName) =>
        (this.inclusive, output, this.depth, this.longestName) = (inclusive, new(octets), depth, longestName);

    /// <summary>The octets of one element of a tree.</summary>
    /// <param name="inclusivePrefixes">The PrefixList of ec:InclusiveNamespaces; the default namespace is <c>#default</c>.</param>
    /// <exception cref="ArgumentException">They are more than an array holds.</exception>
    public static ReadOnlyMemory<byte> Of(XmlElement element, params IReadOnlyList<string> inclusivePrefixes) =>
        Within(element, Array.MaxLength, inclusivePrefixes) ?? throw new ArgumentException("The canonical form of the element is larger than memory.", nameof(element));

    /// <summary>The octets of one element of a tree, which others have written; <see langword="null"/> where they are more than allowed.</summary>
    public static ReadOnlyMemory<byte>? Within(XmlElement element, int octets, params IReadOnlyList<string> inclusivePrefixes)
    {
        using var reader = new XmlNodeReader(element);
        return Within(reader, octets, int.MaxValue, int.MaxValue, inclusivePrefixes);
    }

    /// <summary>The octets of a document; <see langword="null"/> where they are more than allowed, where more elements than allowed stand in one another, or where the name of a namespace has more characters.</summary>
    public static ReadOnlyMemory<byte>? Within(XmlReader reader, int octets, int depth, int longestName, params IReadOnlyList<string> inclusivePrefixes)
    {
        var canonical = new ExclusiveXml(inclusivePrefixes, octets, depth, longestName);
        if (canonical.TryWrite(reader))
        {
            return canonical.output.Written;
        }

        return null;
    }

    private bool TryWrite(XmlReader reader)
    {
        var rootSeen = false;
        while (reader.Read())
        {
            if (output.IsOver || open.Count > depth || isNameTooLong)
            {
                return false;
            }

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

        return !output.IsOver && !isNameTooLong;
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
        while (rendered.Count > before)
        {
            var (prefix, uri) = rendered.Pop();
            if (uri is null)
            {
                inForce.Remove(prefix);
            }
            else
            {
                inForce[prefix] = uri;
            }
        }

        Raw("</");
        Raw(name);
        Raw(">");
    }

    private void Declare(string prefix, string uri)
    {
        if (uri.Length > longestName)
        {
            isNameTooLong = true;
            return;
        }

        var before = inForce.GetValueOrDefault(prefix);
        if (prefix != "xml" && (before ?? "") != uri)
        {
            rendered.Push((prefix, before));
            inForce[prefix] = uri;
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

    private void Raw(ReadOnlySpan<char> text) => output.Write(text);
}
