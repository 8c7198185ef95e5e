namespace Entente.As4.Security;

/// <summary>Accepts exactly the certificates that were compared out of band: several while a partner changes keys.</summary>
public sealed class PinnedSigners(IReadOnlyList<Certificate> certificates)
{
    public Certificate? Accept(SignerClaim claim, DateTimeOffset now) =>
        certificates.FirstOrDefault(certificate => claim.Names(certificate) && certificate.IsValidAt(now));
}
