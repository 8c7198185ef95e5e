using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

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

    /// <summary>How many security keys are registered; two are recommended, so that losing one locks nobody out.</summary>
    public long Keys { get; init; }

    /// <summary>Adds an officer to the transaction, with its record.</summary>
    public static Officer Add(Session session, Actor actor, string name, string authorityId, IReadOnlyCollection<Role> roles, Guid? id = null)
    {
        var officer = new Officer
        {
            Id = id ?? Guid.CreateVersion7(session.Now),
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

    public static Task<Officer?> FindAsync(Database database, Guid id, CancellationToken cancellation = default) => database.ReadAsync(
        async session => await session.FindAsync<Row>(Select + " WHERE o.id = @id", new { id }) is { } row ? row.ToOfficer() : null, cancellation);

    /// <summary>The officer as the write sees it.</summary>
    public static Officer? Find(Session session, Guid id) => session.Find<Row>(Select + " WHERE o.id = @id", new { id })?.ToOfficer();

    /// <summary>Whether the officer is active and holds the permission, as the write sees it: what was so when a request came may be so no more.</summary>
    public static bool Holds(Session session, Guid id, Permission permission) =>
        Find(session, id) is { Active: true } officer
        && permission.IsGranted(officer.Roles, Enum.Parse<AuthorityKind>(session.Scalar<string>("SELECT kind FROM authority WHERE id = @AuthorityId", new { officer.AuthorityId })!));

    /// <summary>The name behind the id that a hit or a record carries, or <see langword="null"/>.</summary>
    public static Task<string?> NameAsync(Session session, string id) => session.ScalarAsync<string>("SELECT name FROM officer WHERE id = @id", new { id });

    /// <summary>What an active officer is at this moment.</summary>
    public static Standing? StandingOf(Session session, string officer) =>
        Guid.TryParse(officer, out var id) && Find(session, id) is { Active: true } found && session.Scalar<string>("SELECT kind FROM authority WHERE id = @AuthorityId", new { found.AuthorityId }) is { } kind
            ? new(officer, found.AuthorityId, Enum.Parse<AuthorityKind>(kind), found.Roles)
            : null;

    /// <summary>All officers, by authority and name.</summary>
    public static Task<List<Officer>> AllAsync(Database database, CancellationToken cancellation = default) => database.ReadAsync(
        async session => (await session.QueryAsync<Row>(Select + " ORDER BY o.authority_id, o.name, o.id")).ConvertAll(row => row.ToOfficer()), cancellation);

    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(Database database, CancellationToken cancellation) =>
        (await database.ReadAsync(session => session.QueryAsync<Row>(Select), cancellation)).ToDictionary(row => row.Id.ToString("D"), row => row.Name);

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

    private const string Select =
        """
        SELECT o.id, o.name, o.authority_id, o.active, o.created_at,
               COALESCE((SELECT STRING_AGG(r.role, ',') FROM officer_role r WHERE r.officer_id = o.id), '') AS roles,
               (SELECT COUNT(*) FROM passkey p WHERE p.officer_id = o.id) AS keys
        FROM officer o
        """;

    private sealed record Row
    {
        public required Guid Id { get; init; }

        public required string Name { get; init; }

        public required string AuthorityId { get; init; }

        public required bool Active { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required string Roles { get; init; }

        public required long Keys { get; init; }

        public Officer ToOfficer() => new()
        {
            Id = Id,
            Name = Name,
            AuthorityId = AuthorityId,
            Active = Active,
            CreatedAt = CreatedAt,
            Roles = [.. Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).Order()],
            Keys = Keys,
        };
    }
}
