using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.Protocol.Federation;
using WireId = Entente.As4.Messaging.PartyId;

namespace Entente.Node.Federation.Delivery;

/// <summary>The P-Modes of an exchange: every node of Entente has the same but for parties, suite and keys; another product has those of its partner file.</summary>
internal static class Legs
{
    private const string ChannelOf = "urn:entente:exchange:channel:";

    public static WireId Id(string party) => new(party, Exchange.PartyType);

    /// <summary>By which identifiers a partner addresses this node.</summary>
    public static IReadOnlyList<WireId> Ours(string ownParty, Partner partner) => partner.Terms?.Ours.Receiving.Ids ?? [Id(ownParty)];

    /// <summary>The leg on which a message goes to a partner.</summary>
    public static PMode To(string ownParty, Partner partner, string service, string action, SecuritySuite suite) => partner.Terms is not { } terms
        ? Between(ownParty, partner.Id, service, suite) with { Mpc = Channel(partner) }
        : Of(terms, suite, new(service, terms.Taken(service, action)?.Type)) with
        {
            Id = terms.PMode ?? $"{ownParty}-{partner.Id}",
            From = terms.Ours.Sending,
            To = terms.Theirs.Receiving,
            Mpc = terms.Channel,
            Reply = terms.Taken(service, action)?.Reply == true,
        };

    /// <summary>The legs on which a partner sends to us: the exchange, the test service, and the services that were agreed beside it.</summary>
    /// <param name="services">Services that any node may use whose messages are only kept.</param>
    /// <param name="channel">The channel that the messages are fetched from; <see langword="null"/> where they are pushed.</param>
    public static IReadOnlyList<AgreedLeg> From(KeyRing own, string ownParty, Partner partner, IReadOnlyList<string> services, string? channel = null)
    {
        if (partner.Terms is not { } terms)
        {
            // Which suite a message goes in is its sender's choice, among those that it has approved keys for; none of them is weaker than agreed.
            var security = Demand(own, partner, [.. SecuritySuite.All.Values.Where(partner.Signs)]);
            var exchange = Between(partner.Id, ownParty, Exchange.Service, partner.Suite);
            return
            [
                new(exchange, security),
                new(exchange.ForTest(), security),
                .. services.Select(service => new AgreedLeg(exchange with { Id = $"{exchange.Id}.{service}", Service = new(service) }, security)),
            ];
        }

        var demand = Demand(own, partner, [partner.Suite]);
        var modes = terms.Sends.Select(sent => Of(terms, partner.Suite, new(sent.Service, sent.Type)) with
        {
            Id = terms.PMode ?? $"{partner.Id}-{ownParty}",
            From = terms.Theirs.Sending,
            To = terms.Ours.Receiving,
            Actions = sent.Actions,
            Reply = sent.Reply,
            Mpc = channel,
        }).ToList();
        return [.. modes.Select(mode => new AgreedLeg(mode, demand)), .. modes.Take(1).Select(mode => new AgreedLeg(mode.ForTest(), demand))];
    }

    /// <summary>The channel from which a partner, and nobody else, may fetch what waits for it. Messages to a node name it, so that they can go either way.</summary>
    public static string? Channel(Partner partner) => partner.Terms is { } terms ? terms.Channel : $"{ChannelOf}{partner.Id}";

    /// <summary>The channel of a partner from which this node may fetch; <see langword="null"/> where none is agreed.</summary>
    public static string? TheirChannel(string ownParty, Partner partner) => partner.Terms is { } terms ? terms.TheirChannel : $"{ChannelOf}{ownParty}";

    /// <summary>
    /// How to secure what goes to a partner; <see langword="null"/> where it has no current key to encrypt for, so that nothing leaves unencrypted, or where
    /// an issued certificate is agreed and this node has none.
    /// </summary>
    public static OutgoingSecurity? Secure(KeyRing own, Partner partner, PMode mode)
    {
        var recipients = partner.KeysFor(KeyPurpose.Encrypt).Where(key => key.PublicKey.Algorithm == mode.Suite.Encryption).ToList();
        var (key, chain) = own.Signing(mode.Suite, partner.Terms?.IssuedCertificate == true);
        var lacking = (mode.Encrypt && recipients.Count == 0) || (partner.Terms?.IssuedCertificate == true && !own.IsIssued(mode.Suite));
        return lacking ? null : mode.Secure(key, chain, recipients);
    }

    /// <summary>How to sign an answer: it has no payloads, so nothing is encrypted.</summary>
    public static OutgoingSecurity Sign(KeyRing own, Partner partner, SecuritySuite suite)
    {
        var (key, chain) = own.Signing(suite, partner.Terms?.IssuedCertificate == true);
        return new() { Suite = suite, SigningKey = key, SigningChain = chain, SigningToken = partner.Terms?.Token ?? TokenReference.BinarySecurityToken };
    }

    /// <summary>What is demanded of what a partner signs.</summary>
    public static IncomingSecurity Demand(KeyRing own, Partner partner, IReadOnlyList<SecuritySuite> suites) => new()
    {
        Suites = suites,
        AcceptSigner = partner.Accept,
        DecryptionKeys = own.Decryption,
        EncryptionRequired = partner.Terms?.Encrypt ?? true,
        CertificatePathRequired = partner.Terms?.Token == TokenReference.CertificatePath,
    };

    /// <summary>The suite that a signer's key belongs to: each suite signs with keys of its own kind.</summary>
    public static SecuritySuite SuiteOf(Certificate signer) => SecuritySuite.All.Values.First(suite => suite.Signing == signer.PublicKey.Algorithm);

    private static PMode Between(string from, string to, string service, SecuritySuite suite) => new()
    {
        Id = $"{from}-{to}",
        From = new(Id(from), Exchange.Initiator),
        To = new(Id(to), Exchange.Responder),
        Service = new(service),
        Suite = suite,
    };

    /// <summary>What both directions have in common.</summary>
    private static PMode Of(PartnerTerms terms, SecuritySuite suite, ServiceRef service) => new()
    {
        Id = "",
        From = terms.Ours.Sending,
        To = terms.Theirs.Receiving,
        Agreement = terms.Agreement,
        Service = service,
        Suite = suite,
        Encrypt = terms.Encrypt,
        SigningToken = terms.Token,
        RecipientToken = terms.RecipientToken,
        FourCorner = terms.Corners is not null,
    };
}
