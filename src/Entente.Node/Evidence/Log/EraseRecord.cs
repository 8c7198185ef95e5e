using System.Data.Common;
using Dapper;
using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Erases what is said in a record: subject, detail and salt. That it was made, by whom, when and why stays, and so do its leaf and every proof.</summary>
internal sealed class EraseRecord(Database database, TimeProvider clock)
{
    private const int LongestReason = 500;
    private const int Attempts = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>The record of the erasure; <see langword="null"/> where there is nothing to erase, or where the record is that of an erasure: without it, what it says was erased would look like taken away.</returns>
    public async Task<long?> RunAsync(Actor actor, long seq, string reason, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, LongestReason, nameof(reason));
        var record = await database.WriteAsync(session => Erase(session, actor, seq, reason), cancellation);
        if (record is not null)
        {
            await SweepAsync(cancellation);
        }

        return record;
    }

    private static long? Erase(Session session, Actor actor, long seq, string reason)
    {
        if (session.Scalar<string>("SELECT act FROM record_entry WHERE seq = @seq", new { seq }) == EvidenceActs.Erased.Id)
        {
            return null;
        }

        // Written over where it stands before it is deleted: what is deleted may stay in free pages until they are used again.
        var erased = session.Execute("UPDATE record_content SET subject_id = '', detail = '', salt = NULL WHERE seq = @seq", new { seq });
        session.Execute("DELETE FROM record_content WHERE seq = @seq", new { seq });
        return erased == 0 ? null : RecordBook.Append(session, actor, EvidenceActs.Erased, "record", $"{seq}", JsonDetail.Of(("reason", reason)));
    }

    /// <summary>Takes what was erased out of the files of the store as well: the log of writes, and rows that are only marked as deleted.</summary>
    /// <exception cref="IOException">Somebody has been reading an older state all the time; what was erased may still be in the log of writes, or in the file of the table.</exception>
    private async Task SweepAsync(CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(forWriting: true, cancellation);
        if (database.Dialect == Dialect.Postgres)
        {
            await SweepAsync(connection, cancellation);
            return;
        }

        await UntilAsync(
            async () => await connection.ExecuteScalarAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0,
            () => new IOException("The record is erased, but the log of writes could not be emptied while others read; erase any other record, or restart the node, to empty it."),
            cancellation);
    }

    /// <summary>The same in PostgreSQL, whose planner keeps samples of the values of a table, and whose log of writes belongs to the server: it is begun anew only where the role of the node may do so.</summary>
    private async Task SweepAsync(DbConnection connection, CancellationToken cancellation)
    {
        // However large the table is.
        const int NoEnd = 0;
        await OthersHaveGoneOnAsync(connection, cancellation);
        await connection.ExecuteAsync("VACUUM (FULL, ANALYZE) record_content", commandTimeout: NoEnd);

        // The samples from before are replaced rows of the catalogue now.
        await OthersHaveGoneOnAsync(connection, cancellation);
        await connection.ExecuteAsync("VACUUM FULL pg_statistic", commandTimeout: NoEnd);
        if (await connection.ExecuteScalarAsync<bool>("SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND pg_has_role('pg_checkpoint', 'MEMBER')"))
        {
            await connection.ExecuteAsync("SELECT pg_switch_wal()");

            // With its end: a word alone would be the name of a procedure.
            await connection.ExecuteAsync("CHECKPOINT;", commandTimeout: NoEnd);
        }
    }
    /// <summary>
    /// Waits until nobody reads, or may yet read, a state of the database from before now: until then a row that was deleted is copied with the others, since somebody may see it.
    /// What is written in other databases of the server counts as well, since states are told apart by the oldest of all that is being written.
    /// </summary>
    private async Task OthersHaveGoneOnAsync(DbConnection connection, CancellationToken cancellation)
    {
        var now = await connection.ExecuteScalarAsync<string>("SELECT pg_current_xact_id()::text");
        await UntilAsync(
            () => connection.ExecuteScalarAsync<bool>(
                """
                SELECT pg_snapshot_xmin(pg_current_snapshot()) > @now::xid8
                  AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database() AND age(backend_xmin) >= age(@now::xid))
                """,
                new { now }),
            () => new IOException("The record is erased, but its row could not be taken out of the file of its table while others read an older state; erase any other record to do so."),
            cancellation);
    }

    /// <exception cref="IOException">It did not come to it in time.</exception>
    private async Task UntilAsync(Func<Task<bool>> isDone, Func<IOException> otherwise, CancellationToken cancellation)
    {
        for (var attempt = 0; !await isDone(); attempt++)
        {
            if (attempt == Attempts)
            {
                throw otherwise();
            }

            await Task.Delay(Pause, clock, cancellation);
        }
    }
}
