using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>A case as its page shows it: where it stands, what may be done and by whom, its time, its text, its history, and what of it the partner knows.</summary>
internal sealed record CaseSheet
{
    public required CaseRow Case { get; init; }

    public required RequestEnvelope Request { get; init; }

    /// <summary><see langword="null"/> where the text has a word that this node does not know.</summary>
    public required RequestWords? Words { get; init; }

    /// <summary>What the gate says to the request, with the approval of the officer who looks.</summary>
    public required Verdict? Law { get; init; }

    /// <summary>What it says to an answer that gives all that is wanted.</summary>
    public required Verdict? AnswerLaw { get; init; }

    public required IReadOnlyList<HistoryLine> History { get; init; }

    public required IReadOnlyList<DocumentLine> Documents { get; init; }

    public required IReadOnlyList<ClockLine> Clocks { get; init; }

    public required IReadOnlyList<StepLine> Steps { get; init; }

    public required IReadOnlyList<CaseStep> Theirs { get; init; }

    public required IReadOnlyList<Prompt> Lacking { get; init; }

    /// <summary>On which the agreement lets decline.</summary>
    public required WordSet<RefusalGround> Grounds { get; init; }

    /// <summary>What can be made of it.</summary>
    public required IReadOnlyList<SuccessionLine> Successions { get; init; }

    /// <summary>What others than the partner gave, of which something may be told in it.</summary>
    public required IReadOnlyList<(string Address, SourceLine Line)> Sources { get; init; }

    public required CaseLink? Before { get; init; }

    public required IReadOnlyList<CaseLink> After { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The step that the partner has not taken, so that the case stands where it stood before.</summary>
    public EntryRow? Untaken => History.FirstOrDefault(line => line.Entry.Ordinal == Case.Untaken && line.Entry.NotTaken is not null)?.Entry;

    /// <summary>The cost beyond what is ordinary that was announced and still stands.</summary>
    public Protocol.Assistance.Cost? CostAsked { get; init; }

    /// <summary>What is told in place of a ground that is concealed; <see langword="null"/> where the agreement knows none behind which it could be.</summary>
    public Decision? CoverOf(bool postponing) => new Decision(RefusalGround.ImpedesProceeding, null, "", Conceal: true).Told(Grounds, postponing);

    /// <summary>What stands in the request and the clause does not let pass: with it, it would be refused.</summary>
    public WordSet<DataField> TooMuch => (Law as Verdict.Permitted)?.Stripped ?? [];

    /// <summary>Whether the clause lets documents go along with the request; where none is found yet, nothing is said against it.</summary>
    public bool TakesDocuments => Law is not Verdict.Permitted { Clause: var clause } || clause.Data.Contains(DataField.DocumentsContent);

    /// <summary>What the clause of the answer takes and the requesting side has not assured: nothing can be given before.</summary>
    public WordSet<Condition> Unassured => ((AnswerLaw as Verdict.Permitted)?.Clause.When ?? []).And(CaseFile.Assurable).Without(Circumstances.OfRequests)
        .Without(Words?.Assurances ?? []).Without(Barred.Read<Condition>(Case.Assured));

    /// <summary>In which the agreement is worked; empty where nothing permits the request.</summary>
    public IReadOnlyList<string> Languages => (Law as Verdict.Permitted)?.Clause.Agreement.Languages ?? (IReadOnlyList<string>)[];

    /// <summary>Whether somebody has to translate it: it is written in none of the languages of the agreement.</summary>
    public bool IsToBeTranslated => Request.Language is { } written && Languages.Count > 0 && !Languages.Contains(written);

    /// <summary>Whether its text can be written anew.</summary>
    public bool IsWritable => Case.Us == Side.Requesting && Case.State is (CaseState.Drafted or CaseState.Shared or CaseState.Spoken or CaseState.Incomplete);
}

/// <param name="Entry">What happened.</param>
/// <param name="Said">What was told with it; <see langword="null"/>: nothing was, or it cannot be read any more.</param>
/// <param name="Kept">What stays in this file.</param>
/// <param name="Withheld">Why what the partner said is kept back from this officer.</param>
internal sealed record HistoryLine(EntryRow Entry, AssistanceMessage? Said, KeptDetail? Kept, Fault? Withheld);

/// <param name="Ordinal">Its number in the case.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Reply">How it was given, of an answer.</param>
/// <param name="Crossed">Whether it went to the partner, or came from it.</param>
/// <param name="Withheld">Why it is kept back from this officer, by its name as well.</param>
internal sealed record DocumentLine(long Ordinal, string Name, string MediaType, string Sha256, bool Ours, DateTimeOffset At, long Bytes, ReplyDocument? Reply, bool Crossed, Fault? Withheld);

internal sealed record ClockLine(DeadlineStep Deadline, ClockReading Reading, BreachForecast Forecast, EscalationLevel Level);

/// <summary>A case before or after another.</summary>
/// <param name="Number"><see langword="null"/>: it is not in this node, or not for this authority.</param>
/// <param name="Refused">Of one that is asked anew: what the partner said when it refused.</param>
public sealed record CaseLink(long? Number, string Id, string Matter, Succession How, AssistanceDecided? Refused = null);

/// <summary>Shows one case to its page, and puts that on record before it is shown.</summary>
internal static class ShowSheet
{
    /// <returns>No sheet and no fault: there is none that the officer may see.</returns>
    public static Task<(CaseSheet? Sheet, Fault? Why)> RunAsync(Database database, CaseLaw law, Actor actor, Approval approval, long number, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (CaseRow.Find(session, number, actor.Authority) is not { } row)
            {
                return ((CaseSheet?)null, (Fault?)null);
            }

            var entries = CaseBook.EntriesOf(session, number);
            if (CaseUse.RefuseText(session, actor, row, entries) is { } kept)
            {
                return (null, CaseUse.Kept(session, actor, row, kept));
            }

            RecordBook.Append(session, actor, AssistanceActs.Shown, "assistance", $"{number}", JsonDetail.Of(("version", $"{row.Version}")));
            return (Of(session, law, row, entries, actor, approval), null);
        },
        cancellation);

