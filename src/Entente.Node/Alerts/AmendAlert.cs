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

/// <summary>Changes what an alert says. Only its owner may; what it said before is kept.</summary>
internal static class AmendAlert
{
    /// <param name="Version">The version that the officer saw.</param>
    public sealed record Command(long Version, Alert Alert, DateOnly ReviewBy, IReadOnlyList<string> Audience)
    {
        /// <summary>The partners that it is shared with from now on; absent for those that it is shared with already, or is to be once it is approved.</summary>
        public IReadOnlyList<string>? Partners { get; init; }

        /// <summary>The conditions that hold from now on; absent for those that were attested before.</summary>
        public IReadOnlyList<Condition>? Attested { get; init; }

        /// <summary>What it is taken from from now on; absent for what was said before.</summary>
        public IReadOnlyList<string>? ComesFrom { get; init; }
    }

    public static IReadOnlyList<Fault> Decide(
        Command command, AlertRow? row, string authorityId, DateOnly today, IReadOnlySet<string> authorities, IReadOnlyList<Partner>? partners = null)
    {
        if (Owned(row, authorityId, command.Version) is { } refusal)
        {
            return [refusal];
        }

        if (command.Alert.Content.Category != row!.Category)
        {
            return [new(FaultCode.AlertCategoryFixed, $"It was entered under {row.Category}. Withdraw it and enter another.", "$.alert.content.category")];
        }

        return EnterAlert.Decide(new(command.Alert, command.ReviewBy, command.Audience) { Partners = command.Partners ?? [] }, today, authorities, partners);
    }

    /// <summary>Why this authority may not change this version; <see langword="null"/> where it may. An alert of another owner is answered like none.</summary>
    public static Fault? Owned(AlertRow? row, string authorityId, long version) => row switch
    {
        null => new(FaultCode.NotFound, ""),
        { Partner: { } partner } => new(FaultCode.AlertForeign, $"It is an alert of {partner}, and changes with it only. Ask {partner} if you think it is wrong."),
        _ when row.Owner != authorityId => new(FaultCode.NotFound, ""),
        { List: not null } => new(FaultCode.AlertFromList, $"It follows {row.List}, where it is {row.Reference}."),
        { State: AlertState.Withdrawn } => new(FaultCode.AlertWithdrawn, "Enter a new alert if its subject is looked for again."),
        _ when row.Version != version => new(FaultCode.Conflict, $"It is at version {row.Version} by now; version {version} was shown."),
        _ => null,
    };

    public static AlertOutcome Execute(Session session, PartnerPost post, Actor actor, AlertId id, Command command)
    {
        var row = AlertShelf.Find(session, id, actor.AuthorityId);
        var faults = Decide(command, row, actor.AuthorityId, DateOnly.FromDateTime(session.Now.UtcDateTime), Authority.Ids(session), post.Partners);
        if (faults.Count > 0)
        {
            return new AlertOutcome.Refused(faults);
        }

        var audience = EnterAlert.AudienceOf(command.Audience, row!.Owner);
        var attested = command.Attested is { } said ? Attested.Write(said) : row.Attested;
        var before = row.Taken;
        var (taken, unknown) = command.ComesFrom is { } named ? post.Take(session, actor, named, FaultCode.AlertValue, before) : (before, null);
        if (unknown is not null)
        {
            return new AlertOutcome.Refused([unknown]);
        }

        // What comes from somebody else than before may have to be kept from partners that have the alert: its officer hears of it before anything is stored.
        var with = ShareAlert.With(session, row.Number);
        var partners = command.Partners ?? ShareAlert.Meant(session, row.Number);
        List<string> asked = taken.Except(before).Any() ? [] : with;
        if (ShareAlert.Refused(session, post, actor, command.Alert, command.ReviewBy, audience, [.. partners], asked, Attested.Read(attested) ?? [], taken) is { Count: > 0 } unlawful)
        {
            return new AlertOutcome.Refused(unlawful);
        }

        var terms = AlertRow.Write(command.Alert);
        var changed = RecordBook.Append(session, actor, AlertActs.Amended, "alert", row.Id, JsonDetail.Of(
            ("version", $"{row.Version + 1}"), ("audience", audience.Column), ("attested", attested), ("comesFrom", TakenFrom.Named(taken))));
        var next = row with
        {
            Version = row.Version + 1,
            Changed = changed,
            Action = command.Alert.Action,
            Title = command.Alert.Content.Title,
            CaseReference = command.Alert.CaseReference,
            ReviewBy = command.ReviewBy,
            Audience = audience.Column,
            Terms = terms,
            ContentHash = AlertRow.Hash(terms),
            ChangedAt = session.Now,
            Attested = attested,
            ComesFrom = TakenFrom.Write(taken),
        };
        AlertShelf.Replace(session, [next]);
        AlertShelf.AmendHits(session, next);
        ShareAlert.Tell(session, post, actor, next, partners);
        return new AlertOutcome.Stored(id, row.Version + 1, changed) { Notices = AlertNotices.Of(command.Alert), Partners = AlertAtPartner.Of(session, post, next) };
    }

    public static async Task<Results<Ok<AlertOutcome.Stored>, ProblemHttpResult>> PutAsync(AlertId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, fault) = await StrictBody.ReadAsync(http, AlertsJson.Default.AmendAlertCommand);
        if (command is null)
        {
            return fault!.ToProblem();
        }

        var actor = http.Actor;
        return (await database.WriteAsync(session => Execute(session, post, actor, id, command), cancellation)).ToResult();
    }
}
