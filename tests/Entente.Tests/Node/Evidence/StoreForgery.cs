using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.TransparencyLog;
using Given = Entente.Tests.TransparencyLog.Given;
using Record = Entente.Node.Evidence.Record;

namespace Entente.Tests.Node.Evidence;

/// <summary>What somebody does who has every right on the database and the files of a node, the key of its log among them; each at a place that chance decides.</summary>
/// <param name="Name">What is done.</param>
/// <param name="ShowsOther">Whether the log then serves a checkpoint that does not continue the last one, so that a witness sees it. What changes records alone, nobody sees who does not hold them.</param>
/// <param name="Do">Does it.</param>
internal sealed record StoreForgery(string Name, bool ShowsOther, Action<StoreForgery.Hand> Do)
{
    private static readonly string[] Entries = ["officer", "act", "authority_id", "authority", "case_reference", "subject_kind"];
    private static readonly string[] Contents = ["subject_id", "detail"];

    public static readonly IReadOnlyList<StoreForgery> All =
    [
        new("record altered", false, hand => hand.Alter(Entries[hand.Random.Next(Entries.Length)], $"x{hand.Random.Next()}")),
        new("time altered", false, hand => hand.Do("UPDATE record_entry SET at = at + @by WHERE seq = @n", new { n = hand.Any(), by = hand.Random.NextInt64(-1_000_000_000, 0) })),
        new("content altered", false, hand => hand.Alter(Contents[hand.Random.Next(Contents.Length)], $"{{\"x\":{hand.Random.Next()}}}")),
        new("salt altered", false, hand => hand.Do("UPDATE record_content SET salt = @salt WHERE seq = @n", new { n = hand.Any(), salt = hand.Bytes(32) })),
        new("leaf altered", false, hand => hand.Do("UPDATE record_entry SET leaf = @leaf WHERE seq = @n", new { n = hand.Any(), leaf = (byte[])[1, .. hand.Bytes(32)] })),
        new("record deleted", false, hand => hand.Delete(hand.Any())),
        new("content deleted", false, hand => hand.Do("DELETE FROM record_content WHERE seq = @n", new { n = hand.Any() })),
        new("record inserted", false, hand => hand.Insert(hand.Any())),
        new("record put into the gap of another", false, hand => { hand.Delete(hand.Last); hand.Insert(hand.Any(below: hand.Last)); }),
        new("records exchanged", false, hand => hand.Exchange()),
        new("tile altered", false, hand => hand.Do("UPDATE log_tile SET hashes = @hashes WHERE tile = 0", new { hashes = hand.Bytes(8192) })),
        new("tile deleted", false, hand => hand.Do("DELETE FROM log_tile WHERE tile = 0")),
        new("checkpoint altered", false, hand => hand.Do("UPDATE log_checkpoint SET root = @root WHERE size = (SELECT MAX(c.size) FROM log_checkpoint c)", new { root = hand.Bytes(32) })),
        new("checkpoint of another key", true, hand => hand.Resign(hand.Stranger)),
        new("truncated", false, hand => hand.Truncate(hand.Any())),
        new("truncated and grown again", true, hand => { hand.Truncate(hand.Any(below: hand.Last)); hand.Grow(hand.Random.Next(1, 60)); hand.Resign(hand.Log); }),
        new("rolled back to an older checkpoint", true, hand => hand.RollBack()),
        new("altered, and all of it signed anew", true, hand => { var n = hand.Any(); hand.Do("UPDATE record_entry SET officer = @who WHERE seq = @n", new { n, who = $"x{hand.Random.Next()}" }); hand.Commit(n); hand.Resign(hand.Log); }),
        new("deleted and closed up, and all of it signed anew", true, hand => { var n = hand.Any(below: hand.Last); hand.Delete(n); hand.Shift(n + 1, -1); hand.Commit(n); hand.Resign(hand.Log); }),
        new("inserted, and all of it signed anew", true, hand => { var n = hand.Any(); hand.Insert(n); hand.Commit(n); hand.Resign(hand.Log); }),
        new("exchanged, and all of it signed anew", true, hand => { hand.Exchange(); hand.Commit(1); hand.Resign(hand.Log); }),
        new("key exchanged, and the same signed with it", true, hand => { hand.Do("UPDATE log_key SET public_key = @key WHERE id LIKE 'log%'", new { key = hand.Stranger.Key.ToString() }); hand.Resign(hand.Stranger); }),
    ];

    /// <summary>The hand of the forger in one transaction.</summary>
    internal sealed class Hand
    {
        private readonly Session session;
        private readonly LogRow row;

        public Hand(Session session, LogRow row, NoteSigner log, Random random)
        {
            (this.session, this.row, Log, Random) = (session, row, log, random);
            Stranger = Given.Signer(row.Origin, NoteAlgorithm.Ed25519, 77);
            Last = session.Scalar<long>("SELECT MAX(seq) FROM record_entry");
        }

        public Random Random { get; }

        public NoteSigner Log { get; }

        /// <summary>A key of the forger's own, under the name of the log.</summary>
        public NoteSigner Stranger { get; }

