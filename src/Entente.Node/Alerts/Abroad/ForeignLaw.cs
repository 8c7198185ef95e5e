using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>The law under which partners gave what this module keeps, asked before an officer sees it.</summary>
internal static class ForeignLaw
{
    /// <summary>Why an officer may not use a partner's alert so; <see langword="null"/> also for one of our own.</summary>
    public static Fault? Refuse(Session session, Actor actor, AlertRow alert, PermittedAction action = PermittedAction.Read) =>
        alert.Partner is { } partner && ForeignAlert.Of(session, alert.Number) is { } origin
            ? Refuse(session, actor, partner, origin.MessageId, action)
            : null;

    public static Fault? Refuse(Session session, Actor actor, string partner, string? messageId, PermittedAction action = PermittedAction.Read) =>
        GivenUse.Refuse(GivenUse.Of(session, partner, messageId), actor, action, partner, DateOnly.FromDateTime(session.Now.UtcDateTime));

    /// <summary>That an officer was kept from it.</summary>
    public static void Record(Session session, Actor actor, string kind, string id, Fault why) =>
        RecordBook.Append(session, actor, AlertActs.UseRefused, kind, id, JsonDetail.Of(("fault", why.Code.Id), ("detail", why.Detail)));
}
