using Entente.Node.Alerts;
using Entente.Node.Platform;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Reads declarations newest first or in another order that is asked for, at a cost that does not grow with their number.</summary>
/// <remarks>
/// A filter is an intersection of terms: the rarest is walked from the newest on, the others are looked up beside it. Where common
/// terms rarely meet, the walk (<see cref="DeclarationWalk"/>) stops and says how far it has come; the next page goes on from there.
/// By when they were lodged, a rare term is sorted whole, and between common ones the declarations themselves are walked.
/// </remarks>
internal static class DeclarationQueries
{
    public const int PageSize = 50;

    /// <summary>Terms beyond this are all called common: which of them is walked matters no more.</summary>
    private const int Common = 2_000;

    public static async Task<DeclarationRows> PageAsync(Session session, Dialect dialect, DeclarationFilter.Asked asked, Sight sight, int size = PageSize)
    {
        var place = DeclarationWalk.PlaceOf(asked, size);
        var (from, below) = await BoundsAsync(session, asked, place);
        var walk = new DeclarationWalk(asked, place, asked.Terms.Count == 0 ? null : await RarestAsync(session, asked.Terms, place), from, below);
        var back = asked.Newer is not null;
        var numbers = await NumbersAsync(session, dialect, walk, sight);
        var more = numbers.Count > size;
        numbers = [.. numbers.Take(size)];
        var stoppedAt = more || back || !walk.Narrows ? null : await walk.StopAsync(session);
        if (back)
        {
            numbers.Reverse();
        }

        var lines = numbers.Count == 0 ? [] : await LinesAsync(session, numbers, sight);
        var older = back ? numbers is [] ? (long?)null : numbers[^1] : more ? numbers[^1] : stoppedAt;
        var newer = back ? more ? numbers[0] : (long?)null : asked.Older is null ? null : numbers is [var first, ..] ? first : place.Order is not null ? asked.Older : place.Ascending ? asked.Older + 1 : asked.Older - 1;
        return new(lines, Text(newer), Text(older), stoppedAt is null ? null : await AtAsync(session, place, stoppedAt.Value));
    }

    /// <summary>One by one: a page has few, and the two stores agree on no way of passing a list.</summary>
    public static async Task<List<DeclarationLine>> LinesAsync(Session session, IReadOnlyCollection<long> numbers, Sight sight)
    {
        var lines = new List<DeclarationLine>(numbers.Count);
        foreach (var seq in numbers)
        {
            lines.AddRange(await LineAsync(session, seq, sight));
        }

        return lines;
    }

    private static Task<List<DeclarationLine>> LineAsync(Session session, long seq, Sight sight) =>
        session.QueryAsync<DeclarationLine>(
            $"""
            SELECT d.seq, d.id, d.received_at, d.channel, d.kind, d.function, d.reference, d.version, d.procedure_code, d.lodged_at, d.office, d.declarant,
                d.sender, d.receiver, d.origin, d.destination, d.transport_mode, d.goods, d.hs, d.goods_lines, d.containers, d.gross_mass, d.suspect,
                d.not_carried, d.simulated,
                {DeclaredHits.Count} AS hits
            FROM declaration d WHERE d.seq = @seq
            """,
            new { seq, sight.Like, sight.Today, sight.Kept });

    /// <summary>The numbers between which the page lies: from (inclusive) up to below (exclusive).</summary>
    private static async Task<(long From, long Below)> BoundsAsync(Session session, DeclarationFilter.Asked asked, Keyset place)
    {
        var from = asked.Since is { } since
            ? await session.ScalarAsync<long?>("SELECT seq FROM declaration WHERE received_at >= @since ORDER BY received_at, seq LIMIT 1", new { since }) ?? long.MaxValue
            : 0;
        var below = asked.Before is { } before
            ? await session.ScalarAsync<long?>("SELECT seq FROM declaration WHERE received_at >= @before ORDER BY received_at, seq LIMIT 1", new { before }) ?? long.MaxValue
            : long.MaxValue;
        var (above, under) = place switch
        {
            { Order: not null } => (null, null),
            { Ascending: true } => (asked.Older, asked.Newer),
            _ => (asked.Newer, asked.Older),
        };
        return (Math.Max(from, above + 1 ?? 0), Math.Min(Math.Min(below, asked.Top + 1 ?? long.MaxValue), under ?? long.MaxValue));
    }

    /// <returns>In the order of numbers the one to walk; in another order one that is rare enough to be sorted, if there is one.</returns>
    private static async Task<long?> RarestAsync(Session session, IReadOnlyList<long> terms, Keyset place)
    {
        var (rarest, least) = (terms[0], long.MaxValue);
        foreach (var term in terms.Count == 1 && place.Order is null ? [] : terms)
        {
            var count = await session.ScalarAsync<long>(
                "SELECT COUNT(*) FROM (SELECT 1 FROM declaration_term WHERE term = @term LIMIT @most) AS counted", new { term, most = Common });
            if (count < least)
            {
                (rarest, least) = (term, count);
            }
        }

        return place.Order is not null && least == Common ? null : rarest;
    }

    private static async Task<List<long>> NumbersAsync(Session session, Dialect dialect, DeclarationWalk walk, Sight sight)
    {
        var others = walk.Asked.Terms.Where(other => other != walk.Term).ToList();
        var statement = (await walk.StatementAsync(session, "SELECT seq FROM (", ") AS walked WHERE seq >= @from AND seq < @below")).With("limit", walk.Place.Size + 1);
        if (others.Count > 0)
        {
            statement = dialect == Dialect.Sqlite
                ? statement.Add("AND (SELECT COUNT(*) FROM json_each('[' || @others || ']') w JOIN declaration_term o ON o.term = w.value AND o.seq = walked.seq) = @count")
                : statement.Add("AND (SELECT COUNT(*) FROM unnest(string_to_array(@others, ',')::bigint[]) AS w(value) JOIN declaration_term o ON o.term = w.value AND o.seq = walked.seq) = @count");
            statement = statement.With("others", string.Join(',', others)).With("count", (long)others.Count);
        }

        if (walk.Asked.Hits)
        {
            statement = statement
                .Add($"AND EXISTS (SELECT 1 FROM declaration d WHERE d.seq = walked.seq AND {DeclaredHits.Any})")
                .With(sight);
        }

        return await session.QueryAsync<long>(walk.Place.Falls ? statement.Add("ORDER BY at DESC, seq DESC LIMIT @limit") : statement.Add("ORDER BY at, seq LIMIT @limit"));
    }

    /// <summary>When the declaration came in, or was lodged where that is the order.</summary>
    private static Task<DateTimeOffset> AtAsync(Session session, Keyset place, long seq) => place.Order is null
        ? session.ScalarAsync<DateTimeOffset>("SELECT received_at FROM declaration WHERE seq = @seq", new { seq })
        : session.ScalarAsync<DateTimeOffset>("SELECT COALESCE(lodged_at, received_at) FROM declaration WHERE seq = @seq", new { seq });

    private static string? Text(long? key) => key?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