    private static CaseSheet Of(Session session, CaseLaw law, CaseRow row, List<EntryRow> entries, Actor actor, Approval approval)
    {
        var request = CaseBook.TextOf(session, row.Number);
        var asked = row.Us == Side.Requesting ? request with { Approval = Words.Of(approval) } : request;
        RequestWords.TryRead(asked, out var words, out _);
        var verdict = words is null ? null : law.OfRequest(session, row.Partner, row.Us, asked, words);
        var needs = words is null ? null : Needs.Of(words.Instrument, words.Assistance, (verdict as Verdict.Permitted)?.Clause.When ?? []);
        var grounds = law.GroundsOf(session, request);
        var file = row.File(
            words is null ? Approval.Officer : law.ApprovalOf(session, row.Partner, row.Us, request, words), grounds, entries,
            words is null ? null : law.WhyNoPromise(session, row.Partner, row.Us, request, words));
        var history = entries.ConvertAll(entry => LineOf(session, actor, row, entry));
        var took = LikeCases.Took(session, row.Us, row.Instrument, row.Assistance);
        return new()
        {
            Case = row,
            Request = request,
            Words = words,
            Law = verdict,
            CostAsked = file.CostAsked,
            AnswerLaw = words is null ? null : law.OfAnswer(session, row.Partner, row.Us, request, words),
            History = history,
            Documents = DocumentsOf(session, actor, row, entries, history),
            Clocks =
            [
                .. law.ClocksOf(session, row, request, entries).OrderBy(clock => clock.Key).Select(clock => (clock.Key, Reading: clock.Value.At(session.Now)))
                    .Select(clock => (clock.Key, clock.Reading, Forecast: BreachForecast.Of(clock.Reading, took[clock.Key])))
                    .Select(clock => new ClockLine(clock.Key, clock.Reading, clock.Forecast, Escalation.Of(clock.Reading, clock.Forecast))),
            ],
            Steps =
            [
                .. OpenSteps.Of(file, new(actor.Authority, approval), law.LateOf(session, row, request, entries))
                    .Where(line => line.Step != CaseStep.Speak || (needs is not null && needs.Offered.Or(needs.Needed).Contains(Part.Oral)))
                    .Select(line => line is { Step: CaseStep.Speak, WhyNot: null } ? line with { WhyNot = WriteDownSpoken.Lacking(request) } : line),
            ],
            Theirs = OpenSteps.OfPartner(row.State, row.Us),
            Lacking = needs is null ? [] : Completeness.Of(request, needs, LanguagesOf(session, law, verdict, request), CaseLaw.TodayOf(session)),
            Grounds = grounds,
            Successions = SucceedCase.Open(session, law, actor, row, entries),
            Sources = law.SourcesFor(session, actor, row.Partner),
            Before = request.Follows is { } follows ? BeforeOf(session, row, actor, follows) : null,
            After = AfterOf(session, row, actor),
            Now = session.Now,
        };
    }

    private static IReadOnlyList<string> LanguagesOf(Session session, CaseLaw law, Verdict? verdict, RequestEnvelope request) =>
        verdict is Verdict.Permitted permitted ? permitted.Clause.Agreement.Languages : law.LanguagesOf(session, request);

