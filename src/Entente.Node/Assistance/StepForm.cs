using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Console;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Assistance;

/// <summary>The form of a step. Several stand on one page, so each field begins with the word of its step: <c>refuse.reason</c>.</summary>
internal sealed class StepForm(CaseStep step, IEnumerable<KeyValuePair<string, StringValues>> posted)
{
    /// <summary>The version that the officer saw.</summary>
    public const string Seen = "seen";

    /// <summary>How many remarks a form has room for beside those that are proposed.</summary>
    public const int SpareRemarks = 2;

    private const int MostRemarks = 40;

    private readonly Dictionary<string, StringValues> values = posted.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static string Name(CaseStep step, string field) => $"{Words.Of(step)}.{field}";

    /// <summary>Where the form of a step is sent.</summary>
    public static string Address(long number, CaseStep step) => string.Create(CultureInfo.InvariantCulture, $"/assistance/{number}/steps/{Words.Of(step)}");

    /// <summary>Whether only one more row is asked for, and no step is taken.</summary>
    public bool AsksForMore => values.ContainsKey(KeptForm.MoreField);

    /// <summary>What the officer says.</summary>
    /// <param name="errors">What cannot be read.</param>
    /// <param name="text">The officer's language.</param>
    /// <param name="documents">The documents of this end that are in the case, with their bytes, by number.</param>
    /// <param name="authority">Of whom the answer's conditions are attested where the form names nobody.</param>
    public TakeStep.Command ToCommand(IReadOnlyDictionary<long, DocumentRow> documents, string authority, FormErrors errors, Text text) => new()
    {
        Step = step,
        Seen = long.TryParse(values.GetValueOrDefault(Seen), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0,
        Reason = Of("reason"),
        Ground = Of("ground"),
        Provision = Of("provision"),
        Conceal = Of("conceal") is not null,
        Until = Day("until"),
        Remarks = [.. Enumerable.Range(0, MostRemarks).Where(i => Of($"text{i}") is not null).Select(i => new Remark(Of($"part{i}") ?? Words.Of(Part.Facts), Of($"text{i}")!))],
        Declined = [.. All("declined"), .. Lines("other")],
        Conditions = All("conditions"),
        Terms = Of("terms"),
        Cost = step == CaseStep.SetConditions || (step == CaseStep.Assure && Of("costAgreed") is not null) ? Cost : null,
        Usefulness = Enum.TryParse<Usefulness>(Of("usefulness"), out var usefulness) && Enum.IsDefined(usefulness) ? usefulness : null,
        Outcome = Of("outcome"),
        ComesFrom = Of("comesFrom") is { } address ? [address] : [],
        Answer = step is CaseStep.Reply or CaseStep.ReplyInPart ? Answer(documents, authority, errors, text) : null,
    };

    /// <summary>The field that a fault is about; nothing where it is about the whole step.</summary>
    public string FieldOf(Fault fault)
    {
        var field = fault.Code == FaultCode.AssistanceConditions && fault.At == "$.cost" ? "costAgreed"
            : fault.Code == FaultCode.AssistanceConditions ? "conditions"
            : fault.Code == FaultCode.AssistanceGround || fault.At == "$.ground" ? GroundField()
            : Member(fault.At);
        return field is null ? "" : Name(step, field);
    }

    private string GroundField() => !Words.TryParse<RefusalGround>(Of("ground") ?? "", out var ground) ? "ground"
        : step == CaseStep.Postpone && Day("until") is null ? "until"
        : GroundTable.Of(ground).NeedsProvision && Of("provision") is null ? "provision"
        : Of("reason") is null ? "reason"
        : "ground";

    private static string? Member(string? at) => at switch
    {
        null => null,
        _ when at.StartsWith("$.lacking", StringComparison.Ordinal) || at.StartsWith("$.remarks", StringComparison.Ordinal) => "text0",
        _ when at.StartsWith("$.declined", StringComparison.Ordinal) => "other",
        _ when at.StartsWith("$.declarations[", StringComparison.Ordinal) => $"declaration{at["$.declarations[".Length..].Replace("]", "", StringComparison.Ordinal)}",
        _ when at.StartsWith("$.subjects", StringComparison.Ordinal) => "subjects",
        _ when at.Contains("trueCopy", StringComparison.Ordinal) => at.EndsWith("office", StringComparison.Ordinal) ? "office" : "statement",
        "$.marks.consent.to" => "consentTo",
        _ when at.StartsWith("$.marks.", StringComparison.Ordinal) => at["$.marks.".Length..],
        _ when at.StartsWith("$.comesFrom", StringComparison.Ordinal) => "comesFrom",
        _ when at.StartsWith("$.conditions.", StringComparison.Ordinal) => at["$.conditions.".Length..],
        _ when at.StartsWith("$.cost", StringComparison.Ordinal) => at.EndsWith("for", StringComparison.Ordinal) ? "costFor" : "amount",
        "$.reason" or "$.until" or "$.provision" or "$.terms" or "$.outcome" or "$.answer" => at[2..],
        "$.asked" or "$.assured" => "conditions",
        _ => null,
    };

    private TakeStep.Answer Answer(IReadOnlyDictionary<long, DocumentRow> documents, string authority, FormErrors errors, Text text) => new(Of("answer") ?? "")
    {
        Declarations = Told.ToDeclarations(errors, text, Name(step, "")),
        Subjects = Told.ToSubjects([]),
        Given = GivenOf(All("given")),
        Documents = [.. All("document").Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? documents.GetValueOrDefault(ordinal) : null).OfType<DocumentRow>().Select(Handed)],
        Attested = [.. All("attested").Select(word => new AttestedCondition(word, Of("attestedBy") ?? authority))],
        Unverified = Of("unverified") is not null,
        Cost = Cost,
        Marks = Marks.Read(Of, Told.ReadDay("keepUntil", errors, text, Name(step, ""))),
    };

    private Cost? Cost => Of("amount") is { } amount
        ? new(decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) ? read : 0, Of("currency")?.ToUpperInvariant() ?? "", Of("costFor") ?? "")
        : null;

    /// <summary>The declarations and subjects that the answer names, row by row.</summary>
    private RequestForm Told => RequestForm.From(values, Name(step, ""));

    /// <summary>Fields as forms name them, <c>declarations.value</c>, a category at a time.</summary>
    public static IReadOnlyList<GivenFields> GivenOf(IEnumerable<string> words) =>
        [.. words.Select(word => word.Split('.')).Where(parts => parts.Length == 2).GroupBy(parts => parts[0], parts => parts[1]).Select(data => new GivenFields(data.Key, [.. data]))];

    private HandedDocument Handed(DocumentRow row)
    {
        var form = Enum.TryParse<DocumentForm>(Of($"form{row.Ordinal}"), out var read) && Enum.IsDefined(read) ? read : DocumentForm.Copy;
        return new(row.Name, row.MediaType, row.Body)
        {
            Form = form,
            TrueCopy = form == DocumentForm.CertifiedCopy ? new(Of("statement") ?? "", Of("office") ?? "", Day("copiedOn") ?? default) : null,
            ReturnBy = form == DocumentForm.Original ? Day("returnBy") : null,
        };
    }

    private string? Of(string field) => values.GetValueOrDefault(Name(step, field)).ToString().Trim() is { Length: > 0 } text ? text.ReplaceLineEndings("\n") : null;

    private IReadOnlyList<string> All(string field) => [.. values.GetValueOrDefault(Name(step, field)).OfType<string>().Where(value => value.Length > 0)];

    private string[] Lines(string field) => (Of(field) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private DateOnly? Day(string field) => DateOnly.TryParseExact(Of(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
