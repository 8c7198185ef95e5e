using Entente.Node.Alerts;
using Entente.Node.Platform;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Reads declarations newest first, at a cost that does not grow with their number.</summary>
/// <remarks>
/// A filter is an intersection of terms: the rarest is walked from the newest on, the others are looked up beside it. Where common
/// terms rarely meet, the walk stops after <see cref="Walk"/> declarations and says how far it has come; the next page goes on from there.
/// </remarks>
internal static class DeclarationQueries
{
    public const int PageSize = 50;

    private const int Walk = 20_000;

    /// <summary>Terms beyond this are all called common: which of them is walked matters no more.</summary>
    private const int Common = 2_000;

    public static async Task<DeclarationRows> PageAsync(Session session, Dialect dialect, DeclarationFilter.Asked asked, Sight sight, int size = PageSize)
    {
        var (from, below) = await BoundsAsync(session, asked);
        var term = asked.Terms.Count == 0 ? null : await RarestAsync(session, asked.Terms);
        var forward = asked.Newer is not null;
        var numbers = await NumbersAsync(session, dialect, asked, term, from, below, forward, size + 1, sight);
        var more = numbers.Count > size;
        numbers = [.. numbers.Take(size)];
        long? stoppedAt = more || forward || !Narrows(asked) ? null : await StopAsync(session, term, from, below);
        if (forward)
        {
            numbers.Reverse();
        }

        var lines = numbers.Count == 0 ? [] : await LinesAsync(session, numbers, sight);
        var older = forward ? numbers is [] ? (long?)null : numbers[^1] : more ? numbers[^1] : stoppedAt;
        var newer = forward ? more ? numbers[0] : (long?)null : asked.Older is null ? null : numbers is [var first, ..] ? first : asked.Older - 1;
        return new(lines, Text(newer), Text(older), stoppedAt is null ? null : await ReceivedAsync(session, stoppedAt.Value));
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

    private static bool Narrows(DeclarationFilter.Asked asked) => asked.Terms.Count > 1 || asked.Hits;

    /// <summary>The numbers between which the page lies: from (inclusive) up to below (exclusive).</summary>
    private static async Task<(long From, long Below)> BoundsAsync(Session session, DeclarationFilter.Asked asked)
    {
        var from = asked.Since is { } since
            ? await session.ScalarAsync<long?>("SELECT seq FROM declaration WHERE received_at >= @since ORDER BY received_at, seq LIMIT 1", new { since }) ?? long.MaxValue
            : 0;
        var below = asked.Before is { } before
            ? await session.ScalarAsync<long?>("SELECT seq FROM declaration WHERE received_at >= @before ORDER BY received_at, seq LIMIT 1", new { before }) ?? long.MaxValue
            : long.MaxValue;
        return (Math.Max(from, asked.Newer + 1 ?? 0), Math.Min(below, asked.Older ?? long.MaxValue));
    }

    private static async Task<long?> RarestAsync(Session session, IReadOnlyList<long> terms)
    {
        var (rarest, least) = (terms[0], long.MaxValue);
        foreach (var term in terms.Count == 1 ? [] : terms)
        {
            var count = await session.ScalarAsync<long>(
                "SELECT COUNT(*) FROM (SELECT 1 FROM declaration_term WHERE term = @term LIMIT @most) AS counted", new { term, most = Common });
            if (count < least)
            {
                (rarest, least) = (term, count);
            }
        }

        return rarest;
    }

    private static Task<List<long>> NumbersAsync(
        Session session, Dialect dialect, DeclarationFilter.Asked asked, long? term, long from, long below, bool forward, int limit, Sight sight)
    {
        var others = asked.Terms.Where(other => other != term).ToList();
        var statement = new Statement("SELECT seq FROM (")
            .With("from", from).With("below", below).With("walk", Narrows(asked) ? Walk : limit).With("limit", limit);
        statement = term is null
            ? statement.Add("SELECT seq FROM declaration WHERE seq >= @from AND seq < @below")
            : statement.Add("SELECT seq FROM declaration_term WHERE term = @term AND seq >= @from AND seq < @below").With("term", term);
        statement = forward ? statement.Add("ORDER BY seq LIMIT @walk) AS walked WHERE 1 = 1") : statement.Add("ORDER BY seq DESC LIMIT @walk) AS walked WHERE 1 = 1");
        if (others.Count > 0)
        {
            statement = dialect == Dialect.Sqlite
                ? statement.Add("AND (SELECT COUNT(*) FROM json_each('[' || @others || ']') w JOIN declaration_term o ON o.term = w.value AND o.seq = walked.seq) = @count")
                : statement.Add("AND (SELECT COUNT(*) FROM unnest(string_to_array(@others, ',')::bigint[]) AS w(value) JOIN declaration_term o ON o.term = w.value AND o.seq = walked.seq) = @count");
            statement = statement.With("others", string.Join(',', others)).With("count", (long)others.Count);
        }

        if (asked.Hits)
        {
            statement = statement
                .Add($"AND EXISTS (SELECT 1 FROM declaration d WHERE d.seq = walked.seq AND {DeclaredHits.Any})")
                .With(sight);
        }

        return session.QueryAsync<long>(forward ? statement.Add("ORDER BY seq LIMIT @limit") : statement.Add("ORDER BY seq DESC LIMIT @limit"));
    }

    /// <summary>The last number of a walk that was cut off, or <see langword="null"/> of one that came to its end.</summary>
    private static Task<long?> StopAsync(Session session, long? term, long from, long below) => term is null
        ? session.ScalarAsync<long?>(
            "SELECT seq FROM declaration WHERE seq >= @from AND seq < @below ORDER BY seq DESC LIMIT 1 OFFSET @last", new { from, below, last = Walk - 1 })
        : session.ScalarAsync<long?>(
            "SELECT seq FROM declaration_term WHERE term = @term AND seq >= @from AND seq < @below ORDER BY seq DESC LIMIT 1 OFFSET @last",
            new { term, from, below, last = Walk - 1 });

    private static Task<DateTimeOffset> ReceivedAsync(Session session, long seq) =>
        session.ScalarAsync<DateTimeOffset>("SELECT received_at FROM declaration WHERE seq = @seq", new { seq });

    private static string? Text(long? key) => key?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
