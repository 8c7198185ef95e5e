using Entente.Agreements;
using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Federation;
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
    public sealed record Command(Alert Alert, DateOnly ReviewBy, IReadOnlyList<string> Audience)
    {
        /// <summary>The partners that it is shared with, by party id; nobody unless said.</summary>
        public IReadOnlyList<string> Partners { get; init; } = [];

        /// <summary>The conditions of agreements that the officer says hold: they are put on record, and go with the alert to every partner.</summary>
        public IReadOnlyList<Condition> Attested { get; init; } = [];

        /// <summary>What it is taken from, where partners gave that: the addresses of its pages here. It goes to another partner only as their clauses let it.</summary>
        public IReadOnlyList<string> ComesFrom { get; init; } = [];
    }

    public static IReadOnlyList<Fault> Decide(Command command, DateOnly today, IReadOnlySet<string> authorities, IReadOnlyList<Partner>? partners = null) =>
    [
        .. AlertRules.Check(command.Alert),
        .. AlertRules.CheckReview(command.ReviewBy, today),
        .. AlertRules.CheckAudience(command.Audience, authorities),
        .. ShareAlert.Decide(command.Partners, partners ?? []),
    ];

    public static AlertOutcome Execute(Session session, PartnerPost post, Actor actor, Command command)
    {
        var faults = Decide(command, DateOnly.FromDateTime(session.Now.UtcDateTime), Authority.Ids(session), post.Partners);
        if (faults.Count > 0)
        {
            return new AlertOutcome.Refused(faults);
        }

        var (taken, unknown) = post.Take(session, actor, command.ComesFrom, FaultCode.AlertValue);
        if (unknown is not null)
        {
            return new AlertOutcome.Refused([unknown]);
        }

        // With whom it is shared is fixed, and lawful, before the first word of it is stored.
        var audience = AudienceOf(command.Audience, actor.AuthorityId);
        if (ShareAlert.Refused(session, post, actor, command.Alert, command.ReviewBy, audience, [.. command.Partners], [], command.Attested, taken) is { Count: > 0 } unlawful)
        {
            return new AlertOutcome.Refused(unlawful);
        }

        var row = AlertShelf.Add(session, actor, command.Alert, command.ReviewBy, audience, Attested.Write(command.Attested), taken);
        ShareAlert.Tell(session, post, actor, row, command.Partners);
        return new AlertOutcome.Stored(row.AlertId, row.Version, row.Changed) { Notices = AlertNotices.Of(command.Alert), Partners = AlertAtPartner.Of(session, post, row) };
    }

    /// <summary>The audience as it will stand, with the owner in it: what the form shows before it is saved.</summary>
    public static Audience AudienceOf(IReadOnlyList<string> authorities, string owner) => authorities is ["*"] ? Audience.Everyone : Audience.Of(owner, authorities);

    public static async Task<Results<Created<AlertOutcome.Stored>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AlertsJson.Default.EnterAlertCommand);
        if (command is null)
        {
            return fault!.ToProblem();
        }

        var actor = http.Actor;
        return await database.WriteAsync(session => Execute(session, post, actor, command), cancellation) switch
        {
            AlertOutcome.Stored stored => TypedResults.Created($"/api/alerts/{stored.Id}", stored),
            AlertOutcome.Refused refused => refused.ToProblem(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
