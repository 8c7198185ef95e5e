using System.Collections.Frozen;
using Entente.As4.Security.OpenSsl;

namespace Entente.As4.Security.Encryption;

/// <summary>The variants of RSA-OAEP on the wire. The first is what we write and what 1.15 requires; the others are accepted from older products.</summary>
internal static class OaepMethods
{
    private static readonly FrozenDictionary<string, string> Digests = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Algorithms.Sha256] = "sha256",
        ["http://www.w3.org/2000/09/xmldsig#sha1"] = "sha1",
        ["http://www.w3.org/2001/04/xmldsig-more#sha384"] = "sha384",
        ["http://www.w3.org/2001/04/xmlenc#sha512"] = "sha512",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Masks = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Algorithms.Mgf1Sha256] = "sha256",
        ["http://www.w3.org/2009/xmlenc11#mgf1sha1"] = "sha1",
        ["http://www.w3.org/2009/xmlenc11#mgf1sha384"] = "sha384",
        ["http://www.w3.org/2009/xmlenc11#mgf1sha512"] = "sha512",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The digests of a method, whose absent parts mean SHA-1 (XML Encryption 1.1, 5.5.2); <see langword="null"/> where it is none of ours.</summary>
    public static Oaep? Find(string algorithm, string? digest, string? mask)
    {
        string? d = "sha1", m = "sha1";
        return algorithm is Algorithms.RsaOaep or Algorithms.RsaOaepMgf1Sha1
            && (digest is null || Digests.TryGetValue(digest, out d))
            && (mask is null || (algorithm == Algorithms.RsaOaep && Masks.TryGetValue(mask, out m)))
            ? new Oaep(d!, m!)
            : null;
    }
}
