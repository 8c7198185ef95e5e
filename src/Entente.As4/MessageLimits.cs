using Entente.As4.Mime;
using Entente.As4.Soap;

namespace Entente.As4;

/// <summary>How large anything in a message may be. Each limit is checked before what it bounds is allocated.</summary>
public sealed record MessageLimits
{
    public MimeLimits Package { get; init; } = new();

    public EnvelopeLimits Envelope { get; init; } = new();

    /// <summary>The most bytes of all payloads of a message together, decompressed.</summary>
    public int PayloadBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How many times larger than sent a payload may become. Repetitive XML reaches 50; a bomb of zeros about 1000.</summary>
    public int CompressionRatio { get; init; } = 200;

    /// <summary>Below this size a payload may have any ratio: a form full of blanks is no bomb.</summary>
    public int RatioFree { get; init; } = 1024 * 1024;
}
