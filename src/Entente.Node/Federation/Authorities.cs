using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>
/// Authorities whose certificates of one name are taken as a partner's, because two officers have approved exactly these authorities for it. The chain, the
/// periods and the name are checked, and that no key of the chain was revoked here; no list of an authority is fetched.
/// </summary>
/// <param name="Purpose">What the certificates are taken for.</param>
/// <param name="Certificates">The root, and those between.</param>
/// <param name="Name">The subject of one that signs; the host name of one for connections.</param>
internal sealed record Authorities(KeyPurpose Purpose, IReadOnlyList<Certificate> Certificates, string Name)
{
    private readonly DistinguishedName? subject = Purpose == KeyPurpose.Sign ? DistinguishedName.TryParse(Name) : null;

    /// <summary>What is wrong with what the file says; <see langword="null"/> if nothing is.</summary>
    public Fault? Wrong =>
        Purpose == KeyPurpose.Sign && subject is null ? CertifiedCard.Wrong("The name of who signs is a subject: CN=…,O=…,C=….", "$.sign.name")
        : Purpose == KeyPurpose.Tls && Uri.CheckHostName(Name) == UriHostNameType.Unknown ? CertifiedCard.Wrong("The name of a certificate for connections is a host name.", "$.tls.name")
        : !Certificates.Any(IsRoot) ? CertifiedCard.Wrong("One of the authorities is a root: it has issued its certificate to itself.", Place)
        : null;

    private string Place => Purpose == KeyPurpose.Sign ? "$.sign.authorities" : "$.tls.authorities";

    public bool AreGoodAt(DateTimeOffset now) => Certificates.Any(one => IsRoot(one) && one.IsValidAt(now));

    /// <summary>Takes the signer whose certificates came along, if they lead to one of these authorities and have the name.</summary>
    /// <param name="revoked">The ids of keys that count for nothing.</param>
    public Certificate? Accept(SignerClaim claim, DateTimeOffset now, IReadOnlySet<string> revoked) =>
        claim is SignerClaim.Certificates { Path: [var leaf, ..] path } && leaf.Subject.Equals(subject) && IsIssued(leaf.Raw, path.Skip(1).Select(one => one.Raw), now, revoked)
            ? leaf
            : null;

    /// <summary>Whether a certificate for connections is the partner's.</summary>
    public bool Accept(X509Certificate2 leaf, X509Chain? sent, DateTimeOffset now, IReadOnlySet<string> revoked) =>
        leaf.MatchesHostname(Name, allowWildcards: false)
        && IsIssued(leaf.RawDataMemory, sent?.ChainPolicy.ExtraStore.Select(one => one.RawDataMemory).Concat(sent.ChainElements.Select(one => one.Certificate.RawDataMemory)) ?? [], now, revoked);

    private bool IsIssued(ReadOnlyMemory<byte> leaf, IEnumerable<ReadOnlyMemory<byte>> between, DateTimeOffset now, IReadOnlySet<string> revoked)
    {
        var loaded = new List<X509Certificate2>();
        try
        {
            using var chain = new X509Chain();
            var policy = chain.ChainPolicy;
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.RevocationMode = X509RevocationMode.NoCheck;
            policy.DisableCertificateDownloads = true;
            policy.VerificationTimeIgnored = false;
            policy.VerificationTime = now.UtcDateTime;
            policy.CustomTrustStore.AddRange(Certificates.Where(IsRoot).Select(Load).ToArray());
            policy.ExtraStore.AddRange(Certificates.Where(one => !IsRoot(one)).Select(Load).Concat(between.Select(LoadRaw)).ToArray());
            return chain.Build(LoadRaw(leaf)) && chain.ChainElements.Count > 1
                && !chain.ChainElements.Any(one => revoked.Contains(Convert.ToHexStringLower(SHA256.HashData(one.Certificate.PublicKey.ExportSubjectPublicKeyInfo()))));
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            loaded.ForEach(certificate => certificate.Dispose());
        }

        X509Certificate2 Load(Certificate certificate) => LoadRaw(certificate.Raw);

        X509Certificate2 LoadRaw(ReadOnlyMemory<byte> raw)
        {
            var certificate = X509CertificateLoader.LoadCertificate(raw.Span);
            loaded.Add(certificate);
            return certificate;
        }
    }

    private static bool IsRoot(Certificate certificate) => certificate.Issuer.Equals(certificate.Subject);
}
