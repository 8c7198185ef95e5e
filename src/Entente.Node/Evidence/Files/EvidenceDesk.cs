using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Evidence.Exports;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Outcome = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Evidence.Files;

/// <summary>Evidence files leave with two officers: one asks for something that he sees, another one who sees it too decides, and the first fetches the file, once.</summary>
internal sealed class EvidenceDesk(Database database, IEnumerable<EvidenceSource> sources, EvidenceMaking making, ExportOptions options, IEnumerable<Permission> permissions, FindStanding standing, Text text)
{
    public const string KindField = "kind";
    public const string IdField = "id";
    public const string RecipientField = "recipient";

    private const int LongestRecipient = 200;
    private const int LongestReason = 500;
    private const int LongestTitle = 200;

    /// <param name="Kind">What the file is about: <c>message</c> or <c>assistance</c>.</param>
    /// <param name="Id">Its number.</param>
    /// <param name="Recipient">The court or authority that is to have it, and its reference.</param>
    internal sealed record Ask(string Kind, string Id, string Recipient);

    /// <param name="Digest">Of the request as it was shown.</param>
    /// <param name="Approved">Whether the file may leave.</param>
    /// <param name="Reason">What whoever asked is told.</param>
    internal sealed record Decision(string Digest, bool Approved, string? Reason = null);

    /// <summary>What a thing is called, if the officer may have an evidence file of it.</summary>
    public string? TitleOf(Session session, Standing officer, string? kind, string? id) =>
        id is not null && Source(kind) is { } source && source.Sees(session, officer, id) is { } title ? title[..Math.Min(title.Length, LongestTitle)] : null;

    /// <summary>Whether the officer is one of those who decide, of what they see themselves.</summary>
    public bool IsApprover(Standing officer) => permissions.Single(one => one.Id == EvidenceModule.ApproveEvidence).IsGranted(officer.Roles, officer.Authority);

    public bool MayApprove(Session session, Standing officer, EvidenceRequest request) => IsApprover(officer) && TitleOf(session, officer, request.Kind, request.Subject) is not null;

    /// <summary>What others ask for and this officer may decide, the oldest first.</summary>
    public List<EvidenceRequest> WaitingFor(Session session, Standing officer) => IsApprover(officer)
        ? [.. EvidenceRequest.Waiting(session, session.Now.AddHours(-options.RequestHours)).Where(one => one.Officer != officer.Officer && MayApprove(session, officer, one))]
        : [];

    /// <summary>Asks for the file of something that the officer sees.</summary>
    public async Task<(EvidenceRequest? Asked, Fault? Fault)> AskAsync(Ask ask, Standing officer, Actor actor, CancellationToken cancellation)
    {
        if (ask.Recipient.Length is 0 or > LongestRecipient || ask.Recipient.Any(char.IsControl))
        {
            return (null, new(FaultCode.Malformed, $"Say in at most {LongestRecipient} characters, on one line, who is to have the file.", RecipientField));
        }

        // Looked at before the write: a file may hold some hundred messages. What changes in between is found when it is fetched.
        var (extent, missing) = await database.ReadAsync(
            session => Task.FromResult(TitleOf(session, officer, ask.Kind, ask.Id) is null ? (null, new Fault(FaultCode.NotFound, "")) : EvidenceMaking.ExtentOf(session, Source(ask.Kind)!, actor, ask.Id)), cancellation);
        if (extent is null)
        {
            return (null, missing);
        }

        var added = await database.WriteAsync(
            session => TitleOf(session, officer, ask.Kind, ask.Id) is { } title
                ? new EvidenceRequest
                {
                    Kind = ask.Kind, Subject = ask.Id, Title = title, Recipient = ask.Recipient, Officer = actor.Officer, AuthorityId = actor.AuthorityId, Authority = actor.Authority,
                    Purpose = actor.Purpose, CaseReference = actor.CaseReference, Extent = extent.Write(),
                }.Add(session)
                : null,
            cancellation);
        return added is null ? (null, new(FaultCode.NotFound, "")) : (added, null);
    }

