using System.Xml;

namespace Entente.As4.Security.Xml;

/// <summary>Reads and writes the strict little trees of a security header.</summary>
internal static class Elements
{
    extension(XmlElement element)
    {
        public bool Is(string ns, string name) => element.LocalName == name && element.NamespaceURI == ns;

        public IEnumerable<XmlElement> Children => element.ChildNodes.OfType<XmlElement>();

        /// <summary>The children of one name.</summary>
        public IEnumerable<XmlElement> All(string ns, string name) => element.Children.Where(child => child.Is(ns, name));

        /// <summary>The one child of a name; <see langword="null"/> where there is none or more than one.</summary>
        public XmlElement? One(string ns, string name) => element.All(ns, name).Take(2).ToList() is [var one] ? one : null;

        /// <summary>The child, if it is the only child element there is and has this name.</summary>
        public XmlElement? Only(string ns, string name) => element.Children.Take(2).ToList() is [var one] && one.Is(ns, name) ? one : null;

        /// <summary>Whether every child is an element of one of these names, or white space.</summary>
        public bool HasOnly(params ReadOnlySpan<(string Ns, string Name)> names)
        {
            foreach (XmlNode node in element.ChildNodes)
            {
                if (node is XmlElement child ? names.IndexOf((child.NamespaceURI, child.LocalName)) < 0 : node is not XmlWhitespace and not XmlSignificantWhitespace)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The value of an attribute; <see langword="null"/> where it is absent.</summary>
        public string? Value(string name, string ns = "") => element.GetAttributeNode(name, ns)?.Value;

        /// <summary>The Algorithm attribute; the empty string, which is no algorithm, where it is absent.</summary>
        public string Algorithm => element.Value("Algorithm") ?? "";

        /// <summary>The text of an element that has nothing but text in it, without the white space around; <see langword="null"/> otherwise.</summary>
        public string? Text
        {
            get
            {
                foreach (XmlNode node in element.ChildNodes)
                {
                    if (node is not XmlText and not XmlWhitespace and not XmlSignificantWhitespace)
                    {
                        return null;
                    }
                }

                return element.InnerText.Trim();
            }
        }

        /// <summary>The octets that the text is the Base64 of; <see langword="null"/> where it is not, or is empty.</summary>
        public byte[]? Octets
        {
            get
            {
                if (element.Text is not { Length: > 0 } text)
                {
                    return null;
                }

                var octets = new byte[text.Length / 4 * 3 + 3];
                return Convert.TryFromBase64String(text, octets, out var length) && length > 0 ? octets[..length] : null;
            }
        }

        public XmlElement Add(string prefix, string name, string ns, string? text = null)
        {
            var child = element.OwnerDocument.CreateElement(prefix, name, ns);
            if (text is not null)
            {
                child.AppendChild(element.OwnerDocument.CreateTextNode(text));
            }

            element.AppendChild(child);
            return child;
        }

        public XmlElement With(string name, string value)
        {
            element.SetAttribute(name, value);
            return element;
        }

        public XmlElement With(string prefix, string name, string ns, string value)
        {
            var attribute = element.OwnerDocument.CreateAttribute(prefix, name, ns);
            attribute.Value = value;
            element.SetAttributeNode(attribute);
            return element;
        }
    }
}
