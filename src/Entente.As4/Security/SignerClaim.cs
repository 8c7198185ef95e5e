using System.Numerics;

namespace Entente.As4.Security;

/// <summary>Who a message says has signed it. Nothing of it is trusted; it only serves to find a certificate that is.</summary>
public abstract record SignerClaim
{
    private SignerClaim()
    {
    }

    /// <summary>The certificates that came with the message, the signer's first; one alone where no chain was sent.</summary>
    public sealed record Certificates(IReadOnlyList<Certificate> Path) : SignerClaim;

    public sealed record KeyIdentifier(ReadOnlyMemory<byte> Value) : SignerClaim;

    public sealed record IssuerSerial(DistinguishedName Issuer, BigInteger SerialNumber) : SignerClaim;

    /// <summary>Whether the claim names this very certificate.</summary>
    public bool Names(Certificate certificate) => this switch
    {
        Certificates claim => claim.Path[0].Raw.Span.SequenceEqual(certificate.Raw.Span),
        KeyIdentifier claim => claim.Value.Span.SequenceEqual(certificate.KeyIdentifier.Span),
        IssuerSerial claim => claim.SerialNumber == certificate.SerialNumber && claim.Issuer.Equals(certificate.Issuer),
        _ => false,
    };
}
