using System.Globalization;
using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>
/// A card whose certificates can be read and used, and whose signature is that of its own key; or a partner file, which nobody signs. Whose it really is,
/// only people can compare.
/// </summary>
internal sealed class CertifiedCard
{
    private const int LeastRsaBits = 2048;

    private CertifiedCard(NodeCard card, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> signature, SecuritySuite suite, IReadOnlyList<CertifiedKey> keys) =>
        (Card, Bytes, Signature, Fingerprint, Suite, Keys) = (card, bytes, signature, CardFingerprint.Of(bytes.Span), suite, keys);

    /// <summary>What the card says; of a partner file, what it has in common with a card.</summary>
    public NodeCard Card { get; }

    /// <summary>The exact bytes that are compared, stored and fingerprinted.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Empty for a partner file.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    public string Fingerprint { get; }

    public SecuritySuite Suite { get; }

    public IReadOnlyList<CertifiedKey> Keys { get; }

    /// <summary>Whose certificates are taken without having been compared one by one; of partner files only.</summary>
    public IReadOnlyList<Authorities> Authorities { get; private init; } = [];

    /// <summary>What is agreed with another product; <see langword="null"/> for a node of Entente.</summary>
    public PartnerTerms? Terms { get; private init; }

    /// <summary>The key that signed the card; <see langword="null"/> for a partner file.</summary>
    public CertifiedKey? Signer => Terms is null ? Keys.First(key => key.Purpose == KeyPurpose.Sign) : null;

    /// <summary>What a revocation may name: every key there is, and those of the authorities.</summary>
    public IEnumerable<string> KeyIds => Keys.Select(key => key.Id).Concat(Authorities.SelectMany(one => one.Certificates).Select(CertifiedKey.IdOf));

    /// <summary>Reads what was stored or handed over: a card, or a partner file where there is no signature.</summary>
    public static CertifiedCard? Of(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature, out Fault? fault) =>
        signature.IsEmpty
            ? PartnerFile.Read(bytes, out fault) is { } file ? Read(file, bytes.ToArray(), out fault) : null
            : SignedCard.Of(bytes, signature, out fault) is { } signed ? Read(signed, out fault) : null;

    public static CertifiedCard? Read(SignedCard signed, out Fault? fault)
    {
        var keys = ReadKeys(signed.Card.Keys, at => string.Create(CultureInfo.InvariantCulture, $"$.keys[{at}]"), out fault);
        if (keys is null || SuiteOf(signed.Card.Suite, out fault) is not { } suite)
        {
            return null;
        }

        fault = Missing(keys, [], suite, encrypt: true, null) ?? Forged(signed, keys);
        return fault is null ? new(signed.Card, signed.Bytes, signed.Signature, suite, keys) : null;
    }

    /// <summary>What lacks for an exchange to begin now; <see langword="null"/> if nothing does.</summary>
    public Fault? UnusableAt(DateTimeOffset now) => Missing(Keys, Authorities, Suite, Terms?.Encrypt ?? true, now);

    private static CertifiedCard? Read(PartnerFile file, byte[] bytes, out Fault? fault)
    {
        var listed = new List<(CardKey Key, string Place)>();
        var authorities = new List<Authorities>();
        fault = null;
        foreach (var (purpose, trust, member) in new[] { (KeyPurpose.Sign, file.Sign, "sign"), (KeyPurpose.Encrypt, file.Encrypt, "encrypt"), (KeyPurpose.Tls, file.Tls, "tls") })
        {
            listed.AddRange((trust?.Certificates ?? []).Select((pem, at) => (
                new CardKey(purpose, default, default, PartnerFile.Der(pem)), string.Create(CultureInfo.InvariantCulture, $"$.{member}.certificates[{at}]"))));
            if (trust?.Authorities is { } issuers)
            {
                var read = issuers.Select(pem => Certificate.TryParse(PartnerFile.Der(pem))).OfType<Certificate>().ToList();
                if (read.Count < issuers.Count)
                {
                    fault = Wrong("A certificate cannot be read, or its key is of a kind that no suite uses.", $"$.{member}.authorities");
                    return null;
                }

                authorities.Add(new(purpose, read, trust.Name!));
            }
        }

        // A partner file says nothing of periods: those of the certificates count.
        var keys = ReadKeys([.. listed.Select(one => WithPeriod(one.Key))], at => listed[at].Place, out fault);
        if (keys is null || SuiteOf(file.Suite, out fault) is not { } suite)
        {
            return null;
        }

        fault = authorities.Select(one => one.Wrong).FirstOrDefault(wrong => wrong is not null) ?? Missing(keys, authorities, suite, file.Encrypt is not null, null);
        var terms = PartnerTerms.Of(file);
        var card = new NodeCard(
            file.Form, file.Party, file.Name, file.Country, file.Endpoint, file.Suite, file.Version, default, [.. listed.Select(one => one.Key)], terms.Reads);
        return fault is null ? new(card, bytes, default, suite, keys) { Authorities = authorities, Terms = terms } : null;
    }

