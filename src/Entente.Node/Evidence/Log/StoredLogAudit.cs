using System.Data;
using System.Globalization;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>The examination of everything that this node has stored of its logs and records, by whoever can read its store.</summary>
internal static class StoredLogAudit
{
    private const int RecordsAtOnce = 1000;

    /// <param name="session">One snapshot of all.</param>
    /// <param name="seen">A checkpoint that somebody outside has kept, for example a witness; what the store holds must continue it.</param>
    /// <param name="note">That checkpoint with its signatures, which must be of the key that is stored.</param>
    /// <param name="tell">Takes how many records of which log hold, log by log.</param>
    /// <returns>The first thing that does not hold; <see langword="null"/> where everything does.</returns>
    public static string? Check(Session session, Checkpoint? seen, SignedNote? note, Action<string> tell)
    {
        try
        {
            return CheckAll(session, seen, note, tell);
        }
        catch (Exception exception) when (exception is DataException or InvalidDataException or ArgumentException or FormatException or OverflowException)
        {
            // Whoever changed it left what no record, tile or key can be read from.
            return $"what is stored cannot be read: {exception.Message}";
        }
    }

    private static string? CheckAll(Session session, Checkpoint? seen, SignedNote? note, Action<string> tell)
    {
        var logs = LogStore.All(session);
        if (seen is not null && !logs.Exists(log => log.Origin == seen.Origin))
        {
            return $"no log here has the origin {seen.Origin}.";
        }

        for (var n = 0; n < logs.Count; n++)
        {
            var until = n + 1 < logs.Count ? logs[n + 1].FirstRecord : (session.Scalar<long?>("SELECT MAX(seq) FROM record_entry") ?? 0) + 1;
            if (CheckLog(session, logs[n], until, seen?.Origin == logs[n].Origin ? (seen, note) : null, tell) is { } flaw)
            {
                return $"{logs[n].Origin}: {flaw}";
            }
        }

        return null;
    }

    private static string? CheckLog(Session session, LogRow log, long until, (Checkpoint Head, SignedNote? Note)? witnessed, Action<string> tell)
    {
        var seen = witnessed?.Head;
        if (!VerifierKey.TryParse(log.PublicKey, out var key) || key.Name != log.Origin)
        {
            return "the stored public key is none of this origin.";
        }

        if (witnessed is { Note: { } outside } && !outside.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _))
        {
            return "the stored key is not the one that signed what somebody outside has seen.";
        }

        var rows = session.Query<CheckpointRow>("SELECT size, root, note, cosigned, witnessed, signed_at FROM log_checkpoint WHERE log = @Number ORDER BY size", new { log.Number });
        var heads = new List<Checkpoint>();
        foreach (var row in rows)
        {
            if (!SignedNote.TryParse(System.Text.Encoding.UTF8.GetBytes(row.Note), out var note, out _) || !note.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _)
                || !Checkpoint.TryRead(note.Text, out var head, out _) || head.Origin != log.Origin || head.Size != row.Size || head.Root != new TreeHash(row.Root))
            {
                return Say($"the checkpoint of {row.Size} leaves is not one that its key signed.");
            }

            heads.Add(head);
        }

        if (seen is not null && (heads.Count == 0 || heads[^1].Size < seen.Size))
        {
            return Say($"somebody outside has seen {seen.Size} leaves, and here the last checkpoint has {(heads.Count == 0 ? 0 : heads[^1].Size)}.");
        }

        if (heads.Count > 0)
        {
            if (LogAudit.Check(heads[^1], address => LogStore.Bytes(session, log, address) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null) is { } fault)
            {
                return $"{fault.Detail} {fault.At}".TrimEnd();
            }

            // The tiles are those of the leaves, so that roots of earlier sizes can be had from them.
            if (heads.SkipLast(1).Append(seen).OfType<Checkpoint>().FirstOrDefault(head => head.Size > 0 && LogStore.Tree(session, log, head.Size).Root() != head.Root) is { } other)
            {
                return Say($"the leaves do not lead to the root of the checkpoint of {other.Size} leaves.");
            }
        }

        return CheckRecords(session, log, until, heads.Count == 0 ? 0 : heads[^1].Size, tell);
    }

    private static string? CheckRecords(Session session, LogRow log, long until, long signed, Action<string> tell)
    {
        var erased = 0L;
        for (var from = log.FirstRecord; from < until; from += RecordsAtOnce)
        {
            var (flaw, gone) = CheckRecords(session, from, Math.Min(from + RecordsAtOnce, until));
            if (flaw is not null)
            {
                return flaw;
            }

            erased += gone;
        }

        tell(Say($"{log.Origin}: {signed} leaves signed, {until - log.FirstRecord} records from {log.FirstRecord} on hold, {erased} of them erased"));
        return null;
    }

    /// <summary>Compares records with their leaves.</summary>
    /// <param name="last">The one behind the last of them.</param>
    /// <returns>The first thing that does not hold; and how many were erased, on record.</returns>
    public static (string? Flaw, long Erased) CheckRecords(Session session, long from, long last)
    {
        var erased = 0L;
        var leaves = session.Query<Stored>(
            "SELECT e.seq, e.leaf, c.salt FROM record_entry e LEFT JOIN record_content c ON c.seq = e.seq WHERE e.seq >= @from AND e.seq < @last ORDER BY e.seq", new { from, last });
        var records = session.Query<Record>(
            "SELECT seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind, subject_id, detail, is_erased FROM record WHERE seq >= @from AND seq < @last ORDER BY seq",
            new { from, last });
        for (var n = 0; n < last - from; n++)
        {
            if (n >= leaves.Count || leaves[n].Seq != from + n || leaves[n].Leaf is not { } leaf)
            {
                return (Say($"The record {from + n} or its leaf is missing."), erased);
            }

            if (records[n].IsErased)
            {
                erased++;
                if (session.Scalar<long>("SELECT COUNT(*) FROM record WHERE subject_id = @id AND subject_kind = 'record' AND act = 'record.erased'", new { id = $"{from + n}" }) == 0)
                {
                    return (Say($"What was said in the record {from + n} is gone, and no record says that it was erased."), erased);
                }
            }
            else if (!RecordProofs.IsOpenedBy(leaf, records[n], leaves[n].Salt))
            {
                return (Say($"The record {from + n} is not the one that its leaf commits to."), erased);
            }
        }

        return (null, erased);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Stored
    {
        public required long Seq { get; init; }

        public byte[]? Leaf { get; init; }

        public byte[]? Salt { get; init; }
    }
}
