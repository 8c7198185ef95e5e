using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Console;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Assistance;

/// <summary>A request as the fields of a form, and back.</summary>
/// <remarks>What a request holds beyond the form's fields, because it was drafted by another program, survives being written anew.</remarks>
public sealed partial class RequestForm
{
    public const int MostRows = 20;

    private readonly Dictionary<string, StringValues> values;

    private RequestForm(Dictionary<string, StringValues> values) => this.values = values;

    public string? this[string field] => values.GetValueOrDefault(field).ToString() is { Length: > 0 } value ? value : null;

    public IReadOnlyCollection<string> All(string field) => [.. values.GetValueOrDefault(field).OfType<string>()];

    public int Declarations => Rows("declaration", "reference");

    public int Wanted => Rows("wanted", "data");

    public int Subjects => Rows("subject", "kind");

    /// <summary>What was sent to a page that takes its form itself, or was kept while its officer signed in again; <see langword="null"/>: neither.</summary>
    /// <remarks>It may hold more rows than an empty form.</remarks>
    internal static async Task<RequestForm?> TypedAsync(HttpContext http, string name) =>
        (HttpMethods.IsPost(http.Request.Method) ? (IEnumerable<KeyValuePair<string, StringValues>>)await http.Request.ReadFormAsync(http.RequestAborted) : KeptForm.For(http, null, name)?.Fields) is { } typed ? From(typed) : null;

