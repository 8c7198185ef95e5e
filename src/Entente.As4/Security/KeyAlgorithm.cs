namespace Entente.As4.Security;

/// <summary>What a key can do in one of our suites.</summary>
public enum KeyAlgorithm
{
    /// <summary>RSA: signs (PKCS #1 v1.5 with SHA-256) and receives encrypted keys (OAEP).</summary>
    Rsa,

    /// <summary>The curve P-256: signs (ECDSA with SHA-256) and agrees on keys (ECDH).</summary>
    P256,

    /// <summary>Ed25519: signs.</summary>
    Ed25519,

    /// <summary>X25519: agrees on keys.</summary>
    X25519,
}
