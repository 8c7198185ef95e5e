using System.Security.Cryptography;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Opens a case with a draft of its request, or puts another text into one that is not sent yet or has to be completed.</summary>
internal static class DraftRequest
{
    private const int LongestReference = 100;

    /// <param name="Partner">Who is to be asked, by party id.</param>
    /// <param name="Request">What is asked, as far as it is written.</param>
    /// <param name="Reference">The own reference of the case.</param>
    /// <param name="Documents">What is attached; the request names each by its digest.</param>
    /// <param name="Seen">Of a case that is there: the version that the officer saw.</param>
    public sealed record Command(string Partner, RequestEnvelope Request, string Reference, IReadOnlyList<HandedDocument>? Documents = null, long? Seen = null);

    public static (CaseRow? Case, Fault? Fault) Open(Session session, AssistancePost post, Actor actor, Command command)
    {
        if (!post.Knows(command.Partner))
        {
            return (null, new(FaultCode.FederationPartnerUnknown, $"'{command.Partner}' is no partner of this node.", "$.partner"));
        }

        var (request, fault) = Check(command, command.Request.Office ?? post.OfficeOf(actor, command.Reference));
        if (request is null || !RequestWords.TryRead(request, out var words, out fault))
        {
            return (null, fault);
        }

        var opened = CaseBook.Open(session, new()
        {
            Id = $"{RequestId.New(session.Now)}",
            Partner = command.Partner,
            Us = Side.Requesting,
            State = CaseState.Drafted,
            Told = CaseState.Drafted,
            Version = 1,
            Authorities = Barred.Write(new WordSet<Protocol.Access.AuthorityKind>().With(actor.Authority)),
            Instrument = words.Instrument,
            Assistance = words.Assistance,
            Matter = request.Matter ?? "",
            Reference = command.Reference,
            Urgent = request.UrgentBecause is null ? 0 : 1,
        });
        return (Write(session, actor, opened, request, command), null);
    }

    public static (CaseRow? Case, Fault? Fault) Rewrite(Session session, AssistancePost post, Actor actor, long number, Command command)
    {
        if (CaseRow.Find(session, number, actor.Authority) is not { Us: Side.Requesting } row || row.Partner != command.Partner)
        {
            return (null, new(FaultCode.NotFound, ""));
        }

        if (row.Version != command.Seen)
        {
            return (null, TakeStep.Changed(row));
        }

        if (row.State is not (CaseState.Drafted or CaseState.Shared or CaseState.Spoken or CaseState.Incomplete))
        {
            return (null, new(FaultCode.AssistanceState, "The text is sent; only one that was asked to be completed can be written anew."));
        }

        var (request, fault) = Check(command, command.Request.Office ?? post.OfficeOf(actor, command.Reference));
        if (request is null || !RequestWords.TryRead(request, out var words, out fault))
        {
            return (null, fault);
        }

        return (Write(session, actor, row with { Instrument = words.Instrument, Assistance = words.Assistance, Matter = request.Matter ?? "", Urgent = request.UrgentBecause is null ? 0 : 1, Version = row.Version + 1 }, request, command), null);
    }

    /// <summary>The request with the digests of what is attached and the office that asks.</summary>
    public static (RequestEnvelope? Request, Fault? Fault) Check(Command command, ContactPoint? office)
    {
        if (string.IsNullOrWhiteSpace(command.Reference) || command.Reference.Length > LongestReference)
        {
            return (null, new(FaultCode.AssistanceIncomplete, $"A case has a reference of at most {LongestReference} characters.", "$.reference"));
        }

        var request = command.Request with
        {
            Approval = Words.Of(Approval.Officer),
            Office = office,
            Attachments = [.. (command.Documents ?? []).Select(document => document.Enclosed)],
        };
        var probe = new AssistanceDrafted { Conditions = Conditions.OfTheExchange(command.Reference, default), RequestId = new(Guid.AllBitsSet), Revision = 1, Request = request };
        return MessageKind.AssistanceDrafted.Check(probe) is { } fault ? (null, fault) : (request, null);
    }

    private static CaseRow Write(Session session, Actor actor, CaseRow row, RequestEnvelope request, Command command)
    {
        CaseBook.AddText(session, row.Number, row.Revision, request);
        CaseBook.AddDocuments(session, row.Number, ours: true, [.. (command.Documents ?? []).Select(document => document.Attachment)]);
        var record = RecordBook.Append(session, actor, AssistanceActs.Drafted, "assistance", $"{row.Number}", JsonDetail.Of(("partner", row.Partner), ("instrument", Words.Of(row.Instrument))));
        return CaseBook.Save(session, row with { Changed = record, Follows = request.Follows is { } before ? $"{before.RequestId}" : null, Spoken = request.Oral?.Reference });
    }

    public static async Task<Results<JsonHttpResult<Stepped>, ProblemHttpResult>> PostAsync(HttpContext http, Database database, AssistancePost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.DraftRequestCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var (row, fault) = await database.WriteAsync(session => Open(session, post, actor, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(Stepped.Of(row), AssistanceJson.Default.Stepped, statusCode: StatusCodes.Status201Created);
    }

    public static async Task<Results<JsonHttpResult<Stepped>, ProblemHttpResult>> PutAsync(long number, HttpContext http, Database database, AssistancePost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.DraftRequestCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        var (row, fault) = await database.WriteAsync(session => Rewrite(session, post, actor, number, command), cancellation);
        return row is null ? fault!.ToProblem() : TypedResults.Json(Stepped.Of(row), AssistanceJson.Default.Stepped);
    }
}

/// <summary>A document as an officer hands it in.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="MediaType">For example <c>application/pdf</c>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Form">Of an answer: in which form it is given.</param>
/// <param name="TrueCopy">Of a certified copy: who says that it is true.</param>
/// <param name="ReturnBy">Of an original: when it is needed back.</param>
internal sealed record HandedDocument(
    string Name, string MediaType, ReadOnlyMemory<byte> Content, string? Language = null, DocumentForm Form = DocumentForm.Copy, TrueCopy? TrueCopy = null, DateOnly? ReturnBy = null)
{
    internal EnclosedDocument Enclosed => new(Name, MediaType, Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content.Span)), Language);

    internal Attachment Attachment => new(Name, MediaType, Content);
}

/// <summary>Where a case stands after it was written.</summary>
internal sealed record Stepped(long Number, RequestId Id, CaseState State, long Version)
{
    public static Stepped Of(CaseRow row) => new(row.Number, row.RequestId, row.State, row.Version);
}
