using System.Security.Cryptography;
using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>A line of the history of a case.</summary>
internal sealed record EntryRow
{
    /// <summary>Where the lines of several cases are read.</summary>
    public long CaseNumber { get; init; }

    public long Ordinal { get; init; }

    public CaseStep Step { get; init; }

    /// <summary>Where the case stood then.</summary>
    public CaseState State { get; init; }

    /// <summary>1 where this end took the step.</summary>
    public long Ours { get; init; }

    public string Officer { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string? MessageId { get; init; }

    /// <summary>What was told, as JSON.</summary>
    public string? Body { get; init; }

    /// <summary>What stays in this file, as JSON.</summary>
    public string? Kept { get; init; }

    public long RecordSeq { get; init; }

    /// <summary>The conditions that were set and stood then.</summary>
    public string? Asked { get; init; }

    /// <summary>Those that were assured.</summary>
    public string? Assured { get; init; }

    /// <summary>Why its message came to nothing, so that the partner knows nothing of the step; <see langword="null"/>: it did not.</summary>
    public string? NotTaken { get; init; }
}

/// <summary>What is written of a step: the same for those that are taken here and those that arrive.</summary>
/// <param name="Step">What happened.</param>
/// <param name="Ours">Whether this end did it.</param>
/// <param name="MessageId">The message that told it.</param>
/// <param name="Body">What was told.</param>
/// <param name="Kept">What was not.</param>
internal sealed record Entry(CaseStep Step, bool Ours, string? MessageId, string? Body, string? Kept = null);

/// <summary>Writes cases, in the transaction of what changes them.</summary>
internal static class CaseBook
{
    /// <summary>Opens a case, without an entry.</summary>
    public static CaseRow Open(Session session, CaseRow row)
    {
        var opened = row with { Number = session.Next("SELECT MAX(number) FROM assistance_case"), OpenedAt = session.Now };
        session.Execute(
            $"""
            INSERT INTO assistance_case ({CaseRow.Columns})
            VALUES (@Number, @Id, @Partner, @us, @state, @told, @Version, @Changed, @Authorities, @instrument, @assistance, @Matter, @Reference, @TheirReference, @Revision, @Asked, @Assured, @Said, @Answers, @Urgent,
                @OpenedAt, @DueAt, @Follows, @Spoken, @KeepUntil, @Untaken)
            """,
            Values(opened));
        return opened;
    }

    /// <summary>Writes a case after a step, with its entry and its record.</summary>
    public static CaseRow Step(Session session, Actor actor, CaseRow after, Entry entry)
    {
        var ordinal = (session.Scalar<long?>("SELECT MAX(ordinal) FROM assistance_entry WHERE case_number = @Number", new { after.Number }) ?? 0) + 1;
        var record = RecordBook.Append(session, actor, entry.Ours ? AssistanceActs.Stepped : AssistanceActs.Arrived, "assistance", $"{after.Number}", JsonDetail.Of(
            ("step", AssistanceActs.Of(entry.Step)), ("state", Words.Of(after.State)), ("partner", after.Partner), ("message", entry.MessageId)));
        session.Execute(
            """
            INSERT INTO assistance_entry (case_number, ordinal, step, state, ours, officer, at, message_id, body, kept, record_seq, asked, assured)
            VALUES (@Number, @ordinal, @step, @state, @ours, @Officer, @Now, @MessageId, @Body, @Kept, @record, @Asked, @Assured)
            """,
            new
            {
                after.Number,
                ordinal,
                step = entry.Step.ToString(),
                state = after.State.ToString(),
                ours = entry.Ours ? 1L : 0L,
                actor.Officer,
                session.Now,
                entry.MessageId,
                entry.Body,
                entry.Kept,
                record,
                after.Asked,
                after.Assured,
            });
        return Save(session, after with { Changed = record, Untaken = null });
    }

    /// <summary>Writes a case whose text was changed.</summary>
    public static CaseRow Save(Session session, CaseRow row)
    {
        session.Execute(
            """
            UPDATE assistance_case SET state = @state, told = @told, version = @Version, changed = @Changed, instrument = @instrument, assistance = @assistance, matter = @Matter, their_reference = @TheirReference,
                revision = @Revision, asked = @Asked, assured = @Assured, said = @Said, answers = @Answers, urgent = @Urgent, due_at = @DueAt, follows = @Follows, spoken = @Spoken, keep_until = @KeepUntil, untaken = @Untaken
            WHERE number = @Number
            """,
            Values(row));
        return row;
    }

    /// <summary>What the requested side wrote down of a request by word of mouth, and no written one has taken over.</summary>
    public static CaseRow? FindSpoken(Session session, string partner, string reference) => session.Find<CaseRow>(
        $"SELECT {CaseRow.Columns} FROM assistance_case WHERE partner = @partner AND us = 'Requested' AND state = 'Spoken' AND spoken = @reference", new { partner, reference });

    /// <summary>The written request takes over what was written down of the spoken one: the case has its id from now on.</summary>
    public static void TakeOver(Session session, CaseRow spoken, RequestId id) => session.Execute(
        "UPDATE assistance_case SET id = @id WHERE number = @Number", new { id = $"{id}", spoken.Number });

    /// <summary>The cases before and after one, as far as the authority deals with them.</summary>
    public static List<CaseRow> ChainOf(Session session, CaseRow row, AuthorityKind authority) => session.Query<CaseRow>(
        $"SELECT {CaseRow.Columns} FROM assistance_case WHERE partner = @Partner AND (follows = @Id OR id = @Follows) AND authorities LIKE @like ORDER BY number",
        new { row.Partner, row.Id, row.Follows, like = Barred.Pattern(authority) });

