using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Entente.As4.Mime;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Outgoing;

/// <summary>Writes the one signature of a message: eb:Messaging, Body, Timestamp where there is one, and every attachment.</summary>
internal static class SignatureWriter
{
    public static List<SignatureReference> Write(
        XmlElement security, IEnumerable<XmlElement> elements, IReadOnlyList<MimePart> parts, OutgoingSecurity settings, Func<string> newId)
    {
        var signature = security.OwnerDocument.CreateElement("ds", "Signature", Namespaces.Ds);
        var signedInfo = signature.Add("ds", "SignedInfo", Namespaces.Ds);
        signedInfo.Add("ds", "CanonicalizationMethod", Namespaces.Ds).With("Algorithm", Algorithms.ExclusiveC14N);
        signedInfo.Add("ds", "SignatureMethod", Namespaces.Ds).With("Algorithm", settings.Suite.SignatureAlgorithm);
        var references = new List<SignatureReference>();
        foreach (var element in elements)
        {
            references.Add(Refer(signedInfo, "#" + Identify(element, newId), Algorithms.ExclusiveC14N, ExclusiveXml.Of(element).Span));
        }

        foreach (var part in parts)
        {
            var octets = AttachmentContent.Canonical(part, SecurityLimits.Default, SecurityLimits.Default.CanonicalOctets, out var isBeyond) ?? throw new ArgumentException(
                isBeyond ? "An attachment is larger or deeper in its canonical form, or names a longer namespace, than partners take." : "An attachment is called XML and is not well-formed.", nameof(parts));
            references.Add(Refer(signedInfo, ContentUri.Of(part), Algorithms.AttachmentContent, octets.Span));
        }

        var value = settings.SigningKey.Sign(ExclusiveXml.Of(signedInfo).Span);
        signature.Add("ds", "SignatureValue", Namespaces.Ds, Convert.ToBase64String(value));
        TokenWriter.Refer(security, signature.Add("ds", "KeyInfo", Namespaces.Ds), settings.SigningToken, settings.SigningChain, newId);
        security.AppendChild(signature);
        return references;
    }

    private static SignatureReference Refer(XmlElement signedInfo, string uri, string transform, ReadOnlySpan<byte> octets)
    {
        var digest = SHA256.HashData(octets);
        var reference = signedInfo.Add("ds", "Reference", Namespaces.Ds).With("URI", uri);
        reference.Add("ds", "Transforms", Namespaces.Ds).Add("ds", "Transform", Namespaces.Ds).With("Algorithm", transform);
        reference.Add("ds", "DigestMethod", Namespaces.Ds).With("Algorithm", Algorithms.Sha256);
        reference.Add("ds", "DigestValue", Namespaces.Ds, Convert.ToBase64String(digest));
        return new SignatureReference(uri, [transform], Algorithms.Sha256, digest, Encoding.UTF8.GetString(ExclusiveXml.Of(reference).Span));
    }

    private static string Identify(XmlElement element, Func<string> newId)
    {
        if (element.Value("Id", Namespaces.Wsu) is { Length: > 0 } known)
        {
            return known;
        }

        var id = newId();
        element.With("wsu", "Id", Namespaces.Wsu, id);
        return id;
    }
}
