using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Information with all that it says.</summary>
/// <param name="Clause">Under which clause it was taken; <see langword="null"/> of the own.</param>
/// <param name="Told">What it says; <see langword="null"/> once it was put away.</param>
internal sealed record InformationView(InformationLine Line, string? Clause, InformationGiven? Told, Usefulness? Usefulness, string? Outcome, DateTimeOffset? OutcomeAt, string MessageId);

/// <summary>Information as its page shows it.</summary>
/// <param name="Law">What binds who reads it; <see langword="null"/> of the own.</param>
/// <param name="Told">What it says; <see langword="null"/> once it was put away.</param>
/// <param name="IsFromElsewhere">Whether something of what this side gave had come from another partner, whose consent it takes to pass that on.</param>
internal sealed record InformationSheet(InformationRow Row, GivenUse.Law? Law, InformationGiven? Told, bool IsFromElsewhere)
{
    /// <summary>Whether this side can give it once more as it stands, with a consent for example.</summary>
    public bool CanBeGivenAgain => Row.IsOurs && Told is not null && !IsFromElsewhere;
}

/// <summary>Shows information and its documents. What a partner gave is shown for what its clause permits, and kept back for anything else.</summary>
internal static class ShowInformation
{
    public static Task<(InformationSheet? Sheet, Fault? Fault)> RunAsync(Database database, Actor actor, long number, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var (row, law, fault) = Open(session, actor, number);
            if (row is null)
            {
                return ((InformationSheet?)null, fault);
            }

            RecordBook.Append(session, actor, InformationActs.Shown, "information", $"{number}");
            return (new(row, law, row.Read(), row.IsOurs && IsFromElsewhere(session, row)), null);
        },
        cancellation);

    /// <summary>What this side gave and an officer gives once more, as far as that can be; it was shown before.</summary>
    public static Task<InformationGiven?> BeforeAsync(Database database, Actor actor, long number, CancellationToken cancellation) => database.ReadAsync(
        session => Task.FromResult(InformationRow.Find(session, number, actor.Authority) is { IsOurs: true } row && !IsFromElsewhere(session, row) ? row.Read() : null), cancellation);

    public static async Task<Results<JsonHttpResult<InformationView>, ProblemHttpResult>> GetAsync(long number, HttpContext http, Database database, CancellationToken cancellation)
    {
        var (sheet, fault) = await RunAsync(database, http.Actor, number, cancellation);
        return sheet is not { Row: var row } ? fault!.ToProblem() : TypedResults.Json(
            new InformationView(InformationLine.Of(row), sheet.Law?.Clause, sheet.Told, row.Usefulness, row.Outcome, row.OutcomeAt, row.MessageId), AssistanceJson.Default.InformationView);
    }

    /// <summary>One document of what a partner gave, from 1, with its bytes; for as long as the partner lets this node keep it.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetDocumentAsync(long number, int place, HttpContext http, Database database, CancellationToken cancellation)
    {
        var actor = http.Actor;
        var (name, body, fault) = await database.WriteAsync(
            session =>
            {
                var (row, _, kept) = Open(session, actor, number);
                if (row is null)
                {
                    return ("", (byte[]?)null, kept);
                }

                if (row.IsOurs || row.Read()?.Attachments is not { } named || named.ElementAtOrDefault(place - 1) is not { } document
                    || Enclosures.Find(session, row.Partner, row.MessageId, named.Count, document.Sha256) is not { } bytes)
                {
                    return ("", null, new(FaultCode.NotFound, ""));
                }

                RecordBook.Append(session, actor, InformationActs.DocumentShown, "information", $"{number}", JsonDetail.Of(("sha256", document.Sha256)));
                return (document.Name, bytes, null);
            },
            cancellation);
        return body is null ? fault!.ToProblem() : TypedResults.File(body, "application/octet-stream", name);
    }

    private static bool IsFromElsewhere(Session session, InformationRow row) =>
        VerdictRow.Find(session, row.Partner, row.MessageId) is { } verdict && AskedQuestion.ReadAsked(verdict.Question) is { Origins.Count: > 0 };

    private static (InformationRow? Row, GivenUse.Law? Law, Fault? Fault) Open(Session session, Actor actor, long number)
    {
        if (InformationRow.Find(session, number, actor.Authority) is not { } row)
        {
            return (null, null, new(FaultCode.NotFound, ""));
        }

        var law = row.IsOurs ? null : GivenUse.Of(session, row.Partner, row.MessageId);
        if (GivenUse.RefuseReading(law, actor, row.Partner, CaseLaw.TodayOf(session)) is { } kept)
        {
            RecordBook.Append(session, actor, InformationActs.Kept, "information", $"{number}", JsonDetail.Of(("partner", row.Partner), ("fault", kept.Code.Id)));
            return (null, law, kept);
        }

        return (row, law, null);
    }
}
