using System.Text.Json;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Makes the draft of a case that follows another: asked anew after a refusal, asked for as evidence, or for something beside what was given.</summary>
internal static class SucceedCase
{
    /// <param name="How">What the new case has to do with the one before.</param>
    /// <param name="Reference">The own reference of the new one.</param>
    public sealed record Command(Succession How, string Reference);

    /// <summary>What can be made of a case, and why not where it cannot; nothing of one that neither was refused nor brought an answer.</summary>
    public static IReadOnlyList<SuccessionLine> Open(Session session, CaseLaw law, Actor actor, CaseRow row, IReadOnlyList<EntryRow> entries) => row.Us != Side.Requesting ? [] :
    [
        .. Enum.GetValues<Succession>().Where(how => how == Succession.Resent ? entries.Any(entry => entry.Step == CaseStep.Refuse) : row.Answers > 0)
            .Select(how => new SuccessionLine(how, Check(session, law, actor, row, entries, how))),
    ];

    public static (CaseRow? Case, Fault? Fault) Execute(Session session, AssistancePost post, CaseLaw law, Actor actor, long number, Command command)
    {
        if (CaseRow.Find(session, number, actor.Authority) is not { } row)
        {
            return (null, new(FaultCode.NotFound, ""));
        }

        var entries = CaseBook.EntriesOf(session, number);
        if (Check(session, law, actor, row, entries, command.How) is { } fault)
        {
            RecordBook.Append(session, actor, AssistanceActs.Refused, "assistance", $"{number}", JsonDetail.Of(
                ("step", Words.Of(command.How)), ("state", Words.Of(row.State)), ("fault", fault.Code.Id)));
            return (null, fault);
        }

        var request = CaseBook.TextOf(session, number);
        var next = command.How switch
        {
            Succession.Resent => Successor.ToResend(row.RequestId, request),
            Succession.Converted => Successor.ToEvidence(row.RequestId, request, [.. RepliesOf(entries).SelectMany(reply => reply.Documents)]),
            _ => Successor.ToSupplement(row.RequestId, request) with { Basis = null },
        };
        return DraftRequest.Open(session, post, actor, new(row.Partner, next with { Office = null }, command.Reference, DocumentsOf(session, number, next)));
    }

    private static Fault? Check(Session session, CaseLaw law, Actor actor, CaseRow row, IReadOnlyList<EntryRow> entries, Succession how)
    {
        if (row.Us != Side.Requesting)
        {
            return State($"Only the {Words.Of(Side.Requesting)} side can do that.");
        }

        if (how == Succession.Resent)
        {
            return entries.Any(entry => entry.Step == CaseStep.Refuse) ? null : State("Only what was refused is asked anew.");
        }

        if (row.Answers == 0)
        {
            return State("Nothing has been given yet.");
        }

        return how == Succession.Supplements ? null
            : row.Instrument == Instrument.Mlat ? State("It was asked for as evidence already.")
            : IsEvidence(session, row, entries) ? State("What was given may be used as evidence as it is.")
            : !law.IsInForce(session, row.Partner, Instrument.Mlat) ? new(FaultCode.AgreementRefused, "No treaty on mutual legal assistance is in force with the partner: it may permit the use as evidence in writing.")
            : entries.Where(entry => entry.Step is CaseStep.Reply or CaseStep.ReplyInPart).Select(entry => CaseUse.Refuse(session, actor, row, entry)).FirstOrDefault(kept => kept is not null);
    }

    private static bool IsEvidence(Session session, CaseRow row, IReadOnlyList<EntryRow> entries) => entries
        .Where(entry => entry.Step is CaseStep.Reply or CaseStep.ReplyInPart)
        .Select(entry => GivenUse.Of(session, row.Partner, entry.MessageId)?.Obligations.ToObligations())
        .All(obligations => obligations is not null
            && obligations.Refuse(new(obligations.Authorities.First(), obligations.Purpose, PermittedAction.UseAsEvidence, CaseLaw.TodayOf(session))) is null);

    private static IEnumerable<AssistanceReplied> RepliesOf(IEnumerable<EntryRow> entries) => entries
        .Where(entry => entry is { Step: CaseStep.Reply or CaseStep.ReplyInPart, Body: not null })
        .Select(entry => JsonSerializer.Deserialize(entry.Body!, AssistanceJson.Default.AssistanceReplied)!);

    /// <summary>The own documents of the text before, which come along again.</summary>
    private static List<HandedDocument> DocumentsOf(Session session, long number, RequestEnvelope next) =>
        [.. next.Attachments.Zip(CaseBook.DocumentsOf(session, number, next.Attachments.Select(document => document.Sha256)), (named, kept) => new HandedDocument(named.Name, named.MediaType, kept.Content, named.Language))];

    private static Fault State(string detail) => new(FaultCode.AssistanceState, detail);

    public static async Task<Results<JsonHttpResult<Stepped>, ProblemHttpResult>> PostAsync(long number, HttpContext http, Database database, AssistancePost post, CaseLaw law, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.SucceedCaseCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var (row, fault) = await database.WriteAsync(session => Execute(session, post, law, actor, number, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(Stepped.Of(row), AssistanceJson.Default.Stepped, statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>A case that can be made of another.</summary>
/// <param name="How">What it would have to do with it.</param>
/// <param name="WhyNot">Why it cannot; <see langword="null"/>: nothing is in the way.</param>
internal sealed record SuccessionLine(Succession How, Fault? WhyNot);
