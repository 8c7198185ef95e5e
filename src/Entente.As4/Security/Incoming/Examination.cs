using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Mime;

namespace Entente.As4.Security.Incoming;

/// <summary>A message under examination: each step reads what earlier ones established, and establishes more.</summary>
internal sealed class Examination(XmlDocument envelope, IReadOnlyList<MimePart> parts, IncomingSecurity demands, DateTimeOffset now)
{
    public XmlDocument Envelope => envelope;

    public IReadOnlyList<MimePart> Parts => parts;

    public IncomingSecurity Demands => demands;

    public SecurityLimits Limits => demands.Limits;

    public DateTimeOffset Now => now;

    // Established by EnvelopeForm.
    public XmlElement Messaging { get; set; } = null!;

    public XmlElement Body { get; set; } = null!;

    public XmlElement Security { get; set; } = null!;

    // Established by HeaderForm.
    public XmlElement? Timestamp { get; set; }

    public List<BinaryToken> Tokens { get; } = [];

    public ClaimedSignature Signature { get; set; } = null!;

    public List<EncryptedKey> Keys { get; } = [];

    public List<EncryptedPart> EncryptedParts { get; } = [];

    // Established by Policy.
    public SecuritySuite Suite { get; set; } = null!;

    // Established by SignatureCheck.
    public Certificate Signer { get; set; } = null!;

    // Established by Decryption and AttachmentCheck.
    public Certificate? DecryptedFor { get; set; }

    public List<MimePart> Plain { get; set; } = [];

    /// <summary>The part that a cid: URI names, by its exact Content-ID or by that with %-escapes resolved (RFC 2392).</summary>
    public int PartNamed(string uri)
    {
        var name = uri["cid:".Length..];
        var at = IndexOf(name);
        return at >= 0 || !name.Contains('%', StringComparison.Ordinal) ? at : IndexOf(Uri.UnescapeDataString(name));
    }

    private int IndexOf(string contentId)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].ContentId == contentId)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A step of the examination: <see langword="null"/> where the message passes, and otherwise why it is refused.</summary>
internal delegate EbmsError? Step(Examination message);
