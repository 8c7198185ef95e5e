using System.Net.Security;
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
    private readonly Lazy<SslStreamCertificateContext?> issuedTls;

    /// <param name="certified">The record of the newest certificates that an authority issued.</param>
    public KeyRing(long version, IReadOnlyList<OwnKey> keys, long certified = 0)
    {
        (Version, Keys, Certified) = (version, keys, certified);
        Decryption =
        [
            .. keys.Where(key => key.Purpose == KeyPurpose.Encrypt)
                .SelectMany(key => key.Issued.Take(1).Prepend(key.Certificate), (key, certificate) => new DecryptionKey(key.Private!, certificate)),
        ];
        tls = new(() => WithKey(The(KeyPurpose.Tls, KeyAlgorithm.P256), issued: false));
        issuedTls = new(IssuedContext);
    }

    public long Certified { get; }

    /// <summary>The version of our card that belongs to these keys.</summary>
    public long Version { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OwnKey> Keys { get; }

    public bool IsEmpty => Keys.Count == 0;

    /// <summary>Every key that partners may have encrypted for.</summary>
    public IReadOnlyList<DecryptionKey> Decryption { get; }

    /// <summary>Our certificate for connections, with its key, at both ends.</summary>
    public X509Certificate2 Tls => tls.Value;

    /// <summary>What an authority issued for our connections, with its chain; <see langword="null"/> where none did.</summary>
    public SslStreamCertificateContext? IssuedTls => issuedTls.Value;

    /// <summary>Whether there is what an authority issued for the key that signs messages of a suite.</summary>
    public bool IsIssued(SecuritySuite suite) => The(KeyPurpose.Sign, suite.Signing).Issued.Count > 0;

    /// <summary>The key that signs messages of a suite, and its certificate; that which an authority issued, with its chain, where it is asked for and there is one.</summary>
    /// <exception cref="InvalidOperationException">This node has no keys: it exchanges with nobody.</exception>
    public (PrivateKey Key, IReadOnlyList<Certificate> Chain) Signing(SecuritySuite suite, bool issued = false) =>
        The(KeyPurpose.Sign, suite.Signing) is var key ? (key.Private!, issued && key.Issued.Count > 0 ? key.Issued : [key.Certificate]) : default;

    /// <summary>The key that signs our card and the directory.</summary>
    public OwnKey Newest => The(KeyPurpose.Sign, KeyAlgorithm.Ed25519);

    private OwnKey The(KeyPurpose purpose, KeyAlgorithm algorithm) =>
        Keys.FirstOrDefault(key => key.State == OwnKeyState.Current && key.Purpose == purpose && key.Certificate.PublicKey.Algorithm == algorithm)
        ?? throw new InvalidOperationException($"This node has no current {algorithm} key for {purpose}.");

    private SslStreamCertificateContext? IssuedContext()
    {
        var key = The(KeyPurpose.Tls, KeyAlgorithm.P256);
        return key.Issued.Count == 0 ? null : SslStreamCertificateContext.Create(
            WithKey(key, issued: true), [.. key.Issued.Skip(1).Select(one => X509CertificateLoader.LoadCertificate(one.Raw.Span))], offline: true);
    }

    private static X509Certificate2 WithKey(OwnKey key, bool issued)
    {
        var pkcs8 = key.Private!.ToPkcs8();
        try
        {
            using var secret = ECDsa.Create();
            secret.ImportPkcs8PrivateKey(pkcs8, out _);
            using var bare = X509CertificateLoader.LoadCertificate((issued ? key.Issued[0] : key.Certificate).Raw.Span);
            return bare.CopyWithPrivateKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
