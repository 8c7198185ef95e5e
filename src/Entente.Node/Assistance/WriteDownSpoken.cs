using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Opens the case of a request that a partner made by word of mouth, at the side that was asked: the written one takes it over, or it lapses.</summary>
internal static class WriteDownSpoken
{
    public static (CaseRow? Case, Fault? Fault) Execute(Session session, AssistancePost post, CaseLaw law, Actor actor, DraftRequest.Command command)
    {
        if (!post.Knows(command.Partner))
        {
            return (null, new(FaultCode.FederationPartnerUnknown, $"'{command.Partner}' is no partner of this node.", "$.partner"));
        }

        // Who asks is an office of the partner, of which nothing is known but what was said.
        var (request, fault) = DraftRequest.Check(command with { Request = command.Request with { Addressed = actor.Authority } }, command.Request.Office);
        if (request is null || !RequestWords.TryRead(request, out var words, out fault))
        {
            return (null, fault);
        }

        if (Lacking(request) is { } lacking)
        {
            return (null, lacking);
        }

        if (CaseBook.FindSpoken(session, command.Partner, request.Oral!.Reference) is { } known)
        {
            return (null, new(FaultCode.Conflict, $"What was spoken under {request.Oral.Reference} is written down already, as case {known.Number}.", "$.request.oral.reference"));
        }

        var opened = CaseBook.Open(session, new()
        {
            Id = $"{RequestId.New(session.Now)}",
            Partner = command.Partner,
            Us = Side.Requested,
            State = CaseState.Drafted,
            Told = CaseState.Drafted,
            Version = 1,
            Authorities = Barred.Write(new WordSet<Protocol.Access.AuthorityKind>().With(actor.Authority)),
            Instrument = words.Instrument,
            Assistance = words.Assistance,
            Matter = request.Matter ?? "",
            Reference = command.Reference,
            Urgent = 1,
            Spoken = request.Oral.Reference,
        });
        CaseBook.AddText(session, opened.Number, opened.Revision, request);
        if (opened.File(Approval.Officer, [], []).Decide(new CaseEvent.Plain(CaseStep.Speak), new(actor.Authority, Approval.Officer)) is not CaseOutcome.Moved moved)
        {
            throw new System.Diagnostics.UnreachableException();
        }

        var spoken = CaseBook.Step(session, actor, opened.With(moved.Case), new(CaseStep.Speak, Ours: true, null, null));
        return (CaseBook.Save(session, spoken with { DueAt = law.DueOf(session, spoken, request, CaseBook.EntriesOf(session, spoken.Number)) }), null);
    }

    /// <summary>What has to be known of what was spoken, so that the written request finds it.</summary>
    public static Fault? Lacking(RequestEnvelope request) =>
        request.Oral is null ? new(FaultCode.AssistanceIncomplete, "Say when it was spoken, with which office, and under which reference both sides know it.", "$.request.oral")
        : request.UrgentBecause is null ? new(FaultCode.AssistanceIncomplete, "Only what cannot wait is asked by word of mouth: say why.", "$.request.urgentBecause")
        : null;

    public static async Task<Results<JsonHttpResult<Stepped>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, AssistancePost post, CaseLaw law, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.DraftRequestCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var (row, fault) = await database.WriteAsync(session => Execute(session, post, law, actor, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(Stepped.Of(row), AssistanceJson.Default.Stepped, statusCode: StatusCodes.Status201Created);
    }
}
