using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Xml;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Incoming;

/// <summary>Reads the three references of the X.509 token profile 1.1.1, and the two tokens a reference may point to.</summary>
internal static class TokenReader
{
    private const int LongestSerialNumber = 64;

    public static BinaryToken? Read(XmlElement element, int longestPath, int longestToken)
    {
        if (element.Value("Id", Namespaces.Wsu) is not { Length: > 0 } id || (element.Value("EncodingType") ?? Namespaces.Base64Binary) != Namespaces.Base64Binary
            || element.Text is not { } text || text.Length > longestToken || element.Octets is not { } octets)
        {
            return null;
        }

        var type = element.Value("ValueType");
        IReadOnlyList<Certificate>? path = type switch
        {
            Namespaces.X509v3 => Certificate.TryParse(octets) is { } one ? [one] : null,
            Namespaces.X509PkiPath => ReadPath(octets, longestPath),
            _ => null,
        };
        return path is null ? null : new BinaryToken(element, id, type!, path);
    }

    /// <summary>Whose key a KeyInfo names; <see langword="null"/> where it does so in none of the three ways, or in more than one.</summary>
    public static SignerClaim? Claim(XmlElement keyInfo, IReadOnlyList<BinaryToken> tokens)
    {
        if (!keyInfo.HasOnly((Namespaces.Wsse, "SecurityTokenReference"))
            || keyInfo.Only(Namespaces.Wsse, "SecurityTokenReference") is not { } reference || reference.Children.ToList() is not [var child])
        {
            return null;
        }

        return (child.NamespaceURI, child.LocalName) switch
        {
            (Namespaces.Wsse, "Reference") => ClaimByToken(child, tokens),
            (Namespaces.Wsse, "KeyIdentifier") => ClaimByIdentifier(child),
            (Namespaces.Ds, "X509Data") => ClaimBySerial(child),
            _ => null,
        };
    }

    // X.509 writes a PkiPath from the authority down; the claim begins with the signer.
    private static List<Certificate>? ReadPath(byte[] octets, int longest)
    {
        try
        {
            var path = new List<Certificate>();
            var outer = new AsnReader(octets, AsnEncodingRules.DER);
            var sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            while (sequence.HasData)
            {
                if (path.Count == longest || Certificate.TryParse(sequence.ReadEncodedValue()) is not { } certificate)
                {
                    return null;
                }

                path.Insert(0, certificate);
            }

            return path.Count == 0 ? null : path;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static SignerClaim.Certificates? ClaimByToken(XmlElement reference, IReadOnlyList<BinaryToken> tokens)
    {
        var uri = reference.Value("URI") ?? "";
        var token = uri.StartsWith('#') ? tokens.FirstOrDefault(one => one.Id == uri[1..]) : null;
        return token is not null && (reference.Value("ValueType") ?? token.ValueType) == token.ValueType
            ? new SignerClaim.Certificates(token.Path)
            : null;
    }

    private static SignerClaim.KeyIdentifier? ClaimByIdentifier(XmlElement identifier) =>
        identifier.Value("ValueType") == Namespaces.X509SubjectKeyIdentifier && identifier.Octets is { Length: <= 64 } value
            && (identifier.Value("EncodingType") ?? Namespaces.Base64Binary) == Namespaces.Base64Binary
            ? new SignerClaim.KeyIdentifier(value)
            : null;

    private static SignerClaim.IssuerSerial? ClaimBySerial(XmlElement data) =>
        data.Only(Namespaces.Ds, "X509IssuerSerial") is { } pair
            && pair.One(Namespaces.Ds, "X509IssuerName")?.Text is { Length: > 0 and <= 2048 } name && DistinguishedName.TryParse(name) is { } issuer
            && pair.One(Namespaces.Ds, "X509SerialNumber")?.Text is { Length: > 0 and <= LongestSerialNumber } number
            && BigInteger.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            ? new SignerClaim.IssuerSerial(issuer, serial)
            : null;
}
