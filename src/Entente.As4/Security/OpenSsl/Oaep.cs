namespace Entente.As4.Security.OpenSsl;

/// <summary>The two digests of RSA-OAEP, in OpenSSL's names: that of the label, and that of the mask generation function MGF1.</summary>
internal readonly record struct Oaep(string Digest, string Mask)
{
    public static readonly Oaep Sha256 = new("sha256", "sha256");
}
