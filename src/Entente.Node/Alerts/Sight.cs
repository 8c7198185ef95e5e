using System.Globalization;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Alerts;

/// <summary>
/// What an officer may see on a day: what has its authority in the audience and, of what partners gave, what no law keeps from it. The laws are
/// asked once; after that every row of a list is a comparison in the store.
/// </summary>
/// <remarks>The pieces of SQL take its values as <c>@Like</c>, <c>@Today</c> and <c>@Kept</c>.</remarks>
internal sealed record Sight
{
    private Sight(string like, DateOnly today, IReadOnlyDictionary<long, GivenLaw> laws, IReadOnlyDictionary<long, UseRefusal> refused) =>
        (Like, Today, Laws, Refused, Kept) = (like, today, laws, refused, $",{string.Join(',', refused.Keys.Select(number => number.ToString(CultureInfo.InvariantCulture)))},");

    /// <summary>An alert <c>a</c>.</summary>
    public const string Alert =
        "(a.audience = '*' OR a.audience LIKE @Like) AND (a.law IS NULL OR (@Kept NOT LIKE '%,' || a.law || ',%' AND (a.law_until IS NULL OR a.law_until >= @Today)))";

    /// <summary>A hit <c>h</c> of ours: as the alert that it is on.</summary>
    public const string Hit =
        "(h.audience = '*' OR h.audience LIKE @Like) AND (h.law IS NULL OR (@Kept NOT LIKE '%,' || h.law || ',%' AND (h.law_until IS NULL OR h.law_until >= @Today)))";

    /// <summary>A pair <c>p</c> of the queue.</summary>
    public const string Pair =
        "(p.audience = '*' OR p.audience LIKE @Like) AND (p.law IS NULL OR (@Kept NOT LIKE '%,' || p.law || ',%' AND (p.law_until IS NULL OR p.law_until >= @Today)))";

    /// <summary>A hit <c>b</c> of a partner, on the alert <c>a</c>.</summary>
    public const string Abroad = $"(b.law IS NULL OR (@Kept NOT LIKE '%,' || b.law || ',%' AND (b.law_until IS NULL OR b.law_until >= @Today))) AND {Alert}";

    /// <summary>A question <c>q</c> about the alert <c>a</c>. One of ours is seen, whatever became of its answer.</summary>
    public const string Letter = $"(q.ours = 1 OR q.law IS NULL OR (@Kept NOT LIKE '%,' || q.law || ',%' AND (q.law_until IS NULL OR q.law_until >= @Today))) AND {Alert}";

    /// <summary>What the column of an audience must be like.</summary>
    public string Like { get; }

    public DateOnly Today { get; }

    /// <summary>The numbers of the laws that keep everything under them from the officer, between commas.</summary>
    public string Kept { get; }

    /// <summary>Every law under which something is here, by number.</summary>
    public IReadOnlyDictionary<long, GivenLaw> Laws { get; }

    /// <summary>In what the laws are in the officer's way.</summary>
    public IReadOnlyDictionary<long, UseRefusal> Refused { get; }

    public static Sight Of(Session session, Actor actor)
    {
        var today = DateOnly.FromDateTime(session.Now.UtcDateTime);
        var laws = GivenLaw.All(session);
        var refused = new Dictionary<long, UseRefusal>();
        foreach (var law in laws)
        {
            if (GivenUse.RefusalOf(law.Binding, actor, PermittedAction.Read, today) is { } why)
            {
                refused[law.Number] = why;
            }
        }

        return new(Audience.Pattern(actor.AuthorityId), today, laws.ToDictionary(law => law.Number), refused);
    }

    /// <summary>The clause of an item of a partner with its handling and last day, as it stands in a file.</summary>
    public string? MarkOf(long? law, DateOnly? until) => law is not { } number || !Laws.TryGetValue(number, out var row) ? null
        : until is { } day ? $"{row.Clause}, {row.Binding.Handling}, {day:yyyy-MM-dd}" : $"{row.Clause}, {row.Binding.Handling}";
}

internal static class SightValues
{
    extension(Statement statement)
    {
        /// <summary>What the pieces of SQL of a <see cref="Sight"/> ask for.</summary>
        public Statement With(Sight sight) => statement.With("Like", sight.Like).With("Today", sight.Today).With("Kept", sight.Kept);
    }
}
