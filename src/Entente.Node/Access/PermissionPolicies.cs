using System.Collections.Frozen;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Authorization;

namespace Entente.Node.Access;

/// <summary>Turns the permission that a route names into a policy, and denies what names none.</summary>
internal sealed class PermissionPolicies(IEnumerable<Permission> permissions) : IAuthorizationPolicyProvider
{
    private static readonly AuthorizationPolicy Nobody = new AuthorizationPolicyBuilder().RequireAssertion(static _ => false).Build();

    private readonly FrozenDictionary<string, AuthorizationPolicy> policies = permissions.ToFrozenDictionary(
        permission => RequiresAttribute.Prefix + permission.Id,
        permission => new AuthorizationPolicyBuilder().AddRequirements(new Held(permission)).Build(),
        StringComparer.Ordinal);

    public bool AllowsCachingPolicies => true;

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult(policies.GetValueOrDefault(policyName));

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(Nobody);

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(Nobody);

    /// <summary>Officers hold a permission by role and authority; a feed holds those it was admitted with.</summary>
    internal sealed class Held(Permission permission) : AuthorizationHandler<Held>, IAuthorizationRequirement
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Held requirement)
        {
            var user = context.User;
            var held = user.HasClaim(claim => claim.Type == FeedToken.Claim)
                ? user.HasClaim(FeedToken.Claim, permission.Id)
                : user.Kind is { } authority && permission.IsGranted(user.Roles, authority);
            if (held)
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }
}
