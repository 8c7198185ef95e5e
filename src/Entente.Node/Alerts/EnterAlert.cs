using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Enters a new alert, owned by the officer's authority.</summary>
internal static class EnterAlert
{
    /// <param name="Alert">What is looked for, and what is asked.</param>
    /// <param name="ReviewBy">When its need is reviewed; at most a year ahead.</param>
    /// <param name="Audience">The authorities that may see it; <c>*</c> for every one. The owner always may.</param>
    public sealed record Command(Alert Alert, DateOnly ReviewBy, IReadOnlyList<string> Audience);

    public static IReadOnlyList<Fault> Decide(Command command, DateOnly today, IReadOnlySet<string> authorities) =>
    [
        .. AlertRules.Check(command.Alert),
        .. AlertRules.CheckReview(command.ReviewBy, today),
        .. AlertRules.CheckAudience(command.Audience, authorities),
    ];

    public static AlertOutcome Execute(Session session, Actor actor, Command command)
    {
        var faults = Decide(command, DateOnly.FromDateTime(session.Now.UtcDateTime), Authority.Ids(session));
        return faults.Count > 0
            ? new AlertOutcome.Refused(faults)
            : AlertShelf.Add(session, actor, command.Alert, command.ReviewBy, AudienceOf(command.Audience, actor.AuthorityId));
    }

    /// <summary>The audience as it will stand, with the owner in it: what the form shows before it is saved.</summary>
    public static Audience AudienceOf(IReadOnlyList<string> authorities, string owner) => authorities is ["*"] ? Audience.Everyone : Audience.Of(owner, authorities);

    public static async Task<Results<Created<AlertOutcome.Stored>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AlertsJson.Default.EnterAlertCommand);
        if (command is null)
        {
            return fault!.ToProblem();
        }

        var actor = http.Actor;
        return await database.WriteAsync(session => Execute(session, actor, command), cancellation) switch
        {
            AlertOutcome.Stored stored => TypedResults.Created($"/api/alerts/{stored.Id}", stored),
            AlertOutcome.Refused refused => refused.ToProblem(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
