using System.Globalization;
using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Record = Entente.Node.Evidence.Record;

namespace Entente.Tests.Node.Evidence;

/// <summary>What was said in a record can be erased to the last byte; the record, its leaf and every proof stay.</summary>
public sealed class RecordErasureTests
{
    private const string Marker = "Quetzalcoatl-4711";

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_erased_is_nowhere_and_the_log_holds_as_before(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        var random = new Random(5);
        var erased = new List<long>();
        for (var n = 0; n < 40; n++)
        {
            // Subjects in no order, so that pages of their index are split with the marker in them.
            erased.AddRange(await database.WriteAsync(session =>
            {
                var marked = new List<long>();
                for (var m = 0; m < 100; m++)
                {
                    var isMarked = random.Next(100) == 0;
                    var subject = string.Create(CultureInfo.InvariantCulture, $"{random.Next():x8}-{(isMarked ? Marker : "subject")}-{new string('y', random.Next(60))}");
                    var seq = RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", subject, $$"""{"text":"{{(isMarked ? Marker : "words")}} {{new string('x', random.Next(400))}}"}""");
                    marked.AddRange(isMarked ? [seq] : []);
                }

                return marked;
            }));
        }

        erased.Count.ShouldBeGreaterThan(10);
        var before = (await log.SealedAsync()).ShouldNotBeNull();
        (await FoundAsync(store, database)).ShouldBeTrue();
        var erase = new EraseRecord(database, TimeProvider.System);
        foreach (var seq in erased)
        {
            (await erase.RunAsync(LogGiven.Tester, seq, "order of the court", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        }

        (await erase.RunAsync(LogGiven.Tester, erased[0], "again", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await FoundAsync(store, database)).ShouldBeFalse();
        var record = (await Record.FindAsync(database, erased[0], null, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (record.IsErased, record.SubjectId, record.Detail, record.Act).ShouldBe((true, null, "{}", "test.done"));

        await log.SealedAsync();
        (await database.AuditAsync(before)).ShouldBeNull();
        var standing = (await new RecordProofs(database, log).FindAsync(erased[0], null, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        standing.Evidence.ShouldBeNull();
        standing.Proof.ShouldNotBeNull().Index.ShouldBe(erased[0] - 1);
    }

    /// <summary>Who reads an older state keeps the rows of that state in the files: the erasure ends when that reader has.</summary>
    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_erased_is_nowhere_although_somebody_was_reading_an_older_state(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        await database.RecordAsync(3);
        var seq = await database.WriteAsync(session => RecordBook.Append(session, LogGiven.Tester, LogGiven.Tested, "thing", Marker, "{}"));
        var reads = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        var reader = database.ReadAsync(
            async session =>
            {
                // Of another table, so that no lock of the table itself keeps the erasure waiting.
                await session.ScalarAsync<long>("SELECT count(*) FROM record_entry");
                reads.SetResult();
                await mayEnd.Task;
                return 0;
            },
            TestContext.Current.CancellationToken);
        await reads.Task;

        var erasure = new EraseRecord(database, TimeProvider.System).RunAsync(LogGiven.Tester, seq, "order of the court", TestContext.Current.CancellationToken);

        (await Task.WhenAny(erasure, Task.Delay(1000, TestContext.Current.CancellationToken))).ShouldNotBe(erasure);
        mayEnd.SetResult();
        await reader;
        (await erasure).ShouldNotBeNull();
        (await FoundAsync(store, database)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task That_something_was_erased_cannot_be_erased(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(3);
        var erase = new EraseRecord(database, TimeProvider.System);
        var erasure = (await erase.RunAsync(LogGiven.Tester, 2, "order of the court", TestContext.Current.CancellationToken)).ShouldNotBeNull();

        (await erase.RunAsync(LogGiven.Tester, erasure, "nobody shall know", TestContext.Current.CancellationToken)).ShouldBeNull();

        await log.SealedAsync();
        (await Record.FindAsync(database, erasure, null, TestContext.Current.CancellationToken)).ShouldNotBeNull().Detail.ShouldContain("order of the court");
        (await database.AuditAsync()).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_taken_away_without_a_record_of_its_erasure_is_found(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var database = await LogGiven.StartAsync(store);
        using var log = LogGiven.LogOver(store, database);
        await database.RecordAsync(3);
        await log.SealedAsync();
        await database.WriteAsync(session =>
        {
            session.Execute("UPDATE record_content SET detail = '', salt = NULL WHERE seq = 2");
            session.Execute("DELETE FROM record_content WHERE seq = 2");
        });

        (await database.AuditAsync()).ShouldNotBeNull().ShouldContain("no record says that it was erased");
    }

    /// <summary>Whether the marker is in any file of the store; of PostgreSQL, in the files of the tables of the node.</summary>
    private static async Task<bool> FoundAsync(Store store, Database database)
    {
        var marker = Encoding.UTF8.GetBytes(Marker);
        if (database.Dialect == Dialect.Sqlite)
        {
            return Directory.GetFiles(store.Directory, "*", SearchOption.AllDirectories).Any(file => ReadShared(file).AsSpan().IndexOf(marker) >= 0);
        }

        return await database.ReadAsync(
            async session =>
            {
                // The files hold what the server has written of its pages.
                await session.ScalarAsync<string>("CHECKPOINT;");
                var relations = await session.QueryAsync<string>("SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace)");
                foreach (var relation in relations)
                {
                    var file = await session.ScalarAsync<byte[]>("SELECT pg_read_binary_file(pg_relation_filepath(@relation::regclass), 0, 1000000000, true)", new { relation });
                    if (file is not null && file.AsSpan().IndexOf(marker) >= 0)
                    {
                        return true;
                    }
                }

                return false;
            },
            TestContext.Current.CancellationToken);
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
