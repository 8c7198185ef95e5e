using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>An answer to a request, one of several or the last.</summary>
public sealed record AssistanceReplied : AssistanceMessage
{
    /// <summary>Rises with each answer to the request.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Whether it is the last.</summary>
    public required bool Final { get; init; }

    public required DateTimeOffset RepliedAt { get; init; }

    /// <summary>What was found, or where it was looked for in vain.</summary>
    public required string Answer { get; init; }

    /// <summary>Fields that stand in the answer and the documents, beside those of <see cref="Declarations"/> and <see cref="Subjects"/>.</summary>
    public IReadOnlyList<GivenFields> Given { get; init; } = [];

    public IReadOnlyList<DeclarationInQuestion> Declarations { get; init; } = [];

    public IReadOnlyList<AlertContent> Subjects { get; init; } = [];

    public IReadOnlyList<ReplyDocument> Documents { get; init; } = [];

    /// <summary>Whether nobody has verified it; then it decides nothing by itself (TFA 12.5.1 (d)).</summary>
    public required bool Unverified { get; init; }

    /// <summary>The approval that it has.</summary>
    public required string Approval { get; init; }

    /// <summary>Conditions of the clause that the sender attests.</summary>
    public IReadOnlyList<AttestedCondition> Attested { get; init; } = [];

    public Cost? Cost { get; init; }

    /// <summary>How reliable source and information are; <see langword="null"/>: nobody has judged that.</summary>
    public Evaluation? Evaluation { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. Counted(Ordinal, "$.ordinal"),
        .. MessageText.Check(Answer, MessageText.Longest, "$.answer"),
        .. EnvelopeRules.Each(Given, EnvelopeRules.Most, "$.given", GivenFields.Check),
        .. MessageText.When(Given.Select(one => one.Data).Distinct(StringComparer.Ordinal).Count() != Given.Count, "Name each category once.", "$.given"),
        .. EnvelopeRules.Each(Declarations, EnvelopeRules.Most, "$.declarations", EnvelopeRules.Check),
        .. EnvelopeRules.Each(Subjects, EnvelopeRules.MostSubjects, "$.subjects", EnvelopeRules.Check),
        .. EnvelopeRules.Each(Documents, EnvelopeRules.Most, "$.documents", ReplyDocument.Check),
        .. EnvelopeRules.Word(Approval, "$.approval"),
        .. EnvelopeRules.Each(Attested, EnvelopeRules.Most, "$.attested", EnvelopeRules.Check),
        .. Cost is null ? [] : Cost.Check("$.cost"),
    ];
}

/// <summary>How reliable something is, in the two marks of police cooperation (<c>field.md</c>, 5.2).</summary>
/// <param name="Source">Of whoever said it.</param>
/// <param name="Information">Of what was said.</param>
public sealed record Evaluation(SourceEvaluation Source, InformationEvaluation Information);

/// <param name="Data">A data category.</param>
/// <param name="Fields">Which of its fields.</param>
public sealed record GivenFields(string Data, IReadOnlyList<string> Fields)
{
    internal static IEnumerable<Fault> Check(GivenFields given, string at) => EnvelopeRules.Fields(given.Data, given.Fields, at);
}

/// <param name="Document">The attachment.</param>
/// <param name="Form">In which form it is given.</param>
/// <param name="TrueCopy">Of a certified copy: who says that it is true.</param>
/// <param name="ReturnBy">Of an original: when it is needed back.</param>
public sealed record ReplyDocument(EnclosedDocument Document, DocumentForm Form, TrueCopy? TrueCopy = null, DateOnly? ReturnBy = null)
{
    internal static IEnumerable<Fault> Check(ReplyDocument reply, string at) =>
    [
        .. EnvelopeRules.Check(reply.Document, $"{at}.document"),
        .. MessageText.When((reply.Form == DocumentForm.CertifiedCopy) != reply.TrueCopy is not null, "A certified copy has the statement that it is true, and nothing else has.", $"{at}.trueCopy"),
        .. MessageText.When(reply.ReturnBy is not null && reply.Form != DocumentForm.Original, "Only originals are returned.", $"{at}.returnBy"),
        .. reply.TrueCopy is { } copy ? [.. MessageText.Check(copy.Statement, EnvelopeRules.Line, $"{at}.trueCopy.statement"), .. MessageText.Check(copy.Office, EnvelopeRules.Line, $"{at}.trueCopy.office")] : Array.Empty<Fault>(),
    ];
}

