using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Mime;

namespace Entente.As4.Security;

/// <summary>What became of an incoming message: verified whole, or refused with one error.</summary>
public abstract record SecurityVerdict
{
    private SecurityVerdict()
    {
    }

    /// <summary>The signature is that of an accepted signer and covers everything listed here; nothing else of the message may be used.</summary>
    /// <param name="Messaging">The eb:Messaging element that was digested.</param>
    /// <param name="Parts">The attachments, decrypted, with the exact bytes that were digested and the Content-Type that they have inside.</param>
    /// <param name="References">The references of the signature, in their order.</param>
    /// <param name="Signer">The accepted certificate, as the caller's own trust returned it.</param>
    /// <param name="Suite">The suite that the message is written in.</param>
    /// <param name="DecryptedFor">The certificate of the key that decrypted; <see langword="null"/> where nothing was encrypted.</param>
    public sealed record Verified(
        XmlElement Messaging,
        IReadOnlyList<MimePart> Parts,
        IReadOnlyList<SignatureReference> References,
        Certificate Signer,
        SecuritySuite Suite,
        Certificate? DecryptedFor) : SecurityVerdict;

    /// <summary>The message must not be processed.</summary>
    public sealed record Refused(EbmsError Error) : SecurityVerdict;
}
