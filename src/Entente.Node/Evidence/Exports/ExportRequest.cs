using Entente.Node.Platform;

namespace Entente.Node.Evidence.Exports;

/// <summary>One file that left the node, or is asked for.</summary>
internal sealed record ExportRequest : AskedFile
{
    public string TableId { get; init; } = "";

    public string Filter { get; init; } = "";

    public string Scope { get; init; } = "";

    public long Top { get; init; }

    public long RowCount { get; init; }

    public bool NeedsApproval { get; init; }

    private const string Columns =
        """
        seq, table_id, filter, scope, officer, authority_id, authority, purpose, case_reference, top, row_count, digest, asked_at, needs_approval, decided_at, decided_by,
        approved, reason, taken_at, record
        """;

    public override string DigestNow() => DigestOf(TableId, Filter, Scope, Officer, AuthorityId, Purpose, CaseReference, Top, RowCount);

    /// <summary>Stores what is asked, and gives it its number.</summary>
    public ExportRequest Add(Session session)
    {
        var added = this with { Seq = session.Next("SELECT MAX(seq) FROM export"), AskedAt = session.Now, Digest = DigestNow() };
        session.Execute(
            """
            INSERT INTO export (seq, table_id, filter, scope, officer, authority_id, authority, purpose, case_reference, top, row_count, digest, asked_at, needs_approval)
            VALUES (@Seq, @TableId, @Filter, @Scope, @Officer, @AuthorityId, @authority, @purpose, @CaseReference, @Top, @RowCount, @Digest, @AskedAt, @needs)
            """,
            new
            {
                added.Seq, added.TableId, added.Filter, added.Scope, added.Officer, added.AuthorityId, authority = added.Authority.ToString(), purpose = added.Purpose.ToString(),
                added.CaseReference, added.Top, added.RowCount, added.Digest, added.AskedAt, needs = NeedsApproval ? 1L : 0L,
            });
        return added;
    }

    /// <summary>Notes that the file leaves, with its record, before it does.</summary>
    /// <returns>The number of the export: that of its record.</returns>
    public long Take(Session session, long rows)
    {
        var record = RecordBook.Append(session, Actor, ExportActs.Taken, ExportActs.Kind, Number, ExportActs.Detail(this, rows));
        session.Execute("UPDATE export SET taken_at = @Now, record = @record WHERE seq = @Seq", new { session.Now, record, Seq });
        return record;
    }

    public void Decide(Session session, Actor actor, bool approved, string? reason) => session.Execute(
        "UPDATE export SET decided_at = @Now, decided_by = @Officer, approved = @approved, reason = @reason WHERE seq = @Seq",
        new { session.Now, actor.Officer, approved = approved ? 1L : 0L, reason, Seq });

    public static ExportRequest? Find(Session session, long seq) => session.Find<ExportRequest>($"SELECT {Columns} FROM export WHERE seq = @seq", new { seq });

    public static Task<ExportRequest?> FindAsync(Database database, long seq, CancellationToken cancellation) =>
        database.ReadAsync(session => session.FindAsync<ExportRequest>($"SELECT {Columns} FROM export WHERE seq = @seq", new { seq }), cancellation);

    /// <summary>What an officer took or asked for, newest first.</summary>
    public static Task<List<ExportRequest>> OfAsync(Database database, string officer, int most, CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<ExportRequest>($"SELECT {Columns} FROM export WHERE officer = @officer ORDER BY asked_at DESC, seq DESC LIMIT @most", new { officer, most }), cancellation);

    /// <summary>What waits for a second officer, the oldest first.</summary>
    public static Task<List<ExportRequest>> WaitingAsync(Database database, DateTimeOffset since, CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<ExportRequest>(
            $"SELECT {Columns} FROM export WHERE decided_at IS NULL AND taken_at IS NULL AND needs_approval = 1 AND asked_at >= @since ORDER BY asked_at, seq LIMIT 200", new { since }),
        cancellation);

    /// <summary>How many rows the officer took alone since an instant: many small files are one large one.</summary>
    public static long TakenAlone(Session session, string officer, DateTimeOffset since) => session.Scalar<long>(
        "SELECT COALESCE(SUM(row_count), 0) FROM export WHERE officer = @officer AND needs_approval = 0 AND asked_at > @since", new { officer, since });
}
