using System.Globalization;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Assistance;

/// <summary>
/// Erases what partners gave when the last day has passed on which this end may keep it: of cases that are over, of those that were answered and never reported on, and of information; and drafts of which no request came within thirty days. That it was there,
/// the steps and the records stay.
/// </summary>
internal sealed class CaseErasure(Database database, TimeProvider clock, ILogger<CaseErasure> log) : Rounds("erasure of cases", TimeSpan.FromHours(1), clock, log)
{
    private const int AtOnce = 100;
    private const int DaysOfDraft = 30;

    protected override Task GoAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>Erases all that is due by now.</summary>
    /// <returns>How many cases and pieces of information it was.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var erased = 0;
        for (var due = await DueAsync(cancellation); due.Count > 0; due = await DueAsync(cancellation))
        {
            foreach (var row in due)
            {
                await database.WriteAsync(session => Erase(session, row), cancellation);
                erased++;
            }
        }

        for (var due = await DueInformationAsync(cancellation); due.Count > 0; due = await DueInformationAsync(cancellation))
        {
            foreach (var number in due)
            {
                await database.WriteAsync(session => EraseInformation(session, number), cancellation);
                erased++;
            }
        }

        return erased;
    }

    private Task<List<CaseRow>> DueAsync(CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<CaseRow>(
            $"""
            SELECT {CaseRow.Columns} FROM assistance_case c WHERE keep_until IS NOT NULL AND (
                (keep_until < @today AND (state IN ('Closed', 'Reported', 'Refused', 'Withdrawn', 'Lapsed') OR (state = 'Replied' AND us = 'Requesting')))
                OR (state = 'Shared' AND us = 'Requested' AND NOT EXISTS (SELECT 1 FROM assistance_entry e WHERE e.case_number = c.number AND e.step = 'Share' AND e.at >= @draft)))
            ORDER BY number LIMIT @AtOnce
            """,
            new { today = Today, draft = Clock.GetUtcNow().AddDays(-DaysOfDraft), AtOnce }),
        cancellation);

    private Task<List<long>> DueInformationAsync(CancellationToken cancellation) => database.ReadAsync(
        session => session.QueryAsync<long>(
            "SELECT number FROM assistance_information WHERE body IS NOT NULL AND ours = 0 AND keep_until < @today ORDER BY number LIMIT @AtOnce", new { today = Today, AtOnce }),
        cancellation);

    private string Today => Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Erase(Session session, CaseRow row)
    {
        var record = RecordBook.Append(session, Actor.Node("assistance"), AssistanceActs.Erased, "assistance", $"{row.Number}", JsonDetail.Of(
            ("partner", row.Partner), ("keepUntil", row.KeepUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        if (session.Scalar<long>("SELECT COUNT(*) FROM assistance_erased WHERE case_number = @Number", new { row.Number }) == 0)
        {
            session.Execute("INSERT INTO assistance_erased (case_number, at, record) VALUES (@Number, @Now, @record)", new { row.Number, session.Now, record });
        }

        foreach (var item in HandoverRow.ReceivedIn(session, row.Number))
        {
            CustodyAcross.Erase(session, item);
        }

        session.Execute("DELETE FROM assistance_document WHERE case_number = @Number AND ours = 0", new { row.Number });

        // The ground of a refusal stays: the ledger counts by it.
        session.Execute("UPDATE assistance_entry SET body = NULL WHERE case_number = @Number AND ours = 0 AND step <> 'Refuse'", new { row.Number });
        if (row.Us == Side.Requested)
        {
            // What is left says what kind of request it was, so that it can be counted.
            var request = CaseBook.TextOf(session, row.Number);
            session.Execute("DELETE FROM assistance_text WHERE case_number = @Number", new { row.Number });
            CaseBook.AddText(session, row.Number, row.Revision, new()
            {
                Instrument = request.Instrument, Basis = request.Basis, Assistance = request.Assistance, Purpose = request.Purpose, Addressed = request.Addressed, Approval = request.Approval,
            });
        }

        CaseBook.Save(session, row with { Matter = row.Us == Side.Requested ? "" : row.Matter, KeepUntil = null, Changed = record });
    }

    private static void EraseInformation(Session session, long number)
    {
        var record = RecordBook.Append(session, Actor.Node("assistance"), InformationActs.Erased, "information", $"{number}");
        session.Execute("UPDATE assistance_information SET matter = '', body = NULL, changed = @record WHERE number = @number", new { record, number });
    }
}
