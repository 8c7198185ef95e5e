using System.Collections.Frozen;

namespace Entente.As4.Security;

/// <summary>A row per set of algorithms that a profile of eDelivery AS4 prescribes. SHA-256 digests, AES-128-GCM contents and exclusive canonical XML are common to all.</summary>
public sealed record SecuritySuite
{
    /// <summary>eDelivery AS4 1.15: RSA with SHA-256; RSA-OAEP key transport.</summary>
    public static readonly SecuritySuite Rsa = new("1.15-RSA", KeyAlgorithm.Rsa, KeyAlgorithm.Rsa, Algorithms.RsaSha256);

    /// <summary>eDelivery AS4 2.0, common usage profile: Ed25519; X25519, HKDF and AES key wrap.</summary>
    public static readonly SecuritySuite Edwards = new("2.0", KeyAlgorithm.Ed25519, KeyAlgorithm.X25519, Algorithms.Ed25519);

    /// <summary>eDelivery AS4 2.0, alternative elliptic curve profile: ECDSA and ECDH-ES on P-256, HKDF and AES key wrap.</summary>
    public static readonly SecuritySuite P256 = new("2.0-EC", KeyAlgorithm.P256, KeyAlgorithm.P256, Algorithms.EcdsaSha256);

    private SecuritySuite(string name, KeyAlgorithm signing, KeyAlgorithm encryption, string signatureAlgorithm) =>
        (Name, Signing, Encryption, SignatureAlgorithm) = (name, signing, encryption, signatureAlgorithm);

    /// <summary>The name by which a partner's entry chooses the suite, for example <c>1.15-RSA</c>.</summary>
    public string Name { get; }

    /// <summary>The kind of key that signs.</summary>
    public KeyAlgorithm Signing { get; }

    /// <summary>The kind of key that messages are encrypted for.</summary>
    public KeyAlgorithm Encryption { get; }

    /// <summary>The URI of the signature algorithm on the wire.</summary>
    public string SignatureAlgorithm { get; }

    /// <summary>Every suite by its name.</summary>
    public static FrozenDictionary<string, SecuritySuite> All { get; } = new[] { Rsa, Edwards, P256 }.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    public override string ToString() => Name;
}
