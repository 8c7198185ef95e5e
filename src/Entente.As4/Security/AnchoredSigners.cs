using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entente.As4.Security;

/// <summary>Accepts a signer whose chain, sent with the message, ends at one of our trust anchors (eDelivery 1.15, 4.4: senders that were not registered before).</summary>
/// <remarks>Revocation is not looked up here, since an engine does no I/O; the caller checks its lists by what <see cref="SecurityVerdict.Verified.Signer"/> says.</remarks>
public sealed class AnchoredSigners(IReadOnlyList<Certificate> anchors)
{
    public Certificate? Accept(SignerClaim claim, DateTimeOffset now)
    {
        if (claim is not SignerClaim.Certificates { Path: [var leaf, ..] path })
        {
            return null;
        }

        var loaded = new List<X509Certificate2>();
        try
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationTimeIgnored = false;
            chain.ChainPolicy.VerificationTime = now.UtcDateTime;
            chain.ChainPolicy.CustomTrustStore.AddRange(Load(anchors, loaded));
            chain.ChainPolicy.ExtraStore.AddRange(Load(path.Skip(1), loaded));
            return chain.Build(Load([leaf], loaded)[0]) ? leaf : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            loaded.ForEach(certificate => certificate.Dispose());
        }
    }

    private static X509Certificate2[] Load(IEnumerable<Certificate> certificates, List<X509Certificate2> loaded)
    {
        X509Certificate2[] these = [.. certificates.Select(certificate => X509CertificateLoader.LoadCertificate(certificate.Raw.Span))];
        loaded.AddRange(these);
        return these;
    }
}