    private static CardKey WithPeriod(CardKey key) =>
        Certificate.TryParse(key.Certificate) is { } certificate ? key with { From = certificate.NotBefore, Until = certificate.NotAfter } : key;

    private static List<CertifiedKey>? ReadKeys(IReadOnlyList<CardKey> listed, Func<int, string> placeOf, out Fault? fault)
    {
        var keys = new List<CertifiedKey>();
        fault = null;
        foreach (var key in listed)
        {
            var place = placeOf(keys.Count);
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

        return keys;
    }

    private static SecuritySuite? SuiteOf(string name, out Fault? fault)
    {
        fault = SecuritySuite.All.TryGetValue(name, out var suite)
            ? null
            : Wrong($"The suite is one of {string.Join(", ", SecuritySuite.All.Keys.Order(StringComparer.Ordinal))}.", "$.suite");
        return suite;
    }

    private static Fault? WrongWith(CardKey key, Certificate certificate, string place) =>
        key.From < certificate.NotBefore || key.Until > certificate.NotAfter ? Wrong("The period of a key goes beyond that of its certificate.", place)
        : certificate.PublicKey is { Algorithm: KeyAlgorithm.Rsa, Bits: < LeastRsaBits } ? Wrong($"An RSA key has at least {LeastRsaBits} bits.", place)
        : (key.Purpose, certificate.PublicKey.Algorithm) is (KeyPurpose.Sign, KeyAlgorithm.X25519) or (KeyPurpose.Encrypt, KeyAlgorithm.Ed25519) or (KeyPurpose.Tls, KeyAlgorithm.X25519)
            ? Wrong($"A key of the kind {certificate.PublicKey.Algorithm} cannot serve that purpose.", place)
        : null;

    private static Fault? Missing(IReadOnlyList<CertifiedKey> keys, IReadOnlyList<Authorities> authorities, SecuritySuite suite, bool encrypt, DateTimeOffset? now)
    {
        var usable = keys.Where(key => now is not { } at || key.IsGoodAt(at)).ToList();
        var when = now is null ? "" : " that is good now";
        bool Issued(KeyPurpose purpose) => authorities.Any(one => one.Purpose == purpose && (now is not { } at || one.AreGoodAt(at)));
        return !Issued(KeyPurpose.Sign) && !usable.Exists(key => key.Purpose == KeyPurpose.Sign && key.Certificate.PublicKey.Algorithm == suite.Signing)
                ? Wrong($"The suite needs a {suite.Signing} key for signing{when}.", "$.keys")
            : encrypt && !usable.Exists(key => key.Purpose == KeyPurpose.Encrypt && key.Certificate.PublicKey.Algorithm == suite.Encryption)
                ? Wrong($"The suite needs a {suite.Encryption} key for encrypting{when}.", "$.keys")
            : !Issued(KeyPurpose.Tls) && !usable.Exists(key => key.Purpose == KeyPurpose.Tls) ? Wrong($"Connections need a TLS key{when}.", "$.keys")
            : null;
    }

    private static Fault? Forged(SignedCard signed, List<CertifiedKey> keys) =>
        keys.Find(key => key.Purpose == KeyPurpose.Sign)!.Certificate.PublicKey.Verifies(SignedCard.MessageOf(signed.Bytes.Span), signed.Signature.Span)
            ? null
            : new(FaultCode.PartnerCardSignature, "The first signing key of a card signs it; this signature is not of that key over these bytes.");

    internal static Fault Wrong(string detail, string at) => new(FaultCode.PartnerCardKeys, detail, at);
}

/// <summary>A key of a card.</summary>
internal sealed record CertifiedKey(KeyPurpose Purpose, DateTimeOffset From, DateTimeOffset Until, Certificate Certificate)
{
    /// <summary>What revocations name: SHA-256 of the public key, the same in whatever certificate it comes.</summary>
    public string Id { get; } = IdOf(Certificate);

    public bool IsGoodAt(DateTimeOffset now) => From <= now && now <= Until && Certificate.IsValidAt(now);

    public static string IdOf(Certificate certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.Raw.Span));
}
