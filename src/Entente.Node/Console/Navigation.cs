using System.Security.Claims;
using Entente.Node.Platform;

namespace Entente.Node.Console;

/// <summary>The navigation as one officer sees it.</summary>
internal sealed class Navigation(IEnumerable<NavigationEntry> entries, IEnumerable<Permission> permissions, IServiceProvider services)
{
    public IReadOnlyList<NavigationEntry> For(ClaimsPrincipal officer)
    {
        if (officer.Kind is not { } authority)
        {
            return [];
        }

        var roles = officer.Roles.ToList();
        var granted = permissions.Where(one => one.IsGranted(roles, authority)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        return [.. entries.Where(entry => granted.Contains(entry.Permission)).OrderBy(entry => entry.Order)];
    }

    public async Task<IReadOnlyList<(NavigationEntry Entry, long Count)>> CountAsync(ClaimsPrincipal officer, CancellationToken cancel)
    {
        var counts = new List<(NavigationEntry, long)>();
        foreach (var entry in For(officer))
        {
            if (entry.Count is { } count)
            {
                counts.Add((entry, await count(services, officer, cancel)));
            }
        }

        return counts;
    }
}
