using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>A step of an officer in a case, with the message that tells the partner: both or neither.</summary>
internal static class TakeStep
{
    /// <summary>What the officer says; each step reads what it needs of it.</summary>
    public sealed record Command
    {
        public required CaseStep Step { get; init; }

        /// <summary>The version of the case that the officer saw.</summary>
        public required long Seen { get; init; }

        /// <summary>Why: of a decision, a withdrawal.</summary>
        public string? Reason { get; init; }

        /// <summary>A word of the vocabulary.</summary>
        public string? Ground { get; init; }

        public string? Provision { get; init; }

        /// <summary>Whether the true ground must not be told.</summary>
        public bool Conceal { get; init; }

        public DateOnly? Until { get; init; }

        /// <summary>Remarks on a draft, or what a request lacks.</summary>
        public IReadOnlyList<Remark> Remarks { get; init; } = [];

        /// <summary>What is not done of a request that is accepted in part.</summary>
        public IReadOnlyList<string> Declined { get; init; } = [];

        /// <summary>Conditions that are set, or assured: words of the vocabulary.</summary>
        public IReadOnlyList<string> Conditions { get; init; } = [];

        /// <summary>The conditions, or what is assured, in words.</summary>
        public string? Terms { get; init; }

        /// <summary>A cost beyond what is ordinary, that is announced with the conditions or agreed to with the assurance.</summary>
        public Cost? Cost { get; init; }

        public Answer? Answer { get; init; }

        public Usefulness? Usefulness { get; init; }

        /// <summary>What came of the answer.</summary>
        public string? Outcome { get; init; }

        /// <summary>What is taken from something that another partner gave: the addresses of its pages here.</summary>
        public IReadOnlyList<string> ComesFrom { get; init; } = [];
    }

    public sealed record Answer(string Text)
    {
        public IReadOnlyList<GivenFields> Given { get; init; } = [];

        public IReadOnlyList<DeclarationInQuestion> Declarations { get; init; } = [];

        public IReadOnlyList<Protocol.Alerts.AlertContent> Subjects { get; init; } = [];

        public IReadOnlyList<HandedDocument> Documents { get; init; } = [];

        /// <summary>Documents that were put into the case before.</summary>
        public IReadOnlyList<FiledDocument> Filed { get; init; } = [];

        public IReadOnlyList<AttestedCondition> Attested { get; init; } = [];

        public bool Unverified { get; init; }

        public Cost? Cost { get; init; }

        public Marks? Marks { get; init; }
    }

    /// <param name="Sha256">Its digest.</param>
    /// <param name="Form">In which form it is given.</param>
    /// <param name="TrueCopy">Of a certified copy: who says that it is true.</param>
    /// <param name="ReturnBy">Of an original: when it is needed back.</param>
    public sealed record FiledDocument(string Sha256, DocumentForm Form = DocumentForm.Copy, TrueCopy? TrueCopy = null, DateOnly? ReturnBy = null);

    public static (CaseRow? Case, IReadOnlyList<Fault> Faults) Execute(Session session, AssistancePost post, CaseLaw law, Actor actor, Approval approval, long number, Command command)
    {
        if (CaseRow.Find(session, number, actor.Authority) is not { } row)
        {
            return (null, [new(FaultCode.NotFound, "")]);
        }

        var (after, faults) = row.Version != command.Seen ? (null, [Changed(row)]) : Execute(session, post, law, actor, approval, row, command);
        if (after is null)
        {
            RecordBook.Append(session, actor, AssistanceActs.Refused, "assistance", $"{number}", JsonDetail.Of(
                ("step", AssistanceActs.Of(command.Step)), ("state", Words.Of(row.State)), ("fault", faults[0].Code.Id)));
        }

        return (after, faults);
    }

    /// <summary>Somebody was faster.</summary>
    public static Fault Changed(CaseRow row) => new(FaultCode.Conflict, $"The case has gone on: it is {Words.Of(row.State)} now, in version {row.Version}.", "$.seen");

