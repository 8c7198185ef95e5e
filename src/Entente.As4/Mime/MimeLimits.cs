namespace Entente.As4.Mime;

/// <summary>How large a package may be before anything in it is looked at.</summary>
public sealed record MimeLimits
{
    /// <summary>The most bytes of a whole package; ICS2 recommends at most 20 MB compressed, and 100 MB is its largest document.</summary>
    public int Bytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>The most parts, the SOAP envelope included.</summary>
    public int Parts { get; init; } = 100;

    /// <summary>The most headers of one part.</summary>
    public int Headers { get; init; } = 32;

    /// <summary>The most bytes of all headers of one part, and of the Content-Type of the package.</summary>
    public int HeaderBytes { get; init; } = 8 * 1024;

    /// <summary>The most bytes before the first and after the last boundary, which nobody reads.</summary>
    public int MarginBytes { get; init; } = 1024;
}
