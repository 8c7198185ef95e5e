using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Selectivity;

/// <summary>Which parts of a page its officer may see: a page of several parts shows only those.</summary>
internal sealed class Granted(IEnumerable<Permission> permissions)
{
    private readonly Dictionary<string, Permission> known = permissions.ToDictionary(permission => permission.Id, StringComparer.Ordinal);

    /// <summary>Whether the officer holds the permission and has stated the purpose that it takes.</summary>
    public bool May(HttpContext http, string permission) =>
        known[permission] is var wanted
        && http.User.Kind is { } authority
        && wanted.IsGranted(http.User.Roles, authority)
        && (!wanted.StatesPurpose || StatedPurpose.Of(http).Missing() is null);
}
