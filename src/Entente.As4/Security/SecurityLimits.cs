namespace Entente.As4.Security;

/// <summary>Beyond these a message is refused before any signature is computed.</summary>
public sealed record SecurityLimits
{
    public static readonly SecurityLimits Default = new();

    /// <summary>References in one signature: eb:Messaging, Body, and each attachment.</summary>
    public int References { get; init; } = 256;

    /// <summary>Attachments in one message.</summary>
    public int Parts { get; init; } = 250;

    /// <summary>Elements and attributes of the envelope together.</summary>
    public int XmlNodes { get; init; } = 50_000;

    /// <summary>Elements that may stand in one another.</summary>
    public int XmlDepth { get; init; } = 64;

    /// <summary>Elements of an attached XML document that may stand in one another; those of the customs messages in use need about twenty.</summary>
    public int AttachmentDepth { get; init; } = 256;

    /// <summary>
    /// Octets of the canonical forms of all attachments of a message together. A canonical form can be much larger than what it is made of: a namespace that is
    /// declared once, with a name of a megabyte, is written again for each of 100,000 children that bear its prefix.
    /// </summary>
    public int CanonicalOctets { get; init; } = 128 * 1024 * 1024;

    /// <summary>
    /// Characters in the name of a namespace of an attached XML document. It is written anew for each element that bears it beside others of another, and compared each time:
    /// a name of a megabyte in front of many elements costs much and means nothing.
    /// </summary>
    public int NamespaceLength { get; init; } = 4096;

    /// <summary>How many times larger than what it is made of a canonical form may be. A document of short elements, all of them of one namespace with a long name, reaches ten.</summary>
    public int CanonicalGrowth { get; init; } = 16;

    /// <summary>Below this size a canonical form may have grown by any factor.</summary>
    public int GrowthFree { get; init; } = 1024 * 1024;

    /// <summary>Certificates in one chain.</summary>
    public int PathLength { get; init; } = 8;

    /// <summary>EncryptedKeys in one message: one per recipient's key, so two during a rotation.</summary>
    public int EncryptedKeys { get; init; } = 4;

    /// <summary>The shortest RSA modulus, in bits, that may sign or be encrypted for.</summary>
    public int RsaBits { get; init; } = 2048;

    /// <summary>How far a wsu:Timestamp may lie off our clock.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);
}