    /// <summary>A second officer approves it or refuses it.</summary>
    public Task<Fault?> DecideAsync(long seq, Decision decision, Standing officer, Actor actor, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (EvidenceRequest.Find(session, seq) is not { } request || (request.Officer != officer.Officer && !MayApprove(session, officer, request)))
            {
                return new Fault(FaultCode.NotFound, "");
            }

            if (request.Undecidable(officer.Officer, decision.Digest, session.Now, options) is { } why)
            {
                return why;
            }

            if (decision.Reason?.Length > LongestReason)
            {
                return new(FaultCode.Malformed, $"A reason has at most {LongestReason} characters.", DecideExport.ReasonField);
            }

            request.Decide(session, actor, decision.Approved, string.IsNullOrWhiteSpace(decision.Reason) ? null : decision.Reason.Trim());
            return null;
        },
        cancellation);

    /// <summary>The form of the page.</summary>
    public async Task<Outcome> AskAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var (added, fault) = await AskAsync(new($"{form[KindField]}", $"{form[IdField]}", $"{form[RecipientField]}".Trim()), Standing.Of(http.User), http.Actor, http.RequestAborted);
        if (added is null)
        {
            return fault!.ToProblem();
        }

        http.Toast(text["A second officer decides. You fetch the file here when it is approved."]);
        return TypedResults.LocalRedirect($"/evidence/{added.Number}");
    }

    /// <summary>The form of the page.</summary>
    public async Task<Outcome> DecideAsync(long seq, HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var verdict = $"{form[DecideExport.VerdictField]}";
        if (verdict is not (DecideExport.Approve or DecideExport.Refuse))
        {
            return new Fault(FaultCode.Malformed, $"Expected '{DecideExport.Approve}' or '{DecideExport.Refuse}'.", DecideExport.VerdictField).ToProblem();
        }

        var approved = verdict == DecideExport.Approve;
        if (await DecideAsync(seq, new($"{form[DecideExport.DigestField]}", approved, $"{form[DecideExport.ReasonField]}"), Standing.Of(http.User), http.Actor, http.RequestAborted) is { } fault)
        {
            return fault.ToProblem();
        }

        http.Toast(approved ? text["The evidence file is approved; whoever asked for it fetches it."] : text["The evidence file is refused."]);
        return TypedResults.LocalRedirect("/evidence");
    }

    /// <summary>Hands the file over: what it holds is looked at first, so that nothing is spent on a file that cannot be made.</summary>
    public async Task<Results<FileContentHttpResult, ProblemHttpResult>> TakeAsync(long seq, HttpContext http)
    {
        var officer = Standing.Of(http.User);
        var (source, request, fault) = await database.ReadAsync(session => Task.FromResult(Decide(session, seq, officer)), http.RequestAborted);
        if (fault is not null)
        {
            return fault.ToProblem();
        }

        var (draft, missing) = await making.CollectAsync(source!, request!, http.RequestAborted);
        if (draft is null)
        {
            return missing!.ToProblem();
        }

        var (taken, late) = await database.WriteAsync<(EvidenceRequest?, Fault?)>(
            session => Decide(session, seq, officer) is { Fault: { } why } ? (null, why) : (EvidenceRequest.Find(session, seq)!.Take(session), null), http.RequestAborted);
        if (taken is null)
        {
            return late!.ToProblem();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(making.Seal(draft, taken), "application/vnd.etsi.asic-e+zip", string.Create(CultureInfo.InvariantCulture, $"entente-evidence-{taken.Record}.asice"));
    }

    private EvidenceSource? Source(string? kind) => sources.FirstOrDefault(source => source.Kind == kind);

    private (EvidenceSource? Source, EvidenceRequest? Request, Fault? Fault) Decide(Session session, long seq, Standing officer)
    {
        if (EvidenceRequest.Find(session, seq) is not { } request || request.Officer != officer.Officer || Source(request.Kind) is not { } source
            || TitleOf(session, officer, request.Kind, request.Subject) is null)
        {
            return (null, null, new(FaultCode.NotFound, ""));
        }

        var fault = request.Untakable(session.Now, options)
            ?? (request.DecidedBy is { } by && standing(session, by) is { } approver && MayApprove(session, approver, request) ? null : new(FaultCode.ExportChanged, "The officer who approved it may no longer do so."));
        return (source, request, fault);
    }
}