    /// <param name="posted">The fields as they were sent.</param>
    /// <param name="prefix">What the names of the fields begin with, where several such forms stand on one page.</param>
    public static RequestForm From(IEnumerable<KeyValuePair<string, StringValues>> posted, string prefix = "") =>
        new(posted.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => new StringValues([.. pair.Value.Select(value => value?.ReplaceLineEndings("\n").Trim())]), StringComparer.Ordinal));

    /// <summary>What an officer begins with.</summary>
    internal static RequestForm New(WordSet<Part> needed, AssistanceType type, string language, string? dataProtection, Reciprocity? reciprocity)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["language"] = language, ["dataProtection"] = dataProtection };
        Write(values, reciprocity);
        if (needed.Contains(Part.Declarations))
        {
            values["declaration0.kind"] = nameof(ConsignmentKind.Export);
            values["declaration0.reference"] = "";
        }

        if (needed.Contains(Part.Wanted))
        {
            values["wanted0.data"] = Words.Of(type == AssistanceType.CertifiedDocuments ? DataCategory.Documents : DataCategory.Declarations);
            values["wanted0.form"] = (type == AssistanceType.CertifiedDocuments ? DocumentForm.CertifiedCopy : DocumentForm.Information).ToString();
        }

        return new(values);
    }

    internal static RequestForm From(RequestEnvelope request, string reference)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["reference"] = reference,
            ["matter"] = request.Matter,
            ["facts"] = request.Facts,
            ["law"] = request.Law,
            ["grounds"] = request.Grounds,
            ["verified"] = request.Verified?.What,
            ["verifiedOn"] = Day(request.Verified?.On),
            ["urgent"] = request.UrgentBecause,
            ["replyBy"] = Day(request.ReplyBy),
            ["procedure"] = string.Join('\n', request.Procedure),
            ["confidential"] = request.ConfidentialBecause,
            ["dataProtection"] = request.DataProtection,
            ["cannotProvision"] = FirstOf(request.CannotComply)?.Provision,
            ["cannotReason"] = FirstOf(request.CannotComply)?.Reason,
            ["language"] = request.Language,
            ["translatedInto"] = request.TranslatedInto,
            ["assurances"] = new([.. request.Assurances]),
            ["attested"] = new([.. request.Attested.Select(one => one.Condition)]),
            ["attestedBy"] = FirstOf(request.Attested)?.By,
            ["attached"] = new([.. request.Attachments.Select(document => document.Sha256)]),
            ["contactOn"] = Day(FirstOf(request.Contacts)?.On),
            ["contactWith"] = FirstOf(request.Contacts)?.With,
            ["contactAbout"] = FirstOf(request.Contacts)?.About,
            ["oralOn"] = Day(request.Oral?.At),
            ["oralAt"] = request.Oral?.At.ToUniversalTime().ToString("HH:mm", CultureInfo.InvariantCulture),
            ["oralOffice"] = request.Oral?.Office,
            ["oralReference"] = request.Oral?.Reference,
            ["offenceAct"] = request.Offence?.Act,
            ["offenceLaw"] = request.Offence?.Law,
            ["offenceThere"] = request.Offence?.There,
            ["offencePenalty"] = request.Offence?.Penalty,
            ["place"] = request.Measure?.Place,
            ["from"] = Day(request.Measure?.From),
            ["until"] = Day(request.Measure?.Until),
            ["manner"] = request.Measure?.Manner,
            ["order"] = request.Measure?.Order,
            ["questions"] = string.Join('\n', request.Measure?.Questions ?? []),
            ["amount"] = request.Measure?.Amount?.ToString(CultureInfo.InvariantCulture),
            ["currency"] = request.Measure?.Currency,
        };
        Write(values, request.Reciprocity);
        WriteAbout(values, request.Declarations, request.Subjects);
        foreach (var (i, wanted) in request.Wanted.Index())
        {
            (values[$"wanted{i}.data"], values[$"wanted{i}.fields"]) = (wanted.Data, new StringValues([.. wanted.Fields]));
            (values[$"wanted{i}.what"], values[$"wanted{i}.form"]) = (wanted.What, wanted.Form.ToString());
        }

        return new(values);
    }

    /// <summary>The row that its button adds, where one was pressed; nothing is saved then.</summary>
    /// <param name="pressed">What the button asks for, where it is not a field of this form.</param>
    /// <param name="known">Declarations of which one is likely meant: a new row begins with the number of the one in its place.</param>
    public string? Added(string? pressed = null, IReadOnlyList<DeclarationInQuestion>? known = null)
    {
        pressed ??= this["add"];
        var (row, name) = pressed switch
        {
            "declaration" when Declarations < MostRows => (Declarations, "declaration"),
            "wanted" when Wanted < MostRows => (Wanted, "wanted"),
            { } kind when kind.StartsWith("subject.", StringComparison.Ordinal) && Subjects < MostRows => (Subjects, "subject"),
            _ => (-1, ""),
        };
        if (row < 0)
        {
            return pressed is null ? null : "";
        }

        switch (name)
        {
            case "declaration":
                var meant = known?.ElementAtOrDefault(row);
                (values[$"declaration{row}.reference"], values[$"declaration{row}.kind"]) = (meant?.Reference ?? "", (meant?.Kind ?? ConsignmentKind.Export).ToString());
                break;
            case "wanted":
                (values[$"wanted{row}.data"], values[$"wanted{row}.form"]) = (this["addData"] ?? Words.Of(DataCategory.Documents), nameof(DocumentForm.Copy));
                break;
            default:
                values[$"subject{row}.kind"] = pressed!["subject.".Length..];
                break;
        }

        return $"{name}{row}";
    }

    /// <summary>What is written, as far as it is.</summary>
    /// <param name="head">Instrument, type, purpose and addressee, and of a request that is written anew what the form does not show.</param>
    /// <param name="errors">What cannot be read.</param>
    internal RequestEnvelope ToRequest(RequestEnvelope head, FormErrors errors, Text text) => head with
    {
        Matter = this["matter"],
        Facts = this["facts"],
        Law = this["law"],
        Grounds = this["grounds"],
        Verified = this["verified"] is { } what && ReadDay("verifiedOn", errors, text) is { } on ? new(what, on) : null,
        Declarations = ToDeclarations(errors, text),
        Subjects = ToSubjects(head.Subjects),
        Wanted = [.. Enumerable.Range(0, Wanted).Where(i => this[$"wanted{i}.what"] is not null).Select(WantedAt)],
        UrgentBecause = this["urgent"],
        ReplyBy = ReadDay("replyBy", errors, text),
        Procedure = Lines("procedure"),
        ConfidentialBecause = this["confidential"],
        DataProtection = this["dataProtection"],
        Reciprocity = this["reciprocity"] is { } could ? new(could == "yes", this["reciprocityLimits"]) : null,
        CannotComply = this["cannotProvision"] is { } provision ? [new(provision, this["cannotReason"] ?? ""), .. head.CannotComply.Skip(1)] : [],
        Language = this["language"],
        TranslatedInto = this["translatedInto"],
        Assurances = [.. All("assurances")],
        Attested = [.. All("attested").Select(word => new AttestedCondition(word, this["attestedBy"] ?? ""))],
        Contacts = this["contactWith"] is { } office ? [new(ReadDay("contactOn", errors, text) ?? default, office, this["contactAbout"] ?? ""), .. head.Contacts.Skip(1)] : [],
        Oral = OralOf(errors, text),
        Offence = this["offenceAct"] is { } act ? new(act, this["offenceLaw"] ?? "", this["offenceThere"], this["offencePenalty"]) : null,
        Measure = MeasureOf(head.Measure, errors, text),
    };

    /// <summary>A day that was typed; what is none is told at its field.</summary>
    internal DateOnly? DayOf(string field, FormErrors errors, Text text, string prefix = "") => ReadDay(field, errors, text, prefix);

    internal IReadOnlyList<DeclarationInQuestion> ToDeclarations(FormErrors errors, Text text, string prefix = "") =>
        [.. Enumerable.Range(0, Declarations).Where(i => this[$"declaration{i}.reference"] is not null).Select(i => DeclarationAt(i, errors, text, prefix))];

    internal IReadOnlyList<Protocol.Alerts.AlertContent> ToSubjects(IReadOnlyList<Protocol.Alerts.AlertContent> before) =>
        [.. Enumerable.Range(0, Subjects).Select(i => SubjectAt(i, before)).OfType<Protocol.Alerts.AlertContent>()];

    /// <summary>When, to which office and under which reference it was spoken.</summary>
    internal SpokenRequest? OralOf(FormErrors errors, Text text)
    {
        if (this["oralOn"] is null && this["oralOffice"] is null && this["oralReference"] is null)
        {
            return null;
        }

        if (!TimeOnly.TryParseExact(this["oralAt"] ?? "00:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            errors.Add("oralAt", text["Expected hour and minute, for example 09:30."]);
        }

        if (ReadDay("oralOn", errors, text) is { } on && this["oralOffice"] is { } office && this["oralReference"] is { } reference)
        {
            return new(new(on, time, TimeSpan.Zero), office, reference);
        }

        if (errors.For("oralOn") is null)
        {
            errors.Add("oralOn", text["Say when it was spoken, with which office, and under which reference both sides know it."]);
        }

        return null;
    }

    /// <summary>The field at which a part begins.</summary>
    public static string FieldOf(Part part) => part switch
    {
        Part.Urgent => "urgent",
        Part.Confidentiality => "confidential",
        Part.CannotComply => "cannotProvision",
        Part.Translation => "translatedInto",
        Part.Contacts => "contactWith",
        Part.Oral => "oralOn",
        Part.Offence => "offenceAct",
        Part.Period => "from",
        Part.Declarations => "declaration0.reference",
        Part.Wanted => "wanted0.what",
        _ => Words.Of(part),
    };

    /// <summary>The field that a place in the message is about.</summary>
    public static string FieldOf(string? at)
    {
        var path = at?.StartsWith("$.request.", StringComparison.Ordinal) == true ? at["$.request.".Length..] : "";
        return path switch
        {
            "" => at == "$.reference" ? "reference" : "",
            "purpose" => "use",
            "urgentBecause" => "urgent",
            "confidentialBecause" => "confidential",
            "verified.what" => "verified",
            "reciprocity.limits" => "reciprocityLimits",
            "oral" or "oral.at" => "oralOn",
            "oral.office" => "oralOffice",
            "oral.reference" => "oralReference",
            _ when path.StartsWith("measure.", StringComparison.Ordinal) => path["measure.".Length..].Split('[')[0],
            _ when path.StartsWith("offence.", StringComparison.Ordinal) => $"offence{char.ToUpperInvariant(path[8])}{path[9..]}",
            _ when path.StartsWith("contacts", StringComparison.Ordinal) => "contactWith",
            _ when path.StartsWith("cannotComply", StringComparison.Ordinal) => path.EndsWith("reason", StringComparison.Ordinal) ? "cannotReason" : "cannotProvision",
            _ when path.StartsWith("declarations[", StringComparison.Ordinal) => $"declaration{path["declarations[".Length..].Replace("]", "", StringComparison.Ordinal)}",
            _ when path.StartsWith("wanted[", StringComparison.Ordinal) => $"wanted{path["wanted[".Length..].Replace("]", "", StringComparison.Ordinal)}",
            _ => path.Split('.', '[')[0],
        };
    }

    private static T? FirstOf<T>(IReadOnlyList<T> list)
        where T : class => list.Count > 0 ? list[0] : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Day(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Write(Dictionary<string, StringValues> values, Reciprocity? reciprocity)
    {
        if (reciprocity is not null)
        {
            (values["reciprocity"], values["reciprocityLimits"]) = (reciprocity.CouldComply ? "yes" : "no", reciprocity.Limits);
        }
    }

    private int Rows(string name, string field) => Enumerable.Range(0, MostRows).TakeWhile(i => values.ContainsKey($"{name}{i}.{field}")).Count();

    private string[] Lines(string field) => (this[field] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A day, if one was typed; what is none is an error.</summary>
    internal DateOnly? ReadDay(string field, FormErrors errors, Text text, string prefix = "")
    {
        if (this[field] is not { } typed)
        {
            return null;
        }

        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        errors.Add($"{prefix}{field}", text["Expected year, month and day, for example 2026-03-24."]);
        return null;
    }

    private DeclarationInQuestion DeclarationAt(int i, FormErrors errors, Text text, string prefix) => new()
    {
        Reference = this[$"declaration{i}.reference"]!,
        Kind = Enum.TryParse<ConsignmentKind>(this[$"declaration{i}.kind"], out var kind) && Enum.IsDefined(kind) ? kind : ConsignmentKind.Export,
        LodgedOn = ReadDay($"declaration{i}.lodgedOn", errors, text, prefix),
        Parties = this[$"declaration{i}.parties"],
        Goods = this[$"declaration{i}.goods"],
        Value = this[$"declaration{i}.value"],
        Origin = this[$"declaration{i}.origin"],
        Route = this[$"declaration{i}.route"],
        Documents = this[$"declaration{i}.documents"],
    };

    private WantedItem WantedAt(int i)
    {
        var data = this[$"wanted{i}.data"] ?? "";
        var only = Words.TryParse<DataCategory>(data, out var category) && category.Fields.Count == 1 ? category.FieldWords : null;
        return new(
            data, [.. only ?? All($"wanted{i}.fields")], this[$"wanted{i}.what"]!,
            Enum.TryParse<DocumentForm>(this[$"wanted{i}.form"], out var form) && Enum.IsDefined(form) ? form : DocumentForm.Information);
    }

    private Measure? MeasureOf(Measure? before, FormErrors errors, Text text)
    {
        var (from, until) = (ReadDay("from", errors, text), ReadDay("until", errors, text));
        var measure = new Measure
        {
            Place = this["place"],
            From = this["from"] == Day(before?.From) ? before?.From : from is { } first ? new(first, TimeOnly.MinValue, TimeSpan.Zero) : null,
            Until = this["until"] == Day(before?.Until) ? before?.Until : until is { } last ? new(last, new(23, 59), TimeSpan.Zero) : null,
            Manner = this["manner"],
            Order = this["order"],
            Questions = Lines("questions"),
            Amount = ReadAmount(errors, text),
            Currency = this["currency"]?.ToUpperInvariant(),
        };
        var isEmpty = measure.Questions.Count == 0 && measure == new Measure { Questions = measure.Questions };
        return isEmpty ? null : measure;
    }

    private decimal? ReadAmount(FormErrors errors, Text text)
    {
        if (this["amount"] is not { } typed)
        {
            return null;
        }

        if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        errors.Add("amount", text["Digits, with two decimals at most: 12500.50"]);
        return null;
    }
}
