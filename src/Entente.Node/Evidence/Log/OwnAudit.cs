using System.Data;
using System.Security.Cryptography;
using System.Text;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Examines in turn what this node has stored of its logs, with the records, against what it has signed: damage is found here first, also where no partner sees it because only a record was changed.</summary>
internal sealed partial class OwnAudit(Database database, NodeLog nodeLog, SignedHead heads, ILogger<OwnAudit> log)
{
    /// <summary>In how many rounds everything is examined, unless it is too much for that.</summary>
    private const int Turns = 6;

    /// <summary>How many bundles are examined in one round at most, each with its 256 records.</summary>
    private const int AtOnce = 16;

    // It begins anywhere, so that of a store too large for the time between two starts no part is left out for good.
    private long next = RandomNumberGenerator.GetInt32(int.MaxValue);
    private long right;

    /// <summary>Examines the next bundles. What does not hold is an alarm until all of it holds.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        // What was signed last lies outside the store; read first, it is never more than the store has.
        var (signer, head) = await SignerAsync(cancellation);
        var (flaws, examined, total, open) = await database.ReadAsync(session => Task.FromResult(Look(session, signer, head)), cancellation);
        next += examined;
        right = flaws.Count == 0 ? right + examined : 0;
        foreach (var (origin, flaw) in flaws.DistinctBy(static one => one.Origin).Where(one => !open.Exists(alarm => alarm.Origin == one.Origin)))
        {
            if (await database.WriteAsync(session => LogAlarm.Raise(session, LogAlarm.Own, origin, LogAlarmKind.Damaged, flaw, null), cancellation))
            {
                Damaged(log, origin, flaw);
            }
        }

        if (flaws.Count == 0 && right >= total && open.Count > 0 && signer is not null)
        {
            await database.WriteAsync(session => open.ForEach(alarm => LogAlarm.End(session, LogAlarm.Own, alarm.Origin, alarm.Kind)), cancellation);
        }
    }

    private async Task<(NoteSigner? Signer, Checkpoint? Head)> SignerAsync(CancellationToken cancellation)
    {
        try
        {
            var signer = (await nodeLog.OpenAsync(cancellation)).Signer;
            return (signer, heads.Read(signer));
        }
        catch (FileNotFoundException)
        {
            // A replica without the key; readiness says so.
            return default;
        }
    }

    private (List<(string Origin, string Flaw)> Flaws, long Examined, long Total, List<LogAlarm> Open) Look(Session session, NoteSigner? signer, Checkpoint? head)
    {
        var (parts, flaws, logs) = (new List<(Part Part, long Count)>(), new List<(string, string)>(), LogStore.All(session));
        if (signer is not null && !logs.Exists(row => row.Origin == signer.Key.Name))
        {
            flaws.Add((signer.Key.Name, "The log is not stored any more."));
        }

        foreach (var row in logs)
        {
            var part = new Part(session, row, signer?.Key.Name == row.Origin ? signer : null, head?.Origin == row.Origin ? head : null);
            if (part.CheckHead() is { } flaw)
            {
                flaws.Add((row.Origin, flaw));
            }
            else
            {
                parts.Add((part, PieceAudit.Count(part.Size)));
            }
        }

        var total = parts.Sum(static one => one.Count);
        var examined = Math.Min(Math.Clamp((total + Turns - 1) / Turns, 1, AtOnce), total);
        for (var n = 0; n < examined; n++)
        {
            var place = (next + n) % total;
            var (part, before) = (0, 0L);
            for (; place - before >= parts[part].Count; part++)
            {
                before += parts[part].Count;
            }

            if (parts[part].Part.Check(place - before) is { } flaw)
            {
                flaws.Add((parts[part].Part.Origin, flaw));
            }
        }

        return (flaws, examined, total, LogAlarm.OfOwn(session));
    }

    [LoggerMessage(1215, LogLevel.Critical, "What is stored is not what the log {Origin} has signed. {Flaw}")]
    private static partial void Damaged(ILogger log, string origin, string flaw);

    /// <summary>One log as one snapshot of the store has it.</summary>
    /// <param name="signer">The key beside which <paramref name="head"/> lies; <see langword="null"/> for a log that has ended.</param>
    /// <param name="head">What it signed last, as it lies outside the store.</param>
    internal sealed class Part(Session session, LogRow row, NoteSigner? signer, Checkpoint? head)
    {
        private PieceAudit? pieces;

        public string Origin => row.Origin;

        /// <summary>How many leaves are signed, once <see cref="CheckHead"/> has found nothing.</summary>
        public long Size { get; private set; }

        /// <summary>Whether the last checkpoint is the log's own, and what lies outside the store is continued by it.</summary>
        public string? CheckHead()
        {
            if (!VerifierKey.TryParse(row.PublicKey, out var key) || key.Name != row.Origin || (signer is not null && signer.Key.ToString() != row.PublicKey))
            {
                return "The stored key is not the one of the log.";
            }

            if (LogStore.Last(session, row) is not { } last)
            {
                return head is { Size: > 0 } ? "No checkpoint is stored, and the log has signed." : null;
            }

            if (!SignedNote.TryParse(Encoding.UTF8.GetBytes(last.Note), out var note, out _) || !note.TryVerify([new(key, LogKeys.Open(key)!)], out _, out _)
                || !Checkpoint.TryRead(note.Text, out var newest, out _) || newest.Origin != row.Origin || newest.Size != last.Size || newest.Root != new TreeHash(last.Root))
            {
                return "The stored checkpoint is not one that the log has signed.";
            }

            if (head is not null && (head.Size > newest.Size || RootAt(newest, head.Size) != head.Root))
            {
                return "What is stored does not continue what the log signed last, as it lies beside its key.";
            }

            (Size, pieces) = (newest.Size, new(newest, address => LogStore.Bytes(session, row, address) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null));
            return null;
        }

        /// <summary>Whether one bundle, every tile above it and its records are what the last checkpoint signs.</summary>
        public string? Check(long bundle)
        {
            try
            {
                if (pieces!.Check(bundle) is { } fault)
                {
                    return Rereading.Said(
                        fault.At is null ? new(fault.Code, "The stored tiles do not make the root that is signed.")
                        : fault.Code == FaultCode.LogProof ? new(fault.Code, "What is stored there is not what was signed.", fault.At)
                        : new(fault.Code, "What was signed is no longer stored there.", fault.At));
                }

                var first = row.FirstRecord + bundle * TileAddress.FullWidth;
                return StoredLogAudit.CheckRecords(session, first, Math.Min(first + TileAddress.FullWidth, row.FirstRecord + Size)).Flaw;
            }
            catch (Exception exception) when (exception is DataException or InvalidDataException or ArgumentException or FormatException or OverflowException)
            {
                // Whoever changed it left what no record or tile can be read from.
                return $"What is stored of bundle {bundle} cannot be read.";
            }
        }

        private TreeHash? RootAt(Checkpoint newest, long size)
        {
            try
            {
                return size == newest.Size ? newest.Root : size == 0 ? TreeHash.Empty : LogStore.Tree(session, row, size).Root();
            }
            catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
            {
                return null;
            }
        }
    }
}
