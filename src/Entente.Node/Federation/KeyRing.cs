using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>All keys of this node that are not retired, as they were at one instant; swapped as a whole when keys are changed.</summary>
internal sealed class KeyRing
{
    public static readonly KeyRing Empty = new(0, []);

    private readonly Lazy<X509Certificate2> tls;

    public KeyRing(long version, IReadOnlyList<OwnKey> keys)
    {
        (Version, Keys) = (version, keys);
        Decryption = [.. keys.Where(key => key.Purpose == KeyPurpose.Encrypt).Select(key => new DecryptionKey(key.Private!, key.Certificate))];
        tls = new(() => WithKey(The(KeyPurpose.Tls, KeyAlgorithm.P256)));
    }

    /// <summary>The version of our card that belongs to these keys.</summary>
    public long Version { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OwnKey> Keys { get; }

    public bool IsEmpty => Keys.Count == 0;

    /// <summary>Every key that partners may have encrypted for.</summary>
    public IReadOnlyList<DecryptionKey> Decryption { get; }

    /// <summary>Our certificate for connections, with its key, at both ends.</summary>
    public X509Certificate2 Tls => tls.Value;

    /// <summary>The key that signs messages of a suite, and its certificate.</summary>
    /// <exception cref="InvalidOperationException">This node has no keys: it exchanges with nobody.</exception>
    public (PrivateKey Key, IReadOnlyList<Certificate> Chain) Signing(SecuritySuite suite) =>
        The(KeyPurpose.Sign, suite.Signing) is var key ? (key.Private!, [key.Certificate]) : default;

    /// <summary>The key that signs our card and the directory.</summary>
    public OwnKey Newest => The(KeyPurpose.Sign, KeyAlgorithm.Ed25519);

    private OwnKey The(KeyPurpose purpose, KeyAlgorithm algorithm) =>
        Keys.FirstOrDefault(key => key.State == OwnKeyState.Current && key.Purpose == purpose && key.Certificate.PublicKey.Algorithm == algorithm)
        ?? throw new InvalidOperationException($"This node has no current {algorithm} key for {purpose}.");

    private static X509Certificate2 WithKey(OwnKey key)
    {
        var pkcs8 = key.Private!.ToPkcs8();
        try
        {
            using var secret = ECDsa.Create();
            secret.ImportPkcs8PrivateKey(pkcs8, out _);
            using var bare = X509CertificateLoader.LoadCertificate(key.Certificate.Raw.Span);
            return bare.CopyWithPrivateKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
