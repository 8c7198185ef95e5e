using System.Diagnostics.CodeAnalysis;
using Entente.Node.Console;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>How the records of a page stand, for the marks beside what they are about: as many questions to the store for a hundred as for one.</summary>
/// <remarks>It opens the leaves of the records. That a leaf is in the tree is found by <see cref="RecordProofs"/>, for the one whose proof is asked for.</remarks>
internal sealed class MarkedProofs(Database database, NodeLog log, LogPeers peers)
{
    public async Task<IReadOnlyDictionary<long, Proof>> FindAsync(IReadOnlyCollection<long> records, CancellationToken cancellation)
    {
        var published = (await log.PublishedAsync(cancellation))?.Size ?? 0;
        var asked = (await peers(cancellation)).Count;
        return await database.ReadAsync(session => FindAsync(session, records, published, asked), cancellation);
    }

    private async Task<IReadOnlyDictionary<long, Proof>> FindAsync(Session session, IReadOnlyCollection<long> numbers, long published, int asked)
    {
        var logs = LogStore.All(session);
        var records = await session.QueryAsync<Record>(Among($"SELECT {Record.Columns} FROM record WHERE seq", numbers));
        var leaves = (await session.QueryAsync<Opening>(Among("SELECT e.seq, e.leaf, c.salt FROM record_entry e LEFT JOIN record_content c ON c.seq = e.seq WHERE e.seq", numbers)))
            .ToDictionary(one => one.Seq);
        var covering = new Dictionary<long, Covering>();
        foreach (var logged in numbers.GroupBy(record => logs.FindLast(row => row.FirstRecord <= record)))
        {
            if (logged.Key is { } row)
            {
                foreach (var one in await CoveringAsync(session, row, [.. logged], row == logs[^1] ? published : long.MaxValue))
                {
                    covering[one.Seq] = one;
                }
            }
        }

        return records.ToDictionary(record => record.Seq, record => Of(record, leaves.GetValueOrDefault(record.Seq), covering.GetValueOrDefault(record.Seq), asked));
    }

    private static Proof Of(Record record, Opening? opening, Covering? covering, int asked) => (opening?.Leaf, covering) switch
    {
        // From before there was a log.
        (null, _) => new(ProofState.Logged, record.Seq, record.At),
        ({ } leaf, _) when !record.IsErased && !RecordProofs.IsOpenedBy(leaf, record, opening.Salt) => new(ProofState.Broken, record.Seq, record.At),
        (_, null) => new(ProofState.Pending, record.Seq, record.At),
        (_, { Witnessed: true }) => new(ProofState.Witnessed, record.Seq, record.At, (int)covering.Cosigned, Math.Max(asked, (int)covering.Cosigned)),
        _ => new(ProofState.Logged, record.Seq, record.At),
    };

    /// <summary>Of each record the checkpoint that its proof is made with: the first that enough witnesses have cosigned, else the newest.</summary>
    private Task<List<Covering>> CoveringAsync(Session session, LogRow row, IReadOnlyCollection<long> numbers, long published) => session.QueryAsync<Covering>(
        Among(
            """
            SELECT e.seq, c.cosigned, c.witnessed FROM record_entry e JOIN log_checkpoint c ON c.log = @log AND c.size = COALESCE(
                (SELECT MIN(w.size) FROM log_checkpoint w WHERE w.log = @log AND w.witnessed = 1 AND w.size > e.seq - @first AND w.size <= @published),
                (SELECT MAX(n.size) FROM log_checkpoint n WHERE n.log = @log AND n.size > e.seq - @first AND n.size <= @published))
            WHERE e.seq
            """,
            numbers)
            .With("log", row.Number).With("first", row.FirstRecord).With("published", published));

    /// <summary>The two stores agree on no way of passing a list.</summary>
    private Statement Among([ConstantExpected] string start, IReadOnlyCollection<long> numbers)
    {
        var statement = new Statement(start).With("numbers", string.Join(',', numbers));
        return database.Dialect == Dialect.Sqlite
            ? statement.Add("IN (SELECT value FROM json_each('[' || @numbers || ']'))")
            : statement.Add("IN (SELECT unnest(string_to_array(@numbers, ',')::bigint[]))");
    }

    private sealed record Opening
    {
        public long Seq { get; init; }

        public byte[]? Leaf { get; init; }

        public byte[]? Salt { get; init; }
    }

    private sealed record Covering
    {
        public long Seq { get; init; }

        public long Cosigned { get; init; }

        public bool Witnessed { get; init; }
    }
}
