using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What was refused and why.</summary>
internal static class RefusalBook
{
    /// <param name="session">The write.</param>
    /// <param name="submission">Who sent it.</param>
    /// <param name="ordinal">The item's number in what was sent.</param>
    /// <param name="fault">Why it was refused.</param>
    /// <param name="reference">Its reference, where that much could be read.</param>
    /// <param name="source">The part of the source that is kept, compressed.</param>
    /// <param name="sourceBytes">How large the source was.</param>
    public static long Add(Session session, Submission submission, int ordinal, Fault fault, string? reference, byte[] source, int sourceBytes)
    {
        var seq = session.Next("SELECT MAX(seq) FROM refusal");
        session.Execute(
            """
            INSERT INTO refusal (seq, refused_at, channel, submitted_by, ordinal, fault, detail, place, reference, source, source_bytes)
            VALUES (@seq, @refusedAt, @channel, @submittedBy, @ordinal, @fault, @detail, @place, @reference, @source, @sourceBytes)
            """,
            new
            {
                seq,
                refusedAt = session.Now,
                channel = submission.Channel,
                submittedBy = submission.Actor.Officer,
                ordinal = (long)ordinal,
                fault = fault.Code.Id,
                detail = fault.Detail,
                place = fault.At,
                reference,
                source,
                sourceBytes = (long)sourceBytes,
            });
        return seq;
    }
}
