using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>The append-only book of what was done, searched, shown and decided. No record, no effect: both stand in one transaction.</summary>
internal static class RecordBook
{
    /// <summary>Appends a record to the transaction of its effect.</summary>
    /// <param name="session">The write that has the effect.</param>
    /// <param name="actor">Who acts and why.</param>
    /// <param name="act">What is done.</param>
    /// <param name="subjectKind">The kind of object it is done to, for example <c>alert</c>.</param>
    /// <param name="subjectId">Its id; <see langword="null"/> where there is no one object, as with a search.</param>
    /// <param name="detail">What was decided, asked or shown, as a JSON object; ids rather than content.</param>
    /// <returns>The record's number.</returns>
    public static long Append(Session session, Actor actor, Act act, string subjectKind, string? subjectId, string detail = "{}")
    {
        var seq = session.Next("SELECT MAX(seq) FROM record");
        session.Execute(
            """
            INSERT INTO record (seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind, subject_id, detail)
            VALUES (@seq, @at, @act, @officer, @authorityId, @authority, @purpose, @caseReference, @subjectKind, @subjectId, @detail)
            """,
            new
            {
                seq,
                at = session.Now,
                act = act.Id,
                officer = actor.Officer,
                authorityId = actor.AuthorityId,
                authority = actor.Authority.ToString(),
                purpose = actor.Purpose.ToString(),
                caseReference = actor.CaseReference,
                subjectKind,
                subjectId,
                detail,
            });
        return seq;
    }
}
