using Entente.Protocol.Access;
using Microsoft.AspNetCore.Authorization;

namespace Entente.Node.Platform;

/// <summary>What an officer may be allowed to do, and who is. Modules register theirs; routes and pages name one.</summary>
/// <param name="Id">For example <c>alerts.write</c>.</param>
/// <param name="Means">What it allows, in one English sentence that the access page shows.</param>
/// <param name="Roles">The roles that have it; any one suffices.</param>
/// <param name="Authorities">The kinds of authority whose officers may have it.</param>
/// <param name="StatesPurpose">Whether its exercise needs a stated purpose (and a case reference where the purpose needs one).</param>
internal sealed record Permission(
    string Id,
    string Means,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<AuthorityKind> Authorities,
    bool StatesPurpose)
{
    public static IReadOnlyList<AuthorityKind> EveryAuthority { get; } = Enum.GetValues<AuthorityKind>();

    public bool IsGranted(IEnumerable<Role> roles, AuthorityKind authority) =>
        Authorities.Contains(authority) && roles.Any(Roles.Contains);
}

/// <summary>What an officer is charged with. An officer may have several roles, but never audits own work: auditors have no other.</summary>
internal enum Role
{
    /// <summary>Judges hits and acts on them.</summary>
    Officer = 1,

    /// <summary>Searches and analyses.</summary>
    Analyst,

    /// <summary>Enters, amends and withdraws alerts and imports lists.</summary>
    AlertManager,

    /// <summary>Oversees a unit's work.</summary>
    Supervisor,

    /// <summary>Reads records, not content.</summary>
    Auditor,

    /// <summary>Runs the node and its accounts; reads no content.</summary>
    Administrator,

    /// <summary>Answers for the law of the exchange: agreements, and what may be given under them.</summary>
    Legal,
}

/// <summary>The policy of a page or route: the permission it takes. Start-up fails on a route with neither this nor <see cref="PublicAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequiresAttribute(string permission) : AuthorizeAttribute(Prefix + permission)
{
    public const string Prefix = "permission:";

    public string Permission { get; } = permission;
}

/// <summary>Declares that a page or route is open to anybody, and why that is right.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class PublicAttribute(string reason) : Attribute, IAllowAnonymous
{
    public string Reason { get; } = reason;
}

internal static class Policies
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddPermission(
            string id,
            string means,
            IReadOnlyList<Role> roles,
            IReadOnlyList<AuthorityKind>? authorities = null,
            bool statesPurpose = true) =>
            services.AddSingleton(new Permission(id, means, roles, authorities ?? Permission.EveryAuthority, statesPurpose));
    }

    extension<TBuilder>(TBuilder route)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder Requires(string permission) => route.WithMetadata(new RequiresAttribute(permission));

        public TBuilder Public(string reason) => route.WithMetadata(new PublicAttribute(reason));
    }

    /// <summary>Fails on a route that declares no policy, or one that no module registered.</summary>
    /// <exception cref="InvalidOperationException">Names the routes.</exception>
    public static void Check(IEnumerable<Endpoint> routes, IEnumerable<Permission> permissions)
    {
        var known = permissions.Select(permission => permission.Id).ToHashSet(StringComparer.Ordinal);
        var open =
            (from route in routes
             where route.Metadata.GetMetadata<PublicAttribute>() is null
             let required = route.Metadata.GetOrderedMetadata<RequiresAttribute>()
             where required.Count == 0 || required.Any(one => !known.Contains(one.Permission))
             select route.DisplayName).ToList();
        if (open.Count > 0)
        {
            throw new InvalidOperationException($"These routes declare no policy that exists: {string.Join("; ", open)}.");
        }
    }
}
