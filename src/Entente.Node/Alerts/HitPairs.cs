using Entente.Node.Platform;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>An open hit of a pair, as the page of another names it.</summary>
public sealed record PairedHit
{
    public HitId Id => HitId.Parse(Key);

    public string ConsignmentReference { get; init; } = "";

    public string Role { get; init; } = "";

    public DateTimeOffset RaisedAt { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public string Key { get; init; } = "";
}

/// <summary>
/// The queue by pair: one row for the open hits of an alert and a declared content, however many declarations say the same. It is kept in the
/// transaction of each change, so that the first line costs as little behind fifty thousand hits as behind none.
/// </summary>
internal static class HitPairs
{
    /// <summary>A hit has become open: it was raised, raised again, or its judgement was taken back.</summary>
    public static void Opened(Session session, long hit, Directive directive) => session.Execute(
        """
        INSERT INTO hit_pair (alert_number, subject_hash, alert_hash, open, oldest, newest, directive, category, audience, law, law_until, score)
        SELECT alert_number, subject_hash, alert_hash, 1, number, number, @directive, category, audience, law, law_until, score FROM hit WHERE number = @hit
        ON CONFLICT (alert_number, subject_hash, alert_hash) DO UPDATE SET open = hit_pair.open + 1,
            oldest = CASE WHEN excluded.oldest < hit_pair.oldest THEN excluded.oldest ELSE hit_pair.oldest END,
            newest = CASE WHEN excluded.newest > hit_pair.newest THEN excluded.newest ELSE hit_pair.newest END,
            score = CASE WHEN excluded.newest > hit_pair.newest THEN excluded.score ELSE hit_pair.score END
        """,
        new { hit, directive = directive.ToString() });

    /// <summary>A hit of this pair is open no longer, or says something else; the row of the hit shows it already.</summary>
    public static void Closed(Session session, long alertNumber, string subjectHash, string alertHash)
    {
        var pair = new { alertNumber, subjectHash, alertHash };
        session.Execute("DELETE FROM hit_pair WHERE alert_number = @alertNumber AND subject_hash = @subjectHash AND alert_hash = @alertHash AND open = 1", pair);
        session.Execute(
            """
            UPDATE hit_pair SET open = open - 1,
                oldest = (SELECT MIN(number) FROM hit WHERE alert_number = @alertNumber AND subject_hash = @subjectHash AND alert_hash = @alertHash AND state = 'Open'),
                newest = (SELECT MAX(number) FROM hit WHERE alert_number = @alertNumber AND subject_hash = @subjectHash AND alert_hash = @alertHash AND state = 'Open'),
                score = (SELECT score FROM hit WHERE alert_number = @alertNumber AND subject_hash = @subjectHash AND alert_hash = @alertHash AND state = 'Open' ORDER BY number DESC LIMIT 1)
            WHERE alert_number = @alertNumber AND subject_hash = @subjectHash AND alert_hash = @alertHash
            """,
            pair);
    }

    /// <summary>How many hits of the hit's pair are open, itself among them.</summary>
    public static long CountOpen(Session session, HitRow hit) => session.Scalar<long?>(
        "SELECT open FROM hit_pair WHERE alert_number = @AlertNumber AND subject_hash = @SubjectHash AND alert_hash = @AlertHash", new { hit.AlertNumber, hit.SubjectHash, hit.AlertHash }) ?? 0;

    /// <summary>The newest open hits of the hit's pair, without itself.</summary>
    public static List<PairedHit> Others(Session session, HitRow hit, int most) => session.Query<PairedHit>(
        """
        SELECT id AS key, consignment_reference, role, raised_at FROM hit
        WHERE alert_number = @AlertNumber AND subject_hash = @SubjectHash AND alert_hash = @AlertHash AND state = 'Open' AND number <> @Number
        ORDER BY number DESC LIMIT @most
        """,
        new { hit.AlertNumber, hit.SubjectHash, hit.AlertHash, hit.Number, most });

    /// <summary>The open hit to decide after this one: of the next pair, older or else the newest; where there is no other pair, the next of the same.</summary>
    public static async Task<string?> NextAsync(Session session, Sight sight, long hit)
    {
        var newest = await session.ScalarAsync<long?>(
            """
            SELECT p.newest FROM hit h JOIN hit_pair p ON p.alert_number = h.alert_number AND p.subject_hash = h.subject_hash AND p.alert_hash = h.alert_hash
            WHERE h.number = @hit
            """,
            new { hit }) ?? hit;
        var values = new { hit, newest, sight.Like, sight.Today, sight.Kept };
        return await session.ScalarAsync<string>(
            $"SELECT id FROM hit WHERE number = (SELECT MAX(p.newest) FROM hit_pair p WHERE p.newest < @newest AND {Sight.Pair})", values)
            ?? await session.ScalarAsync<string>(
                $"SELECT id FROM hit WHERE number = (SELECT MAX(p.newest) FROM hit_pair p WHERE p.newest > @newest AND {Sight.Pair})", values)
            ?? await session.ScalarAsync<string>(
                $"""
                SELECT h.id FROM hit o JOIN hit h ON h.alert_number = o.alert_number AND h.subject_hash = o.subject_hash AND h.alert_hash = o.alert_hash AND h.state = 'Open' AND h.number <> o.number
                WHERE o.number = @hit AND {Sight.Hit} ORDER BY h.number DESC LIMIT 1
                """,
                values);
    }
}
