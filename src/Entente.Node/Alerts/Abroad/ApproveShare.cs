using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>A supervisor or the legal office lets a version of an alert go to a partner, or not, where a clause wants more than its officer's word.</summary>
internal static class ApproveShare
{
    private const int LongestReason = 500;

    /// <param name="Partner">The party id.</param>
    /// <param name="Version">The version of the alert that was read.</param>
    /// <param name="Approve">Whether it may go.</param>
    public sealed record Command(string Partner, long Version, bool Approve)
    {
        /// <summary>Why not; mandatory for a refusal.</summary>
        public string? Reason { get; init; }
    }

    public static Fault? Decide(Command command, AlertRow? alert, ShareApproval? waiting, string officer, IReadOnlyCollection<Role> roles) =>
        alert is null || waiting is null ? new(FaultCode.NotFound, "")
        : waiting.AlertVersion != command.Version || alert.Version != command.Version ? new(FaultCode.Conflict, $"It is at version {alert.Version} by now; version {command.Version} was shown.")
        : waiting.AskedBy == officer ? new(FaultCode.AgreementSecondOfficer, "Who shares it does not approve that; another officer does.")
        : !ShareApproval.MayGive(roles, waiting.Level) ? new(FaultCode.AgreementSecondOfficer, $"It takes the approval of another office: {waiting.Needed}.")
        : command.Reason?.Length > LongestReason || (!command.Approve && string.IsNullOrWhiteSpace(command.Reason)) ? new(FaultCode.AgreementReason, $"Say why not, in at most {LongestReason} characters.", "$.reason")
        : null;

    public static Fault? Execute(Session session, PartnerPost post, Actor actor, IReadOnlyCollection<Role> roles, AlertId id, Command command)
    {
        var alert = AlertShelf.Find(session, id, actor.AuthorityId);
        var waiting = alert is null ? null : ShareApproval.Waiting(session, alert.Number, command.Partner);
        if (Decide(command, alert, waiting, actor.Officer, roles) is { } fault)
        {
            return fault;
        }

        if (command.Approve && ShareAlert.Give(session, post, actor, alert!, command.Partner, waiting!.Level, waiting.PurposeOf(session)) is { } unlawful)
        {
            // The law has changed since it was asked; it waits on, for when it changes back or the alert is amended.
            return unlawful;
        }

        var record = RecordBook.Append(session, actor, command.Approve ? AlertActs.ShareApproved : AlertActs.ShareNotApproved, "alert", alert!.Id, JsonDetail.Of(
            ("partner", command.Partner), ("version", $"{alert.Version}"), ("approval", waiting!.Needed), ("clause", waiting.Clause), ("reason", command.Reason)));
        waiting.Decide(session, actor, command.Approve, command.Reason, record);
        return null;
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(AlertId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AlertsJson.Default.ApproveShareCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (actor, roles) = (http.Actor, http.User.Roles.ToList());
        return await database.WriteAsync(session => Execute(session, post, actor, roles, id, command), cancellation) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }
}