/// <summary>That a document is a true copy of what the office holds (TFA 12.6.1 (d)).</summary>
public sealed record TrueCopy(string Statement, string Office, DateOnly On);

/// <param name="Amount">What the requesting side owes.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="For">For what.</param>
public sealed record Cost(decimal Amount, string Currency, string For)
{
    internal IEnumerable<Fault> Check(string at) => [.. EnvelopeRules.Money(Amount, Currency, at), .. MessageText.Check(For, EnvelopeRules.Line, $"{at}.for")];
}

/// <summary>What came of an answer, or of information that nobody had asked for (TFA 12.5.1 (f)).</summary>
public sealed record AssistanceReported : AssistanceMessage
{
    public required Usefulness Usefulness { get; init; }

    /// <summary>What was decided and done.</summary>
    public required string Outcome { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.Check(Outcome, MessageText.Longest, "$.outcome")];
}

public enum Usefulness { Decisive = 1, Helpful, NotUsed }

/// <summary>Information that nobody asked for. It has an id like a request, so that its outcome can be told.</summary>
public sealed record InformationGiven : AssistanceMessage
{
    public required Basis Basis { get; init; }

    /// <summary>What it may be used for.</summary>
    public required string Purpose { get; init; }

    public required string Matter { get; init; }

    public required string Facts { get; init; }

    public required ContactPoint Office { get; init; }

    public IReadOnlyList<DeclarationInQuestion> Declarations { get; init; } = [];

    public IReadOnlyList<AlertContent> Subjects { get; init; } = [];

    /// <summary>Fields that stand in what is attached.</summary>
    public IReadOnlyList<GivenFields> Given { get; init; } = [];

    public IReadOnlyList<EnclosedDocument> Attachments { get; init; } = [];

    public required bool Unverified { get; init; }

    public required string Approval { get; init; }

    /// <summary>Conditions of the clause that the sender attests.</summary>
    public IReadOnlyList<AttestedCondition> Attested { get; init; } = [];

    /// <summary>Whether the sender wants to hear what came of it.</summary>
    public required bool AsksOutcome { get; init; }

    /// <summary>How reliable source and information are; <see langword="null"/>: nobody has judged that.</summary>
    public Evaluation? Evaluation { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. EnvelopeRules.Check(Basis, "$.basis"),
        .. EnvelopeRules.Word(Purpose, "$.purpose"),
        .. MessageText.Check(Matter, EnvelopeRules.Line, "$.matter"),
        .. MessageText.Check(Facts, MessageText.Longest, "$.facts"),
        .. EnvelopeRules.Check(Office, "$.office"),
        .. EnvelopeRules.Each(Declarations, EnvelopeRules.Most, "$.declarations", EnvelopeRules.Check),
        .. EnvelopeRules.Each(Subjects, EnvelopeRules.MostSubjects, "$.subjects", EnvelopeRules.Check),
        .. EnvelopeRules.Each(Given, EnvelopeRules.Most, "$.given", GivenFields.Check),
        .. EnvelopeRules.Each(Attachments, EnvelopeRules.Most, "$.attachments", EnvelopeRules.Check),
        .. EnvelopeRules.Word(Approval, "$.approval"),
        .. EnvelopeRules.Each(Attested, EnvelopeRules.Most, "$.attested", EnvelopeRules.Check),
        .. MessageText.When(Declarations.Count + Subjects.Count + Given.Count == 0, "Information is about something.", "$.subjects"),
    ];
}
