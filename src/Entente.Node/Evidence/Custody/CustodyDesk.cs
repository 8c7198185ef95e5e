using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Outcome = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Evidence.Custody;

/// <summary>Takes things into custody and follows who holds them; a hand-over counts when both officers have said so.</summary>
internal sealed class CustodyDesk(Database database, OfficerNames names, SeesCase sees, Text text)
{
    public const string KindField = "kind";
    public const string NameField = "name";
    public const string OriginField = "origin";
    public const string ConditionsField = "conditions";
    public const string CaseField = "about";
    public const string DigestField = "sha256";
    public const string ActField = "act";
    public const string ToField = "to";
    public const string NoteField = "note";
    public const string SeenField = "seen";

    public static readonly IReadOnlyList<(string Value, string Words)> Kinds =
    [
        ("document", Text.Key("Document")), ("image", Text.Key("Image")), ("seizure", Text.Key("Record of a seizure")), ("sample", Text.Key("Sample")), ("object", Text.Key("Object")), (Translation, Text.Key("Translation")),
    ];

    public const string OriginalField = "original";
    public const string LanguageField = "language";
    public const string TranslatorField = "translator";

    private const string Translation = "translation";
    private const int LongestName = 200;
    private const int LongestWords = 1000;

    public async Task<Outcome> AddAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var (kind, name, origin) = ($"{form[KindField]}", $"{form[NameField]}".Trim(), $"{form[OriginField]}".Trim());
        var (conditions, about, digest) = ($"{form[ConditionsField]}".Trim(), $"{form[CaseField]}".Trim(), $"{form[DigestField]}".Trim().ToLowerInvariant());
        if (!Kinds.Any(one => one.Value == kind) || name.Length is 0 or > LongestName || origin.Length is 0 or > LongestWords || conditions.Length > LongestWords || about.Length > 20 || !about.All(char.IsAsciiDigit))
        {
            return new Fault(FaultCode.Malformed, "Say what it is and where it comes from; the case is a number.", NameField).ToProblem();
        }

        if (digest.Length > 0 && !IsDigest(digest))
        {
            return new Fault(FaultCode.Malformed, "An SHA-256 has 64 hexadecimal digits.", DigestField).ToProblem();
        }

        var (original, language, translator) = ($"{form[OriginalField]}".Trim().ToLowerInvariant(), $"{form[LanguageField]}".Trim().ToLowerInvariant(), $"{form[TranslatorField]}".Trim());
        var isTranslation = kind == Translation;
        if (isTranslation
            ? !IsDigest(original) || language.Length != 2 || !language.All(char.IsAsciiLetterLower) || translator.Length is 0 or > LongestName
            : original.Length + language.Length + translator.Length > 0)
        {
            return new Fault(FaultCode.Malformed, "Of a translation say what it translates by its SHA-256, the language by its two letters, and who translated it; of nothing else.", OriginalField).ToProblem();
        }

        var actor = http.Actor;
        var added = await database.WriteAsync(
            session => about.Length > 0 && !sees(session, actor, about) ? null : new CustodyItem
            {
                Kind = kind, Name = name, Origin = origin, Conditions = conditions.Length == 0 ? null : conditions, CaseNumber = about.Length == 0 ? null : about, Sha256 = digest.Length == 0 ? null : digest,
                Original = isTranslation ? original : null, Language = isTranslation ? language : null, Translator = isTranslation ? translator : null,
            }.Add(session, actor),
            http.RequestAborted);
        if (added is null)
        {
            // A case that he does not see is answered like one that is not there.
            return new Fault(FaultCode.Malformed, "There is no case of mutual assistance with that number.", CaseField).ToProblem();
        }

        http.Toast(text["It is in custody."]);
        return TypedResults.LocalRedirect($"/custody/{added.Id}");
    }

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    public async Task<Outcome> StepAsync(long number, HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var (to, note) = ($"{form[ToField]}".Trim(), $"{form[NoteField]}".Trim());
        if (!Enum.TryParse<CustodyAct>(form[ActField], out var act) || !Enum.IsDefined(act) || !long.TryParse(form[SeenField], out var seen) || to.Length > LongestName || note.Length > LongestWords)
        {
            return new Fault(FaultCode.Malformed, "The step is none.", ActField).ToProblem();
        }

        if (act == CustodyAct.Handed && !(await names.AllAsync(database, http.RequestAborted)).ContainsKey(to))
        {
            return new Fault(FaultCode.Malformed, "Choose the officer who takes it over.", ToField).ToProblem();
        }

        var actor = http.Actor;
        var fault = await database.WriteAsync(
            session =>
            {
                if (CustodyItem.Find(session, number, actor) is not { } item)
                {
                    return new Fault(FaultCode.NotFound, "");
                }

                var (after, why) = item.Decide(act, actor.Officer, seen, to);
                if (after is not null)
                {
                    item.Step(session, actor, act, after, note.Length == 0 ? null : note);
                }

                return why;
            },
            http.RequestAborted);
        return fault is null ? TypedResults.LocalRedirect($"/custody/{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}") : fault.ToProblem();
    }
}
