using System.Text.Json;
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

    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>The record of its last change.</summary>
    public required long Record { get; init; }

    public IReadOnlyList<AbroadReport> Reports { get; init; } = [];

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
    public bool IsOverdue(DateTimeOffset now) => Outcome is null && AnswerBy <= now;

    internal static Letter Of(Session session, Question question)
    {
        var alert = AlertShelf.At(session, question.AlertNumber)!;
        return new(
            question.Number, question.Partner, question.IsOurs, alert.AlertId, alert.Title,
            question.HitNumber is { } hit ? HitId.Parse(session.Find<string>("SELECT id FROM hit WHERE number = @hit", new { hit })!) : null,
            question.AbroadNumber is { } abroad ? HitId.Parse(session.Find<string>("SELECT id FROM abroad_hit WHERE number = @abroad", new { abroad })!) : null,
            question.Asked, question.UrgentBecause, question.AskedAt, question.AnswerBy, question.Outcome, question.Answer, question.AnsweredAt, question.Terms, question.Changed);
    }
}

/// <summary>Shows one hit abroad, and puts that on record before it is answered.</summary>
internal static class ShowAbroadHit
{
    public static Task<AbroadView?> RunAsync(Database database, Actor actor, HitId id, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (AbroadHit.Find(session, id, actor.AuthorityId) is not { } hit || AlertShelf.At(session, hit.AlertNumber) is not { } alert)
            {
                return null;
            }

            RecordBook.Append(session, actor, AlertActs.AbroadShown, "abroad-hit", hit.Id);
            return new AbroadView
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
                Reports = [.. session.Query<ReportRow>(
                    "SELECT report, received_at, record_seq FROM abroad_report WHERE abroad_number = @Number ORDER BY ordinal DESC", new { hit.Number }).Select(row => row.Came)],
                Correspondence = [.. Question.OfAbroadHit(session, hit.Number).Select(question => Letter.Of(session, question))],
            };
        },
        cancellation);

    public static async Task<Results<JsonHttpResult<AbroadView>, ProblemHttpResult>> GetAsync(HitId id, HttpContext http, Database database, CancellationToken cancellation) =>
        await RunAsync(database, http.Actor, id, cancellation) is { } view
            ? TypedResults.Json(view, AlertsJson.Default.AbroadView)
            : new Fault(FaultCode.NotFound, "").ToProblem();

    private sealed record ReportRow
    {
        public string Report { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public long RecordSeq { get; init; }

        public AbroadReport Came => new(JsonSerializer.Deserialize(Report, AlertJson.HitReport)!, ReceivedAt, RecordSeq);
    }
}