        /// <summary>The last record that was there before.</summary>
        public long Last { get; }

        /// <summary>How many rows were changed.</summary>
        public int Changed { get; private set; }

        public long Any(long? below = null) => Random.NextInt64(1, below ?? Last);

        public byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            Random.NextBytes(bytes);
            return bytes;
        }

#pragma warning disable CA1857 // A table of statements.
        public void Do(string sql, object? values = null) => Changed += session.Execute(sql, values);

        public void Alter(string column, string value) => Do($"UPDATE {(Contents.Contains(column) ? "record_content" : "record_entry")} SET {column} = @value WHERE seq = @n", new { n = Any(), value });
#pragma warning restore CA1857

        public void Delete(long n)
        {
            Do("DELETE FROM record_entry WHERE seq = @n", new { n });
            Do("DELETE FROM record_content WHERE seq = @n", new { n });
        }

        /// <summary>Moves all records from a number on.</summary>
        public void Shift(long from, long by)
        {
            // Twice, because a number is there once.
            Do("UPDATE record_entry SET seq = -seq WHERE seq >= @from", new { from });
            Do("UPDATE record_entry SET seq = -seq + @by WHERE seq < 0", new { by });
            Do("UPDATE record_content SET seq = -seq WHERE seq >= @from", new { from });
            Do("UPDATE record_content SET seq = -seq + @by WHERE seq < 0", new { by });
        }

        /// <summary>Puts a record with a leaf of its own before another.</summary>
        public void Insert(long n)
        {
            Shift(n, 1);
            Do(
                """
                INSERT INTO record_entry (seq, at, act, officer, authority_id, authority, purpose, subject_kind, leaf)
                SELECT @n, at, act, 'inserted', authority_id, authority, purpose, subject_kind, leaf FROM record_entry WHERE seq = @other
                """,
                new { n, other = n > 1 ? n - 1 : n + 1 });
            Do("INSERT INTO record_content (seq, subject_id, detail, salt) VALUES (@n, 'x', '{}', @salt)", new { n, salt = Bytes(32) });
        }

        public void Exchange()
        {
            var (one, other) = (Any(), Any());
            other = one == other ? (one == 1 ? 2 : one - 1) : other;
            Do("UPDATE record_entry SET seq = -1 WHERE seq = @one", new { one });
            Do("UPDATE record_entry SET seq = @one WHERE seq = @other", new { one, other });
            Do("UPDATE record_entry SET seq = @other WHERE seq = -1", new { other });
            Do("UPDATE record_content SET seq = -1 WHERE seq = @one", new { one });
            Do("UPDATE record_content SET seq = @one WHERE seq = @other", new { one, other });
            Do("UPDATE record_content SET seq = @other WHERE seq = -1", new { other });
        }

        public void Truncate(long keep)
        {
            Do("DELETE FROM record_entry WHERE seq > @keep", new { keep });
            Do("DELETE FROM record_content WHERE seq > @keep", new { keep });
        }

        public void Grow(int count)
        {
            for (var n = 0; n < count; n++)
            {
                RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", Random.Next().ToString(CultureInfo.InvariantCulture));
            }
        }

        /// <summary>As a copy of the store that was made at one of its checkpoints.</summary>
        public void RollBack()
        {
            var sizes = session.Query<long>("SELECT size FROM log_checkpoint ORDER BY size");
            var size = sizes[Random.Next(sizes.Count - 1)];
            Truncate(size);
            Do("DELETE FROM log_checkpoint WHERE size > @size", new { size });
            Do("DELETE FROM log_tile WHERE (tile + 1) * 256 > @size", new { size });
        }

        /// <summary>Gives the records from a number on the leaves that they now should have.</summary>
        public void Commit(long from)
        {
            var salts = session.Query<Salted>("SELECT seq, salt FROM record_content WHERE seq >= @from", new { from }).ToDictionary(one => one.Seq, one => one.Salt);
            foreach (var record in session.Query<Record>(
                "SELECT seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind, subject_id, detail, is_erased FROM record WHERE seq >= @from", new { from }))
            {
                Do("UPDATE record_entry SET leaf = @leaf WHERE seq = @Seq", new { record.Seq, leaf = RecordBook.LeafOf(record, salts[record.Seq]).ToEntry() });
            }
        }

        /// <summary>Makes all tiles and a checkpoint of what is there now.</summary>
        public void Resign(NoteSigner signer)
        {
            Do("DELETE FROM log_checkpoint");
            Do("DELETE FROM log_tile");
            var tree = new GrowingTree();
            LogStore.Leaves(session, row, 0, 1 << 20).ForEach(leaf => tree.Append(TreeHash.OfEntry(leaf)));
            foreach (var tile in tree.TakeChanged().Where(tile => tile.Address.IsFull))
            {
                LogStore.Insert(session, row, tile);
            }

            var checkpoint = new Checkpoint(row.Origin, tree.Size, tree.Root());
            LogStore.Insert(session, row, checkpoint, checkpoint.Sign([signer], session.Now));
            Changed++;
        }

        private sealed record Salted
        {
            public required long Seq { get; init; }

            public required byte[] Salt { get; init; }
        }
    }
}
