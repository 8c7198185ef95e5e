namespace Entente.As4.Security;

/// <summary>How to secure a message for one partner.</summary>
public sealed record OutgoingSecurity
{
    public required SecuritySuite Suite { get; init; }

    /// <summary>The key that signs; it MUST belong to the first certificate of the chain.</summary>
    public required PrivateKey SigningKey { get; init; }

    /// <summary>Our certificate, then the one that issued it, and so on. One certificate is enough but for <see cref="TokenReference.CertificatePath"/>.</summary>
    public required IReadOnlyList<Certificate> SigningChain { get; init; }

    public TokenReference SigningToken { get; init; } = TokenReference.BinarySecurityToken;

    /// <summary>For whom the attachments are encrypted; empty where the agreement is to sign only. More than one while the recipient changes keys.</summary>
    public IReadOnlyList<Certificate> Recipients { get; init; } = [];

    public TokenReference RecipientToken { get; init; } = TokenReference.SubjectKeyIdentifier;

    /// <summary>How long the message counts as fresh, said in a signed wsu:Timestamp. <see langword="null"/>, as in the profiles, writes none.</summary>
    public TimeSpan? Lifetime { get; init; }
}
