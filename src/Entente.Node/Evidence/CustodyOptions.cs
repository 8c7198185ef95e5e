using System.ComponentModel;

namespace Entente.Node.Evidence;

/// <summary>Settings of custody (section <c>Custody</c>).</summary>
internal sealed record CustodyOptions
{
    [Description("Whether a step of custody that an officer takes on a page is refused to whoever has no security key to sign it with. Whoever has one signs in any case.")]
    public bool RequireSignatures { get; init; }
}
