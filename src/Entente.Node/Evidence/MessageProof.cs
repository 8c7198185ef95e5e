using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>How far the proof of a message has come at this node.</summary>
public enum WitnessedState
{
    /// <summary>Not enough witnesses have seen it yet. It counts, for as long as the grace lasts.</summary>
    Pending = 1,

    /// <summary>Not enough witnesses have seen it, and the grace is over.</summary>
    Overdue,

    /// <summary>Its proof is kept, with the cosignatures of enough witnesses.</summary>
    Witnessed,
}

/// <summary>What proves of a message that it was sent or came, and when.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Record">The record of its queueing, or of its taking.</param>
/// <param name="Until">The end of the grace, while the proof is not kept.</param>
/// <param name="Entry">What became of the entry in the partner's log that the message names; of one that came.</param>
internal sealed record MessageProof(WitnessedState State, long Record, DateTimeOffset? Until, OwedState? Entry)
{
    /// <returns><see langword="null"/> for a message from before there was a log.</returns>
    public static MessageProof? Find(Session session, string partner, string messageId, LogOptions options)
    {
        var first = session.Find<First>(
            "SELECT e.seq, e.at FROM record_content c JOIN record_entry e ON e.seq = c.seq WHERE c.subject_id = @messageId AND e.subject_kind = 'message' AND e.leaf IS NOT NULL ORDER BY c.seq LIMIT 1",
            new { messageId });
        if (first is null)
        {
            return null;
        }

        var isKept = session.Scalar<long>("SELECT COUNT(*) FROM log_proof WHERE record = @Seq", new { first.Seq }) > 0;
        var until = first.At + options.Grace;
        return new(
            isKept ? WitnessedState.Witnessed : session.Now < until ? WitnessedState.Pending : WitnessedState.Overdue,
            first.Seq,
            isKept ? null : until,
            OwedEntry.Find(session, partner, messageId)?.State);
    }

    /// <summary>When the oldest record of a message was made that no quorum has witnessed; <see langword="null"/> where there is none.</summary>
    public static DateTimeOffset? Oldest(Session session) => session.Scalar<long?>(
        """
        SELECT e.at FROM record_entry e WHERE e.subject_kind = 'message' AND e.leaf IS NOT NULL AND e.seq > COALESCE((SELECT MAX(record) FROM log_proof), 0) ORDER BY e.seq LIMIT 1
        """) is { } microseconds ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds) : null;

    private sealed record First
    {
        public required long Seq { get; init; }

        public required DateTimeOffset At { get; init; }
    }
}
