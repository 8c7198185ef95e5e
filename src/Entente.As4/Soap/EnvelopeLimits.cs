namespace Entente.As4.Soap;

/// <summary>How large and how deep an envelope may be. A message with a hundred parts, all signed and encrypted, needs about a quarter of it.</summary>
public sealed record EnvelopeLimits
{
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>The deepest nesting; an encrypted, signed message of all profiles needs twelve.</summary>
    public int Depth { get; init; } = 32;

    public int Elements { get; init; } = 20_000;

    /// <summary>The most attributes and namespace declarations of one element.</summary>
    public int Attributes { get; init; } = 64;
}
