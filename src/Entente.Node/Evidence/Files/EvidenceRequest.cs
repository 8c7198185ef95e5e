using Entente.Node.Evidence.Exports;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Files;

/// <summary>An evidence file that an officer asks for, and another decides on.</summary>
internal sealed record EvidenceRequest : AskedFile
{
    private const string Columns =
        "seq, kind, subject, title, recipient, officer, authority_id, authority, purpose, case_reference, digest, asked_at, decided_at, decided_by, approved, reason, taken_at, record, extent";

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Title { get; init; } = "";

    public string Recipient { get; init; } = "";

    /// <summary>What it holds, as <see cref="EvidenceExtent"/> writes it; <see langword="null"/> in requests of earlier versions.</summary>
    public string? Extent { get; init; }

    public override string DigestNow() => DigestOf(Kind, Subject, Title, Recipient, Officer, AuthorityId, Purpose, CaseReference, Extent);

    public EvidenceRequest Add(Session session)
    {
        var added = this with { Seq = session.Next("SELECT MAX(seq) FROM evidence_request"), AskedAt = session.Now, Digest = DigestNow() };
        session.Execute(
            """
            INSERT INTO evidence_request (seq, kind, subject, title, recipient, officer, authority_id, authority, purpose, case_reference, digest, asked_at, extent)
            VALUES (@Seq, @Kind, @Subject, @Title, @Recipient, @Officer, @AuthorityId, @authority, @purpose, @CaseReference, @Digest, @AskedAt, @Extent)
            """,
            new
            {
                added.Seq, added.Kind, added.Subject, added.Title, added.Recipient, added.Officer, added.AuthorityId, authority = added.Authority.ToString(), purpose = added.Purpose.ToString(),
                added.CaseReference, added.Digest, added.AskedAt, added.Extent,
            });
        RecordBook.Append(session, added.Actor, HandoutActs.Asked, HandoutActs.Kind, added.Number, HandoutActs.Detail(added));
        return added;
    }

    public void Decide(Session session, Actor actor, bool approved, string? reason)
    {
        session.Execute(
            "UPDATE evidence_request SET decided_at = @Now, decided_by = @Officer, approved = @approved, reason = @reason WHERE seq = @Seq",
            new { session.Now, actor.Officer, approved = approved ? 1L : 0L, reason, Seq });
        RecordBook.Append(session, actor, approved ? HandoutActs.Approved : HandoutActs.Refused, HandoutActs.Kind, Number, HandoutActs.Detail(this, reason));
    }

    /// <summary>Notes that the file leaves, before it does.</summary>
    public EvidenceRequest Take(Session session)
    {
        var record = RecordBook.Append(session, Actor, HandoutActs.Taken, HandoutActs.Kind, Number, HandoutActs.Detail(this));
        session.Execute("UPDATE evidence_request SET taken_at = @Now, record = @record WHERE seq = @Seq", new { session.Now, record, Seq });
        return this with { TakenAt = session.Now, Record = record };
    }

    public static EvidenceRequest? Find(Session session, long seq) => session.Find<EvidenceRequest>($"SELECT {Columns} FROM evidence_request WHERE seq = @seq", new { seq });

    /// <summary>What an officer asked for, newest first.</summary>
    public static List<EvidenceRequest> Of(Session session, string officer) =>
        session.Query<EvidenceRequest>($"SELECT {Columns} FROM evidence_request WHERE officer = @officer ORDER BY asked_at DESC, seq DESC LIMIT 50", new { officer });

    /// <summary>What waits for a second officer, the oldest first.</summary>
    public static List<EvidenceRequest> Waiting(Session session, DateTimeOffset since) => session.Query<EvidenceRequest>(
        $"SELECT {Columns} FROM evidence_request WHERE decided_at IS NULL AND asked_at >= @since ORDER BY asked_at, seq LIMIT 200", new { since });
}
