using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

public enum PartnerState { Active = 1, Suspended }

/// <summary>A certificate of a card, for one purpose.</summary>
internal sealed record PartnerKey(KeyPurpose Purpose, Certificate Certificate);

/// <summary>The node of another administration, as its approved card says. Keys that are revoked or outside their period are not here.</summary>
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

    /// <summary>The kinds it reads, as <c>kind/version</c>.</summary>
    public IReadOnlySet<string> Reads { get; init; } = new HashSet<string>();

    /// <summary>For whom a message to it is encrypted: every current key that the suite in force can use.</summary>
    public IReadOnlyList<Certificate> Recipients => [.. KeysFor(KeyPurpose.Encrypt).Where(key => key.PublicKey.Algorithm == Suite.Encryption)];

    public IReadOnlyList<Certificate> KeysFor(KeyPurpose purpose) => [.. Keys.Where(key => key.Purpose == purpose).Select(key => key.Certificate)];
}
