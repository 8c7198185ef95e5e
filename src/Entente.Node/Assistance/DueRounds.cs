using Entente.Node.Agreements;
using Entente.Node.Platform;

namespace Entente.Node.Assistance;

/// <summary>Keeps the due days of open cases true when an agreement changes, is suspended or is in force again: the desk lists them by what stands with the case.</summary>
internal sealed class DueRounds(Database database, AgreementShelf shelf, CaseLaw law, TimeProvider clock, ILogger<DueRounds> log) : Rounds("due days of cases", TimeSpan.FromMinutes(1), clock, log)
{
    private const int AtOnce = 200;

    private (long Stamp, DateOnly Day)? seen;

    protected override async Task GoAsync(CancellationToken cancellation)
    {
        await shelf.Ready.WaitAsync(cancellation);
        var now = (shelf.Stamp, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime));
        if (seen != now)
        {
            await RunAsync(cancellation);
            seen = now;
        }
    }

    /// <summary>Looks at every open case.</summary>
    /// <returns>How many had another due day.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (changed, last) = (0, 0L);
        for (var full = true; full;)
        {
            var from = last;
            var (count, until, due) = await database.ReadAsync(session => Task.FromResult(Look(session, from)), cancellation);
            (full, last) = (count == AtOnce, until);
            foreach (var (row, at) in due)
            {
                changed += await database.WriteAsync(
                    session => session.Execute("UPDATE assistance_case SET due_at = @at WHERE number = @Number AND version = @Version", new { at, row.Number, row.Version }), cancellation);
            }
        }

        return changed;
    }

    private (int Count, long Last, List<(CaseRow Row, DateTimeOffset? At)> Due) Look(Session session, long from)
    {
        var rows = session.Query<CaseRow>(
            $"SELECT {CaseRow.Columns} FROM assistance_case WHERE number > @from AND state NOT IN ('Draft', 'Closed', 'Reported', 'Refused', 'Withdrawn', 'Lapsed') ORDER BY number LIMIT @AtOnce", new { from, AtOnce });
        var due = rows.Select(row => (Row: row, At: law.DueOf(session, row, CaseBook.TextOf(session, row.Number), CaseBook.EntriesOf(session, row.Number)))).Where(one => one.At != one.Row.DueAt).ToList();
        return (rows.Count, rows.Count == 0 ? from : rows[^1].Number, due);
    }
}
