using Entente.Node.Platform;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Evidence.Exports;

/// <summary>The tables that can leave the node, and who may take or approve which.</summary>
internal sealed class ExportTables(IEnumerable<ExportTable> tables, IEnumerable<Permission> permissions)
{
    private const int LongestValue = 200;

    private readonly Dictionary<string, ExportTable> tables = tables.ToDictionary(table => table.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Permission> permissions = permissions.ToDictionary(permission => permission.Id, StringComparer.Ordinal);

    /// <summary>The table, if there is one that the officer sees.</summary>
    public ExportTable? Find(string? id, Standing officer) => id is not null && tables.TryGetValue(id, out var table) && Holds(officer, table.Permission) ? table : null;

    /// <summary>Whether the officer may take the table with the rows of that scope.</summary>
    public bool MayTake(Standing officer, string tableId, string scope) =>
        Holds(officer, EvidenceModule.Export) && Find(tableId, officer) is { } table && Covers(table.ScopeOf(officer), scope);

    /// <summary>Whether the officer may approve what another asked for: whoever approves sees the same rows.</summary>
    public bool MayApprove(Standing officer, ExportRequest request) =>
        officer.Officer != request.Officer
        && Holds(officer, EvidenceModule.ApproveExports)
        && Find(request.TableId, officer) is { } table
        && Covers(table.ScopeOf(officer), request.Scope);

    /// <summary>What of a page's address narrows its table, in one order: the same question is always the same text.</summary>
    public static string FilterOf(ExportTable table, IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var asked = query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString().Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in table.Otherwise)
        {
            if (!asked.TryGetValue(name, out var given) || given.Length == 0)
            {
                asked[name] = value;
            }
        }

        return table.Filters.Order(StringComparer.Ordinal)
            .Where(name => asked.TryGetValue(name, out var value) && value.Length is > 0 and <= LongestValue)
            .Aggregate("", (made, name) => QueryHelpers.AddQueryString(made, name, asked[name]));
    }

    public static QueryCollection Parse(string filter) => new(QueryHelpers.ParseQuery(filter));

    private bool Holds(Standing officer, string permission) => permissions[permission].IsGranted(officer.Roles, officer.Authority);

    private static bool Covers(string own, string asked) => own == ExportTable.EveryAuthority || own == asked;
}
