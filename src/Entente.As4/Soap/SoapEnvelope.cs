using System.Diagnostics.CodeAnalysis;
using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4.Soap;

/// <summary>
/// A SOAP 1.2 envelope whose shape is settled: one Header, one Body behind it, at most one eb:Messaging and one wsse:Security, each a block of the
/// Header and found nowhere else in the document, so that no copy of them can be signed in one place and read in another.
/// </summary>
internal sealed record SoapEnvelope(XmlDocument Document, XmlElement Body, XmlElement? Messaging, XmlElement? Security)
{
    private const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>The fault that the Body carries in place of nothing; <see langword="null"/> in any other message.</summary>
    public SoapFault? Fault { get; private init; }

    public static bool TryRead(XmlDocument document, [NotNullWhen(true)] out SoapEnvelope? envelope, [NotNullWhen(false)] out Refusal? refusal)
    {
        envelope = null;
        var root = document.DocumentElement!;
        if (!Is(root, "Envelope"))
        {
            refusal = root is { LocalName: "Envelope", NamespaceURI: Soap11 }
                ? Refused(AnswerForm.VersionMismatch, "The envelope is of SOAP 1.1; this node speaks SOAP 1.2.")
                : Refused(AnswerForm.SenderFault, "The document is not a SOAP 1.2 envelope.");
            return false;
        }

        var blocks = Children(root).ToList();
        if (blocks is [{ } alone] && Is(alone, "Body") && FaultIn(alone) is { } bare && Misplaced(root, header: null, alone) is null)
        {
            // What a server that knows nothing of ebMS says: SOAP does not ask for a Header.
            envelope = new SoapEnvelope(document, alone, Messaging: null, Security: null) { Fault = bare };
            refusal = null;
            return true;
        }

        if (blocks is not [{ } header, { } body] || !Is(header, "Header") || !Is(body, "Body") || HasText(root) || HasText(header))
        {
            refusal = Refused(AnswerForm.SenderFault, "The envelope does not consist of one Header and one Body.");
            return false;
        }

        if (Misplaced(root, header, body) is { } misplaced)
        {
            refusal = Refused(AnswerForm.ErrorSignal, $"The element {misplaced} stands in the message twice, or where it does not belong.");
            return false;
        }

        if (Children(header).FirstOrDefault(block => !IsOurs(block) && MustUnderstand(block) is not false) is { } foreign)
        {
            refusal = Refused(AnswerForm.MustUnderstand, $"The header block {foreign.LocalName} must be understood, and is not.");
            return false;
        }

        return TryReadBlocks(document, header, body, out envelope, out refusal);
    }

    internal static bool Is(XmlElement element, string name) => element.LocalName == name && element.NamespaceURI == Namespaces.Soap12;

    internal static IEnumerable<XmlElement> Children(XmlElement element) => element.ChildNodes.OfType<XmlElement>();

    internal static bool HasText(XmlElement element) => element.ChildNodes.OfType<XmlCharacterData>().Any(text => !string.IsNullOrWhiteSpace(text.Value));

    private static bool TryReadBlocks(
        XmlDocument document,
        XmlElement header,
        XmlElement body,
        [NotNullWhen(true)] out SoapEnvelope? envelope,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        var messaging = Children(header).FirstOrDefault(block => block is { LocalName: "Messaging", NamespaceURI: Namespaces.Ebms });
        var security = Children(header).FirstOrDefault(block => block is { LocalName: "Security", NamespaceURI: Namespaces.Wsse });
        var fault = FaultIn(body);
        envelope = new SoapEnvelope(document, body, messaging, security) { Fault = fault };
        refusal = null;
        if (messaging is null && fault is null)
        {
            refusal = Refused(AnswerForm.SenderFault, "The envelope has no eb:Messaging header.");
        }
        else if (messaging is not null && MustUnderstand(messaging) is not true)
        {
            refusal = Refused(AnswerForm.ErrorSignal, "eb:Messaging does not say mustUnderstand.");
        }
        else if (fault is null && (HasText(body) || Children(body).Any()))
        {
            refusal = Refused(AnswerForm.ErrorSignal, "The SOAP Body is not empty.");
        }

        envelope = refusal is null ? envelope : null;
        return envelope is not null;
    }

    /// <summary>The first element that a reader could take for one of the four that matter, and that is not the one it looks like.</summary>
    private static string? Misplaced(XmlElement root, XmlElement? header, XmlElement body)
    {
        var (messaging, security) = (0, 0);
        for (XmlNode? node = root.FirstChild; node is not null && node != root; node = Following(node, root))
        {
            var belongs = (node.NamespaceURI, node.LocalName) switch
            {
                (Namespaces.Ebms, "Messaging") => node.ParentNode == header && ++messaging == 1,
                (Namespaces.Wsse, "Security") => node.ParentNode == header && ++security == 1,
                (Namespaces.Soap12, "Header") => node == header,
                (Namespaces.Soap12, "Body") => node == body,
                (Namespaces.Soap12, "Envelope") => false,
                _ => true,
            };
            if (!belongs)
            {
                return node.LocalName;
            }
        }

        return null;
    }

    private static XmlNode? Following(XmlNode node, XmlNode root)
    {
        if (node.FirstChild is { } child)
        {
            return child;
        }

        for (XmlNode? up = node; up is not null && up != root; up = up.ParentNode)
        {
            if (up.NextSibling is { } sibling)
            {
                return sibling;
            }
        }

        return null;
    }

    private static bool IsOurs(XmlElement block) =>
        block is { LocalName: "Messaging", NamespaceURI: Namespaces.Ebms } or { LocalName: "Security", NamespaceURI: Namespaces.Wsse };

    /// <summary>What the block says, <see langword="false"/> by default; <see langword="null"/> where it says what is not a boolean.</summary>
    private static bool? MustUnderstand(XmlElement block) => block.GetAttribute("mustUnderstand", Namespaces.Soap12).Trim() switch
    {
        "true" or "1" => true,
        "" or "false" or "0" => false,
        _ => null,
    };

    private static SoapFault? FaultIn(XmlElement body) => Children(body).ToList() is [{ } only] && Is(only, "Fault") ? ReadFault(only) : null;

    private static SoapFault ReadFault(XmlElement fault)
    {
        var value = fault["Code", Namespaces.Soap12]?["Value", Namespaces.Soap12]?.InnerText.Trim() ?? "";
        var reason = fault["Reason", Namespaces.Soap12]?["Text", Namespaces.Soap12]?.InnerText.Trim() ?? "";
        var known = Enum.TryParse<SoapFaultCode>(value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..], out var code);
        return new SoapFault(known ? code : SoapFaultCode.Receiver, reason);
    }

    private static Refusal Refused(AnswerForm form, string detail) => new(new EbmsError(EbmsErrorCode.InvalidHeader, detail), form);
}
