using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Answer = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.EmptyHttpResult,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Evidence.Exports;

/// <summary>Whoever asked for an export fetches what a second officer approved: once, in time, and only while both still may.</summary>
internal sealed class TakeExport(Database database, ExportTables tables, ExportOptions options, AskExport ask, FindStanding standing, TimeProvider clock)
{
    public async Task<Answer> PostAsync(long seq, HttpContext http)
    {
        var officer = Standing.Of(http.User);
        if (await ExportRequest.FindAsync(database, seq, http.RequestAborted) is not { } request || request.Officer != officer.Officer
            || tables.Find(request.TableId, officer) is not { } table)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        using var limit = new CancellationTokenSource(ExportFile.Longest, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, limit.Token);
        var query = await ask.QueryAsync(request, ends.Token);
        return await database.ReadAsync<Answer>(
            async snapshot =>
            {
                var file = new ExportFile(snapshot, table, query);
                var (_, rows) = await file.CountAsync(request.Top, request.RowCount);
                var (fault, taken) = await database.WriteAsync(session => Take(session, seq, officer.Officer, rows), ends.Token);
                if (taken is null)
                {
                    return fault!.ToProblem();
                }

                var number = taken.Record!.Value;
                await file.SendAsync(http.Response, number, taken.Top, Watermark.Of(query, taken, number, clock.GetUtcNow()), ends.Token);
                return TypedResults.Empty;
            },
            ends.Token);
    }

    private (Fault? Fault, ExportRequest? Taken) Take(Session session, long seq, string officer, long rows)
    {
        var request = ExportRequest.Find(session, seq)!;
        return Decide(request, rows, session.Now, options, tables, standing(session, officer), request.DecidedBy is { } by ? standing(session, by) : null) is { } fault
            ? (fault, null)
            : (null, request with { Record = request.Take(session, rows) });
    }

    /// <summary>What speaks against handing the file over now.</summary>
    /// <param name="request">What was approved.</param>
    /// <param name="rows">How many rows there are now.</param>
    /// <param name="now">The instant.</param>
    /// <param name="options">The limits.</param>
    /// <param name="tables">Who may what.</param>
    /// <param name="officer">Whoever fetches, as of now.</param>
    /// <param name="approver">Whoever approved, as of now.</param>
    internal static Fault? Decide(ExportRequest request, long rows, DateTimeOffset now, ExportOptions options, ExportTables tables, Standing? officer, Standing? approver) =>
        request.Untakable(now, options) switch
        {
            { } fault => fault,
            _ when approver is null || !tables.MayApprove(approver, request) => new(FaultCode.ExportChanged, "The officer who approved it may no longer do so."),
            _ when officer is null || !tables.MayTake(officer, request.TableId, request.Scope) => new(FaultCode.ExportChanged, "You no longer see what was approved."),
            _ when rows > request.RowCount => new(FaultCode.ExportChanged, "More rows match now than were approved."),
            _ => null,
        };
}
