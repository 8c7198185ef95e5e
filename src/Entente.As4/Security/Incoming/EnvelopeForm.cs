using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Incoming;

/// <summary>Finds the one Messaging, the one Body and the one security header, each at its only place, before anything is computed.</summary>
internal static class EnvelopeForm
{
    // The last is what ebMS 3.0 (Core, 7.3) calls the header for the messaging service itself.
    private static readonly string[] OurRoles = ["", "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver", "ebms"];

    public static EbmsError? Check(Examination message)
    {
        if (!message.Envelope.PreserveWhitespace)
        {
            throw new ArgumentException("A signed envelope must be read with its white space.", nameof(message));
        }

        if (message.Envelope.DocumentType is not null)
        {
            return Refuse.Policy("The envelope has a document type.");
        }

        return CheckSize(message) ?? CheckBlocks(message) ?? CheckSecurityBlock(message) ?? CheckNames(message);
    }

    private static EbmsError? CheckSize(Examination message)
    {
        var (nodes, depth) = (0, 0);
        for (XmlNode? node = message.Envelope.DocumentElement; node is not null; node = Next(node, ref depth))
        {
            nodes += 1 + (node.Attributes?.Count ?? 0);
            if (nodes > message.Limits.XmlNodes || depth > message.Limits.XmlDepth)
            {
                return Refuse.Policy($"The envelope has more than {message.Limits.XmlNodes} nodes or is nested deeper than {message.Limits.XmlDepth} elements.");
            }
        }

        return message.Parts.Count > message.Limits.Parts ? Refuse.Policy($"The message has {message.Parts.Count} attachments; {message.Limits.Parts} are allowed.") : null;
    }

    private static XmlNode? Next(XmlNode node, ref int depth)
    {
        if (node.FirstChild is { } child)
        {
            depth++;
            return child;
        }

        for (XmlNode? at = node; at is not null and not XmlDocument; at = at.ParentNode)
        {
            if (at.NextSibling is { } sibling && at.ParentNode is not XmlDocument)
            {
                return sibling;
            }

            depth--;
        }

        return null;
    }

    private static EbmsError? CheckBlocks(Examination message)
    {
        if (message.Envelope.DocumentElement is not { } envelope || !envelope.Is(Namespaces.Soap12, "Envelope")
            || envelope.Children.ToList() is not [var header, var body] || !header.Is(Namespaces.Soap12, "Header") || !body.Is(Namespaces.Soap12, "Body"))
        {
            return Refuse.Policy("The message is no SOAP 1.2 envelope of one Header and one Body.");
        }

        if (!body.HasOnly())
        {
            return Refuse.Policy("The SOAP Body is not empty.");
        }

        if (header.One(Namespaces.Ebms, "Messaging") is not { } messaging)
        {
            return Refuse.Policy("The SOAP Header has no eb:Messaging, or more than one.");
        }

        if (header.One(Namespaces.Wsse, "Security") is not { } security || !OurRoles.Contains(security.Value("role", Namespaces.Soap12) ?? ""))
        {
            return Refuse.Policy("The SOAP Header has no security header for this node, or more than one.");
        }

        (message.Messaging, message.Body, message.Security) = (messaging, body, security);
        return null;
    }

    // A second block anywhere else is what signature wrapping needs; no product of good faith writes one.
    private static EbmsError? CheckSecurityBlock(Examination message)
    {
        var (messaging, body, security, signature) = (0, 0, 0, 0);
        var depth = 0;
        for (XmlNode? node = message.Envelope.DocumentElement; node is not null; node = Next(node, ref depth))
        {
            if (node is XmlElement element)
            {
                messaging += element.Is(Namespaces.Ebms, "Messaging") ? 1 : 0;
                body += element.Is(Namespaces.Soap12, "Body") ? 1 : 0;
                security += element.Is(Namespaces.Wsse, "Security") ? 1 : 0;
                signature += element.Is(Namespaces.Ds, "Signature") ? 1 : 0;
            }
        }

        return (messaging, body, security) is not (1, 1, 1) ? Refuse.Authentication("The envelope has a second eb:Messaging, Body or security header inside another element.")
            : signature == 0 ? Refuse.Policy("The message is not signed.")
            : signature > 1 ? Refuse.Authentication("The envelope has more than one signature.")
            : null;
    }

    private static EbmsError? CheckNames(Examination message)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var depth = 0;
        for (XmlNode? node = message.Envelope.DocumentElement; node is not null; node = Next(node, ref depth))
        {
            foreach (XmlAttribute attribute in (IEnumerable<XmlAttribute>?)node.Attributes?.Cast<XmlAttribute>() ?? [])
            {
                var isName = attribute.LocalName is "Id" or "ID" or "id" && attribute.NamespaceURI is "" or Namespaces.Wsu or "http://www.w3.org/XML/1998/namespace";
                if (isName && !seen.Add(attribute.Value))
                {
                    return Refuse.Authentication("Two elements of the envelope have the same identifier.");
                }
            }
        }

        var contentIds = new HashSet<string>(StringComparer.Ordinal);
        return message.Parts.All(part => part.ContentId.Length > 0 && contentIds.Add(part.ContentId))
            ? null
            : Refuse.Authentication("Two attachments have the same Content-ID, or one has none.");
    }
}
