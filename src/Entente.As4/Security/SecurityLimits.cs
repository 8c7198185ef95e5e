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

    /// <summary>Certificates in one chain.</summary>
    public int PathLength { get; init; } = 8;

    /// <summary>EncryptedKeys in one message: one per recipient's key, so two during a rotation.</summary>
    public int EncryptedKeys { get; init; } = 4;

    /// <summary>The shortest RSA modulus, in bits, that may sign or be encrypted for.</summary>
    public int RsaBits { get; init; } = 2048;

    /// <summary>How far a wsu:Timestamp may lie off our clock.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(5);
}
