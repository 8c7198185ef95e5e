using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Assistance;

/// <summary>Puts a document into a case, where it waits: with the request that is being written, or for an answer that names it.</summary>
internal static class AddDocument
{
    /// <param name="seen">The version of the case that the officer saw; it matters where the document changes the text of the request.</param>
    public static Fault? Execute(Session session, AssistancePost post, Actor actor, long number, long seen, HandedDocument document)
    {
        if (CaseRow.Find(session, number, actor.Authority) is not { } row)
        {
            return new(FaultCode.NotFound, "");
        }

        if (row.Us == Side.Requesting && row.State is CaseState.Drafted or CaseState.Shared or CaseState.Spoken or CaseState.Incomplete)
        {
            var request = CaseBook.TextOf(session, number);
            HandedDocument[] attached = [.. HandedWith(session, number, request.Attachments.Select(one => one.Sha256)), document];
            return DraftRequest.Rewrite(session, post, actor, number, new(row.Partner, request, row.Reference, attached, seen)).Fault;
        }

        if (CaseTable.TurnOf(row.State) is null)
        {
            return new(FaultCode.AssistanceState, "The case is over; nothing is added to it.");
        }

        CaseBook.AddDocuments(session, number, ours: true, [document.Attachment]);
        RecordBook.Append(session, actor, AssistanceActs.DocumentAdded, "assistance", $"{number}", JsonDetail.Of(("sha256", document.Enclosed.Sha256)));
        return null;
    }

    /// <summary>The documents of this end with these digests, to be handed in again with another text.</summary>
    public static IEnumerable<HandedDocument> HandedWith(Session session, long number, IEnumerable<string> digests) =>
        CaseBook.DocumentsOf(session, number, digests).Select(kept => new HandedDocument(kept.Name, kept.MediaType, kept.Content));
}
