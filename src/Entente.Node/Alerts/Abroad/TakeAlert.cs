using System.Text.Json;
using Entente.Agreements;
using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>What a partner's node has said of one of its alerts so far.</summary>
internal sealed record ForeignAlert
{
    public string Partner { get; init; } = "";

    /// <summary>Its id at its owner.</summary>
    public string ForeignId { get; init; } = "";

    /// <summary>The highest version heard of.</summary>
    public long Version { get; init; }

    public ForeignState State { get; init; }

    /// <summary>The alert here; none where its end came first.</summary>
    public long? AlertNumber { get; init; }

    public string Conditions { get; init; } = "";

    /// <summary>Of the message with that version: the same again is no contradiction.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The message that last said what it is; its verdict has the law.</summary>
    public string? MessageId { get; init; }

    public Conditions Terms => JsonSerializer.Deserialize(Conditions, AbroadJson.Default.Conditions)!;

    public static ForeignAlert? Find(Session session, string partner, AlertId id) =>
        session.Find<ForeignAlert>("SELECT * FROM foreign_alert WHERE partner = @partner AND foreign_id = @id", new { partner, id = id.ToString() });

    /// <summary>Where the alert comes from; <see langword="null"/> for one of our own.</summary>
    public static ForeignAlert? Of(Session session, long alert) =>
        session.Find<ForeignAlert>("SELECT * FROM foreign_alert WHERE alert_number = @alert", new { alert });

    /// <summary>The message with which the alert at an address came, where the officer sees it and a partner gave it; of one of our own, what it is taken from.</summary>
    public static IReadOnlyList<CameWith> CameWith(Session session, Actor actor, string id) =>
        !AlertId.TryParse(id, null, out var known) || AlertShelf.Find(session, known, actor.AuthorityId) is not { } row ? []
        : Of(session, row.Number) is { MessageId: { } message } foreign ? [new(foreign.Partner, message)]
        : ShareAlert.OriginsOf(row.Taken);

    /// <summary>The latest alerts of others than one partner that the officer may read.</summary>
    public static IReadOnlyList<SourceLine> Offered(Session session, Actor actor, string but) =>
    [
        .. session.Query<AlertRow>(
            """
            SELECT a.* FROM alert a JOIN foreign_alert f ON f.alert_number = a.number WHERE f.partner <> @but AND a.state = 'Active' AND (a.audience = '*' OR a.audience LIKE @like)
            ORDER BY a.changed DESC LIMIT @MostOffered
            """,
            new { but, like = Audience.Pattern(actor.AuthorityId), GivenSource.MostOffered })
            .Where(row => GivenUse.Refuse(GivenUse.Of(session, row.Law, row.LawUntil), actor, PermittedAction.Read, row.Partner!, DateOnly.FromDateTime(session.Now.UtcDateTime)) is null)
            .Select(row => new SourceLine { Partner = row.Partner!, Id = row.Id, Reference = row.CaseReference, Changed = row.Changed }),
    ];
}

public enum ForeignState
{
    Shared = 1,

    /// <summary>No longer shared with us. A later version may begin it anew.</summary>
    Unshared,

    /// <summary>Ended by its owner, for good.</summary>
    Ended,
}

/// <summary>Stores what a partner says of its alerts: versions decide, not the order in which messages come.</summary>
internal static class TakeAlert
{
    /// <summary>Whether a message has an effect, given what was heard before.</summary>
    public abstract record Verdict
    {
        private Verdict()
        {
        }

        public sealed record Take : Verdict;

        /// <summary>The same message once more.</summary>
        public sealed record Known : Verdict;

        public sealed record Refuse(Fault Fault) : Verdict;
    }

    public static Verdict Decide(ForeignAlert? known, long version, string digest) => known switch
    {
        null => new Verdict.Take(),
        _ when version == known.Version && digest == known.Digest => new Verdict.Known(),
        { State: ForeignState.Ended } => new Verdict.Refuse(new(FaultCode.MessageSuperseded, $"It ended with version {known.Version}.", "$.version")),
        _ when version <= known.Version => new Verdict.Refuse(new(FaultCode.MessageSuperseded, $"Version {known.Version} was received before.", "$.version")),
        _ => new Verdict.Take(),
    };

    /// <summary>What of the content of an alert of a partner cannot be stored. Its days are of its owner's clock, which may go differently by a day.</summary>
    public static IEnumerable<Fault> Check(AlertTerms message, AlertCategory? before, DateOnly today)
    {
        foreach (var fault in AlertRules.Check(message.Alert))
        {
            yield return fault;
        }

        if (message.ReviewBy < today.AddDays(-1) || message.ReviewBy > today.AddYears(AlertRules.LongestReviewYears).AddDays(1))
        {
            yield return new(FaultCode.AlertReview, $"Expected a day after {today:yyyy-MM-dd} and at most one year ahead.", "$.reviewBy");
        }

        if (before is not null && before != message.Alert.Content.Category)
        {
            yield return new(FaultCode.AlertCategoryFixed, $"It was published under {before}.", "$.alert.content.category");
        }
    }

    public static Fault? Published(Session session, Actor partner, Incoming message) =>
        MessageKind.AlertPublished.TryRead(message.Payload.Span, out var payload, out var fault) ? Take(session, partner, message, payload, payload.Conditions) : fault;

