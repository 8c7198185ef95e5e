using System.Globalization;
using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>A card whose certificates can be read and used, and whose signature is that of its own key. Whose card it really is, only people can compare.</summary>
internal sealed class CertifiedCard
{
    private const int LeastRsaBits = 2048;

    private CertifiedCard(SignedCard signed, SecuritySuite suite, IReadOnlyList<CertifiedKey> keys) => (Signed, Suite, Keys) = (signed, suite, keys);

    public SignedCard Signed { get; }

    public NodeCard Card => Signed.Card;

    public SecuritySuite Suite { get; }

    public IReadOnlyList<CertifiedKey> Keys { get; }

    /// <summary>The key that signed the card.</summary>
    public CertifiedKey Signer => Keys.First(key => key.Purpose == KeyPurpose.Sign);

    public static CertifiedCard? Read(SignedCard signed, out Fault? fault)
    {
        var keys = new List<CertifiedKey>();
        fault = null;
        foreach (var key in signed.Card.Keys)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"$.keys[{keys.Count}]");
            if (Certificate.TryParse(key.Certificate) is not { } certificate)
            {
                fault = Wrong("A certificate cannot be read, or its key is of a kind that no suite uses.", place);
                return null;
            }

            fault = WrongWith(key, certificate, place);
            if (fault is not null)
            {
                return null;
            }

            keys.Add(new(key.Purpose, key.From, key.Until, certificate));
        }

        if (!SecuritySuite.All.TryGetValue(signed.Card.Suite, out var suite))
        {
            fault = Wrong($"The suite is one of {string.Join(", ", SecuritySuite.All.Keys.Order(StringComparer.Ordinal))}.", "$.suite");
            return null;
        }

        fault = Missing(keys, suite, null) ?? Forged(signed, keys);
        return fault is null ? new(signed, suite, keys) : null;
    }

    /// <summary>What lacks for an exchange to begin now; <see langword="null"/> if nothing does.</summary>
    public Fault? UnusableAt(DateTimeOffset now) => Missing(Keys, Suite, now);

    private static Fault? WrongWith(CardKey key, Certificate certificate, string place) =>
        key.From < certificate.NotBefore || key.Until > certificate.NotAfter ? Wrong("The period of a key goes beyond that of its certificate.", place)
        : certificate.PublicKey is { Algorithm: KeyAlgorithm.Rsa, Bits: < LeastRsaBits } ? Wrong($"An RSA key has at least {LeastRsaBits} bits.", place)
        : (key.Purpose, certificate.PublicKey.Algorithm) is (KeyPurpose.Sign, KeyAlgorithm.X25519) or (KeyPurpose.Encrypt, KeyAlgorithm.Ed25519) or (KeyPurpose.Tls, KeyAlgorithm.X25519)
            ? Wrong($"A key of the kind {certificate.PublicKey.Algorithm} cannot serve that purpose.", place)
        : null;

    private static Fault? Missing(IEnumerable<CertifiedKey> keys, SecuritySuite suite, DateTimeOffset? now)
    {
        var usable = keys.Where(key => now is not { } at || key.IsGoodAt(at)).ToList();
        var when = now is null ? "" : " that is good now";
        return !usable.Exists(key => key.Purpose == KeyPurpose.Sign && key.Certificate.PublicKey.Algorithm == suite.Signing) ? Wrong($"The suite needs a {suite.Signing} key for signing{when}.", "$.keys")
            : !usable.Exists(key => key.Purpose == KeyPurpose.Encrypt && key.Certificate.PublicKey.Algorithm == suite.Encryption) ? Wrong($"The suite needs a {suite.Encryption} key for encrypting{when}.", "$.keys")
            : !usable.Exists(key => key.Purpose == KeyPurpose.Tls) ? Wrong($"Connections need a TLS key{when}.", "$.keys")
            : null;
    }

    private static Fault? Forged(SignedCard signed, List<CertifiedKey> keys) =>
        keys.Find(key => key.Purpose == KeyPurpose.Sign)!.Certificate.PublicKey.Verifies(SignedCard.MessageOf(signed.Bytes.Span), signed.Signature.Span)
            ? null
            : new(FaultCode.PartnerCardSignature, "The first signing key of a card signs it; this signature is not of that key over these bytes.");

    private static Fault Wrong(string detail, string at) => new(FaultCode.PartnerCardKeys, detail, at);
}

/// <summary>A key of a card.</summary>
internal sealed record CertifiedKey(KeyPurpose Purpose, DateTimeOffset From, DateTimeOffset Until, Certificate Certificate)
{
    /// <summary>What revocations name: SHA-256 of the public key, the same in whatever certificate it comes.</summary>
    public string Id { get; } = IdOf(Certificate);

    public bool IsGoodAt(DateTimeOffset now) => From <= now && now <= Until && Certificate.IsValidAt(now);

    public static string IdOf(Certificate certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.Raw.Span));
}
