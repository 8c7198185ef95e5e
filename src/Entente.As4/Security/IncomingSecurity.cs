namespace Entente.As4.Security;

/// <summary>What is demanded of a message from one partner.</summary>
public sealed record IncomingSecurity
{
    /// <summary>The suites agreed with the partner; a message in any other is refused.</summary>
    public required IReadOnlyList<SecuritySuite> Suites { get; init; }

    /// <summary>Who may have signed; see <see cref="PinnedSigners"/> and <see cref="AnchoredSigners"/>.</summary>
    public required AcceptSigner AcceptSigner { get; init; }

    /// <summary>Our keys that senders may have encrypted for; several while we change keys.</summary>
    public IReadOnlyList<DecryptionKey> DecryptionKeys { get; init; } = [];

    /// <summary>Whether attachments that are not encrypted are refused. <see langword="false"/> where the agreement is to sign only, as with ICS2.</summary>
    public bool EncryptionRequired { get; init; } = true;

    /// <summary>Whether the signer must have sent the whole chain, as ICS2 asks, and not the leaf alone.</summary>
    public bool CertificatePathRequired { get; init; }

    /// <summary>What was encrypted, by Content-ID, where whoever verifies has it and no key: what the signature says of it is checked all the same.</summary>
    internal IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Opened { get; init; }

    public SecurityLimits Limits { get; init; } = SecurityLimits.Default;
}
