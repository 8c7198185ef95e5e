using Entente.EvidenceFiles;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Outcome = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult, Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Evidence.Custody;

/// <summary>Takes things into custody and follows who holds them; a hand-over counts when both officers have said so.</summary>
internal sealed class CustodyDesk(Database database, OfficerNames names, FindCase cases, StepSigning signing, Text text)
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

    /// <summary>Of the number or the reference of a case.</summary>
    public const int LongestCase = 200;

    public async Task<Outcome> AddAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var (kind, name, origin) = ($"{form[KindField]}", $"{form[NameField]}".Trim(), $"{form[OriginField]}".Trim());
        var (conditions, about, digest) = ($"{form[ConditionsField]}".Trim(), $"{form[CaseField]}".Trim(), $"{form[DigestField]}".Trim().ToLowerInvariant());
        if (!Kinds.Any(one => one.Value == kind) || name.Length is 0 or > LongestName || origin.Length is 0 or > LongestWords || conditions.Length > LongestWords || about.Length > LongestCase)
        {
            return new Fault(FaultCode.Malformed, "Say what it is and where it comes from.", NameField).ToProblem();
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
        var thing = new CustodyItem
        {
            Kind = kind, Name = name, Origin = origin, Conditions = conditions.Length == 0 ? null : conditions, Sha256 = digest.Length == 0 ? null : digest,
            Original = isTranslation ? original : null, Language = isTranslation ? language : null, Translator = isTranslation ? translator : null,
        };
        (IntendedStep?, Fault?) Intend(Session session)
        {
            var number = about.Length == 0 ? null : cases(session, actor, about)?.Number;
            var taken = (thing with { CaseNumber = number }).TakenBy(actor);

            // A case that he does not see is answered like one that is not there.
            return about.Length > 0 && number is null
                ? (null, new(FaultCode.Malformed, "There is no case of mutual assistance with that number or reference.", CaseField))
                : (new(taken, taken, CustodyAct.Taken, null), null);
        }

        if (StepSigning.IsAsked(form))
        {
            return await signing.AskAsync(http, Intend);
        }

        var (added, fault) = await TakeAsync(http, form, Intend, static (session, actor, step, signature) => step.After.Add(session, actor, signature));
        if (added is null)
        {
            return fault!.ToProblem();
        }

        http.Toast(text["It is in custody."]);
        return StepSigning.Done(form, $"/custody/{added.Id}");
    }

    // Takes a step with what its officer has signed: all of it, or nothing.
    private async Task<(CustodyItem? After, Fault? Fault)> TakeAsync(
        HttpContext http, IFormCollection form, Func<Session, (IntendedStep? Step, Fault? Fault)> intend, Func<Session, Actor, IntendedStep, StepSignature?, CustodyItem> take)
    {
        var actor = http.Actor;
        var (signature, unsigned) = await signing.TakeAsync(http, form);
        return unsigned is not null ? (null, unsigned) : await database.WriteAsync<(CustodyItem?, Fault?)>(
            session =>
            {
                var (step, refused) = intend(session);
                if (step is null)
                {
                    return (null, refused);
                }

                var (signed, why) = signing.Accept(session, actor, step, signature);
                return why is not null ? (null, why) : (take(session, actor, step, signed), null);
            },
            http.RequestAborted);
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
        (IntendedStep?, Fault?) Intend(Session session)
        {
            if (CustodyItem.Find(session, number, actor) is not { } item)
            {
                return (null, new(FaultCode.NotFound, ""));
            }

            var (after, why) = item.Decide(act, actor.Officer, seen, to);
            return after is null ? (null, why) : (new(item, after, act, note.Length == 0 ? null : note), null);
        }

        if (StepSigning.IsAsked(form))
        {
            return await signing.AskAsync(http, Intend);
        }

        var (_, fault) = await TakeAsync(http, form, Intend, static (session, actor, step, signature) => step.Before.Step(session, actor, step.Act, step.After, step.Note, signature: signature));
        return fault is null ? StepSigning.Done(form, $"/custody/{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}") : fault.ToProblem();
    }
}
