using System.Xml;
using Entente.As4.Security.OpenSsl;

namespace Entente.As4.Security.Incoming;

/// <summary>A wsse:BinarySecurityToken, decoded.</summary>
internal sealed record BinaryToken(XmlElement Element, string Id, string ValueType, IReadOnlyList<Certificate> Path);

/// <summary>The one ds:Signature, of the right form and nothing more.</summary>
internal sealed record ClaimedSignature(
    XmlElement SignedInfo,
    IReadOnlyList<string> Prefixes,
    string Algorithm,
    IReadOnlyList<ClaimedReference> References,
    byte[] Value,
    SignerClaim Signer);

/// <summary>A ds:Reference with its one transform; the prefixes are those of exclusive canonical XML.</summary>
internal sealed record ClaimedReference(XmlElement Element, string Uri, string Transform, IReadOnlyList<string> Prefixes, string DigestAlgorithm, byte[] Digest);

/// <summary>An xenc:EncryptedKey and for which elements it says to be the key.</summary>
internal sealed record EncryptedKey(string Id, KeyEstablishment Method, SignerClaim Recipient, byte[] Value, IReadOnlyList<string> Encrypts);

/// <summary>How an encrypted key is established: RSA-OAEP, or agreement, derivation and key wrap.</summary>
internal abstract record KeyEstablishment
{
    private KeyEstablishment()
    {
    }

    public sealed record Transport(Oaep Oaep) : KeyEstablishment;

    public sealed record Agreement(SubjectPublicKey Ephemeral, byte[] Salt, byte[] Context) : KeyEstablishment;

    public bool Suits(KeyAlgorithm algorithm) => this switch
    {
        Transport => algorithm == KeyAlgorithm.Rsa,
        Agreement agreement => algorithm == agreement.Ephemeral.Algorithm,
        _ => false,
    };
}

/// <summary>An xenc:EncryptedData for one attachment.</summary>
internal sealed record EncryptedPart(string Id, string? KeyId, string Uri, string MimeType);
