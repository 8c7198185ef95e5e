using System.Formats.Asn1;
using System.Globalization;
using System.Xml;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Outgoing;

/// <summary>Writes the three references of the X.509 token profile 1.1.1, and the tokens that they may point to.</summary>
internal static class TokenWriter
{
    /// <summary>Names a certificate inside <paramref name="keyInfo"/>; a token that travels along goes to the end of <paramref name="security"/>.</summary>
    public static void Refer(XmlElement security, XmlElement keyInfo, TokenReference kind, IReadOnlyList<Certificate> chain, Func<string> newId)
    {
        var reference = keyInfo.Add("wsse", "SecurityTokenReference", Namespaces.Wsse);
        switch (kind)
        {
            case TokenReference.BinarySecurityToken:
                ReferToToken(security, reference, Namespaces.X509v3, chain[0].Raw.Span, newId());
                break;
            case TokenReference.CertificatePath:
                ReferToToken(security, reference, Namespaces.X509PkiPath, WritePath(chain), newId());
                break;
            case TokenReference.SubjectKeyIdentifier:
                reference.Add("wsse", "KeyIdentifier", Namespaces.Wsse, Convert.ToBase64String(chain[0].KeyIdentifier.Span))
                    .With("EncodingType", Namespaces.Base64Binary).With("ValueType", Namespaces.X509SubjectKeyIdentifier);
                break;
            default:
                var pair = reference.Add("ds", "X509Data", Namespaces.Ds).Add("ds", "X509IssuerSerial", Namespaces.Ds);
                pair.Add("ds", "X509IssuerName", Namespaces.Ds, chain[0].Issuer.Text);
                pair.Add("ds", "X509SerialNumber", Namespaces.Ds, chain[0].SerialNumber.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void ReferToToken(XmlElement security, XmlElement reference, string type, ReadOnlySpan<byte> octets, string id)
    {
        security.Add("wsse", "BinarySecurityToken", Namespaces.Wsse, Convert.ToBase64String(octets))
            .With("EncodingType", Namespaces.Base64Binary).With("ValueType", type).With("wsu", "Id", Namespaces.Wsu, id);
        reference.Add("wsse", "Reference", Namespaces.Wsse).With("URI", "#" + id).With("ValueType", type);
    }

    // X.509 writes a PkiPath from the authority down.
    private static byte[] WritePath(IReadOnlyList<Certificate> chain)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var certificate in chain.Reverse())
            {
                writer.WriteEncodedValue(certificate.Raw.Span);
            }
        }

        return writer.Encode();
    }
}
