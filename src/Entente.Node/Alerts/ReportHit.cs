using System.Text.Json;
using Entente.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Reports what was met and what was done, to the owner of the alert.</summary>
internal static class ReportHit
{
    private const int LongestPlace = 500;
    private const int LongestText = 4_000;
    private const int MostAnswers = 50;

    public sealed record Command(HitReport Report);

    public static IReadOnlyList<Fault> Decide(Command command, HitRow? hit, DateTimeOffset now)
    {
        if (hit is null)
        {
            return [new(FaultCode.NotFound, "")];
        }

        if (hit.State != HitState.True)
        {
            return [new(FaultCode.HitNotTrue, "Judge it true first, or undecided and leave it.")];
        }

        return [.. Missing(command.Report, now)];
    }

    public static IReadOnlyList<Fault> Execute(Session session, PartnerPost post, Actor actor, HitId id, Command command)
    {
        var hit = HitRow.Find(session, id, actor.AuthorityId);
        var faults = Decide(command, hit, session.Now);
        if (faults.Count > 0)
        {
            return faults;
        }

        if (ForeignLaw.RefuseWork(session, actor, hit, PermittedAction.Control) is { } why)
        {
            return [why];
        }

        if (Unsupported(command.Report) && ForeignLaw.IsUnverified(session, hit!))
        {
            return [new(FaultCode.AgreementUse, "Nobody has verified it, and it decides nothing by itself: say in the circumstances what else led to this.", "$.report.circumstances")];
        }

        var record = RecordBook.Append(session, actor, AlertActs.HitReported, "hit", hit!.Id, JsonDetail.Of(
            ("alert", hit.AlertId), ("action", command.Report.ActionTaken?.ToString() ?? "not possible")));
        session.Execute(
            """
            INSERT INTO hit_report (hit_number, ordinal, report, officer, authority_id, at, record_seq)
            VALUES (@Number, @ordinal, @report, @Officer, @AuthorityId, @at, @record)
            """,
            new
            {
                hit.Number,
                ordinal = hit.Reported + 1,
                report = JsonSerializer.Serialize(command.Report, AlertJson.HitReport),
                actor.Officer,
                actor.AuthorityId,
                at = session.Now,
                record,
            });
        session.Execute("UPDATE hit SET reported = reported + 1, changed = @record WHERE number = @Number", new { record, hit.Number });
        TellOwner.Reported(session, post, actor, hit, hit.Reported + 1, command.Report);
        return [];
    }

    /// <summary>Whether a report says that something was held, and names nothing but the alert that led to it.</summary>
    public static bool Unsupported(HitReport report) => report.ActionTaken?.Directive == Directive.Stop && string.IsNullOrWhiteSpace(report.Circumstances);

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(HitId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AlertsJson.Default.ReportHitCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var faults = await database.WriteAsync(session => Execute(session, post, actor, id, command), cancellation);
        return faults.Count > 0 ? new AlertOutcome.Refused(faults).ToProblem() : TypedResults.NoContent();
    }

    private static IEnumerable<Fault> Missing(HitReport report, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(report.Place))
        {
            yield return new(FaultCode.HitReportIncomplete, "Say where.", "$.report.place");
        }

        if (report.Time == default)
        {
            yield return new(FaultCode.HitReportIncomplete, "Say when.", "$.report.time");
        }
        else if (report.Time > now.AddMinutes(5))
        {
            yield return new(FaultCode.HitReportIncomplete, "The time lies ahead.", "$.report.time");
        }

        if (string.IsNullOrWhiteSpace(report.Reason))
        {
            yield return new(FaultCode.HitReportIncomplete, "Say why the check was made.", "$.report.reason");
        }

        if (report.ActionTaken is null && string.IsNullOrWhiteSpace(report.NotPossibleBecause))
        {
            yield return new(FaultCode.HitReportIncomplete, "Say which action was taken, or why none was possible.", "$.report.actionTaken");
        }

        string?[] words =
        [
            report.Reason, report.Route, report.Destination, report.Companions, report.Transport, report.ObjectsCarried, report.Circumstances, report.IdentityRevealed,
            report.NotPossibleBecause, .. report.Answers,
        ];
        if (report.Place?.Length > LongestPlace || words.Any(text => text?.Length > LongestText) || report.Answers.Count > MostAnswers)
        {
            yield return new(FaultCode.HitReportIncomplete, $"At most {LongestPlace} characters for the place, {LongestText} for the rest, and {MostAnswers} answers.", "$.report");
        }
    }
}
