using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Evidence.Exports;

/// <summary>A second officer approves or refuses an export, having seen exactly what is asked.</summary>
internal sealed class DecideExport(Database database, ExportTables tables, ExportOptions options, Text text)
{
    public const string DigestField = "digest";
    public const string VerdictField = "verdict";
    public const string ReasonField = "reason";
    public const string Approve = "approve";
    public const string Refuse = "refuse";

    private const int LongestReason = 500;

    public async Task<Results<RedirectHttpResult, ProblemHttpResult>> PostAsync(long seq, HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var (digest, verdict, reason) = ($"{form[DigestField]}", $"{form[VerdictField]}", $"{form[ReasonField]}".Trim());
        var officer = Standing.Of(http.User);
        var actor = http.Actor;
        var fault = await database.WriteAsync(
            session => ExportRequest.Find(session, seq) is { } request && (request.Officer == officer.Officer || tables.MayApprove(officer, request))
                ? Execute(session, request, actor, digest, verdict, reason)
                : new Fault(FaultCode.NotFound, ""),
            http.RequestAborted);
        if (fault is not null)
        {
            return fault.ToProblem();
        }

        http.Toast(verdict == Approve ? text["The export is approved; whoever asked for it fetches it."] : text["The export is refused."]);
        return TypedResults.LocalRedirect("/exports");
    }

    private Fault? Execute(Session session, ExportRequest request, Actor actor, string digest, string verdict, string reason)
    {
        if (request.Undecidable(actor.Officer, digest, session.Now, options) is { } fault)
        {
            return fault;
        }

        if (verdict is not (Approve or Refuse) || reason.Length > LongestReason)
        {
            return new(FaultCode.Malformed, $"Expected '{Approve}' or '{Refuse}', and a reason of at most {LongestReason} characters.", VerdictField);
        }

        request.Decide(session, actor, verdict == Approve, reason.Length == 0 ? null : reason);
        var detail = ExportActs.Detail(request, request.RowCount, reason.Length == 0 ? null : reason);
        RecordBook.Append(session, actor, verdict == Approve ? ExportActs.Approved : ExportActs.Refused, ExportActs.Kind, request.Number, detail);
        return null;
    }
}
