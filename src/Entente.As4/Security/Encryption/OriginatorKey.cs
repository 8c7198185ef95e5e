using System.Formats.Asn1;
using System.Xml;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Encryption;

/// <summary>The sender's key of one message in OriginatorKeyInfo: dsig11:DEREncodedKeyValue, or for P-256 dsig11:ECKeyValue as well (XML Signature 1.1, 4.5.2.3).</summary>
internal static class OriginatorKey
{
    private const int UncompressedPoint = 65;

    public static SubjectPublicKey? Read(XmlElement keyInfo)
    {
        if (keyInfo.Only(Namespaces.Ds11, "DEREncodedKeyValue")?.Octets is { } der)
        {
            return SubjectPublicKey.TryParse(der);
        }

        return keyInfo.Only(Namespaces.Ds, "KeyValue")?.Only(Namespaces.Ds11, "ECKeyValue") is { } key
            && key.HasOnly((Namespaces.Ds11, "NamedCurve"), (Namespaces.Ds11, "PublicKey"))
            && key.One(Namespaces.Ds11, "NamedCurve")?.Value("URI") == Algorithms.P256Curve
            && key.One(Namespaces.Ds11, "PublicKey")?.Octets is { Length: UncompressedPoint } point
            ? SubjectPublicKey.TryParse(Encode(point))
            : null;
    }

    // XML Encryption 1.1 (5.6.4) names ECKeyValue for ECDH-ES; RFC 7748 curves have no form but the encoded one.
    public static void Write(XmlElement keyInfo, SubjectPublicKey key)
    {
        if (key.Algorithm != KeyAlgorithm.P256)
        {
            keyInfo.Add("dsig11", "DEREncodedKeyValue", Namespaces.Ds11, Convert.ToBase64String(key.Raw.Span));
            return;
        }

        var value = keyInfo.Add("ds", "KeyValue", Namespaces.Ds).Add("dsig11", "ECKeyValue", Namespaces.Ds11);
        value.Add("dsig11", "NamedCurve", Namespaces.Ds11).With("URI", Algorithms.P256Curve);
        value.Add("dsig11", "PublicKey", Namespaces.Ds11, Convert.ToBase64String(key.Raw.Span[^UncompressedPoint..]));
    }

    private static byte[] Encode(byte[] point)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(SubjectPublicKey.EcPublicKeyId);
                writer.WriteObjectIdentifier(SubjectPublicKey.P256Id);
            }

            writer.WriteBitString(point);
        }

        return writer.Encode();
    }
}