    private static (CaseRow? Case, IReadOnlyList<Fault> Faults) Execute(Session session, AssistancePost post, CaseLaw law, Actor actor, Approval approval, CaseRow row, Command command)
    {
        var (answer, absent) = CaseBook.WithFiled(session, row.Number, command.Answer);
        if (absent is not null)
        {
            return (null, [absent]);
        }

        var (came, unknown) = post.CameFrom(session, actor, command.ComesFrom);
        if (unknown is not null)
        {
            return (null, [unknown]);
        }

        command = command with { Answer = answer };
        var request = CaseBook.TextOf(session, row.Number);
        if (!RequestWords.TryRead(request, out var words, out var unread))
        {
            return (null, [unread]);
        }

        if (command.Step is CaseStep.Send or CaseStep.Complete)
        {
            var (complete, faults) = Ready(session, law, row, request, words, approval);
            if (complete is null)
            {
                return (null, faults);
            }

            request = complete;
            words = words with { Approval = approval };
        }

        if (command.Step == CaseStep.Extend && law.LastDayOf(session, row, request) is var last && (command.Until is not { } until || until <= last))
        {
            return (null, [new(FaultCode.AssistanceState, $"Without more time the last day is {last:yyyy-MM-dd}; name a later one.", "$.until")]);
        }

        if (command.Step == CaseStep.Speak && WriteDownSpoken.Lacking(request) is { } unsaid)
        {
            return (null, [unsaid]);
        }

        if (command.Step == CaseStep.Share)
        {
            request = request with { Approval = Words.Of(approval) };
        }

        var (happening, wrong) = StepEvents.Of(command, row, () => law.LateOf(session, row, request, CaseBook.EntriesOf(session, row.Number)));
        if (happening is null)
        {
            return (null, [wrong!]);
        }

        var file = row.File(law.ApprovalOf(session, row.Partner, row.Us, request, words), law.GroundsOf(session, request), CaseBook.EntriesOf(session, row.Number), law.WhyNoPromise(session, row.Partner, row.Us, request, words));
        switch (file.Decide(happening, new(actor.Authority, approval)))
        {
            case CaseOutcome.Refused refused:
                return (null, [refused.Fault]);
            case CaseOutcome.Moved moved:
                var told = CaseTable.Tells(row.State, moved.Row);
                var (sent, why) = told ? StepMessages.Send(session, post, actor, approval, row, request, happening, file.Grounds, command, came) : (null, null);
                if (told && sent is null)
                {
                    return (null, [why!]);
                }

                if (happening is CaseEvent.Texted && sent is not null)
                {
                    CaseBook.AddText(session, row.Number, moved.Case.Revision, request);
                }

                CaseBook.AddDocuments(session, row.Number, ours: true, [.. (command.Answer?.Documents ?? []).Select(document => document.Attachment)]);
                var after = CaseBook.Step(session, actor, Counted(row, moved).With(moved.Case), new(command.Step, Ours: true, sent?.MessageId, sent?.Body, KeptOf(law, session, row, request, command)));
                return (CaseBook.Save(session, after with { DueAt = law.DueOf(session, after, request, CaseBook.EntriesOf(session, row.Number)) }), []);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The request as it is sent: with the article that permits it, once nothing is missing.</summary>
    private static (RequestEnvelope? Request, IReadOnlyList<Fault> Faults) Ready(Session session, CaseLaw law, CaseRow row, RequestEnvelope request, RequestWords words, Approval approval)
    {
        var approved = request with { Approval = Words.Of(approval) };
        var verdict = law.OfRequest(session, row.Partner, row.Us, approved, words with { Approval = approval });
        var clause = (verdict as Verdict.Permitted)?.Clause;
        var based = clause is null ? approved : approved with { Basis = new(clause.Agreement.Id, clause.Agreement.Version, clause.Article.Number) };
        if (Needs.Of(words.Instrument, words.Assistance, clause?.When ?? []) is not { } needs)
        {
            return (null, [new(FaultCode.AssistanceIncomplete, $"{Words.Of(words.Instrument)} knows no {Words.Of(words.Assistance)}.", "$.request.assistance")]);
        }

        var prompts = Completeness.Of(based, needs, clause?.Agreement.Languages ?? (IReadOnlyList<string>)[], CaseLaw.TodayOf(session));
        return prompts.Count > 0 ? (null, [.. prompts.Select(prompt => prompt.ToFault())])
            : verdict is Verdict.Refused refused ? (null, [AssistanceContents.Refused(refused, law.AskedOf(session, row.Partner, row.Us, approved, words with { Approval = approval }))])
            : (based, []);
    }

    private static CaseRow Counted(CaseRow row, CaseOutcome.Moved moved) => moved.Row.Message?.Name switch
    {
        "assistance.decided" => row with { Said = row.Said + 1 },
        "assistance.replied" => row with { Answers = row.Answers + 1 },
        _ => row,
    };

    private static string? KeptOf(CaseLaw law, Session session, CaseRow row, RequestEnvelope request, Command command)
    {
        var kept = command.Step == CaseStep.Extend
            ? new KeptDetail(Reason: command.Reason, Days: DaysOf(law, session, row, request, command.Until))
            : command.Conceal || (Words.TryParse<RefusalGround>(command.Ground ?? "", out var ground) && Decision.IsToldAlone(ground)) ? new KeptDetail(command.Ground, command.Provision, command.Reason) : null;
        return kept is null ? null : JsonSerializer.Serialize(kept, AssistanceJson.Default.KeptDetail);
    }

    /// <summary>By how many days the answer is put off: from when it was due until the day that is named.</summary>
    public static int DaysOf(CaseLaw law, Session session, CaseRow row, RequestEnvelope request, DateOnly? until)
    {
        var due = law.LastDayOf(session, row, request);
        return Math.Max(0, (until ?? due).DayNumber - due.DayNumber);
    }

    public static async Task<Results<JsonHttpResult<Stepped>, ProblemHttpResult>> PostAsync(long number, HttpContext http, Database database, AssistancePost post, CaseLaw law, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.TakeStepCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (actor, approval) = (http.Actor, ApprovalOf(http.User.Roles));
        var (row, faults) = await database.WriteAsync(session => Execute(session, post, law, actor, approval, number, command), cancellation);
        if (row is not null)
        {
            return TypedResults.Json(Stepped.Of(row), AssistanceJson.Default.Stepped);
        }

        var problem = faults[0].ToProblem();
        if (faults.Count > 1)
        {
            problem.ProblemDetails.Extensions["faults"] = faults.Select(fault => new { code = fault.Code.Id, detail = fault.Detail, at = fault.At }).ToArray();
        }

        return problem;
    }

    /// <summary>A legal adviser speaks for the central authority; a supervisor approves what officers may not.</summary>
    public static Approval ApprovalOf(IEnumerable<Role> roles)
    {
        var held = roles.ToHashSet();
        return held.Contains(Role.Legal) ? Approval.CentralAuthority : held.Contains(Role.Supervisor) ? Approval.Supervisor : Approval.Officer;
    }
}
