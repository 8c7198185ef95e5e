using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Messages;

/// <summary>Supplementary information: a question about a shared alert, and its answer (after SIRENE, Reg. (EU) 2018/1862 art. 8).</summary>
public abstract record SupplementaryMessage : MessagePayload
{
    private protected SupplementaryMessage()
    {
    }

    /// <summary>The question; the answer names it.</summary>
    public required QuestionId QuestionId { get; init; }

    /// <summary>The alert that it is about, by its owner's id.</summary>
    public required AlertId AlertId { get; init; }

    /// <summary>The hit that it is about, by its finder's id.</summary>
    public HitId? HitId { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(QuestionId == default, "A question has an id.", "$.questionId"),
        .. MessageText.When(AlertId == default, "An alert has an id.", "$.alertId"),
        .. MessageText.When(HitId == default(HitId), "A hit has an id.", "$.hitId"),
    ];
}

public sealed record SupplementaryAsked : SupplementaryMessage
{
    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromHours(12);

    public required string Question { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When the answer is due: at most <see cref="Deadline"/> after it was asked.</summary>
    public required DateTimeOffset AnswerBy { get; init; }

    /// <summary>Why it cannot wait; a question with a reason overtakes those without.</summary>
    public string? UrgentBecause { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.Check(Question, MessageText.Longest, "$.question"),
        .. MessageText.CheckOptional(UrgentBecause, 500, "$.urgentBecause"),
        .. MessageText.When(AnswerBy <= AskedAt || AnswerBy - AskedAt > Deadline, "Expected a time after the question and at most 12 hours after it.", "$.answerBy"),
    ];
}

public sealed record SupplementaryAnswered : SupplementaryMessage
{
    public required AnswerOutcome Outcome { get; init; }

    /// <summary>The answer, or why there is none.</summary>
    public required string Answer { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.Check(Answer, MessageText.Longest, "$.answer")];
}

public enum AnswerOutcome
{
    Answered = 1,

    /// <summary>What is known is in the answer; the rest cannot be said or found.</summary>
    Partly,

    NotPossible,
}

/// <summary>A question about an alert, the same at both ends.</summary>
[JsonConverter(typeof(ParsableJsonConverter<QuestionId>))]
public readonly record struct QuestionId(Guid Value) : IParsable<QuestionId>
{
    /// <summary>A new id; ids made later sort later.</summary>
    public static QuestionId New(DateTimeOffset now) => new(TimeOrderedId.New(now));

    public static QuestionId Parse(string s) => new(Guid.ParseExact(s, "D"));

    static QuestionId IParsable<QuestionId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QuestionId result)
    {
        var read = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return read;
    }

    public override string ToString() => Value.ToString("D");
}
