using Entente.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Takes a hit for some minutes, so that two officers do not work on the same one; and gives it back.</summary>
internal static class TakeHit
{
    public static Fault? Decide(HitRow? hit, string officer, DateTimeOffset now) =>
        hit is null ? new(FaultCode.NotFound, "")
        : hit.IsTakenByOther(officer, now) ? new(FaultCode.HitTaken, $"Until {hit.ClaimedUntil:HH:mm} UTC.")
        : null;

    public static Fault? Execute(Session session, Actor actor, HitId id, TimeSpan time)
    {
        var hit = HitRow.Find(session, id, actor.AuthorityId);
        if ((Decide(hit, actor.Officer, session.Now) ?? ForeignLaw.RefuseWork(session, actor, hit, PermittedAction.Control)) is { } fault)
        {
            return fault;
        }

        var record = RecordBook.Append(session, actor, AlertActs.HitClaimed, "hit", hit!.Id);
        session.Execute(
            "UPDATE hit SET claimed_by = @Officer, claimed_until = @until, changed = @record WHERE number = @Number",
            new { actor.Officer, until = session.Now + time, record, hit.Number });
        return null;
    }

    public static Fault? Release(Session session, Actor actor, HitId id)
    {
        var hit = HitRow.Find(session, id, actor.AuthorityId);
        if (Decide(hit, actor.Officer, session.Now) is { } fault)
        {
            return fault;
        }

        var record = RecordBook.Append(session, actor, AlertActs.HitReleased, "hit", hit!.Id);
        session.Execute("UPDATE hit SET claimed_by = NULL, claimed_until = NULL, changed = @record WHERE number = @Number", new { record, hit.Number });
        return null;
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(
        HitId id, HttpContext http, Database database, AlertOptions options, CancellationToken cancellation)
    {
        var actor = http.Actor;
        return await database.WriteAsync(session => Execute(session, actor, id, TimeSpan.FromMinutes(options.ClaimMinutes)), cancellation) is { } fault
            ? fault.ToProblem()
            : TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(HitId id, HttpContext http, Database database, CancellationToken cancellation)
    {
        var actor = http.Actor;
        return await database.WriteAsync(session => Release(session, actor, id), cancellation) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }
}
