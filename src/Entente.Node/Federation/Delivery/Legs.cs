using Entente.As4;
using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation.Delivery;

/// <summary>The P-Modes of an exchange: every node of Entente has the same but for parties, suite and keys.</summary>
internal static class Legs
{
    public static As4.Messaging.PartyId Id(string party) => new(party, Exchange.PartyType);

    public static PMode Between(string from, string to, string service, SecuritySuite suite) => new()
    {
        Id = $"{from}-{to}",
        From = new(Id(from), Exchange.Initiator),
        To = new(Id(to), Exchange.Responder),
        Service = new(service),
        Suite = suite,
    };

    /// <summary>How to secure what goes to a partner; <see langword="null"/> where it has no current key to encrypt for, so that nothing leaves unencrypted.</summary>
    public static OutgoingSecurity? Secure(KeyRing own, Partner partner, PMode mode)
    {
        var recipients = partner.KeysFor(KeyPurpose.Encrypt).Where(key => key.PublicKey.Algorithm == mode.Suite.Encryption).ToList();
        var (key, chain) = own.Signing(mode.Suite);
        return recipients.Count == 0 ? null : mode.Secure(key, chain, recipients);
    }

    /// <summary>How to sign an answer: it has no payloads, so nothing is encrypted.</summary>
    public static OutgoingSecurity Sign(KeyRing own, SecuritySuite suite)
    {
        var (key, chain) = own.Signing(suite);
        return new() { Suite = suite, SigningKey = key, SigningChain = chain };
    }

    /// <summary>What is demanded of what a partner signs.</summary>
    public static IncomingSecurity Demand(KeyRing own, Partner partner, IReadOnlyList<SecuritySuite> suites) => new()
    {
        Suites = suites,
        AcceptSigner = new PinnedSigners(partner.KeysFor(KeyPurpose.Sign)).Accept,
        DecryptionKeys = own.Decryption,
    };

    /// <summary>The legs on which a partner sends to us: the exchange, the test service, and services that were agreed with other products.</summary>
    /// <param name="asked">The suite that our card asks for.</param>
    public static IReadOnlyList<AgreedLeg> From(KeyRing own, string ownParty, Partner partner, SecuritySuite asked, IReadOnlyList<string> services)
    {
        var security = Demand(own, partner, [.. new[] { asked, partner.Suite }.Distinct()]);
        var exchange = Between(partner.Id, ownParty, Exchange.Service, asked);
        return
        [
            new(exchange, security),
            new(exchange.ForTest(), security),
            .. services.Select(service => new AgreedLeg(exchange with { Id = $"{exchange.Id}.{service}", Service = new(service) }, security)),
        ];
    }

    /// <summary>The suite that a signer's key belongs to: each suite signs with keys of its own kind.</summary>
    public static SecuritySuite SuiteOf(Certificate signer) => SecuritySuite.All.Values.First(suite => suite.Signing == signer.PublicKey.Algorithm);
}
