using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.WebUtilities;
using Answer = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.EmptyHttpResult,
    Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Evidence.Exports;

/// <summary>An officer takes a table out of the node: a short one leaves at once, a long one becomes a request for a second officer.</summary>
internal sealed class AskExport(Database database, ExportTables tables, ExportOptions options, OfficerNames names, TimeProvider clock, Text text)
{
    public const string TableField = "table";
    public const string FilterField = "filter";

    /// <summary>How long many short files count as one long file.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public async Task<Answer> PostAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var officer = Standing.Of(http.User);
        if (tables.Find(form[TableField], officer) is not { } table)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        var filter = ExportTables.FilterOf(table, QueryHelpers.ParseQuery(form[FilterField]));
        if (table.Decide(ExportTables.Parse(filter)) is { } wrong)
        {
            return wrong.ToProblem();
        }

        var actor = http.Actor;
        var request = new ExportRequest
        {
            TableId = table.Id,
            Filter = filter,
            Scope = table.ScopeOf(officer),
            Officer = actor.Officer,
            AuthorityId = actor.AuthorityId,
            Authority = actor.Authority,
            Purpose = actor.Purpose,
            CaseReference = actor.CaseReference,
        };
        using var limit = new CancellationTokenSource(ExportFile.Longest, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, limit.Token);
        var query = await QueryAsync(request, ends.Token);
        return await database.ReadAsync(session => AnswerAsync(new(session, table, query), query, request, http, ends.Token), ends.Token);
    }

    /// <summary>The table as the one who asked sees it.</summary>
    public async Task<ExportQuery> QueryAsync(ExportRequest request, CancellationToken cancellation) => new(
        ExportTables.Parse(request.Filter),
        request.Scope,
        request.Actor,
        (await names.AllAsync(database, cancellation), await names.AuthoritiesAsync(database, cancellation)),
        text);

    /// <summary>How many rows the officer may still take alone.</summary>
    public static long LeftAlone(Session session, string officer, ExportOptions options, DateTimeOffset now) =>
        Math.Max(0, options.AloneRows - ExportRequest.TakenAlone(session, officer, now - Window));

    private async Task<Answer> AnswerAsync(ExportFile file, ExportQuery query, ExportRequest asked, HttpContext http, CancellationToken cancellation)
    {
        var (top, rows) = await file.CountAsync(null, options.MostRows);
        if (rows > options.MostRows)
        {
            return new Fault(FaultCode.ExportTooLong, $"It has more than {options.MostRows} rows.").ToProblem();
        }

        var (request, number) = await database.WriteAsync(session => Store(session, asked with { Top = top, RowCount = rows }), cancellation);
        if (number is null)
        {
            http.Toast(text["A second officer decides. You fetch the file here when it is approved."]);
            return TypedResults.LocalRedirect($"/exports/{request.Seq}");
        }

        await file.SendAsync(http.Response, number.Value, top, Watermark.Of(query, request, number.Value, clock.GetUtcNow()), cancellation);
        return TypedResults.Empty;
    }

    private (ExportRequest Request, long? Number) Store(Session session, ExportRequest asked)
    {
        var request = (asked with { NeedsApproval = asked.RowCount > LeftAlone(session, asked.Officer, options, session.Now) }).Add(session);
        if (!request.NeedsApproval)
        {
            return (request, request.Take(session, request.RowCount));
        }

        RecordBook.Append(session, request.Actor, ExportActs.Asked, ExportActs.Kind, request.Number, ExportActs.Detail(request, request.RowCount));
        return (request, null);
    }
}
