using System.Text.Json;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>A hit of a partner on our alert, with all that was said about it.</summary>
public sealed record AbroadView
{
    public required HitId Id { get; init; }

    public required string Partner { get; init; }

    /// <summary>The hit at its finder.</summary>
    public required HitId AtFinder { get; init; }

    public required HitState State { get; init; }

    public required AlertId AlertId { get; init; }

    public required long AlertVersion { get; init; }

    /// <summary>Whether the alert has changed since the version that was compared with.</summary>
    public required bool AlertChangedSince { get; init; }

    /// <summary>The alert as it is now.</summary>
    public required Alert Alert { get; init; }

    /// <summary>By the clock of the finder.</summary>
    public required DateTimeOffset NoticedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? Place { get; init; }

    public required ConsignmentKind Consignment { get; init; }

    public required string Role { get; init; }

    public required double Score { get; init; }

    public required IReadOnlyList<Likeness> Compared { get; init; }

    public required bool Simulated { get; init; }

    public required Conditions Conditions { get; init; }

    /// <summary>The clause under which the partner told of it, for example <c>NL-CA-CMAA/1 8(1)</c>.</summary>
    public string? Clause { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>The record of its last change.</summary>
    public required long Record { get; init; }

    public IReadOnlyList<AbroadReport> Reports { get; init; } = [];

    /// <summary>Why other reports are not shown: the law under which each was given keeps the officer from it.</summary>
    public IReadOnlyList<string> ReportsKept { get; init; } = [];

    public IReadOnlyList<Letter> Correspondence { get; init; } = [];
}

/// <summary>A report of the finder, with when it came.</summary>
public sealed record AbroadReport(HitReport Report, DateTimeOffset ReceivedAt, long Record);

/// <summary>A question about a shared alert and its answer, as officers read it.</summary>
/// <param name="Number">By which it is answered.</param>
/// <param name="Partner">Who asks or is asked.</param>
/// <param name="Ours">Whether we asked.</param>
public sealed record Letter(
    long Number, string Partner, bool Ours, AlertId AlertId, string AlertTitle, HitId? Hit, HitId? AbroadHit, string Question, string? UrgentBecause, DateTimeOffset AskedAt,
    DateTimeOffset AnswerBy, AnswerOutcome? Outcome, string? Answer, DateTimeOffset? AnsweredAt, Conditions Conditions, long Record)
{
    /// <summary>The clause under which the partner gave its part: the question, or the answer to ours.</summary>
    public string? Clause { get; init; }

    /// <summary>Why the partner's answer is not shown: the law under which it was given keeps the officer from it.</summary>
    public string? AnswerKept { get; init; }

    public required LetterClock Clock { get; init; }

    /// <summary>The letters that an officer may read: a partner's question that its law keeps from the officer is not there, and one of ours has no answer then.</summary>
    internal static IEnumerable<Letter> Seen(Session session, Actor actor, IEnumerable<Question> questions)
    {
        var clocks = new LetterClocks(session);
        foreach (var question in questions)
        {
            var law = GivenUse.Of(session, question.Law, question.LawUntil);
            var why = GivenUse.Refuse(law, actor, PermittedAction.Read, question.Partner, DateOnly.FromDateTime(session.Now.UtcDateTime));
            if (why is null)
            {
                yield return Of(session, question, clocks) with { Clause = law?.Clause };
            }
            else if (question.IsOurs)
            {
                yield return Of(session, question, clocks) with { Clause = law?.Clause, Answer = null, AnswerKept = why.Detail };
            }
        }
    }

    private static Letter Of(Session session, Question question, LetterClocks clocks)
    {
        var alert = AlertShelf.At(session, question.AlertNumber)!;
        return new(
            question.Number, question.Partner, question.IsOurs, alert.AlertId, alert.Title,
            question.HitNumber is { } hit ? HitId.Parse(session.Find<string>("SELECT id FROM hit WHERE number = @hit", new { hit })!) : null,
            question.AbroadNumber is { } abroad ? HitId.Parse(session.Find<string>("SELECT id FROM abroad_hit WHERE number = @abroad", new { abroad })!) : null,
            question.Asked, question.UrgentBecause, question.AskedAt, question.AnswerBy, question.Outcome, question.Answer, question.AnsweredAt, question.Terms, question.Changed)
        {
            Clock = clocks.Of(question),
        };
    }
}

/// <summary>Shows one hit abroad, and puts that on record before it is answered.</summary>
internal static class ShowAbroadHit
{
    /// <summary>The hit, or why the law under which its finder told of it keeps the officer from it.</summary>
    public static Task<(AbroadView? View, Fault? Why)> AskAsync(Database database, Actor actor, HitId id, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (AbroadHit.Find(session, id, actor.AuthorityId) is not { } hit || AlertShelf.At(session, hit.AlertNumber) is not { } alert)
            {
                return ((AbroadView?)null, (Fault?)null);
            }

            if (ForeignLaw.Refuse(session, actor, hit.Partner, hit.Law, hit.LawUntil) is { } why)
            {
                ForeignLaw.Record(session, actor, "abroad-hit", hit.Id, why);
                return (null, why);
            }

            RecordBook.Append(session, actor, AlertActs.AbroadShown, "abroad-hit", hit.Id);
            var reports = session.Query<ReportRow>(
                "SELECT report, received_at, record_seq, law, law_until FROM abroad_report WHERE abroad_number = @Number ORDER BY ordinal DESC", new { hit.Number })
                .ConvertAll(row => (row.Came, Why: ForeignLaw.Refuse(session, actor, hit.Partner, row.Law ?? hit.Law, row.Law is null ? hit.LawUntil : row.LawUntil)));
            return (new AbroadView
            {
                Id = hit.HitId,
                Partner = hit.Partner,
                AtFinder = hit.AtFinder,
                State = hit.State,
                AlertId = alert.AlertId,
                AlertVersion = hit.AlertVersion,
                AlertChangedSince = alert.Version != hit.AlertVersion,
                Alert = alert.Alert,
                NoticedAt = hit.NoticedAt,
                ReceivedAt = hit.ReceivedAt,
                Place = hit.Place,
                Consignment = hit.Consignment,
                Role = hit.Role,
                Score = hit.Score,
                Compared = hit.Rows,
                Simulated = hit.Simulated == 1,
                Conditions = hit.Terms,
                JudgedAt = hit.JudgedAt,
                Record = hit.Changed,
                Clause = GivenUse.Of(session, hit.Law, hit.LawUntil)?.Clause,
                Reports = [.. reports.Where(one => one.Why is null).Select(one => one.Came)],
                ReportsKept = [.. reports.Select(one => one.Why?.Detail).OfType<string>()],
                Correspondence = [.. Letter.Seen(session, actor, Question.OfAbroadHit(session, hit.Number))],
            }, null);
        },
        cancellation);

    public static async Task<Results<JsonHttpResult<AbroadView>, ProblemHttpResult>> GetAsync(HitId id, HttpContext http, Database database, CancellationToken cancellation) =>
        await AskAsync(database, http.Actor, id, cancellation) switch
        {
            ({ } view, _) => TypedResults.Json(view, AlertsJson.Default.AbroadView),
            (_, var why) => (why ?? new Fault(FaultCode.NotFound, "")).ToProblem(),
        };

    private sealed record ReportRow
    {
        public string Report { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public long RecordSeq { get; init; }

        public long? Law { get; init; }

        public DateOnly? LawUntil { get; init; }

        public AbroadReport Came => new(JsonSerializer.Deserialize(Report, AlertJson.HitReport)!, ReceivedAt, RecordSeq);
    }
}
