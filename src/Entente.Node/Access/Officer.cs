using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Access;

/// <summary>A person who works at the node for one authority.</summary>
internal sealed record Officer
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string AuthorityId { get; init; }

    public required bool Active { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Adds an officer to the transaction, with its record.</summary>
    public static Officer Add(Session session, Actor actor, string name, string authorityId, IReadOnlyCollection<Role> roles)
    {
        var officer = new Officer
        {
            Id = Guid.CreateVersion7(session.Now),
            Name = name,
            AuthorityId = authorityId,
            Active = true,
            CreatedAt = session.Now,
            Roles = [.. roles.Order()],
        };
        session.Execute(
            "INSERT INTO officer (id, name, authority_id, active, created_at) VALUES (@Id, @Name, @AuthorityId, 1, @CreatedAt)",
            new { officer.Id, officer.Name, officer.AuthorityId, officer.CreatedAt });
        Charge(session, officer.Id, officer.Roles);
        RecordBook.Append(session, actor, AccessActs.OfficerAdded, "officer", officer.Id.ToString("D"), RolesDetail(officer.Roles));
        return officer;
    }

    internal static void Charge(Session session, Guid officerId, IEnumerable<Role> roles)
    {
        session.Execute("DELETE FROM officer_role WHERE officer_id = @officerId", new { officerId });
        foreach (var role in roles)
        {
            session.Execute("INSERT INTO officer_role (officer_id, role) VALUES (@officerId, @role)", new { officerId, role = role.ToString() });
        }
    }

    internal static string RolesDetail(IEnumerable<Role> roles) =>
        $$"""{"roles":[{{string.Join(',', roles.Select(role => $"\"{role}\""))}}]}""";
}
