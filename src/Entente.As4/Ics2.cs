using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4;

/// <summary>The P-Modes of the trader interface of ICS2, the European Union's advance cargo information system (HTI ICD 3.30, annex 2).</summary>
public static class Ics2
{
    public const string Trader = "Trader";
    public const string Customs = "Customs";

    /// <summary>The most bytes of a compressed message and of a document before compression that ICS2 recommends (4.2.6).</summary>
    public static readonly MessageLimits Limits = new()
    {
        Package = new Mime.MimeLimits { Bytes = 20 * 1024 * 1024 },
        PayloadBytes = 100 * 1024 * 1024,
    };

    private const string EoriType = "urn:oasis:names:tc:ebcore:partyid-type:unregistered:eu-customs:EORI";
    private const string AuthorityType = "urn:oasis:names:tc:ebcore:partyid-type:unregistered:eu-customs:auth";
    private const string ServiceType = "eu-customs-service-type";

    /// <summary>What a trader sends to the shared trader interface.</summary>
    /// <param name="eori">The trader's number, optionally with its system and member state: <c>system1@NL0987654321@FR</c>.</param>
    public static PMode TraderToCustoms(string eori, string authority = "sti-taxud", string version = "EU-ICS2-TI-V1.0") =>
        Leg($"ics2.t2c.{eori}", TraderParty(eori), CustomsParty(authority), "eu_ics2_t2c", version);

    /// <summary>What the shared trader interface sends to a trader, pushed.</summary>
    public static PMode CustomsToTrader(string eori, string authority = "sti-taxud", string version = "EU-ICS2-TI-V1.0") =>
        Leg($"ics2.c2t.{eori}", CustomsParty(authority), TraderParty(eori), "eu_ics2_c2t", version);

    /// <summary>The same, from the channel that this trader alone pulls from (4.3.3).</summary>
    public static PMode CustomsToTraderPulled(string eori, string authority = "sti-taxud", string version = "EU-ICS2-TI-V1.0") =>
        CustomsToTrader(eori, authority, version) with { Mpc = $"urn:fdc:ec.europa.eu:2019:eu_ics2_c2t/EORI/{eori}" };

    private static Party TraderParty(string eori) => new(new PartyId(eori, EoriType), Trader);

    private static Party CustomsParty(string authority) => new(new PartyId(authority, AuthorityType), Customs);

    private static PMode Leg(string id, Party from, Party to, string service, string version) => new()
    {
        Id = id,
        Agreement = new AgreementRef(version, "ics2-interface-version"),
        From = from,
        To = to,
        Service = new ServiceRef(service, ServiceType),
        Suite = SecuritySuite.Rsa,
        Encrypt = false,
        SigningToken = TokenReference.CertificatePath,
    };
}