    public static Fault? Amended(Session session, Actor partner, Incoming message) =>
        MessageKind.AlertAmended.TryRead(message.Payload.Span, out var payload, out var fault) ? Take(session, partner, message, payload, payload.Conditions) : fault;

    public static Fault? Withdrawn(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.AlertWithdrawn.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        var known = ForeignAlert.Find(session, message.Partner, payload.AlertId);
        var digest = AlertRow.Hash($"{payload.Cause}");
        switch (Decide(known, payload.Version, digest))
        {
            case Verdict.Refuse refuse:
                return refuse.Fault;
            case Verdict.Known:
                return null;
        }

        var state = payload.Cause == WithdrawalCause.Ended ? ForeignState.Ended : ForeignState.Unshared;
        if (known?.AlertNumber is { } number && AlertShelf.At(session, number) is { State: AlertState.Active } row)
        {
            var changed = RecordBook.Append(session, partner, AlertActs.ForeignWithdrawn, "alert", row.Id, Detail(message, payload, ("cause", payload.Cause.ToString())));
            AlertShelf.Replace(session, [row with { Version = payload.Version, State = AlertState.Withdrawn, Changed = changed, ChangedAt = session.Now }]);
        }
        else
        {
            RecordBook.Append(session, partner, AlertActs.ForeignWithdrawn, "alert", null, Detail(message, payload, ("cause", payload.Cause.ToString())));
        }

        Store(session, message, payload, state, digest, known?.AlertNumber);
        return null;
    }

    private static Fault? Take(Session session, Actor partner, Incoming message, AlertTerms payload, Conditions conditions)
    {
        var known = ForeignAlert.Find(session, message.Partner, payload.AlertId);
        var terms = AlertRow.Write(payload.Alert);
        var digest = AlertRow.Hash($"{terms} {payload.ReviewBy:yyyy-MM-dd} {JsonSerializer.Serialize(conditions, AbroadJson.Default.Conditions)}");
        switch (Decide(known, payload.Version, digest))
        {
            case Verdict.Refuse refuse:
                return refuse.Fault;
            case Verdict.Known:
                return null;
        }

        var row = known?.AlertNumber is { } number ? AlertShelf.At(session, number) : null;
        if (Check(payload, row?.Category, DateOnly.FromDateTime(session.Now.UtcDateTime)).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        var seen = AudienceOf(Authority.All(session), conditions.Authorities);
        if (seen is null)
        {
            return new(FaultCode.AlertAudience, "None of those authorities works here.", "$.conditions.authorities");
        }

        var id = row?.AlertId ?? (AlertShelf.IsTaken(session, payload.AlertId) ? AlertId.New(session.Now) : payload.AlertId);
        var changed = RecordBook.Append(session, partner, row is null ? AlertActs.ForeignTaken : AlertActs.ForeignAmended, "alert", id.ToString(), Detail(
            message, payload, ("category", payload.Alert.Content.Category.ToString()), ("action", payload.Alert.Action.ToString()), ("audience", seen.Column)));
        var given = GivenUse.Under(session, message.Partner, message.MessageId);
        var next = AlertShelf.New(session, id, changed, Origin.Of(message.Partner), payload.Alert, payload.ReviewBy, seen) with { Version = payload.Version, Law = given?.Law, LawUntil = given?.Until };
        if (row is null)
        {
            AlertShelf.Insert(session, [next]);
        }
        else
        {
            next = next with { Number = row.Number, CreatedAt = row.CreatedAt };
            AlertShelf.Replace(session, [next]);
            AlertShelf.AmendHits(session, next);
        }

        Store(session, message, payload, ForeignState.Shared, digest, next.Number);
        return null;
    }

    /// <summary>The authorities here of the kinds that the owner names; <see langword="null"/> where there is none.</summary>
    public static Audience? AudienceOf(IReadOnlyList<Authority> here, IReadOnlyList<AuthorityKind> kinds) =>
        Enum.GetValues<AuthorityKind>().All(kinds.Contains) ? Audience.Everyone
        : here.Where(one => kinds.Contains(one.Kind)).Select(one => one.Id).ToList() is [var first, .. var others] ? Audience.Of(first, others)
        : null;

    private static void Store(Session session, Incoming message, AlertMessage payload, ForeignState state, string digest, long? number) => session.Execute(
        """
        INSERT INTO foreign_alert (partner, foreign_id, version, state, alert_number, conditions, digest, received_at, message_id)
        VALUES (@Partner, @id, @Version, @state, @number, @conditions, @digest, @Now, @given)
        ON CONFLICT (partner, foreign_id) DO UPDATE SET version = excluded.version, state = excluded.state, alert_number = excluded.alert_number,
            conditions = excluded.conditions, digest = excluded.digest, received_at = excluded.received_at, message_id = COALESCE(excluded.message_id, foreign_alert.message_id)
        """,
        new
        {
            message.Partner,
            id = payload.AlertId.ToString(),
            payload.Version,
            state = state.ToString(),
            number,
            conditions = JsonSerializer.Serialize(payload.Conditions, AbroadJson.Default.Conditions),
            digest,
            session.Now,
            given = state == ForeignState.Shared ? message.MessageId : null,
        });

    private static string Detail(Incoming message, AlertMessage payload, params (string, string?)[] more) =>
        JsonDetail.Of([("partner", message.Partner), ("message", message.MessageId), ("version", $"{payload.Version}"), .. more]);
}
