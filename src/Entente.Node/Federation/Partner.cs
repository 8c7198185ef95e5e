using System.Collections.Frozen;
using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

public enum PartnerState { Active = 1, Suspended }

/// <summary>A certificate of a card, for one purpose.</summary>
internal sealed record PartnerKey(KeyPurpose Purpose, Certificate Certificate);

/// <summary>The node of another administration, as its approved card or partner file says. Keys that are revoked or outside their period are not here.</summary>
/// <param name="Id">Its party id.</param>
/// <param name="Name">The administration.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Endpoint">The address of its <c>/as4</c>.</param>
/// <param name="Suite">The suite in force with it.</param>
internal sealed record Partner(string Id, string Name, string Country, Uri Endpoint, SecuritySuite Suite)
{
    public PartnerState State { get; init; } = PartnerState.Active;

    /// <summary>The version of its card that is in force.</summary>
    public long Version { get; init; }

    public IReadOnlyList<PartnerKey> Keys { get; init; } = [];

    /// <summary>Whose certificates are taken as its own beside those keys.</summary>
    public IReadOnlyList<Authorities> Authorities { get; init; } = [];

    /// <summary>The ids of all keys that count for nothing; for certificates that no card lists.</summary>
    public IReadOnlySet<string> Revoked { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The kinds it reads, as <c>kind/version</c>.</summary>
    public IReadOnlySet<string> Reads { get; init; } = new HashSet<string>();

    /// <summary>The public keys of its transparency log and of its witness; <see langword="null"/> where its card names none.</summary>
    public (string Log, string Witness)? LogKeys { get; init; }

    /// <summary>What is agreed with another product; <see langword="null"/> for a node of Entente.</summary>
    public PartnerTerms? Terms { get; init; }

    /// <summary>For whom a message to it is encrypted: every current key that the suite in force can use.</summary>
    public IReadOnlyList<Certificate> Recipients => [.. KeysFor(KeyPurpose.Encrypt).Where(key => key.PublicKey.Algorithm == Suite.Encryption)];

    public IReadOnlyList<Certificate> KeysFor(KeyPurpose purpose) => [.. Keys.Where(key => key.Purpose == purpose).Select(key => key.Certificate)];

    public IEnumerable<Authorities> AuthoritiesFor(KeyPurpose purpose) => Authorities.Where(one => one.Purpose == purpose);

    /// <summary>The certificate that a claim names, if it is the partner's: one of its keys, or one that its authorities issued to its name.</summary>
    public Certificate? Accept(SignerClaim claim, DateTimeOffset now) =>
        new PinnedSigners(KeysFor(KeyPurpose.Sign)).Accept(claim, now)
        ?? AuthoritiesFor(KeyPurpose.Sign).Select(one => one.Accept(claim, now, Revoked)).FirstOrDefault(signer => signer is not null);

    /// <summary>Whether messages in a suite can be sent to it: it has keys for it, and signs its receipts with one.</summary>
    public bool Speaks(SecuritySuite suite) =>
        (Terms?.Encrypt == false || KeysFor(KeyPurpose.Encrypt).Any(key => key.PublicKey.Algorithm == suite.Encryption))
        && (Signs(suite) || (AuthoritiesFor(KeyPurpose.Sign).Any() && suite == Suite));

    /// <summary>The suite of a message: the one that was chosen for it, else the one in force.</summary>
    public SecuritySuite SuiteOf(string? chosen) => chosen is null ? Suite : SecuritySuite.All[chosen];

    /// <summary>Whether messages wait until the partner fetches them, as its file says.</summary>
    public bool Fetches => Terms?.Channel is not null;

    /// <summary>Whether it has an approved key that signs in a suite.</summary>
    public bool Signs(SecuritySuite suite) => KeysFor(KeyPurpose.Sign).Any(key => key.PublicKey.Algorithm == suite.Signing);
}
