using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>The law under which partners gave what this module keeps, asked before an officer sees one item of it or works on it. Lists ask <see cref="Sight"/>.</summary>
internal static class ForeignLaw
{
    /// <summary>Why an officer may not use a partner's alert so; <see langword="null"/> also for one of our own.</summary>
    public static Fault? Refuse(Session session, Actor actor, AlertRow alert, PermittedAction action = PermittedAction.Read) =>
        Refuse(session, actor, alert.Partner, alert.Law, alert.LawUntil, action);

    /// <summary>The same of a hit on it.</summary>
    public static Fault? Refuse(Session session, Actor actor, HitRow hit, PermittedAction action = PermittedAction.Read) =>
        Refuse(session, actor, Origin.PartnerOf(hit.AlertOwner), hit.Law, hit.LawUntil, action);

    public static Fault? Refuse(Session session, Actor actor, string? partner, long? law, DateOnly? until, PermittedAction action = PermittedAction.Read) =>
        law is null ? null : GivenUse.Refuse(GivenUse.Of(session, law, until), actor, action, partner ?? "", DateOnly.FromDateTime(session.Now.UtcDateTime));

    /// <summary>The same, and on record where it is refused.</summary>
    public static Fault? RefuseWork(Session session, Actor actor, HitRow? hit, PermittedAction action)
    {
        if (hit is null || Refuse(session, actor, hit, action) is not { } why)
        {
            return null;
        }

        Record(session, actor, "hit", hit.Id, why);
        return why;
    }

    /// <summary>Whether what is declared may be compared with an alert at all: its law lets it be used for risk analysis or controls, and its last day is not past.</summary>
    public static bool MayScreen(Session session, AlertRow alert)
    {
        if (GivenUse.Of(session, alert.Law, alert.LawUntil) is not { Obligations: var binding })
        {
            return true;
        }

        return !(binding.LastDay < DateOnly.FromDateTime(session.Now.UtcDateTime))
            && binding.Actions.Any(action => action is PermittedAction.RiskAnalysis or PermittedAction.Control);
    }

    /// <summary>Whether nobody has verified it, so that it decides nothing by itself.</summary>
    public static bool IsUnverified(Session session, HitRow hit) => GivenUse.Of(session, hit.Law, hit.LawUntil)?.Obligations.NotDecidingFactor == true;

    /// <summary>What is attested of an alert, by our officers or by its owner, holds for what is said about it.</summary>
    public static Attested AttestedOf(Session session, AlertRow alert) =>
        alert.Partner is { } partner ? GivenUse.AttestedOf(session, partner, ForeignAlert.Of(session, alert.Number)?.MessageId) : ShareAlert.AttestedOf(alert);

    /// <summary>What others gave of an alert, they gave of what is said about it, beside what its officer takes from them.</summary>
    public static IReadOnlyList<CameWith> OriginsOf(AlertRow alert, IReadOnlyList<TakenFrom> taken) => ShareAlert.OriginsOf([.. alert.Taken, .. taken]);

    /// <summary>That an officer was kept from it.</summary>
    public static void Record(Session session, Actor actor, string kind, string id, Fault why) =>
        RecordBook.Append(session, actor, AlertActs.UseRefused, kind, id, JsonDetail.Of(("fault", why.Code.Id), ("detail", why.Detail)));
}
