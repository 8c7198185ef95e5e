namespace Entente.As4.Security;

/// <summary>How a message says which certificate its signature, or the key it is encrypted for, belongs to.</summary>
public enum TokenReference
{
    /// <summary>The certificate itself travels along (BinarySecurityToken, X509v3).</summary>
    BinarySecurityToken,

    /// <summary>The whole chain travels along (BinarySecurityToken, X509PKIPathv1), as ICS2 asks for; for signatures only.</summary>
    CertificatePath,

    /// <summary>The subject key identifier of the certificate (KeyIdentifier).</summary>
    SubjectKeyIdentifier,

    /// <summary>The issuer's name and the serial number of the certificate (X509IssuerSerial).</summary>
    IssuerSerial,
}
