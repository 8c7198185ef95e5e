namespace Entente.Tests.Node.Access;

/// <summary>A clock that a test moves.</summary>
internal sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
