using System.Text;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Keeps the proof of every record about a message, as soon as a checkpoint over it is witnessed: nobody must search for it later, and it holds where the log is lost.</summary>
internal sealed class KeptProofs(Database database, NodeLog log)
{
    private const int AtOnce = 500;

    public async Task KeepAsync(CancellationToken cancellation)
    {
        var row = (await log.OpenAsync(cancellation)).Row;
        for (var more = true; more;)
        {
            var made = await database.ReadAsync(session => Task.FromResult(Make(session, row)), cancellation);
            if (made.Count > 0)
            {
                await database.WriteAsync(session => made.ForEach(one => session.Execute("INSERT INTO log_proof (record, proof) VALUES (@Record, @Proof) ON CONFLICT (record) DO NOTHING", one)), cancellation);
            }

            more = made.Count == AtOnce;
        }
    }

    /// <summary>The proof that was kept of a record.</summary>
    public static LogProof? Find(Session session, long record) =>
        session.Scalar<string>("SELECT proof FROM log_proof WHERE record = @record", new { record }) is { } kept && LogProof.TryParse(Encoding.UTF8.GetBytes(kept), out var proof, out _) ? proof : null;

    private static List<Kept> Make(Session session, LogRow row)
    {
        if (LogStore.Witnessed(session, row) is not { } head || !SignedNote.TryParse(Encoding.UTF8.GetBytes(head.Note), out var note, out _))
        {
            return [];
        }

        var after = Math.Max(session.Scalar<long?>("SELECT MAX(record) FROM log_proof") ?? 0, row.FirstRecord - 1);
        var tree = LogStore.Tree(session, row, head.Size);
        return session.Query<long>(
            "SELECT seq FROM record_entry WHERE subject_kind = 'message' AND seq > @after AND seq < @end ORDER BY seq LIMIT @AtOnce", new { after, end = row.FirstRecord + head.Size, AtOnce })
            .ConvertAll(seq => new Kept(seq, LogProof.Of(tree.Include(seq - row.FirstRecord), note).ToString()));
    }

    private sealed record Kept(long Record, string Proof);
}
