using System.Text.Json;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>A case with all that happened in it, and what can happen next.</summary>
/// <param name="Told">The case as the partner knows it.</param>
/// <param name="Steps">What this end can do now.</param>
/// <param name="Lacking">What is missing in the request, or of no use.</param>
/// <param name="Grounds">On which the agreement lets decline.</param>
internal sealed record CaseView(
    long Number, RequestId Id, string Partner, Side Us, CaseState State, CaseState Told, long Version, string Reference, string? TheirReference, DateTimeOffset OpenedAt, RequestEnvelope Request,
    IReadOnlyList<EntryView> Entries, IReadOnlyList<DocumentView> Documents, IReadOnlyList<ClockView> Clocks, IReadOnlyList<CaseStep> Steps, IReadOnlyList<LackView> Lacking, IReadOnlyList<string> Grounds)
{
    /// <summary>The case that it follows, and those that follow it.</summary>
    public IReadOnlyList<ChainLink> Chain { get; init; } = [];
}

/// <param name="Before">Whether it is the one before; else it is one after.</param>
/// <param name="How">What the later of the two has to do with the earlier.</param>
internal sealed record ChainLink(long Number, RequestId Id, bool Before, Succession How, CaseState State, Instrument Instrument, string Reference);

/// <param name="Said">What was told, as it was sent.</param>
/// <param name="Kept">What stays in this file.</param>
internal sealed record EntryView(CaseStep Step, CaseState State, bool Ours, DateTimeOffset At, string? MessageId, JsonElement? Said, KeptDetail? Kept, long Record)
{
    /// <summary>Why what the partner said is kept back from this officer.</summary>
    public string? Withheld { get; init; }

    /// <summary>Why the message of this step came to nothing: the partner knows nothing of it.</summary>
    public string? NotTaken { get; init; }
}

internal sealed record DocumentView(long Ordinal, string Name, string MediaType, string Sha256, bool Ours, DateTimeOffset At);

internal sealed record ClockView(DeadlineStep Deadline, ClockState State, DateTimeOffset Due, double DaysAtUs, double DaysAtPartner, double DaysStopped);

internal sealed record LackView(Part Part, Shortcoming Shortcoming, string Text);

