using System.Security.Cryptography;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Reviews;

/// <summary>Draws, after each day, one search of a hundred for the review of its lawfulness. What is drawn follows from the first checkpoint after the day that witnesses have cosigned, so that nobody can choose.</summary>
/// <remarks><c>docs/spec/transparency-log.md</c> says the rule; whoever has the records and that checkpoint draws the same.</remarks>
internal sealed class ReviewDraw(Database database)
{
    private const int OneOf = 100;

    /// <summary>How long after the end of the day witnesses are waited for. Then the newest checkpoint decides, and the draw says that no witness has seen it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    private static readonly byte[] Label = [.. "entente/review/1\n"u8];

    /// <summary>Draws of everything that was searched before this day and not drawn of yet.</summary>
    public async Task DrawAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => Task.FromResult(Prepare(session)), cancellation) is not null)
        {
            await database.WriteAsync(session => Store(session), cancellation);
        }
    }

    /// <summary>Which of the leaves are drawn: of each hundred begun one, those whose hash with the root is the smallest.</summary>
    /// <returns>Their places.</returns>
    public static IReadOnlyList<int> Choose(TreeHash root, IReadOnlyList<TreeHash> leaves) =>
    [
        .. Enumerable.Range(0, leaves.Count)
            .OrderBy(place => Convert.ToHexString(SHA256.HashData([.. Label, .. root.ToArray(), .. leaves[place].ToArray()])), StringComparer.Ordinal)
            .Take((leaves.Count + OneOf - 1) / OneOf)
            .Order(),
    ];

    private static Prepared? Prepare(Session session)
    {
        // The day is the one of the session, so that a test can turn it.
        var until = new DateTimeOffset(session.Now.UtcDateTime.Date, TimeSpan.Zero);
        var after = session.Scalar<long?>("SELECT MAX(last_record) FROM review_draw") ?? 0;
        var searches = Act.All.Values.Where(act => act.IsSearch)
            .SelectMany(act => session.Query<Search>("SELECT seq, at, leaf FROM record_entry WHERE act = @Id AND seq > @after AND leaf IS NOT NULL ORDER BY seq", new { act.Id, after }))
            .OrderBy(search => search.Seq).ToList();
        var last = searches.LastOrDefault(search => search.At < until)?.Seq ?? 0;
        searches.RemoveAll(search => search.Seq > last);
        if (searches.Count == 0 || LogStore.Of(session, last) is not { } log)
        {
            return null;
        }

        var least = last - log.FirstRecord + 1;
        var head = session.Find<CheckpointRow>(
            """
            SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint
            WHERE log = @Number AND size >= @least AND signed_at >= @until AND witnessed = 1 ORDER BY size LIMIT 1
            """,
            new { log.Number, least, until });
        if (head is null && session.Now - until >= Patience)
        {
            head = LogStore.Last(session, log) is { } newest && newest.Size >= least ? newest : null;
        }

        return head is null ? null : new(log, head, until, after, searches);
    }

    private static void Store(Session session)
    {
        // Another replica may have been faster.
        if (Prepare(session) is not { } ready)
        {
            return;
        }

        var root = new TreeHash(ready.Head.Root);
        var drawn = Choose(root, ready.Searches.ConvertAll(search => TreeHash.OfEntry(search.Leaf)));
        var draw = session.Next("SELECT MAX(seq) FROM review_draw");
        session.Execute(
            """
            INSERT INTO review_draw (seq, after_record, last_record, until, searches, drawn, origin, size, root, witnessed, drawn_at)
            VALUES (@draw, @After, @last, @Until, @searches, @drawn, @Origin, @Size, @root, @witnessed, @Now)
            """,
            new
            {
                draw,
                ready.After,
                last = ready.Searches[^1].Seq,
                ready.Until,
                searches = (long)ready.Searches.Count,
                drawn = (long)drawn.Count,
                ready.Log.Origin,
                ready.Head.Size,
                root = ready.Head.Root,
                witnessed = ready.Head.Witnessed ? 1L : 0L,
                session.Now,
            });
        foreach (var place in drawn)
        {
            session.Execute("INSERT INTO review (record, draw) VALUES (@Seq, @draw)", new { ready.Searches[place].Seq, draw });
        }

        RecordBook.Append(session, Actor.Node("review"), ReviewActs.Drawn, "review", $"{draw}", JsonDetail.Of(
            ("searches", $"{ready.Searches.Count}"), ("drawn", $"{drawn.Count}"), ("log", ready.Log.Origin), ("leaves", $"{ready.Head.Size}"), ("checkpoint", $"{root}")));
    }

    private sealed record Prepared(LogRow Log, CheckpointRow Head, DateTimeOffset Until, long After, List<Search> Searches);

    private sealed record Search
    {
        public required long Seq { get; init; }

        public required DateTimeOffset At { get; init; }

        public required byte[] Leaf { get; init; }
    }
}
