using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Access;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>The forms of the page of a case. Each runs the same slice as the API, and leads back to the case.</summary>
internal static class CaseForms
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/assistance/{number:long}").ExcludeFromDescription();
        cases.MapPost("steps/{step}", StepAsync).Requires(AssistanceModule.Write);
        cases.MapPost("documents", AddDocumentAsync).Requires(AssistanceModule.Write);
        cases.MapPost("successor/{how}", SucceedAsync).Requires(AssistanceModule.Write);
    }

    public static string Address(long number) => string.Create(CultureInfo.InvariantCulture, $"/assistance/{number}");

    public static string AnchorOf(CaseStep step) => $"step-{Words.Of(step)}";

    public static string AnchorOf(Succession how) => $"after-{Words.Of(how)}";

    /// <summary>Where the form is sent that makes a case of another.</summary>
    public static string SuccessorOf(long number, Succession how) => $"{Address(number)}/successor/{Words.Of(how)}";

    private static async Task<RedirectHttpResult> StepAsync(
        long number, string step, HttpContext http, Database database, AssistancePost post, CaseLaw law, KeptForms forms, OfficerNames names, Text text, CancellationToken cancellation)
    {
        if (!Words.TryParse<CaseStep>(step, out var taken))
        {
            return TypedResults.LocalRedirect(Address(number));
        }

        var form = new StepForm(taken, await http.Request.ReadFormAsync(cancellation));
        if (form.AsksForMore)
        {
            return await forms.RefuseAsync(http, Address(number), $"#{AnchorOf(taken)}", []);
        }

        var unread = new FormErrors();
        var (actor, approval) = (http.Actor, TakeStep.ApprovalOf(http.User.Roles));
        var office = http.User.AuthorityTitle ?? actor.AuthorityId;
        var (row, faults, last) = await database.WriteAsync(
            session =>
            {
                var command = form.ToCommand(CaseRow.Find(session, number, actor.Authority) is null ? [] : OwnDocuments(session, number), office, unread, text);
                if (unread.Any)
                {
                    return ((CaseRow?)null, (IReadOnlyList<Fault>)[], (EntryRow?)null);
                }

                var (after, wrong) = TakeStep.Execute(session, post, law, actor, approval, number, command);
                return (after, wrong, after is null && wrong[0].Code == FaultCode.Conflict ? CaseBook.EntriesOf(session, number).LastOrDefault() : null);
            },
            cancellation);
        if (unread.Any)
        {
            return await forms.RefuseAsync(http, Address(number), $"#{AnchorOf(taken)}", unread.All);
        }

        if (row is not null)
        {
            http.Toast(text["{0}. It is on record.", text.Done(taken)]);
            return TypedResults.LocalRedirect(Address(number));
        }

        if (faults[0].Code == FaultCode.NotFound)
        {
            return TypedResults.LocalRedirect("/assistance");
        }

        var errors = faults.Select(fault => (form.FieldOf(fault), text.Told(fault))).ToList();
        if (last is not null)
        {
            var who = last.Ours == 1 ? text.OfficerOf(last.Officer, await names.AllAsync(database, cancellation)) : Agreements.PartyNames.Of(await PartnerAsync(database, number, cancellation));
            errors = [("", text["{0} was faster: {1}, at {2} UTC. What you wrote is below; look at the case as it is now, and decide anew.", who, text.Done(last.Step), $"{last.At:HH:mm}"])];
        }

        return await forms.RefuseAsync(http, Address(number), $"#{AnchorOf(taken)}", errors);
    }

    /// <summary>Makes the draft of a case that follows, and leads to where it is written.</summary>
    private static async Task<RedirectHttpResult> SucceedAsync(long number, string how, HttpContext http, Database database, AssistancePost post, CaseLaw law, KeptForms forms, Text text, CancellationToken cancellation)
    {
        if (!Words.TryParse<Succession>(how, out var succession))
        {
            return TypedResults.LocalRedirect(Address(number));
        }

        var (actor, form) = (http.Actor, await http.Request.ReadFormAsync(cancellation));
        var field = $"{Words.Of(succession)}.reference";
        var (row, fault) = await database.WriteAsync(session => SucceedCase.Execute(session, post, law, actor, number, new(succession, form[field].ToString().Trim())), cancellation);
        if (row is not null)
        {
            http.Toast(text["The draft is there. Nothing has been sent yet."]);
            return TypedResults.LocalRedirect($"{Address(row.Number)}/request");
        }

        return fault!.Code == FaultCode.NotFound
            ? TypedResults.LocalRedirect("/assistance")
            : await forms.RefuseAsync(http, Address(number), $"#{AnchorOf(succession)}", [(fault.At == "$.reference" ? field : "", text.Told(fault))]);
    }

    /// <summary>Puts a document into the case. Of a request that is still being written it comes along; else it waits until an answer names it.</summary>
    private static async Task<RedirectHttpResult> AddDocumentAsync(long number, HttpContext http, Database database, AssistancePost post, AssistanceOptions options, Text text, CancellationToken cancellation)
    {
        var form = await http.Request.ReadFormAsync(cancellation);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            http.Toast(text["Choose the file first."]);
            return TypedResults.LocalRedirect($"{Address(number)}#documents");
        }

        if (file.Length > options.LargestDocument)
        {
            http.Toast(text["A document has at most {0} MB here. Split it.", options.DocumentMegabytes]);
            return TypedResults.LocalRedirect($"{Address(number)}#documents");
        }

        var (actor, document) = (http.Actor, await HandedAsync(file, cancellation));
        var seen = long.TryParse(form[StepForm.Seen], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        var fault = await database.WriteAsync(session => AddDocument.Execute(session, post, actor, number, seen, document), cancellation);
        http.Toast(fault is null ? text["The document is in the case."] : text.Told(fault));
        return TypedResults.LocalRedirect(fault?.Code == FaultCode.NotFound ? "/assistance" : $"{Address(number)}#documents");
    }

    /// <summary>The files that came with a form.</summary>
    /// <param name="errors">One that is too large.</param>
    public static async Task<IReadOnlyList<HandedDocument>> HandedAsync(HttpRequest request, AssistanceOptions options, FormErrors errors, Text text)
    {
        var handed = new List<HandedDocument>();
        foreach (var file in (await request.ReadFormAsync(request.HttpContext.RequestAborted)).Files.Where(file => file.Length > 0))
        {
            if (file.Length > options.LargestDocument)
            {
                errors.Add("", text["A document has at most {0} MB here. Split it.", options.DocumentMegabytes]);
                continue;
            }

            handed.Add(await HandedAsync(file, request.HttpContext.RequestAborted));
        }

        return handed;
    }

    private static async Task<HandedDocument> HandedAsync(IFormFile file, CancellationToken cancellation)
    {
        await using var content = file.OpenReadStream();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        return new(NameOf(file), TypeOf(file), bytes.ToArray());
    }

    /// <summary>What this end has put into a case, with its bytes.</summary>
    public static Dictionary<long, DocumentRow> OwnDocuments(Session session, long number) => session.Query<DocumentRow>(
        "SELECT ordinal, ours, name, media_type, sha256, at, body FROM assistance_document WHERE case_number = @number AND ours = 1", new { number }).ToDictionary(row => row.Ordinal);

    private static async Task<string> PartnerAsync(Database database, long number, CancellationToken cancellation) =>
        await database.ReadAsync(session => session.ScalarAsync<string>("SELECT partner FROM assistance_case WHERE number = @number", new { number }), cancellation) ?? "";

    // Browsers of old send the whole path.
    private static string NameOf(IFormFile file) => file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string TypeOf(IFormFile file) => string.IsNullOrWhiteSpace(file.ContentType) ? "application/octet-stream" : file.ContentType;
}
