using System.Diagnostics.CodeAnalysis;
using Entente.Node.Platform;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>The declarations that are looked through for a page of a list, each with what the list is in the order of: as many as a walk takes, and no more.</summary>
/// <param name="Asked">What the list is narrowed to.</param>
/// <param name="Place">Where the page stands.</param>
/// <param name="Term">The term that is walked; in another order than that of intake one that is rare enough to be sorted, if there is one.</param>
/// <param name="From">The first number that counts.</param>
/// <param name="Below">The first that is too high.</param>
internal sealed record DeclarationWalk(DeclarationFilter.Asked Asked, Keyset Place, long? Term, long From, long Below)
{
    /// <summary>After so many declarations a walk stops and says how far it has come.</summary>
    private const int Most = 20_000;

    private const string At = "COALESCE(d.lodged_at, d.received_at)";

    /// <summary>What is added keeps the stores from walking all declarations in the order of the time for a handful of them.</summary>
    private const string OfFew = $"{At} + 0";

    private static readonly TableOrder Lodged = new(At, "SELECT COALESCE(lodged_at, received_at) FROM declaration WHERE seq = @key");

    /// <summary>Whether not all that is walked is on the page.</summary>
    public bool Narrows => Asked.Hits || (Place.Order is null ? Asked.Terms.Count > 1 : Asked.Terms.Count > (Term is null ? 0 : 1) || Asked.Since is not null || Asked.Before is not null);

    public static Keyset PlaceOf(DeclarationFilter.Asked asked, int size) =>
        new Keyset(asked.Newer, asked.Older, size) { Top = asked.Top }.By(asked.Sort, ("received", null), ("lodged", Lodged));

    /// <summary>The number that a walk was cut off at, or <see langword="null"/> for one that came to its end.</summary>
    public async Task<long?> StopAsync(Session session)
    {
        var walk = await StatementAsync(session, "SELECT seq FROM (", ") AS walked");
        return await session.ScalarAsync<long?>((Place.Falls ? walk.Add("ORDER BY at DESC, seq DESC LIMIT 1 OFFSET @last") : walk.Add("ORDER BY at, seq LIMIT 1 OFFSET @last")).With("last", Most - 1));
    }

    /// <summary>What is walked, with what stands around it.</summary>
    public async Task<Statement> StatementAsync(
        Session session, [ConstantExpected] string before, [ConstantExpected] string behind)
    {
        var statement = Place.Order is null ? ByIntake(new(before)) : await ByLodgingAsync(session, new(before));
        return statement.Add(behind).With("from", From).With("below", Below).With("walk", Narrows ? Most : Place.Size + 1);
    }

    private Statement ByIntake(Statement statement)
    {
        statement = Term is null
            ? statement.Add("SELECT seq, seq AS at FROM declaration WHERE seq >= @from AND seq < @below")
            : statement.Add("SELECT seq, seq AS at FROM declaration_term WHERE term = @term AND seq >= @from AND seq < @below").With("term", Term);
        return Place.Falls ? statement.Add("ORDER BY seq DESC LIMIT @walk") : statement.Add("ORDER BY seq LIMIT @walk");
    }

    private async Task<Statement> ByLodgingAsync(Session session, Statement statement)
    {
        // The days of intake narrow what was walked: the stores would else sort all that came in on them.
        statement = Term is null
            ? statement.Add($"SELECT seq, at FROM (SELECT d.seq, {At} AS at FROM declaration d WHERE +d.seq <= @top")
            : statement.Add($"SELECT seq, at FROM (SELECT d.seq, {At} AS at FROM declaration_term t JOIN declaration d ON d.seq = t.seq WHERE t.term = @term AND d.seq <= @top").With("term", Term);
        var named = Place.Newer ?? Place.Older;
        if (named is not null && await session.ScalarAsync<long?>("SELECT COALESCE(lodged_at, received_at) FROM declaration WHERE seq = @named", new { named }) is { } value)
        {
            statement = ((Term, Place.Falls) switch
            {
                // SQLite finds no place in an index over an expression by a pair alone.
                (null, true) => statement.Add($"AND {At} <= @value AND ({At}, d.seq) < (@value, @named)"),
                (null, false) => statement.Add($"AND {At} >= @value AND ({At}, d.seq) > (@value, @named)"),
                (_, true) => statement.Add($"AND ({OfFew}, d.seq) < (@value, @named)"),
                _ => statement.Add($"AND ({OfFew}, d.seq) > (@value, @named)"),
            }).With("value", value).With("named", named);
        }

        statement = (Term, Place.Falls) switch
        {
            (null, true) => statement.Add($"ORDER BY {At} DESC, d.seq DESC LIMIT @walk"),
            (null, false) => statement.Add($"ORDER BY {At}, d.seq LIMIT @walk"),
            (_, true) => statement.Add($"ORDER BY {OfFew} DESC, d.seq DESC LIMIT @walk"),
            _ => statement.Add($"ORDER BY {OfFew}, d.seq LIMIT @walk"),
        };
        return statement.Add(") AS lodged").With("top", Place.Top ?? long.MaxValue);
    }
}
