using System.Security.Cryptography;
using System.Text;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence;

/// <summary>The append-only book of what was done, searched, shown and decided. No record, no effect: both stand in one transaction, and with them the record's leaf in the log.</summary>
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
    public static long Append(Session session, Actor actor, Act act, string subjectKind, string? subjectId, string detail = "{}") =>
        Enter(session, actor, act, subjectKind, subjectId, detail).Record.Seq;

    /// <summary>Appends a record and tells what opens its leaf.</summary>
    internal static (Record Record, byte[] Salt) Enter(Session session, Actor actor, Act act, string subjectKind, string? subjectId, string detail)
    {
        var record = new Record
        {
            Seq = session.Next("SELECT MAX(seq) FROM record_entry"),
            At = session.Now,
            Act = act.Id,
            Officer = actor.Officer,
            AuthorityId = actor.AuthorityId,
            Authority = actor.Authority.ToString(),
            Purpose = actor.Purpose,
            CaseReference = actor.CaseReference,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            Detail = detail,
        };
        var salt = RandomNumberGenerator.GetBytes(RecordLeaf.SaltSize);
        session.Execute(
            """
            INSERT INTO record_entry (seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind, leaf)
            VALUES (@Seq, @At, @Act, @Officer, @AuthorityId, @Authority, @purpose, @CaseReference, @SubjectKind, @leaf)
            """,
            new
            {
                record.Seq,
                record.At,
                record.Act,
                record.Officer,
                record.AuthorityId,
                record.Authority,
                purpose = record.Purpose.ToString(),
                record.CaseReference,
                record.SubjectKind,
                leaf = LeafOf(record, salt).ToEntry(),
            });
        session.Execute("INSERT INTO record_content (seq, subject_id, detail, salt) VALUES (@Seq, @subjectId, @detail, @salt)", new { record.Seq, subjectId, detail, salt });
        return (record, salt);
    }

    /// <summary>The leaf that commits to a record.</summary>
    internal static RecordLeaf LeafOf(Record record, ReadOnlySpan<byte> salt) => RecordLeaf.Commit(salt, SHA256.HashData(Encoding.UTF8.GetBytes(RecordText.Of(record))));
}
