using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation;

/// <summary>Keeps the certificates that an authority issued for a key of this node, for partners whose file says that they want those.</summary>
internal sealed class CertifyKey(Database database, OwnKeys keys)
{
    /// <summary>What an authority is asked with (PKCS #10).</summary>
    public async Task<(string? Pem, Fault? Fault)> RequestAsync(string id, string subject, CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        return keys.Current.Keys.FirstOrDefault(key => key.Id == id) is not { } key ? (null, Unknown)
            : key.Private!.Algorithm == KeyAlgorithm.X25519 ? (null, new(FaultCode.OwnCertificate, "A key of this kind signs nothing, not even a request."))
            : DistinguishedName.TryParse(subject) is null ? (null, new(FaultCode.OwnCertificate, "A subject is written CN=…,O=…,C=….", "subject"))
            : (PemEncoding.WriteString("CERTIFICATE REQUEST", CertificateAuthor.Request(subject, key.Private)), null);
    }

    /// <param name="pem">The certificate of the key, then that of who issued it, up to the root.</param>
    public async Task<Fault?> RunAsync(Actor actor, string id, string pem, CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        var (chain, unread) = Read(pem);
        if (chain is null)
        {
            return unread;
        }

        var key = keys.Current.Keys.FirstOrDefault(one => one.Id == id);
        var fault = await database.WriteAsync(
            session =>
            {
                if (Decide(key, chain, session.Now) is { } wrong)
                {
                    return wrong;
                }

                var record = RecordBook.Append(session, actor, FederationActs.KeyCertified, "own-key", id, JsonDetail.Of(
                    ("fingerprint", chain[0].Fingerprint), ("root", chain[^1].Fingerprint)));
                session.Execute("INSERT INTO own_certificate (record, key, chain, added_at) VALUES (@record, @id, @pem, @Now)", new { record, id, pem, session.Now });
                if (session.Scalar<long>("SELECT COUNT(*) FROM partner_directory") > 0)
                {
                    // Connections are made for a version of the directory; those of this one show the new certificate.
                    DirectoryBook.Sign(session, keys.Current, keys.PartyId);
                }

                return null;
            },
            cancellation);
        await keys.RefreshAsync(cancellation);
        return fault;
    }

    public static Fault? Decide(OwnKey? key, IReadOnlyList<Certificate> chain, DateTimeOffset now) =>
        key is null ? Unknown
        : !chain[0].PublicKey.Raw.Span.SequenceEqual(key.Certificate.PublicKey.Raw.Span) ? new(FaultCode.OwnCertificate, "The first certificate is of another key.")
        : !chain[0].IsValidAt(now) ? new(FaultCode.OwnCertificate, "The first certificate is not valid now.")
        : !LeadsToItsRoot(chain, now) ? new(FaultCode.OwnCertificate, "Each certificate is issued by the next, and the last by itself.")
        : null;

    /// <summary>The certificates of a PEM text, in its order.</summary>
    public static (IReadOnlyList<Certificate>? Chain, Fault? Fault) Read(string pem)
    {
        var chain = new List<Certificate>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is not "CERTIFICATE" || Certificate.TryParse(Convert.FromBase64String(rest[fields.Base64Data].ToString())) is not { } certificate)
            {
                return (null, new(FaultCode.OwnCertificate, "A certificate cannot be read, or its key is of a kind that no suite uses."));
            }

            chain.Add(certificate);
        }

        return chain.Count is 0 or > 8 ? (null, new(FaultCode.OwnCertificate, "Expected 1 to 8 certificates in PEM.")) : (chain, null);
    }

    private static bool LeadsToItsRoot(IReadOnlyList<Certificate> chain, DateTimeOffset now)
    {
        var loaded = chain.Select(one => X509CertificateLoader.LoadCertificate(one.Raw.Span)).ToList();
        try
        {
            using var path = new X509Chain();
            path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            path.ChainPolicy.DisableCertificateDownloads = true;
            path.ChainPolicy.VerificationTimeIgnored = false;
            path.ChainPolicy.VerificationTime = now.UtcDateTime;
            path.ChainPolicy.CustomTrustStore.Add(loaded[^1]);
            path.ChainPolicy.ExtraStore.AddRange(loaded.Skip(1).ToArray());
            return loaded.Count > 1 && path.Build(loaded[0]) && path.ChainElements.Select(one => one.Certificate.Thumbprint).SequenceEqual(loaded.Select(one => one.Thumbprint));
        }
        finally
        {
            loaded.ForEach(certificate => certificate.Dispose());
        }
    }

    private static Fault Unknown => new(FaultCode.OwnCertificate, "This node has no key of that id in use: entente key list shows them.");
}
