using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>Alerts in the store.</summary>
internal static class AlertShelf
{
    /// <summary>The alert, if it is there and the authority is in its audience.</summary>
    public static AlertRow? Find(Session session, AlertId id, string authorityId) => session.Find<AlertRow>(
        "SELECT * FROM alert WHERE id = @id AND (audience = '*' OR audience LIKE @like)",
        new { id = id.ToString(), like = Audience.Pattern(authorityId) });

    /// <summary>The alert of that number, whoever may see it: for what the node does by itself.</summary>
    public static AlertRow? At(Session session, long number) => session.Find<AlertRow>("SELECT * FROM alert WHERE number = @number", new { number });

    /// <summary>Whether there is an alert of that id, whoever may see it.</summary>
    public static bool IsTaken(Session session, AlertId id) => session.Scalar<long>("SELECT COUNT(*) FROM alert WHERE id = @id", new { id = id.ToString() }) > 0;

    /// <summary>Whoever may see the alert may see its hits, and nobody else: they have its audience and its law.</summary>
    public static void AmendHits(Session session, AlertRow row)
    {
        var seen = new { row.Audience, row.Law, row.LawUntil, row.Number };
        session.Execute("UPDATE hit SET audience = @Audience, law = @Law, law_until = @LawUntil WHERE alert_number = @Number", seen);
        session.Execute("UPDATE hit_pair SET audience = @Audience, law = @Law, law_until = @LawUntil WHERE alert_number = @Number", seen);
    }

    public static AlertRow Add(Session session, Actor actor, Alert alert, DateOnly reviewBy, Audience audience, string? attested, IReadOnlyList<TakenFrom> taken)
    {
        var id = AlertId.New(session.Now);
        var changed = RecordBook.Append(session, actor, AlertActs.Created, "alert", id.ToString(), JsonDetail.Of(
            ("category", alert.Content.Category.ToString()), ("action", alert.Action.ToString()), ("audience", audience.Column), ("attested", attested), ("comesFrom", TakenFrom.Named(taken))));
        var row = New(session, id, changed, actor.AuthorityId, alert, reviewBy, audience) with { Attested = attested, ComesFrom = TakenFrom.Write(taken) };
        Insert(session, [row]);
        return row;
    }

    public static AlertRow New(Session session, AlertId id, long changed, string owner, Alert alert, DateOnly reviewBy, Audience audience)
    {
        var terms = AlertRow.Write(alert);
        return new()
        {
            Number = session.Next("SELECT MAX(number) FROM alert"),
            Id = id.ToString(),
            Version = 1,
            State = AlertState.Active,
            Changed = changed,
            Category = alert.Content.Category,
            Action = alert.Action,
            Title = alert.Content.Title,
            CaseReference = alert.CaseReference,
            ReviewBy = reviewBy,
            Owner = owner,
            Audience = audience.Column,
            Terms = terms,
            ContentHash = AlertRow.Hash(terms),
            CreatedAt = session.Now,
            ChangedAt = session.Now,
        };
    }

    /// <summary>Adds alerts; one of a list that is there already stays as it is.</summary>
    public static void Insert(Session session, IReadOnlyCollection<AlertRow> rows) => session.Execute(
        """
        INSERT INTO alert (number, id, version, state, changed, category, action, title, case_reference, review_by, owner, audience, list, list_version,
            reference, terms, content_hash, created_at, changed_at, law, law_until, attested, comes_from)
        VALUES (@Number, @Id, @Version, @State, @Changed, @Category, @Action, @Title, @CaseReference, @ReviewBy, @Owner, @Audience, @List, @ListVersion,
            @Reference, @Terms, @ContentHash, @CreatedAt, @ChangedAt, @Law, @LawUntil, @Attested, @ComesFrom)
        ON CONFLICT (list, reference) WHERE list IS NOT NULL DO NOTHING
        """,
        rows.Select(Columns));

    /// <summary>Keeps what the alerts said, and stores what they say now with the next version.</summary>
    public static void Replace(Session session, IReadOnlyCollection<AlertRow> rows)
    {
        session.Execute(
            """
            INSERT INTO alert_version (number, version, state, review_by, audience, list_version, terms, changed, changed_at)
            SELECT number, version, state, review_by, audience, list_version, terms, changed, changed_at FROM alert WHERE number = @Number
            """,
            rows.Select(row => new { row.Number }));
        session.Execute(
            """
            UPDATE alert SET version = @Version, state = @State, changed = @Changed, category = @Category, action = @Action, title = @Title, case_reference = @CaseReference,
                review_by = @ReviewBy, audience = @Audience, list_version = @ListVersion, terms = @Terms, content_hash = @ContentHash, changed_at = @ChangedAt, law = @Law, law_until = @LawUntil,
                attested = @Attested, comes_from = @ComesFrom
            WHERE number = @Number
            """,
            rows.Select(Columns));
    }

    private static object Columns(AlertRow row) => new
    {
        row.Number,
        row.Id,
        row.Version,
        State = row.State.ToString(),
        row.Changed,
        Category = row.Category.ToString(),
        Action = row.Action.ToString(),
        row.Title,
        row.CaseReference,
        row.ReviewBy,
        row.Owner,
        row.Audience,
        row.List,
        row.ListVersion,
        row.Reference,
        row.Terms,
        row.ContentHash,
        row.CreatedAt,
        row.ChangedAt,
        row.Law,
        row.LawUntil,
        row.Attested,
        row.ComesFrom,
    };
}
