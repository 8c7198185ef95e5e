using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Ends an alert: nothing is found by it any more, and what it said stays on record.</summary>
internal static class WithdrawAlert
{
    /// <param name="Version">The version that the officer saw.</param>
    /// <param name="Reason">Why it is needed no longer.</param>
    public sealed record Command(long Version, string Reason);

    public static Fault? Decide(Command command, AlertRow? row, string authorityId) =>
        AmendAlert.Owned(row, authorityId, command.Version) is { } refusal ? refusal
        : string.IsNullOrWhiteSpace(command.Reason) ? new(FaultCode.AlertIncomplete, "Say why the alert is needed no longer.", "$.reason")
        : null;

    public static AlertOutcome Execute(Session session, PartnerPost post, Actor actor, AlertId id, Command command)
    {
        var row = AlertShelf.Find(session, id, actor.AuthorityId);
        if (Decide(command, row, actor.AuthorityId) is { } fault)
        {
            return new AlertOutcome.Refused([fault]);
        }

        var changed = RecordBook.Append(session, actor, AlertActs.Withdrawn, "alert", row!.Id, JsonDetail.Of(
            ("version", $"{row.Version + 1}"), ("reason", command.Reason)));
        var next = row with { Version = row.Version + 1, State = AlertState.Withdrawn, Changed = changed, ChangedAt = session.Now };
        AlertShelf.Replace(session, [next]);
        ShareAlert.TellEnd(session, post, actor, next);
        return new AlertOutcome.Stored(id, row.Version + 1, changed) { Partners = AlertAtPartner.Of(session, post, next) };
    }

    public static async Task<Results<Ok<AlertOutcome.Stored>, ProblemHttpResult>> PostAsync(AlertId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AlertsJson.Default.WithdrawAlertCommand);
        if (command is null)
        {
            return fault!.ToProblem();
        }

        var actor = http.Actor;
        return (await database.WriteAsync(session => Execute(session, post, actor, id, command), cancellation)).ToResult();
    }
}
