using System.Collections.Frozen;
using Entente.Node.Access;
using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>Who is charged with what at the instant of a write: roles and accounts may have changed since the request, or since the first half of an act.</summary>
internal sealed class Charges(IEnumerable<Permission> permissions)
{
    private readonly FrozenDictionary<string, Permission> known = permissions.ToFrozenDictionary(permission => permission.Id, StringComparer.Ordinal);

    /// <summary>
    /// The operator at the command line is one officer among the others, always the same: there, too, one person proposes and somebody else approves.
    /// </summary>
    public bool Holds(Session session, string officer, string permission) =>
        officer == PartnerDesk.CommandLine.Officer || (Guid.TryParse(officer, out var id) && Officer.Holds(session, id, known[permission]));
}
