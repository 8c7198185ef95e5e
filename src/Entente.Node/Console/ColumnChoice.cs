using System.Security.Claims;
using Entente.Node.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Console;

/// <summary>Which columns an officer leaves out of which table; kept in the store, so that it is the same at every desk and on every replica.</summary>
internal sealed class ColumnChoice(Database database)
{
    public const string TableField = "table";
    public const string KnownField = "known";
    public const string ShownField = "shown";

    private const int MostTables = 50;
    private const int MostColumns = 40;
    private const int LongestName = 40;

    public async Task<IReadOnlySet<string>> HiddenAsync(ClaimsPrincipal officer, string table, CancellationToken cancellation) =>
        officer.FindFirst(OfficerClaims.Officer)?.Value is { } id
        && await database.ReadAsync(session => session.ScalarAsync<string>("SELECT hidden FROM column_choice WHERE officer = @id AND table_id = @table", new { id, table }), cancellation) is { } hidden
            ? hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)
            : [];

    /// <summary>Remembers the columns that the form knows and that are not among those to show.</summary>
    public async Task<Results<RedirectHttpResult, BadRequest>> PostAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var table = $"{form[TableField]}";
        var hidden = form[KnownField].Except(form[ShownField]).OfType<string>().ToList();
        if (!IsName(table) || hidden.Count > MostColumns || !hidden.All(IsName))
        {
            return TypedResults.BadRequest();
        }

        var officer = http.User.FindFirst(OfficerClaims.Officer)!.Value;
        await database.WriteAsync(session => Keep(session, officer, table, string.Join(' ', hidden)), http.RequestAborted);
        return TypedResults.LocalRedirect(Addresses.LocalOr(form["return"]));
    }

    private static void Keep(Session session, string officer, string table, string hidden)
    {
        session.Execute("DELETE FROM column_choice WHERE officer = @officer AND table_id = @table", new { officer, table });
        if (hidden.Length > 0 && session.Scalar<long>("SELECT COUNT(*) FROM column_choice WHERE officer = @officer", new { officer }) < MostTables)
        {
            session.Execute("INSERT INTO column_choice (officer, table_id, hidden) VALUES (@officer, @table, @hidden)", new { officer, table, hidden });
        }
    }

    private static bool IsName(string text) => text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterLower(c) || c == '-');
}
