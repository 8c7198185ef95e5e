using System.Text.RegularExpressions;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Access;

/// <summary>Every route and page of a running node with what it takes to use it, read from the node itself.</summary>
internal sealed partial class RouteTable(IReadOnlyList<RouteTable.Row> rows, IReadOnlyList<Permission> permissions)
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    public IReadOnlyList<Row> Rows { get; } = rows;

    public static RouteTable Of(TestNode node) => new(
        [
            .. from route in node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
               let open = route.Metadata.GetMetadata<PublicAttribute>()
               let methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
               from method in methods
               let pattern = "/" + route.RoutePattern.RawText!.TrimStart('/')
               orderby pattern, method
               select new Row(pattern, method, open?.Reason, [.. route.Metadata.GetOrderedMetadata<RequiresAttribute>().Select(one => one.Permission).Distinct()])
               { Takes = route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.FirstOrDefault(type => !type.Contains("form", StringComparison.Ordinal)), IsPage = route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null },
        ],
        [.. node.Services.GetServices<Permission>()]);

    /// <summary>The row that answers a request; <see langword="null"/> if none does. As in routing, words go before parameters.</summary>
    public Row? Find(string method, string address) => Rows
        .Where(row => row.Method == method && row.Matches(address))
        .OrderBy(row => row.Pattern.Count(letter => letter == '{'))
        .FirstOrDefault();

    /// <summary>Whether the table of permissions lets an officer with this one role use the route.</summary>
    public bool Allows(Row row, Role role, AuthorityKind authority) =>
        row.Open is not null || row.Permissions.All(id => permissions.Single(one => one.Id == id).IsGranted([role], authority));

    public bool StatesPurpose(Row row) => row.Permissions.Any(id => permissions.Single(one => one.Id == id).StatesPurpose);

    /// <summary>The table as the page that is published.</summary>
    public string ToMarkdown()
    {
        List<string> page =
        [
            """
            # Who may do what

            Every route and page of a node with the permission it takes, and the roles and authorities that hold it. A test writes this page from the
            running node and fails when it is out of date; another makes every request that it speaks of, as every kind of officer. What is absent and
            what is not allowed are answered alike. How permissions, purposes and sessions work is told in [access.md](access.md).

            """,
        ];
        page.Add($"| Route | Method | Permission | Purpose | {string.Join(" | ", Roles)} | Authorities |");
        page.Add($"|---|---|---|---|{string.Concat(Roles.Select(_ => ":-:|"))}---|");
        foreach (var row in Rows.Where(row => row.Open is null))
        {
            var granted = Roles.Select(role => Enum.GetValues<AuthorityKind>().Any(authority => Allows(row, role, authority)) ? "yes" : "");
            var authorities = Enum.GetValues<AuthorityKind>().Where(authority => Roles.Any(role => Allows(row, role, authority))).ToList();
            page.Add(
                $"| `{row.Pattern}` | {row.Method} | `{string.Join("`, `", row.Permissions)}` | {(StatesPurpose(row) ? "stated" : "")} | {string.Join(" | ", granted)} | "
                + $"{(authorities.Count == Enum.GetValues<AuthorityKind>().Length ? "all" : string.Join(", ", authorities))} |");
        }

        page.AddRange("", "## Open to anybody", "", "| Route | Method | Why |", "|---|---|---|");
        foreach (var row in Rows.Where(row => row.Open is not null))
        {
            page.Add($"| `{row.Pattern}` | {row.Method} | {row.Open} |");
        }

        page.AddRange("", "## Permissions", "", "| Permission | Allows |", "|---|---|");
        foreach (var permission in permissions.OrderBy(one => one.Id, StringComparer.Ordinal))
        {
            page.Add($"| `{permission.Id}` | {permission.Means} |");
        }

        return string.Join('\n', page).ReplaceLineEndings("\n") + "\n";
    }

    /// <param name="Pattern">As declared.</param>
    /// <param name="Method">The HTTP method.</param>
    /// <param name="Open">Why anybody may use it; <see langword="null"/> where it takes permissions.</param>
    /// <param name="Permissions">What it takes.</param>
    public sealed record Row(string Pattern, string Method, string? Open, IReadOnlyList<string> Permissions)
    {
        /// <summary>The media type of the body, where the route takes one that is not a form.</summary>
        public string? Takes { get; init; }

        /// <summary>Whether a page answers; it takes forms at its own address.</summary>
        public bool IsPage { get; init; }

        /// <summary>An address that the route matches and where no object is.</summary>
        public string Absent => Parameter().Replace(Pattern, static match => match.Groups["kind"].Value switch
        {
            "guid" => "00000000-0000-7000-8000-000000000000",
            "long" or "int" => "999999999",
            _ when match.Value.Contains('*', StringComparison.Ordinal) => "absent",
            _ => "00000000-0000-7000-8000-000000000000", // Well formed where ids are typed, and nobody's.
        });

        public bool Matches(string address) => Regex.IsMatch(address, "^" + Parameter().Replace(Pattern, static match => match.Groups["kind"].Value switch
        {
            "guid" => "[0-9a-f-]{36}",
            "long" or "int" => "[0-9]+",
            _ => match.Value.Contains('*', StringComparison.Ordinal) ? ".*" : "[^/]+",
        }) + "$");
    }

    [GeneratedRegex(@"\{\*{0,2}\w+(:(?<kind>\w+))?[^}]*\}")]
    private static partial Regex Parameter();
}
