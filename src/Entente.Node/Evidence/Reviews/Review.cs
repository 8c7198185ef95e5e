using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Evidence.Reviews;

/// <summary>What an auditor finds of a search.</summary>
public enum ReviewVerdict { Lawful = 1, Unlawful, Unclear }

/// <summary>A search that was drawn, and what an auditor found of it.</summary>
internal sealed record Review
{
    private const string Selected =
        """
        SELECT r.record, r.draw, d.drawn_at, e.at, e.act, e.officer, e.authority_id, e.purpose, e.case_reference, r.verdict, r.reason, r.decided_by, r.decided_at
        FROM review r JOIN review_draw d ON d.seq = r.draw JOIN record_entry e ON e.seq = r.record
        """;

    /// <summary>The number of the search's record.</summary>
    public required long Record { get; init; }

    public required long Draw { get; init; }

    public required DateTimeOffset DrawnAt { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the act, for example <c>alert.searched</c>.</summary>
    public required string Act { get; init; }

    public required string Officer { get; init; }

    public required string AuthorityId { get; init; }

    public required Purpose Purpose { get; init; }

    public string? CaseReference { get; init; }

    public ReviewVerdict? Verdict { get; init; }

    public string? Reason { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Those that wait first, then the newest.</summary>
    public static List<Review> All(Session session, int most) =>
        session.Query<Review>($"{Selected} ORDER BY CASE WHEN r.verdict IS NULL THEN 0 ELSE 1 END, r.record DESC LIMIT @most", new { most });

    public static Review? Find(Session session, long record) => session.Find<Review>($"{Selected} WHERE r.record = @record", new { record });

    public static long Waiting(Session session) => session.Scalar<long>("SELECT COUNT(*) FROM review WHERE verdict IS NULL");

    public void Decide(Session session, Actor auditor, ReviewVerdict verdict, string? reason)
    {
        session.Execute(
            "UPDATE review SET verdict = @verdict, reason = @reason, decided_by = @Officer, decided_at = @Now WHERE record = @Record AND verdict IS NULL",
            new { verdict = verdict.ToString(), reason, auditor.Officer, session.Now, Record });
        RecordBook.Append(session, auditor, ReviewActs.Decided, "review", $"{Record}", JsonDetail.Of(("verdict", verdict.ToString()), ("reason", reason)));
    }
}

/// <summary>One draw: of which searches, and by which checkpoint.</summary>
internal sealed record ReviewDrawing
{
    public required long Seq { get; init; }

    /// <summary>The number behind which the searches begin.</summary>
    public required long AfterRecord { get; init; }

    public required long LastRecord { get; init; }

    /// <summary>The end of the last day that it is about.</summary>
    public required DateTimeOffset Until { get; init; }

    public required long Searches { get; init; }

    public required long Drawn { get; init; }

    public required string Origin { get; init; }

    public required long Size { get; init; }

    /// <summary>The root of the checkpoint that decided.</summary>
    public required byte[] Root { get; init; }

    /// <summary>Whether witnesses had cosigned it.</summary>
    public required bool Witnessed { get; init; }

    public required DateTimeOffset DrawnAt { get; init; }

    public static List<ReviewDrawing> Newest(Session session, int most) => session.Query<ReviewDrawing>(
        "SELECT seq, after_record, last_record, until, searches, drawn, origin, size, root, witnessed, drawn_at FROM review_draw ORDER BY seq DESC LIMIT @most", new { most });
}
