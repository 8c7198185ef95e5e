using System.Text.Json;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Screening;

namespace Entente.Node.Alerts;

public enum HitState { Open = 1, True, False, Undecided }

/// <summary>Raises hits in the transaction of what was screened.</summary>
internal static class HitBook
{
    /// <summary>
    /// Stores a hit with its evidence and both sides as they are now. The same declaration, path and alert make one hit, however often
    /// they are screened; when either side has changed since, that hit is raised again and is open again.
    /// </summary>
    /// <returns>
    /// The hit, or <see langword="null"/> where there is none to judge: the alert has been withdrawn meanwhile, the law under which a partner
    /// gave it lets nobody look for it here, or an officer has judged this pair false and neither side has changed since.
    /// </returns>
    public static HitId? Raise(Session session, PartnerPost post, Actor actor, ScreenedSubject screened, Match match)
    {
        var alertNumber = Listed.AlertNumber(match.EntryId);
        var alert = AlertShelf.At(session, alertNumber);
        if (alert is null or { State: AlertState.Withdrawn } || !ForeignLaw.MayScreen(session, alert))
        {
            return null;
        }

        var subjectHash = screened.Subject.ContentHash;
        if (session.Execute(
            "UPDATE false_match SET suppressed = suppressed + 1 WHERE subject_hash = @subjectHash AND alert_number = @alertNumber AND alert_hash = @alertHash",
            new { subjectHash, alertNumber, alertHash = alert.ContentHash }) > 0)
        {
            return null;
        }

        var known = session.Find<Known>(
            "SELECT id, number, state, subject_hash, alert_hash FROM hit WHERE declaration_id = @DeclarationId AND path = @Path AND alert_number = @alertNumber",
            new { screened.DeclarationId, screened.Path, alertNumber });
        if (known is not null)
        {
            var id = HitId.Parse(known.Id);
            if (known.SubjectHash != subjectHash || known.AlertHash != alert.ContentHash)
            {
                var renewed = Record(session, actor, AlertActs.HitRenewed, id, alert, screened);
                session.Execute(Renew, Columns(known.Number, id, renewed, session, alert, screened, match, subjectHash));
                if (known.State == HitState.Open)
                {
                    HitPairs.Closed(session, alertNumber, known.SubjectHash, known.AlertHash);
                }

                HitPairs.Opened(session, known.Number, alert.Action.Directive);
                TellOwner.Noticed(session, post, actor, known.Number, id, alert, screened, match);
            }

            return id;
        }

        var hit = HitId.New(session.Now);
        var number = session.Next("SELECT MAX(number) FROM hit");
        var raised = Record(session, actor, AlertActs.HitRaised, hit, alert, screened);
        session.Execute(Insert, Columns(number, hit, raised, session, alert, screened, match, subjectHash));
        HitPairs.Opened(session, number, alert.Action.Directive);
        TellOwner.Noticed(session, post, actor, number, hit, alert, screened, match);
        return hit;
    }

    private static long Record(Session session, Actor actor, Act act, HitId hit, AlertRow alert, ScreenedSubject screened) => RecordBook.Append(
        session, actor, act, "hit", hit.ToString(), JsonDetail.Of(("alert", alert.Id), ("version", $"{alert.Version}"), ("declaration", screened.DeclarationId), ("path", screened.Path)));

    private static object Columns(long number, HitId id, long changed, Session session, AlertRow alert, ScreenedSubject screened, Match match, string subjectHash) => new
    {
        number,
        id = id.ToString(),
        changed,
        at = session.Now,
        alertNumber = alert.Number,
        alertId = alert.Id,
        alertVersion = alert.Version,
        alertHash = alert.ContentHash,
        owner = alert.Owner,
        audience = alert.Audience,
        action = alert.Action.ToString(),
        category = alert.Category.ToString(),
        listVersion = match.ListVersion,
        kind = screened.ConsignmentKind,
        reference = screened.Reference,
        declaration = screened.DeclarationId,
        path = screened.Path,
        role = screened.Role,
        declaredTitle = screened.Title,
        listedTitle = alert.Title,
        score = match.Score,
        subject = JsonSerializer.Serialize(screened, ScreenedJson.Default.ScreenedSubject),
        match = JsonSerializer.Serialize(match, ScreenedJson.Default.Match),
        alert = alert.Terms,
        subjectHash,
        alert.Law,
        alert.LawUntil,
        simulated = screened.IsSimulated ? 1L : 0L,
    };

    private const string Insert = """
        INSERT INTO hit (number, id, state, changed, raised_at, alert_number, alert_id, alert_version, alert_hash, alert_owner, audience, action, category,
            list_version, consignment_kind, consignment_reference, declaration_id, path, role, declared_title, listed_title, score, subject, match, alert,
            subject_hash, reported, law, law_until, simulated)
        VALUES (@number, @id, 'Open', @changed, @at, @alertNumber, @alertId, @alertVersion, @alertHash, @owner, @audience, @action, @category,
            @listVersion, @kind, @reference, @declaration, @path, @role, @declaredTitle, @listedTitle, @score, @subject, @match, @alert,
            @subjectHash, 0, @Law, @LawUntil, @simulated)
        """;

    private const string Renew = """
        UPDATE hit SET state = 'Open', changed = @changed, alert_version = @alertVersion, alert_hash = @alertHash, audience = @audience, action = @action,
            list_version = @listVersion, consignment_reference = @reference, role = @role, declared_title = @declaredTitle, listed_title = @listedTitle,
            score = @score, subject = @subject, match = @match, alert = @alert, subject_hash = @subjectHash, claimed_by = NULL, claimed_until = NULL, judged_at = NULL,
            law = @Law, law_until = @LawUntil, simulated = @simulated
        WHERE number = @number
        """;

    private sealed record Known
    {
        public long Number { get; init; }

        public string Id { get; init; } = "";

        public HitState State { get; init; }

        public string SubjectHash { get; init; } = "";

        public string AlertHash { get; init; } = "";
    }
}
