using System.Security.Claims;

namespace Entente.Node.Console;

/// <summary>A place in the side navigation, registered by the module whose page it is.</summary>
/// <param name="Order">Lower comes first. Work that is owed: below 100; registers: below 200; oversight and running the node: above.</param>
/// <param name="Title">The English text; declare it with <see cref="Text.Key"/>.</param>
/// <param name="Href">The address of the page.</param>
/// <param name="Icon">A name from <c>Console/Assets/icons.txt</c>.</param>
/// <param name="Permission">What it takes to see the entry: the permission of the page.</param>
/// <param name="Shortcut">The letter after <c>g</c>, for example <c>h</c> for <c>g h</c>.</param>
/// <param name="Count">How many items wait there for this officer; refreshed while the page is open.</param>
internal sealed record NavigationEntry(
    int Order,
    string Title,
    string Href,
    string Icon,
    string Permission,
    char? Shortcut = null,
    Func<IServiceProvider, ClaimsPrincipal, CancellationToken, ValueTask<long>>? Count = null)
{
    /// <summary>The id of the counter on the page.</summary>
    public string CountId => $"count-{Href.Trim('/').Replace('/', '-')}";
}
