using System.Security.Claims;
using Entente.Node.Platform;

namespace Entente.Node.Console;

/// <summary>What of a page's links leads its reader anywhere: the others are not shown.</summary>
internal sealed class Grants(IEnumerable<Permission> permissions)
{
    /// <summary>To take tables out of the node as files (module Evidence).</summary>
    public const string Export = "exports.use";

    /// <summary>To read how well records are proven (module Evidence).</summary>
    public const string ReadProofs = "proofs.read";

    public bool May(ClaimsPrincipal user, string permission) =>
        user.Kind is { } authority && permissions.Any(one => one.Id == permission && one.IsGranted(user.Roles, authority));
}
