using System.Data.Common;
using Entente.Node.Platform;
using Entente.Node.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace Entente.Tests.Node.Platform;

public sealed class WriterFailureTests
{
    [Theory]
    [InlineData(10, 10 | (4 << 8), true)]      // a flush failed: nobody knows what is on the disk
    [InlineData(10, 10 | (5 << 8), true)]      // so did the flush of the folder
    [InlineData(11, 11, true)]                 // what is on the disk is not what was written
    [InlineData(13, 13, false)]                // the disk is full: the batch is refused, the next may fit
    [InlineData(10, 10 | (3 << 8), false)]     // a write failed before the flush: the batch is rolled back
    [InlineData(5, 5, false)]                  // another process holds the lock
    public async Task Only_a_failure_of_the_disk_itself_ends_the_process(int code, int extended, bool fatal)
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var database = store.Open();
        database.IsFatal(new SqliteException("made up", code, extended)).ShouldBe(fatal);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_committed_is_told_to_each_of_its_callers_and_the_next_goes_on()
    {
        await using var store = await Store.CreateAsync("sqlite");
        await using var database = new Interrupted(Path.Combine(store.Directory, "entente.db"));
        await database.StartAsync(TestContext.Current.CancellationToken);
        await database.WriteAsync(session => session.Execute("UPDATE pulse SET position = 100"));

        database.Interrupt = true;
        var refused = Enumerable.Range(0, 20).Select(_ => database.WriteAsync(session => session.Execute("UPDATE pulse SET position = 7"))).ToList();
        foreach (var write in refused)
        {
            await Should.ThrowAsync<DbException>(write);
        }

        database.Interrupt = false;
        await database.WriteAsync(session => session.Execute("UPDATE pulse SET position = position + 1"));
        (await database.PositionAsync(default)).ShouldBe(103);
        database.IsWriting.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_breaks_under_a_write_ends_that_write_and_not_the_process()
    {
        await using var store = await Store.CreateAsync("postgres");
        await using var database = store.Open();
        await database.StartAsync(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<DbException>(database.WriteAsync(session => session.Execute("SELECT pg_terminate_backend(pg_backend_pid())")));

        await database.WriteAsync(session => session.Execute("UPDATE pulse SET position = 41"));
        (await database.PositionAsync(default)).ShouldBe(42);
        database.IsWriting.ShouldBeTrue();
    }

    /// <summary>The SQLite store, whose every commit fails while it is interrupted.</summary>
    private sealed class Interrupted(string file) : Database(TimeProvider.System)
    {
        private readonly SqliteDatabase real = new(file, TimeProvider.System);

        public bool Interrupt { get; set; }

        public override Dialect Dialect => real.Dialect;

        internal override async ValueTask<DbConnection> ConnectAsync(bool forWriting, CancellationToken cancellation)
        {
            var connection = await real.ConnectAsync(forWriting, cancellation);
            if (forWriting)
            {
                // The hook runs as the last step of a commit and turns it into a rollback: what a failed write of the log does.
                SQLitePCL.raw.sqlite3_commit_hook(((SqliteConnection)connection).Handle, _ => Interrupt ? 1 : 0, null);
            }

            return connection;
        }

        internal override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellation) =>
            real.BeginReadAsync(connection, cancellation);

        internal override void LockForWriting(DbConnection connection, DbTransaction transaction) => real.LockForWriting(connection, transaction);

        internal override bool IsFatal(DbException exception) => real.IsFatal(exception);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await real.DisposeAsync();
        }
    }
}
