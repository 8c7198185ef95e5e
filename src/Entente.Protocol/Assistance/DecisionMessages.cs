using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>What the requested side has decided, or how far it is.</summary>
public sealed record AssistanceDecided : AssistanceMessage
{
    /// <summary>Rises with each that is said of the request.</summary>
    public required long Ordinal { get; init; }

    public required RequestDecision Decision { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Why it is refused or postponed, or why items are declined: a word of the vocabulary.</summary>
    public string? Ground { get; init; }

    /// <summary>The provision that the ground rests on.</summary>
    public string? Provision { get; init; }

    public string? Reason { get; init; }

    /// <summary>When a postponed request is looked at again, or until when a deadline is extended.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What is missing.</summary>
    public IReadOnlyList<Remark> Lacking { get; init; } = [];

    /// <summary>What will not be done of a request that is accepted in part.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>What has to be assured first: words of the vocabulary.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>The same in words.</summary>
    public string? Terms { get; init; }

    /// <summary>A cost beyond what is ordinary that has to be agreed to first; beside other conditions or alone.</summary>
    public Cost? Cost { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. Counted(Ordinal, "$.ordinal"),
        .. Ground is null ? [] : EnvelopeRules.Word(Ground, "$.ground"),
        .. EnvelopeRules.Optional("$", ("provision", Provision, EnvelopeRules.Line), ("reason", Reason, MessageText.Longest), ("terms", Terms, MessageText.Longest)),
        .. EnvelopeRules.Each(Lacking, EnvelopeRules.Most, "$.lacking", Remark.Check),
        .. EnvelopeRules.Each(Declined, EnvelopeRules.Most, "$.declined", (text, at) => MessageText.Check(text, MessageText.Longest, at)),
        .. EnvelopeRules.Each(Asked, EnvelopeRules.Most, "$.asked", EnvelopeRules.Word),
        .. Only(Ground is not null, HasGround, "$.ground", "A refusal, a postponement and what is declined have a ground, and nothing else has."),
        .. Only(Until is not null, Decision is RequestDecision.Postponed or RequestDecision.Extended, "$.until", "A postponement and an extension name a day, and nothing else does."),
        .. Only(Lacking.Count > 0, Decision == RequestDecision.Incomplete, "$.lacking", "An incomplete request lacks something, and no other does."),
        .. Only(Declined.Count > 0, Decision == RequestDecision.AcceptedInPart, "$.declined", "What is accepted in part names what is declined, and nothing else does."),
        .. Only(Asked.Count > 0 || Cost is not null, Decision == RequestDecision.ConditionsSet, "$.asked", "Conditions are named where conditions are set, and nowhere else."),
        .. Cost is null ? [] : Cost.Check("$.cost"),
        .. Only(Terms is not null, Decision == RequestDecision.ConditionsSet, "$.terms", "Conditions are said in words as well."),
        .. MessageText.When((HasGround || Decision is RequestDecision.Extended or RequestDecision.Lapsed) && Reason is null, "Say why.", "$.reason"),
    ];

    private bool HasGround => Decision is RequestDecision.Refused or RequestDecision.Postponed or RequestDecision.AcceptedInPart;

    private static IEnumerable<Fault> Only(bool there, bool expected, string at, string rule) => MessageText.When(there != expected, rule, at);
}

public enum RequestDecision
{
    /// <summary>Something is missing.</summary>
    Incomplete = 1,

    /// <summary>It can be decided.</summary>
    Admissible,
    Accepted,
    AcceptedInPart,

    /// <summary>It will be done if something is assured.</summary>
    ConditionsSet,
    Postponed,

    /// <summary>What it was postponed for is over.</summary>
    Resumed,
    Refused,

    /// <summary>The answer needs longer.</summary>
    Extended,

    /// <summary>It is done; the answer follows.</summary>
    Executed,

    /// <summary>What had to come did not come in time.</summary>
    Lapsed,
}

/// <summary>The requesting side assures what was asked, or says why it cannot. The signature of the message is the signature under it.</summary>
public sealed record AssistanceAssured : AssistanceMessage
{
    /// <summary>The decision that set the conditions.</summary>
    public required long Ordinal { get; init; }

    public required AssuranceOutcome Outcome { get; init; }

    /// <summary>What is assured, or what could be instead: words of the vocabulary.</summary>
    public IReadOnlyList<string> Assured { get; init; } = [];

    /// <summary>In words.</summary>
    public required string Terms { get; init; }

    /// <summary>The cost that is agreed to, as it was announced.</summary>
    public Cost? Cost { get; init; }

    /// <summary>The approval that it has.</summary>
    public required string Approval { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. Counted(Ordinal, "$.ordinal"),
        .. MessageText.When(Outcome == AssuranceOutcome.Given && Assured.Count == 0 && Cost is null, "Say what is assured.", "$.assured"),
        .. MessageText.When(Outcome == AssuranceOutcome.Disputed && Cost is not null, "What is disputed is not agreed to.", "$.cost"),
        .. Cost is null ? [] : Cost.Check("$.cost"),
        .. EnvelopeRules.Each(Assured, EnvelopeRules.Most, "$.assured", EnvelopeRules.Word),
        .. MessageText.Check(Terms, MessageText.Longest, "$.terms"),
        .. EnvelopeRules.Word(Approval, "$.approval"),
    ];
}

public enum AssuranceOutcome { Given = 1, Disputed }

/// <summary>In which order the open requests of one side should be dealt with (TFA 12.9): asked for, or given.</summary>
public sealed record AssistancePrioritised : MessagePayload
{
    /// <summary>Whose requests it is about gives the order; the other side asks for it.</summary>
    public required PriorityStep Step { get; init; }

    /// <summary>How many a month can be dealt with, where an order is asked for.</summary>
    public int? Limit { get; init; }

    /// <summary>The most urgent first, where it is given.</summary>
    public IReadOnlyList<RequestId> Order { get; init; } = [];

    public required string Reason { get; init; }

    private const int Most = 1_000;

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When((Limit is not null) != (Step == PriorityStep.Asked) || Limit < 1, "Whoever asks for an order says how many can be dealt with.", "$.limit"),
        .. MessageText.When(
            (Order.Count > 0) != (Step == PriorityStep.Given) || Order.Count > Most || Order.Distinct().Count() != Order.Count || Order.Contains(default), "Whoever gives an order names each request once.", "$.order"),
        .. MessageText.Check(Reason, MessageText.Longest, "$.reason"),
    ];
}

public enum PriorityStep { Asked = 1, Given }
