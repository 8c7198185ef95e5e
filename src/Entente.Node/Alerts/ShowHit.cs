using System.Text.Json;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Entente.Screening;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>A hit with both sides as they were, the evidence, and all that was decided about it.</summary>
public sealed record HitView
{
    public required HitId Id { get; init; }

    public required long Number { get; init; }

    public required HitState State { get; init; }

    public required Directive Directive { get; init; }

    public required RequestedAction Action { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The record of its last change.</summary>
    public required long Record { get; init; }

    public required AlertId AlertId { get; init; }

    public required long AlertVersion { get; init; }

    public required string AlertOwner { get; init; }

    /// <summary>Whether the alert was amended or withdrawn after the hit was raised.</summary>
    public required bool AlertChangedSince { get; init; }

    public required string Source { get; init; }

    public required Alert Alert { get; init; }

    public required ScreenedSubject Declared { get; init; }

    public required Match Match { get; init; }

    public string? TakenBy { get; init; }

    public DateTimeOffset? TakenUntil { get; init; }

    public IReadOnlyList<Judgement> Judgements { get; init; } = [];

    public IReadOnlyList<FiledReport> Reports { get; init; } = [];

    /// <summary>The party id of the partner whose alert it is; <see langword="null"/> for an alert of our own.</summary>
    public string? Partner { get; init; }

    /// <summary>Under what that partner gave it.</summary>
    public Conditions? Conditions { get; init; }

    /// <summary>The clause under which it was given, for example <c>NL-CA-CMAA/1 8(1)</c>.</summary>
    public string? Clause { get; init; }

    /// <summary>Nobody has verified the alert: it decides nothing by itself.</summary>
    public bool Unverified { get; init; }

    /// <summary>What that partner was told, in order.</summary>
    public IReadOnlyList<Told> Told { get; init; } = [];

    /// <summary>Questions to and from that partner about this hit.</summary>
    public IReadOnlyList<Letter> Correspondence { get; init; } = [];

    /// <summary>How many hits of its pair are open, itself among them.</summary>
    public long PairOpen { get; init; }

    /// <summary>The newest of the others.</summary>
    public IReadOnlyList<PairedHit> Pair { get; init; } = [];

    /// <summary>How often this pair was not raised again because it was judged false.</summary>
    public long Suppressed { get; init; }
}

/// <summary>A hit report with who filed it and when.</summary>
public sealed record FiledReport(HitReport Report, string Officer, string AuthorityId, DateTimeOffset At, long Record);

/// <summary>Shows one hit, and puts that on record before it is answered.</summary>
internal static class ShowHit
{
    private const int MostOfPair = 10;

    public static async Task<HitView?> RunAsync(Database database, Actor actor, HitId id, CancellationToken cancellation) => (await AskAsync(database, actor, id, cancellation)).View;

    /// <summary>The same, with why the law under which a partner gave its alert keeps the officer from it.</summary>
    public static Task<(HitView? View, Fault? Why)> AskAsync(Database database, Actor actor, HitId id, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (HitRow.Find(session, id, actor.AuthorityId) is not { } hit)
            {
                return ((HitView?)null, (Fault?)null);
            }

            if (ForeignLaw.RefuseWork(session, actor, hit, PermittedAction.Read) is { } why)
            {
                return (null, why);
            }

            var pair = HitPairs.Others(session, hit, MostOfPair);
            RecordBook.Append(session, actor, AlertActs.HitShown, "hit", hit.Id, JsonDetail.Of(("shown", pair.Count == 0 ? null : string.Join(' ', pair.Select(one => one.Key)))));
            var version = session.Scalar<long>("SELECT version FROM alert WHERE number = @AlertNumber", new { hit.AlertNumber });
            var claimed = hit.ClaimedUntil > session.Now;
            return (new HitView
            {
                Id = hit.HitId,
                Number = hit.Number,
                State = hit.State,
                Directive = hit.Action.Directive,
                Action = hit.Action,
                RaisedAt = hit.RaisedAt,
                Record = hit.Changed,
                AlertId = AlertId.Parse(hit.AlertId),
                AlertVersion = hit.AlertVersion,
                AlertOwner = hit.AlertOwner,
                AlertChangedSince = version != hit.AlertVersion,
                Source = hit.ListVersion,
                Alert = hit.AlertThen,
                Declared = hit.Screened,
                Match = hit.Found,
                TakenBy = claimed ? hit.ClaimedBy : null,
                TakenUntil = claimed ? hit.ClaimedUntil : null,
                Judgements = session.Query<Judgement>(
                    "SELECT ordinal, verdict, reason, officer, authority_id, at, record_seq FROM hit_judgement WHERE hit_number = @Number ORDER BY ordinal DESC",
                    new { hit.Number }),
                Reports = [.. session.Query<ReportRow>(
                    "SELECT report, officer, authority_id, at, record_seq FROM hit_report WHERE hit_number = @Number ORDER BY ordinal DESC", new { hit.Number }).Select(row => row.Filed)],
                Partner = Origin.PartnerOf(hit.AlertOwner),
                Conditions = ForeignAlert.Of(session, hit.AlertNumber)?.Terms,
                Clause = GivenUse.Of(session, hit.Law, hit.LawUntil)?.Clause,
                Unverified = ForeignLaw.IsUnverified(session, hit),
                Told = TellOwner.Of(session, hit.Number),
                Correspondence = [.. Letter.Seen(session, actor, Abroad.Question.OfHit(session, hit.Number))],
                PairOpen = HitPairs.CountOpen(session, hit),
                Pair = pair,
                Suppressed = session.Scalar<long>("SELECT COALESCE(SUM(suppressed), 0) FROM false_match WHERE hit_number = @Number", new { hit.Number }),
            }, null);
        },
        cancellation);

    public static async Task<Results<JsonHttpResult<HitView>, ProblemHttpResult>> GetAsync(HitId id, HttpContext http, Database database, CancellationToken cancellation) =>
        await AskAsync(database, http.Actor, id, cancellation) switch
        {
            ({ } view, _) => TypedResults.Json(view, AlertsJson.Default.HitView),
            (_, var why) => (why ?? new Fault(FaultCode.NotFound, "")).ToProblem(),
        };

    private sealed record ReportRow
    {
        public string Report { get; init; } = "";

        public string Officer { get; init; } = "";

        public string AuthorityId { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public long RecordSeq { get; init; }

        public FiledReport Filed => new(JsonSerializer.Deserialize(Report, AlertJson.HitReport)!, Officer, AuthorityId, At, RecordSeq);
    }
}
