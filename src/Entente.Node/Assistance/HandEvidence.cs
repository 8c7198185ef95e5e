using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.EvidenceFiles;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Outcome = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult, Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Assistance;

/// <summary>What an officer does with a thing that crosses the border: hands it over, confirms that it has come, declines it, gives back what was lent. Each is a message of the case, in the transaction of the step.</summary>
internal static class HandEvidence
{
    private const int LongestWords = 1000;

    /// <param name="Step">What is done.</param>
    /// <param name="Seen">The last step of the thing that the officer saw.</param>
    /// <param name="Giving">Of one that is handed over: whether it comes back.</param>
    /// <param name="ReturnBy">When it is needed back.</param>
    /// <param name="Note">A remark, or why it is declined.</param>
    public sealed record Command(BorderStep Step, long Seen, Giving Giving = Giving.ForGood, DateOnly? ReturnBy = null, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/assistance/things/{item:long}/{step}", PostAsync).ExcludeFromDescription().Requires(AssistanceModule.Write);

    /// <summary>To whom a thing of a case may be handed over.</summary>
    public static string? PartnerOf(Session session, Actor actor, string caseNumber) => CaseOf(session, actor.Authority, caseNumber) is { } row && HandoverRow.MayIn(row, row.Us) ? row.Partner : null;

    /// <summary>The case that an officer names by its number, or by its reference.</summary>
    public static (string Number, string Reference)? Find(Session session, Actor actor, string named) =>
        (CaseOf(session, actor.Authority, named) ?? CaseRow.Find(session, named, actor.Authority)) is { } row ? (row.Number.ToString(CultureInfo.InvariantCulture), row.Reference) : null;

    /// <param name="sha256">The digest of its bytes as they are here, where it has any: computed before, as it takes a while.</param>
    /// <param name="signing">Which steps their officers sign.</param>
    /// <param name="signed">What this one has signed.</param>
    public static Fault? Execute(Session session, AssistancePost post, Actor actor, Approval approval, long item, Command command, string? sha256, StepSigning signing, StepSignature? signed)
    {
        if (CustodyAcross.Find(session, actor, item) is not { } thing)
        {
            return new(FaultCode.NotFound, "");
        }

        var (signature, unsigned) = Intend(session, actor, item, command, sha256) is { Step: { } step } ? signing.Accept(session, actor, step, signed) : (null, null);
        return unsigned ?? (command.Step == BorderStep.Sent ? Send(session, post, actor, approval, thing, command, signature) : Answer(session, post, actor, thing, command, sha256, signature));
    }

    private static (IntendedStep? Step, Fault? Fault) Intend(Session session, Actor actor, long item, Command command, string? sha256) =>
        CustodyAcross.Find(session, actor, item) is not { CaseNumber: { } number } || CaseOf(session, actor.Authority, number) is not { } row ? (null, new(FaultCode.NotFound, ""))
        : CustodyAcross.Intend(
            session, actor, item, command.Step, row.Partner, command.Step == BorderStep.Sent ? command.Giving : HandoverRow.OfItem(session, item)?.Giving ?? default, command.Seen, command.Note, sha256);

    private static Fault? Send(Session session, AssistancePost post, Actor actor, Approval approval, ThingAcross thing, Command command, StepSignature? signature)
    {
        if (thing.CaseNumber is null || CaseOf(session, actor.Authority, thing.CaseNumber) is not { } row || !HandoverRow.MayIn(row, row.Us))
        {
            return new(FaultCode.AssistanceState, "A thing is handed over in a case that runs: by the requested side once it has accepted, by the other until it is over.");
        }

        if (CustodyAcross.Refuse(session, actor, thing.Number, command.Step, row.Partner, command.Giving, command.Seen) is { } why)
        {
            return why;
        }

        var id = HandoverId.New(session.Now);
        var (posted, refused) = post.Send(session, actor, row, MessageKind.EvidenceHanded, new()
        {
            Conditions = AssistancePost.ConditionsOf(session, row, TowardsOf(session, row)),
            RequestId = row.RequestId,
            HandoverId = id,
            Kind = thing.Kind,
            Name = thing.Name,
            Origin = thing.Origin,
            Binding = thing.Conditions,
            Giving = command.Giving,
            ReturnBy = command.Giving == Giving.Lent ? command.ReturnBy : null,
            File = thing.File,
            HandedAt = session.Now,
            Approval = Words.Of(approval),
            Chain = thing.Chain,
        }, origins: [.. HandoverRow.GivenOf(session, thing.Number).Select(given => new Federation.CameWith(given.Partner, given.MessageId))]);
        if (posted is null)
        {
            return refused;
        }

        CustodyAcross.Step(session, actor, thing.Number, command.Step, row.Partner, command.Giving, posted.MessageId, command.Note, signature: signature);
        new HandoverRow
        {
            Id = $"{id}",
            Partner = row.Partner,
            CaseNumber = row.Number,
            Item = thing.Number,
            Ours = 1,
            Giving = command.Giving,
            ReturnBy = command.Giving == Giving.Lent ? command.ReturnBy : null,
            Approval = approval,
            Authority = actor.Authority,
            Sha256 = thing.File?.Sha256,
            Chunks = thing.File is { } file ? CustodyAcross.ChunksOf(file.Bytes) : 0,
            MessageId = posted.MessageId,
        }.Insert(session);
        return null;
    }

    private static Fault? Answer(Session session, AssistancePost post, Actor actor, ThingAcross thing, Command command, string? sha256, StepSignature? signature)
    {
        if (HandoverRow.OfItem(session, thing.Number) is not { } handover || CaseOf(session, actor.Authority, thing.CaseNumber ?? "") is not { } row)
        {
            return new(FaultCode.NotFound, "");
        }

        // Whoever handed it over takes it back; everything else is for the other side.
        var why = handover.IsOurs == (command.Step == BorderStep.Returned) ? CustodyAcross.Refuse(session, actor, thing.Number, command.Step, row.Partner, handover.Giving, command.Seen) : CustodyAcross.NotHis;
        if (why is not null)
        {
            return why;
        }

        var conditions = AssistancePost.ConditionsOf(session, row, TowardsOf(session, row));
        var (posted, refused) = command.Step switch
        {
            BorderStep.Received or BorderStep.Returned => post.Send(
                session, actor, row, MessageKind.EvidenceConfirmed,
                new() { Conditions = conditions, RequestId = row.RequestId, HandoverId = handover.HandoverId, ConfirmedAt = session.Now, Sha256 = command.Step == BorderStep.Received ? sha256 : null }),
            BorderStep.Declined when command.Note is { } reason => post.Send(
                session, actor, row, MessageKind.EvidenceDeclined, new() { Conditions = conditions, RequestId = row.RequestId, HandoverId = handover.HandoverId, DeclinedAt = session.Now, Reason = reason }),
            BorderStep.Restored => post.Send(
                session, actor, row, MessageKind.EvidenceReturned, new() { Conditions = conditions, RequestId = row.RequestId, HandoverId = handover.HandoverId, ReturnedAt = session.Now, Remark = command.Note }),
            _ => (null, new(FaultCode.Malformed, "Say why it is not taken over.", "note")),
        };
        if (posted is not null)
        {
            CustodyAcross.Step(session, actor, thing.Number, command.Step, row.Partner, handover.Giving, posted.MessageId, command.Note, command.Step == BorderStep.Received ? sha256 : null, signature);
        }

        return refused;
    }

    /// <summary>The authority at the other end that deals with a case.</summary>
    public static AuthorityKind TowardsOf(Session session, CaseRow row)
    {
        var request = CaseBook.TextOf(session, row.Number);
        return row.Us == Side.Requesting ? request.Addressed : request.Office?.Authority ?? AuthorityKind.Customs;
    }

    private static async Task<Outcome> PostAsync(long item, string step, HttpContext http, Database database, AssistancePost post, StepSigning signing, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        var note = $"{form["note"]}".Trim();
        DateOnly? returnBy = DateOnly.TryParseExact(form["returnBy"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (!Enum.TryParse<BorderStep>(step, ignoreCase: true, out var taken) || taken == BorderStep.Confirmed || !long.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) || note.Length > LongestWords
            || (taken == BorderStep.Sent && !Enum.IsDefined(GivingOf(form["giving"]))) || (returnBy is null && $"{form["returnBy"]}".Length > 0))
        {
            return new Fault(FaultCode.Malformed, "The step is none.", "step").ToProblem();
        }

        var (actor, approval) = (http.Actor, TakeStep.ApprovalOf(http.User.Roles));
        var command = new Command(taken, seen, GivingOf(form["giving"]), returnBy, note.Length == 0 ? null : note);
        if (taken == BorderStep.Received && await database.ReadAsync(session => Task.FromResult(CustodyAcross.Find(session, actor, item) is null), cancellation))
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        var (sha256, incomplete) = taken == BorderStep.Received ? await CustodyAcross.VerifyAsync(database, item, cancellation) : (null, null);
        if (incomplete is null && StepSigning.IsAsked(form))
        {
            return await signing.AskAsync(http, session => Intend(session, actor, item, command, sha256));
        }

        var (signature, unsigned) = incomplete is null ? await signing.TakeAsync(http, form) : (null, incomplete);
        var fault = unsigned ?? await database.WriteAsync(session => Execute(session, post, actor, approval, item, command, sha256, signing, signature), cancellation);
        return fault is null ? StepSigning.Done(form, string.Create(CultureInfo.InvariantCulture, $"/custody/{item}")) : fault.ToProblem();
    }

    private static Giving GivingOf(string? word) => Words.TryParse<Giving>(word ?? "", out var giving) ? giving : default;

    private static CaseRow? CaseOf(Session session, AuthorityKind authority, string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? CaseRow.Find(session, known, authority) : null;
}