    public static void AddText(Session session, long number, long revision, RequestEnvelope request)
    {
        var ordinal = (session.Scalar<long?>("SELECT MAX(ordinal) FROM assistance_text WHERE case_number = @number", new { number }) ?? 0) + 1;
        session.Execute(
            "INSERT INTO assistance_text (case_number, ordinal, revision, at, request) VALUES (@number, @ordinal, @revision, @Now, @request)",
            new { number, ordinal, revision, session.Now, request = JsonSerializer.Serialize(request, AssistanceJson.Default.RequestEnvelope) });
    }

    /// <summary>The text that counts.</summary>
    public static RequestEnvelope TextOf(Session session, long number) => JsonSerializer.Deserialize(
        session.Scalar<string>("SELECT request FROM assistance_text WHERE case_number = @number ORDER BY ordinal DESC LIMIT 1", new { number })
            ?? throw new InvalidDataException($"Case {number} has no text."),
        AssistanceJson.Default.RequestEnvelope)!;

    public static List<EntryRow> EntriesOf(Session session, long number) => session.Query<EntryRow>(
        """
        SELECT e.ordinal, e.step, e.state, e.ours, e.officer, e.at, e.message_id, e.body, e.kept, e.record_seq, e.asked, e.assured, n.why AS not_taken
        FROM assistance_entry e LEFT JOIN assistance_not_taken n ON n.case_number = e.case_number AND n.ordinal = e.ordinal WHERE e.case_number = @number ORDER BY e.ordinal
        """,
        new { number });

    /// <summary>Keeps documents; one that is there already is kept once.</summary>
    public static void AddDocuments(Session session, long number, bool ours, IReadOnlyList<Attachment> documents)
    {
        foreach (var document in documents)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(document.Content.Span));
            if (session.Scalar<long>("SELECT COUNT(*) FROM assistance_document WHERE case_number = @number AND sha256 = @sha256 AND name = @Name", new { number, sha256, document.Name }) == 0)
            {
                var ordinal = (session.Scalar<long?>("SELECT MAX(ordinal) FROM assistance_document WHERE case_number = @number", new { number }) ?? 0) + 1;
                session.Execute(
                    "INSERT INTO assistance_document (case_number, ordinal, ours, name, media_type, sha256, at, body) VALUES (@number, @ordinal, @ours, @Name, @MediaType, @sha256, @Now, @body)",
                    new { number, ordinal, ours = ours ? 1L : 0L, document.Name, document.MediaType, sha256, session.Now, body = document.Content.ToArray() });
            }
        }
    }

    /// <summary>The documents of this end that go with a text.</summary>
    public static List<Attachment> DocumentsOf(Session session, long number, IEnumerable<string> digests) =>
    [
        .. digests.Select(sha256 => session.Find<DocumentRow>(
                "SELECT ordinal, ours, name, media_type, sha256, at, body FROM assistance_document WHERE case_number = @number AND sha256 = @sha256", new { number, sha256 })
            ?? throw new InvalidDataException($"Case {number} has no document {sha256}."))
            .Select(row => new Attachment(row.Name, row.MediaType, row.Body)),
    ];

    /// <summary>An answer with the documents of this end that it names by their digests.</summary>
    public static (TakeStep.Answer? Answer, Fault? Fault) WithFiled(Session session, long number, TakeStep.Answer? answer)
    {
        var documents = (answer?.Documents ?? []).ToList();
        foreach (var (index, filed) in (answer?.Filed ?? []).Index())
        {
            if (session.Find<DocumentRow>(
                "SELECT ordinal, ours, name, media_type, sha256, at, body FROM assistance_document WHERE case_number = @number AND ours = 1 AND sha256 = @Sha256", new { number, filed.Sha256 }) is not { } row)
            {
                return (null, new(FaultCode.AssistanceIncomplete, "No document of yours in this case has this digest.", $"$.answer.filed[{index}].sha256"));
            }

            documents.Add(new(row.Name, row.MediaType, row.Body) { Form = filed.Form, TrueCopy = filed.TrueCopy, ReturnBy = filed.ReturnBy });
        }

        return (answer is null ? null : answer with { Documents = documents }, null);
    }

    private static object Values(CaseRow row) => new
    {
        row.Number,
        row.Id,
        row.Partner,
        us = row.Us.ToString(),
        state = row.State.ToString(),
        told = row.Told.ToString(),
        row.Version,
        row.Changed,
        row.Authorities,
        instrument = row.Instrument.ToString(),
        assistance = row.Assistance.ToString(),
        row.Matter,
        row.Reference,
        row.TheirReference,
        row.Revision,
        row.Asked,
        row.Assured,
        row.Said,
        row.Answers,
        row.Urgent,
        row.OpenedAt,
        row.DueAt,
        row.Follows,
        row.Spoken,
        row.KeepUntil,
        row.Untaken,
    };
}

internal sealed record DocumentRow
{
    public long Ordinal { get; init; }

    public long Ours { get; init; }

    public string Name { get; init; } = "";

    public string MediaType { get; init; } = "";

    public string Sha256 { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>How long it is, where it is read without its bytes.</summary>
    public long Bytes { get; init; }

    public byte[] Body { get; init; } = [];
}
