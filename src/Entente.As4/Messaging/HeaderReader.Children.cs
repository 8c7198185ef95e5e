using System.Xml;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.As4.Messaging;

/// <summary>The steps every rule of the schema is made of: which attributes, which children in which order, which text.</summary>
internal sealed partial class HeaderReader
{
    private const string Language = "xml:lang";

    private enum Foreign
    {
        None,
        Attributes,
    }

    private void Refuse(string detail) => Refuse(new EbmsError(EbmsErrorCode.InvalidHeader, detail));

    private void Refuse(EbmsError wrong) => error ??= wrong;

    /// <summary>Begins to read an element that holds elements only.</summary>
    private Children Open(XmlElement? element, Foreign foreign = Foreign.None, params ReadOnlySpan<string> attributes)
    {
        if (element is not null)
        {
            Attributes(element, foreign, attributes);
        }

        return new Children(this, element, Namespaces.Ebms);
    }

    /// <summary>The text of an element that holds nothing else and is not empty.</summary>
    private string Text(XmlElement? element, params ReadOnlySpan<string> attributes)
    {
        var text = Simple(element, attributes);
        if (element is not null && text.Length == 0)
        {
            Refuse($"eb:{element.LocalName} is empty.");
        }

        return text;
    }

    /// <summary>The text of an element of type xsd:token, which may be empty.</summary>
    private string Token(XmlElement? element) => Collapse(Simple(element, []));

    private string Simple(XmlElement? element, ReadOnlySpan<string> attributes)
    {
        if (element is null)
        {
            return "";
        }

        Attributes(element, Foreign.None, attributes);
        if (element.ChildNodes.OfType<XmlElement>().Any())
        {
            Refuse($"eb:{element.LocalName} holds an element where it should hold text.");
        }

        return element.InnerText;
    }

    private void Attributes(XmlElement element, Foreign foreign, ReadOnlySpan<string> allowed)
    {
        foreach (XmlAttribute attribute in element.Attributes)
        {
            var known = attribute.NamespaceURI switch
            {
                "" => allowed.Contains(attribute.Name),
                Namespaces.Xmlns => true,
                EbmsNames.Xml => attribute.LocalName == "lang" && allowed.Contains(Language),
                EbmsNames.SchemaInstance => attribute.LocalName == "schemaLocation",
                _ => foreign == Foreign.Attributes,
            };
            if (!known)
            {
                Refuse($"eb:{element.LocalName} has the attribute {attribute.Name}, which the schema does not know.");
            }
            else if (attribute.Value.Length == 0 && attribute.NamespaceURI.Length == 0)
            {
                Refuse($"The attribute {attribute.Name} of eb:{element.LocalName} is empty.");
            }
        }
    }

    private string RequiredAttribute(XmlElement element, string name)
    {
        var value = Attribute(element, name);
        if (value is null)
        {
            Refuse($"{element.LocalName} has no attribute {name}.");
        }

        return value ?? "";
    }

    private static string? Attribute(XmlElement? element, string name) => element?.GetAttributeNode(name)?.Value;

    /// <summary>What xsd:token does with white space.</summary>
    private static string Collapse(string text) => string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The child elements of one element, taken in the order of the schema.</summary>
    private sealed class Children
    {
        private readonly HeaderReader reader;
        private readonly XmlElement? parent;
        private readonly string ns;
        private XmlElement? next;

        public Children(HeaderReader reader, XmlElement? parent, string ns)
        {
            (this.reader, this.parent, this.ns) = (reader, parent, ns);
            next = parent is null ? null : NextElement(parent.FirstChild);
            if (parent is not null && SoapEnvelope.HasText(parent))
            {
                reader.Refuse($"{parent.LocalName} holds text where it should hold elements.");
            }
        }

        public XmlElement? Optional(string name)
        {
            if (next is null || next.LocalName != name || next.NamespaceURI != ns)
            {
                return null;
            }

            var taken = next;
            next = NextElement(taken.NextSibling);
            return taken;
        }

        public XmlElement? Required(string name)
        {
            var taken = Optional(name);
            if (taken is null && parent is not null)
            {
                reader.Refuse($"{parent.LocalName} holds {next?.LocalName ?? "nothing more"} where {name} should be.");
            }

            return taken;
        }

        public List<XmlElement> Many(string name, bool atLeastOne = false)
        {
            var taken = new List<XmlElement>();
            if (atLeastOne && Required(name) is { } first)
            {
                taken.Add(first);
            }

            while (Optional(name) is { } another)
            {
                taken.Add(another);
            }

            return taken;
        }

        public void End()
        {
            if (next is not null)
            {
                reader.Refuse($"{parent!.LocalName} holds {next.LocalName}, which the schema does not know there.");
            }
        }

        private static XmlElement? NextElement(XmlNode? node)
        {
            while (node is not null and not XmlElement)
            {
                node = node.NextSibling;
            }

            return node as XmlElement;
        }
    }
}