/// <summary>Shows one case, and puts that on record before it is answered.</summary>
internal static class ShowCase
{
    /// <returns>No view and no fault: there is none that the officer may see.</returns>
    public static Task<(CaseView? View, Fault? Fault)> RunAsync(Database database, CaseLaw law, Actor actor, long number, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (CaseRow.Find(session, number, actor.Authority) is not { } row)
            {
                return ((CaseView?)null, (Fault?)null);
            }

            var entries = CaseBook.EntriesOf(session, number);
            if (CaseUse.RefuseText(session, actor, row, entries) is { } kept)
            {
                return (null, CaseUse.Kept(session, actor, row, kept));
            }

            RecordBook.Append(session, actor, AssistanceActs.Shown, "assistance", $"{number}", JsonDetail.Of(("version", $"{row.Version}")));
            return (Of(session, law, actor, row, entries) with { Chain = ChainOf(session, row, actor) }, null);
        },
        cancellation);

    private static CaseView Of(Session session, CaseLaw law, Actor actor, CaseRow row, List<EntryRow> entries)
    {
        var request = CaseBook.TextOf(session, row.Number);
        var withheld = entries.ToDictionary(entry => entry.Ordinal, entry => CaseUse.Refuse(session, actor, row, entry));
        foreach (var kept in withheld.Values.OfType<Fault>())
        {
            CaseUse.Kept(session, actor, row, kept);
        }

        var clause = RequestWords.TryRead(request, out var words, out _) ? (law.OfRequest(session, row.Partner, row.Us, request, words) as Verdict.Permitted)?.Clause : null;
        var needs = words is null ? null : Needs.Of(words.Instrument, words.Assistance, clause?.When ?? []);
        return new(
            row.Number, row.RequestId, row.Partner, row.Us, row.State, row.Told, row.Version, row.Reference, row.TheirReference, row.OpenedAt, request,
            [
                .. entries.Select(entry => new EntryView(
                    entry.Step, entry.State, entry.Ours == 1, entry.At, entry.MessageId, entry.Body is null || withheld[entry.Ordinal] is not null ? null : JsonElement.Parse(entry.Body),
                    entry.Kept is null ? null : JsonSerializer.Deserialize(entry.Kept, AssistanceJson.Default.KeptDetail), entry.RecordSeq) { Withheld = withheld[entry.Ordinal]?.Detail, NotTaken = entry.NotTaken }),
            ],
            [
                .. session.Query<DocumentRow>("SELECT ordinal, ours, name, media_type, sha256, at FROM assistance_document WHERE case_number = @Number ORDER BY ordinal", new { row.Number })
                    .Where(document => CaseUse.Refuse(session, actor, row, entries, document) is null)
                    .Select(document => new DocumentView(document.Ordinal, document.Name, document.MediaType, document.Sha256, document.Ours == 1, document.At)),
            ],
            [
                .. law.ClocksOf(session, row, request, entries).OrderBy(clock => clock.Key).Select(clock => (clock.Key, Reading: clock.Value.At(session.Now))).Select(clock => new ClockView(
                    clock.Key, clock.Reading.State, clock.Reading.Due, Days(clock.Reading.AtUs), Days(clock.Reading.AtPartner), Days(clock.Reading.Stopped))),
            ],
            [.. CaseTable.Rows.Where(step => (step.By is null || step.By == row.Us) && step.From.Contains(row.State) && step.Step != CaseStep.Acknowledge).Select(step => step.Step)],
            needs is null ? [] : [.. Completeness.Of(request, needs, law.LanguagesOf(session, request), CaseLaw.TodayOf(session)).Select(prompt => new LackView(prompt.Part, prompt.Shortcoming, prompt.Text))],
            [.. law.GroundsOf(session, request).Select(Words.Of)]);
    }

    private static List<ChainLink> ChainOf(Session session, CaseRow row, Actor actor) =>
    [
        .. from other in CaseBook.ChainOf(session, row, actor.Authority)
           let before = other.Id == row.Follows
           let follows = CaseBook.TextOf(session, before ? row.Number : other.Number).Follows
           where follows is not null
           select new ChainLink(other.Number, other.RequestId, before, follows.How, other.State, other.Instrument, other.Reference),
    ];

    private static double Days(TimeSpan span) => Math.Round(span.TotalDays, 3);

    public static async Task<Results<JsonHttpResult<CaseView>, ProblemHttpResult>> GetAsync(long number, HttpContext http, Database database, CaseLaw law, CancellationToken cancellation) =>
        await RunAsync(database, law, http.Actor, number, cancellation) switch
        {
            ({ } view, _) => TypedResults.Json(view, AssistanceJson.Default.CaseView),
            (_, var fault) => (fault ?? new(FaultCode.NotFound, "")).ToProblem(),
        };

    /// <summary>One document, with its bytes; that it was fetched is put on record first.</summary>
    public static Task<(DocumentRow? Document, Fault? Fault)> DocumentAsync(Database database, Actor actor, long number, long ordinal, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (CaseRow.Find(session, number, actor.Authority) is not { } row || session.Find<DocumentRow>(
                "SELECT ordinal, ours, name, media_type, sha256, at, body FROM assistance_document WHERE case_number = @number AND ordinal = @ordinal", new { number, ordinal }) is not { } found)
            {
                return ((DocumentRow?)null, (Fault?)new Fault(FaultCode.NotFound, ""));
            }

            if (CaseUse.Refuse(session, actor, row, CaseBook.EntriesOf(session, number), found) is { } kept)
            {
                return (null, CaseUse.Kept(session, actor, row, kept));
            }

            RecordBook.Append(session, actor, AssistanceActs.DocumentShown, "assistance", $"{number}", JsonDetail.Of(("sha256", found.Sha256)));
            return (found, null);
        },
        cancellation);

    // As a file that is kept, whatever it says it is: nothing of a partner is opened in the console's own origin.
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetDocumentAsync(long number, long ordinal, HttpContext http, Database database, CancellationToken cancellation)
    {
        var (document, fault) = await DocumentAsync(database, http.Actor, number, ordinal, cancellation);
        return document is null ? fault!.ToProblem() : TypedResults.File(document.Body, "application/octet-stream", document.Name);
    }
}

/// <summary>What a request of an instrument and type needs, part by part: what the composer asks for.</summary>
internal sealed record NeedsView(Instrument Instrument, AssistanceType Assistance, IReadOnlyList<PartView> Parts)
{
    public static Results<JsonHttpResult<NeedsView>, ProblemHttpResult> Get(Instrument instrument, AssistanceType assistance) => Needs.Of(instrument, assistance) is { } needs
        ? TypedResults.Json(
            new NeedsView(instrument, assistance, [.. needs.Needed.Or(needs.Offered).Select(part => new PartView(part, needs.Needed.Contains(part), PartTable.Of(part).At, PartTable.Of(part).Prompt))]), AssistanceJson.Default.NeedsView)
        : new Fault(FaultCode.AssistanceIncomplete, $"{Words.Of(instrument)} knows no {Words.Of(assistance)}.").ToProblem();
}

internal sealed record PartView(Part Part, bool Needed, string At, string Prompt);
