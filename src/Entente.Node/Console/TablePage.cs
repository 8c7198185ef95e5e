namespace Entente.Node.Console;

/// <summary>One page of a table that is paged by key: what it shows, and the keys before and after it.</summary>
/// <param name="Rows">The rows in the order shown.</param>
/// <param name="Newer">The key to pass as <c>newer</c> for the page before this one; null on the first.</param>
/// <param name="Older">The key to pass as <c>older</c> for the page after this one; null on the last.</param>
/// <param name="Total">How many rows there are in all, where that is cheap to know.</param>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, string? Newer = null, string? Older = null, long? Total = null);

/// <summary>What the address asks of a table: its order and the key to go on from.</summary>
/// <param name="Sort">The name of a column, or null for the table's own order.</param>
/// <param name="Descending">Whether the order is reversed (<c>sort=-name</c>).</param>
/// <param name="Newer">Rows before this key.</param>
/// <param name="Older">Rows after this key.</param>
public sealed record TableQuery(string? Sort, bool Descending, string? Newer, string? Older)
{
    public static TableQuery From(IQueryCollection query)
    {
        var sort = (string?)query["sort"];
        var descending = sort is ['-', ..];
        return new(descending ? sort![1..] : sort, descending, query["newer"], query["older"]);
    }
}
