using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4;

/// <summary>
/// What two parties have agreed for one direction of an exchange. A two-way exchange has two: the second leg says <see cref="Reply"/>. What is the same
/// for every exchange under eDelivery AS4 (SOAP 1.2, synchronous non-repudiation receipts, synchronous errors, no Body) has no parameter.
/// </summary>
public sealed record PMode
{
    public required string Id { get; init; }

    /// <summary>The agreement; <see langword="null"/> where messages of this leg name none.</summary>
    public AgreementRef? Agreement { get; init; }

    /// <summary>Who sends on this leg.</summary>
    public required Party From { get; init; }

    /// <summary>Who receives on this leg.</summary>
    public required Party To { get; init; }

    public required ServiceRef Service { get; init; }

    /// <summary>The actions of the service that this leg carries; empty means every action.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>The channel that messages of this leg are pulled from; <see langword="null"/> where they are pushed.</summary>
    public string? Mpc { get; init; }

    /// <summary>Whether messages of this leg answer others, and so MUST name the message that they answer.</summary>
    public bool Reply { get; init; }

    /// <summary>Whether payloads are sent compressed. They are accepted either way.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Whether messages carry the properties of a four-corner exchange: originalSender and finalRecipient.</summary>
    public bool FourCorner { get; init; }

    public required SecuritySuite Suite { get; init; }

    /// <summary>Whether payloads are encrypted; ICS2 leaves that to mutual TLS.</summary>
    public bool Encrypt { get; init; } = true;

    public TokenReference SigningToken { get; init; } = TokenReference.BinarySecurityToken;

    public TokenReference RecipientToken { get; init; } = TokenReference.SubjectKeyIdentifier;

    /// <summary>Whether messages of this leg only test the connection.</summary>
    public bool IsTest => Service.Value == EbmsNames.TestService;

    /// <summary>The same leg for the test service, which every agreement must have (eDelivery AS4 1.15, 1.4.4.3).</summary>
    public PMode ForTest() => this with
    {
        Id = Id + ".test",
        Service = new ServiceRef(EbmsNames.TestService),
        Actions = [EbmsNames.TestAction],
        Reply = false,
        FourCorner = false,
    };

    /// <summary>Whether the header is one of this leg: parties with roles, service, action and agreement, and the P-Mode's id where it is named.</summary>
    public bool Matches(UserMessage claimed) =>
        claimed.From.IsSame(From) && claimed.To.IsSame(To) && claimed.Service == Service && Carries(claimed.Action)
        && MatchesAgreement(claimed.Agreement) && (Mpc is null || claimed.Mpc == Mpc);

    public bool Carries(string action) => Actions.Count == 0 || Actions.Contains(action);

    /// <summary>How to secure messages of this leg with our key for the partner's certificates.</summary>
    public OutgoingSecurity Secure(PrivateKey key, IReadOnlyList<Certificate> chain, IReadOnlyList<Certificate> recipients) => new()
    {
        Suite = Suite,
        SigningKey = key,
        SigningChain = chain,
        SigningToken = SigningToken,
        Recipients = Encrypt ? recipients : [],
        RecipientToken = RecipientToken,
    };

    /// <summary>What to demand of messages of this leg.</summary>
    public IncomingSecurity Demand(AcceptSigner acceptSigner, IReadOnlyList<DecryptionKey> keys) => new()
    {
        Suites = [Suite],
        AcceptSigner = acceptSigner,
        DecryptionKeys = keys,
        EncryptionRequired = Encrypt,
        CertificatePathRequired = SigningToken == TokenReference.CertificatePath,
    };

    private bool MatchesAgreement(AgreementRef? claimed) =>
        claimed?.Value == Agreement?.Value && claimed?.Type == Agreement?.Type && (claimed?.PMode is null || claimed.PMode == Id);
}
