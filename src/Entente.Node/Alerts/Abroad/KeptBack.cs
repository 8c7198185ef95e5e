using System.Diagnostics.CodeAnalysis;
using Entente.Agreements;
using Entente.Node.Platform;

namespace Entente.Node.Alerts.Abroad;

/// <summary>How much of a list the law of a partner keeps from an officer, and why. It is told for the whole list and never under a filter, which would be a way of asking what is in it.</summary>
/// <param name="Partner">Who gave it, by party id.</param>
/// <param name="Why">In what the law is in the officer's way, in the words of agreements.</param>
/// <param name="Count">How much; <see cref="Most"/> where it is that many or more.</param>
public sealed record KeptBack(string Partner, string Why, long Count)
{
    public const long Most = 10_000;

    private const string OfAlerts = "FROM alert a WHERE (a.audience = '*' OR a.audience LIKE @Like) AND";
    private const string OfHits = "FROM hit h WHERE h.state = 'Open' AND (h.audience = '*' OR h.audience LIKE @Like) AND";
    private const string OfAbroad = "FROM abroad_hit b JOIN alert a ON a.number = b.alert_number WHERE (a.audience = '*' OR a.audience LIKE @Like) AND";
    private const string OfLetters = "FROM question q JOIN alert a ON a.number = q.alert_number WHERE q.ours = 0 AND (a.audience = '*' OR a.audience LIKE @Like) AND";

    internal static List<KeptBack> Alerts(Session session, Sight sight) => Of(
        session, sight,
        $"SELECT COUNT(*) FROM (SELECT 1 {OfAlerts} a.law = @law AND (a.law_until IS NULL OR a.law_until >= @Today) LIMIT @Most) AS kept",
        $"SELECT law, COUNT(*) AS count FROM (SELECT a.law {OfAlerts} a.law_until < @Today LIMIT @Most) AS kept GROUP BY law");

    /// <summary>Open hits on alerts of partners.</summary>
    internal static List<KeptBack> Hits(Session session, Sight sight) => Of(
        session, sight,
        $"SELECT COUNT(*) FROM (SELECT 1 {OfHits} h.law = @law AND (h.law_until IS NULL OR h.law_until >= @Today) LIMIT @Most) AS kept",
        $"SELECT law, COUNT(*) AS count FROM (SELECT h.law {OfHits} h.law IS NOT NULL AND h.law_until < @Today LIMIT @Most) AS kept GROUP BY law");

    /// <summary>Hits of partners on alerts of ours.</summary>
    internal static List<KeptBack> Abroad(Session session, Sight sight) => Of(
        session, sight,
        $"SELECT COUNT(*) FROM (SELECT 1 {OfAbroad} b.law = @law AND (b.law_until IS NULL OR b.law_until >= @Today) LIMIT @Most) AS kept",
        $"SELECT law, COUNT(*) AS count FROM (SELECT b.law {OfAbroad} b.law_until < @Today LIMIT @Most) AS kept GROUP BY law");

    /// <summary>Questions of partners.</summary>
    internal static List<KeptBack> Letters(Session session, Sight sight) => Of(
        session, sight,
        $"SELECT COUNT(*) FROM (SELECT 1 {OfLetters} q.law = @law AND (q.law_until IS NULL OR q.law_until >= @Today) LIMIT @Most) AS kept",
        $"SELECT law, COUNT(*) AS count FROM (SELECT q.law {OfLetters} q.law_until < @Today LIMIT @Most) AS kept GROUP BY law");

    private static List<KeptBack> Of(Session session, Sight sight, [ConstantExpected] string underLaw, [ConstantExpected] string past)
    {
        var kept = new List<KeptBack>();
        foreach (var (law, why) in sight.Refused)
        {
            // To another authority not even the number is told: that anything came was told to the authorities of the clause alone.
            if (why != UseRefusal.Authority && session.Scalar<long>(underLaw, new { law, sight.Like, sight.Today, Most }) is > 0 and var count)
            {
                kept.Add(new(sight.Laws[law].Partner, Words.Of(why), count));
            }
        }

        foreach (var (law, count) in session.Query<(long Law, long Count)>(past, new { sight.Like, sight.Today, Most }))
        {
            if (sight.Laws.TryGetValue(law, out var row) && sight.Refused.GetValueOrDefault(law) != UseRefusal.Authority)
            {
                kept.Add(new(row.Partner, Words.Of(UseRefusal.Expired), count));
            }
        }

        return [.. kept.GroupBy(one => (one.Partner, one.Why)).Select(same => new KeptBack(same.Key.Partner, same.Key.Why, Math.Min(Most, same.Sum(one => one.Count)))).OrderBy(one => one.Partner, StringComparer.Ordinal).ThenBy(one => one.Why, StringComparer.Ordinal)];
    }
}
