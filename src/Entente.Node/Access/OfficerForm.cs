using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Access;

/// <summary>What an administrator enters about an officer.</summary>
/// <param name="Name">The officer's name.</param>
/// <param name="AuthorityId">The authority the officer belongs to.</param>
/// <param name="Roles">What the officer is charged with.</param>
internal sealed record OfficerForm(string? Name, string? AuthorityId, IReadOnlyCollection<Role> Roles)
{
    private const int LongestName = 120;

    /// <summary>What is wrong, field by field; nothing if the officer may be like that.</summary>
    public IEnumerable<Fault> Faults(IEnumerable<Authority> authorities)
    {
        if (NameFault(Name) is { } fault)
        {
            yield return fault;
        }

        if (authorities.All(authority => authority.Id != AuthorityId))
        {
            yield return new(FaultCode.AccessOfficerRefused, "Choose the authority the officer belongs to.", "authority");
        }

        if (RolesFault(Roles) is { } wrong)
        {
            yield return wrong;
        }
    }

    public static Fault? NameFault(string? name) => name?.Trim() switch
    {
        null or "" => new(FaultCode.AccessOfficerRefused, "Enter a name.", "name"),
        { Length: > LongestName } => new(FaultCode.AccessOfficerRefused, "A name has at most 120 characters.", "name"),
        { } known when known.Any(char.IsControl) => new(FaultCode.AccessOfficerRefused, "A name has no control characters.", "name"),
        _ => null,
    };

    public static Fault? RolesFault(IReadOnlyCollection<Role> roles) => roles switch
    {
        { Count: 0 } => new(FaultCode.AccessOfficerRefused, "Choose at least one role.", "roles"),
        { Count: > 1 } when roles.Contains(Role.Auditor) => new(FaultCode.AccessOfficerRefused, "An auditor has no other role.", "roles"),
        _ => null,
    };

    public static IReadOnlyCollection<Role> ParseRoles(IEnumerable<string?> values) =>
        [.. values.Where(value => Enum.IsDefined(typeof(Role), value ?? "")).Select(value => Enum.Parse<Role>(value!)).Distinct().Order()];
}