    private static HistoryLine LineOf(Session session, Actor actor, CaseRow row, EntryRow entry)
    {
        var withheld = CaseUse.Refuse(session, actor, row, entry) is { } why ? CaseUse.Kept(session, actor, row, why) : null;
        return new(entry, withheld is null ? SaidOf(entry) : null, entry.Kept is null ? null : System.Text.Json.JsonSerializer.Deserialize(entry.Kept, AssistanceJson.Default.KeptDetail), withheld);
    }

    private static AssistanceMessage? SaidOf(EntryRow entry)
    {
        if (entry.Body is null)
        {
            return null;
        }

        var body = System.Text.Encoding.UTF8.GetBytes(entry.Body);
        return entry.Step switch
        {
            CaseStep.Share => Read(MessageKind.AssistanceDrafted),
            CaseStep.Send or CaseStep.Complete => Read(MessageKind.AssistanceRequested),
            CaseStep.Comment => Read(MessageKind.AssistanceCommented),
            CaseStep.Acknowledge => Read(MessageKind.AssistanceAcknowledged),
            CaseStep.Assure or CaseStep.Dispute => Read(MessageKind.AssistanceAssured),
            CaseStep.Reply or CaseStep.ReplyInPart => Read(MessageKind.AssistanceReplied),
            CaseStep.Report => Read(MessageKind.AssistanceReported),
            CaseStep.Withdraw => Read(MessageKind.AssistanceWithdrawn),
            _ => Read(MessageKind.AssistanceDecided),
        };

        AssistanceMessage? Read<T>(MessageKind<T> kind)
            where T : AssistanceMessage => kind.TryRead(body, out var said, out _) ? said : null;
    }

    private static List<DocumentLine> DocumentsOf(Session session, Actor actor, CaseRow of, IReadOnlyList<EntryRow> entries, IReadOnlyList<HistoryLine> history)
    {
        history = [.. history.Where(line => line.Entry.NotTaken is null)];
        var given = history.Select(line => line.Said).OfType<AssistanceReplied>().SelectMany(reply => reply.Documents).DistinctBy(document => document.Document.Sha256).ToDictionary(document => document.Document.Sha256);
        var attached = history.Select(line => line.Said).OfType<RequestTerms>().SelectMany(text => text.Request.Attachments).Select(document => document.Sha256).ToHashSet(StringComparer.Ordinal);
        return session.Query<DocumentRow>("SELECT ordinal, ours, name, media_type, sha256, at, LENGTH(body) AS bytes FROM assistance_document WHERE case_number = @Number ORDER BY ordinal", new { of.Number })
            .ConvertAll(row => new DocumentLine(
                row.Ordinal, row.Name, row.MediaType, row.Sha256, row.Ours == 1, row.At, row.Bytes, given.GetValueOrDefault(row.Sha256),
                row.Ours == 0 || given.ContainsKey(row.Sha256) || attached.Contains(row.Sha256), CaseUse.Refuse(session, actor, of, entries, row)));
    }

    private static CaseLink BeforeOf(Session session, CaseRow row, Actor actor, PrecedingRequest follows)
    {
        var before = CaseRow.Find(session, row.Partner, follows.RequestId) is { } found && CaseRow.Find(session, found.Number, actor.Authority) is not null ? found : null;
        return new(before?.Number, $"{follows.RequestId}", before?.Matter ?? "", follows.How, before is not null && follows.How == Succession.Resent ? RefusalOf(session, actor, before) : null);
    }

    /// <summary>What the partner said of the case before, for what its law lets it be read for; that it was shown is on record of that case.</summary>
    private static AssistanceDecided? RefusalOf(Session session, Actor actor, CaseRow before)
    {
        if (CaseBook.EntriesOf(session, before.Number).LastOrDefault(entry => entry is { Step: CaseStep.Refuse, Ours: 0 }) is not { } refusal || LineOf(session, actor, before, refusal).Said is not AssistanceDecided said)
        {
            return null;
        }

        RecordBook.Append(session, actor, AssistanceActs.Shown, "assistance", $"{before.Number}", JsonDetail.Of(("version", $"{before.Version}")));
        return said;
    }

    // Nothing follows a case that has not been decided.
    private static List<CaseLink> AfterOf(Session session, CaseRow row, Actor actor) => CaseTable.TurnOf(row.State) is not null && row.State != CaseState.Replied ? [] :
    [
        .. CaseBook.ChainOf(session, row, actor.Authority).Where(other => other.Follows == row.Id).Select(other => (Row: other, CaseBook.TextOf(session, other.Number).Follows))
            .Where(one => one.Follows is not null)
            .Select(one => new CaseLink(one.Row.Number, one.Row.Id, one.Row.Matter, one.Follows!.How)),
    ];
}
