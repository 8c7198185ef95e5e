using System.Security.Cryptography;
using System.Xml;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.As4.Security.Xml;

namespace Entente.Tests.As4.Security;

/// <summary>A good message on its way, in the hands of somebody who changes it.</summary>
internal sealed class Sent
{
    public Sent(SecuritySuite suite, Func<OutgoingSecurity, OutgoingSecurity>? vary = null, IReadOnlyList<MimePart>? parts = null)
    {
        var secured = Given.Secured(suite, parts ?? Given.TwoParts, vary);
        Suite = suite;
        Envelope = Given.Travelled(secured.Envelope);
        Parts = [.. secured.Parts];
        Demands = Given.Incoming(suite);
    }

    public SecuritySuite Suite { get; }

    public XmlDocument Envelope { get; set; }

    public List<MimePart> Parts { get; }

    public IncomingSecurity Demands { get; set; }

    public XmlElement Header => One("Header");

    public XmlElement Security => One("Security");

    public XmlElement Messaging => One("Messaging");

    public XmlElement SignedInfo => One("SignedInfo");

    public SecurityVerdict Verify() => MessageSecurity.Verify(Envelope, Parts, Demands, Given.Now);

    /// <summary>The elements of a local name, wherever they stand.</summary>
    public IReadOnlyList<XmlElement> All(string name) => [.. Envelope.SelectNodes($"//*[local-name()='{name}']")!.Cast<XmlElement>()];

    public XmlElement One(string name, int at = 0) => All(name)[at];

    public void Remove(string name, int at = 0) => One(name, at).ParentNode!.RemoveChild(One(name, at));

    public void Set(string name, string attribute, string value, int at = 0) => One(name, at).SetAttribute(attribute, value);

    public void Text(string name, string text, int at = 0)
    {
        var element = One(name, at);
        while (element.FirstChild is { } child)
        {
            element.RemoveChild(child);
        }

        element.AppendChild(Envelope.CreateTextNode(text));
    }

    /// <summary>Turns one bit of the octets that an element is the Base64 of; negative places count from the end.</summary>
    public void Flip(string name, int octet, int at = 0) => Text(name, Convert.ToBase64String(Flipped(Convert.FromBase64String(One(name, at).InnerText), octet)), at);

    public void Cut(string name, int octets, int at = 0) => Text(name, Convert.ToBase64String(Convert.FromBase64String(One(name, at).InnerText)[..^octets]), at);

    public void FlipPart(int part, int octet) => Parts[part] = Parts[part] with { Content = Flipped(Parts[part].Content.ToArray(), octet) };

    public void CutPart(int part, int octets) => Parts[part] = Parts[part] with { Content = Parts[part].Content[..^octets] };

    public XmlElement Add(XmlElement parent, string prefix, string name, string ns) => (XmlElement)parent.AppendChild(Envelope.CreateElement(prefix, name, ns))!;

    /// <summary>A copy of an element, put in as the last child of another.</summary>
    public XmlElement Copy(XmlElement element, XmlElement into)
    {
        var copy = (XmlElement)Envelope.ImportNode(element, deep: true);
        into.AppendChild(copy);
        return copy;
    }

    /// <summary>Puts an element into a wrapper of another namespace under a new parent.</summary>
    public XmlElement Wrap(XmlElement element, XmlElement under)
    {
        element.ParentNode?.RemoveChild(element);
        var wrapper = Add(under, "x", "Wrapper", "urn:x");
        wrapper.AppendChild(element);
        return wrapper;
    }

    /// <summary>Signs the changed SignedInfo anew, with the sender's key or another: a signer who deviates, or an impostor.</summary>
    public void Resign(PrivateKey? key = null) =>
        Text("SignatureValue", Convert.ToBase64String((key ?? Given.Partner(Suite).SigningKey).Sign(ExclusiveXml.Of(SignedInfo).Span)));

    /// <summary>Digests an element anew, as a deviating signer would.</summary>
    public void Redigest(XmlElement element)
    {
        var id = IdOf(element);
        var at = All("Reference").Where(reference => reference.NamespaceURI == Namespaces.Ds).ToList().FindIndex(reference => reference.GetAttribute("URI") == "#" + id);
        Text("DigestValue", Convert.ToBase64String(SHA256.HashData(ExclusiveXml.Of(element).Span)), at);
    }

    /// <summary>The name by which a reference finds an element: <c>wsu:Id</c>, or the <c>id</c> of the schema of ebMS.</summary>
    public static string IdOf(XmlElement element) => element.GetAttributeNode("Id", Namespaces.Wsu)?.Value ?? element.GetAttribute("id");

    public static void Rename(XmlElement element, string id)
    {
        if (element.HasAttribute("id"))
        {
            element.SetAttribute("id", id);
        }
        else
        {
            element.With("wsu", "Id", Namespaces.Wsu, id);
        }
    }

    /// <summary>Signs eb:Messaging by its <c>id</c>, as AS4 (5.1.4) prefers.</summary>
    public void SignByPlainId()
    {
        var messaging = Messaging;
        var id = IdOf(messaging);
        messaging.RemoveAttribute("Id", Namespaces.Wsu);
        messaging.SetAttribute("id", id);
        Redigest(messaging);
        Resign();
    }

    public XmlElement Reference(int at) => All("Reference").Where(reference => reference.NamespaceURI == Namespaces.Ds).ElementAt(at);

    private static byte[] Flipped(byte[] octets, int at)
    {
        octets[at < 0 ? octets.Length + at : at] ^= 1;
        return octets;
    }
}
