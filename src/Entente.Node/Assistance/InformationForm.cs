using System.Globalization;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Information that nobody had asked for, as the fields of its form: what is told, and under which law it was shown to go before it was sent.</summary>
internal static class InformationForm
{
    public const string List = "/assistance/information";

    public const string New = "/assistance/information/new";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/assistance/information/{number:long}/outcome", TellOutcomeAsync).ExcludeFromDescription().Requires(AssistanceModule.Write);

    public static string Address(long number) => string.Create(CultureInfo.InvariantCulture, $"{List}/{number}");

    /// <summary>The page where it is given once more.</summary>
    public static string AgainOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{New}?again={number}");

    /// <summary>The page where its giver is asked for the consent to pass it on.</summary>
    public static string ConsentOf(InformationRow row) => FormWords.Address("/assistance/new",
        [("partner", row.Partner), ("type", Words.Of(AssistanceType.Information)), ("use", Words.Of(row.Purpose)), (RequestForm.Passing, row.Reference)]);

    public static string OutcomeOf(long number) => $"{Address(number)}/outcome";

    /// <param name="errors">What cannot be read.</param>
    /// <param name="authority">Who attests what the form names nobody for.</param>
    /// <param name="before">What is given once more by it; <see langword="null"/>: nothing.</param>
    public static GiveInformation.Command Read(RequestForm form, FormErrors errors, Text text, string authority, IReadOnlyList<HandedDocument> documents, InformationGiven? before) => new()
    {
        Partner = form["partner"] ?? "",
        Reference = form["reference"] ?? "",
        Addressed = Words.TryParse<AuthorityKind>(form["addressed"] ?? "", out var addressed) ? addressed : AuthorityKind.Customs,
        Purpose = form["use"] ?? "",
        Matter = form["matter"] ?? "",
        Facts = form["facts"] ?? "",
        Declarations = form.ToDeclarations(errors, text),
        Subjects = form.ToSubjects(before?.Subjects ?? []),
        Given = StepForm.GivenOf(form.All("given")),
        Documents = documents,
        Attested = [.. form.All("attested").Select(word => new AttestedCondition(word, form["attestedBy"] ?? authority))],
        Unverified = form["unverified"] is not null,
        AsksOutcome = form["asksOutcome"] is not null,
        Marks = Marks.Read(name => form[name], form.ReadDay("keepUntil", errors, text)),
        ComesFrom = form["comesFrom"] is { } address ? [address] : [],
    };

    /// <summary>The law and the audience under which it would go, in a line: what the officer was shown is what may be sent.</summary>
    public static string Shown(GiveInformation.Command command, Verdict.Permitted permitted) =>
        $"{permitted.Clause.Name} {command.Partner} {Words.Of(command.Addressed)} {permitted.Passing.Named} {string.Join(' ', command.ComesFrom)}".TrimEnd();

    /// <summary>The field that a fault is about.</summary>
    public static string FieldOf(Fault fault) => fault.At switch
    {
        "$.purpose" => "use",
        { } at and ("$.partner" or "$.reference" or "$.matter" or "$.facts") => at[2..],
        { } at when at.StartsWith("$.declarations[", StringComparison.Ordinal) => RequestForm.FieldOf($"$.request.{at[2..]}"),
        { } at when at.StartsWith("$.subjects", StringComparison.Ordinal) => "subjects",
        "$.marks.consent.to" => "consentTo",
        { } at when at.StartsWith("$.marks.", StringComparison.Ordinal) => at["$.marks.".Length..],
        { } at when at.StartsWith("$.given", StringComparison.Ordinal) => "given",
        { } at when at.StartsWith("$.attested", StringComparison.Ordinal) => "attested",
        { } at when at.StartsWith("$.comesFrom", StringComparison.Ordinal) => "comesFrom",
        _ => "",
    };

    private static async Task<RedirectHttpResult> TellOutcomeAsync(long number, HttpContext http, Database database, AssistancePost post, Access.KeptForms forms, Text text, CancellationToken cancellation)
    {
        var (actor, form) = (http.Actor, await http.Request.ReadFormAsync(cancellation));
        var usefulness = Enum.TryParse<Usefulness>(form["usefulness"], out var read) && Enum.IsDefined(read) ? read : Usefulness.NotUsed;
        var (row, fault) = await database.WriteAsync(session => TellOutcome.Execute(session, post, actor, number, new(usefulness, form["outcome"].ToString().Trim().ReplaceLineEndings("\n"))), cancellation);
        if (row is not null)
        {
            http.Toast(text["The partner is told what came of it. It is on record."]);
            return TypedResults.LocalRedirect(Address(number));
        }

        return fault!.Code == FaultCode.NotFound
            ? TypedResults.LocalRedirect(List)
            : await forms.RefuseAsync(http, Address(number), "#outcome", [(fault.At == "$.outcome" ? "outcome" : "", text.Told(fault))]);
    }
}
