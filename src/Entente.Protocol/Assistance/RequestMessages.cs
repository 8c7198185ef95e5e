using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>What the two sides of a request for assistance tell each other; all of it is one conversation.</summary>
public abstract record AssistanceMessage : MessagePayload
{
    private protected AssistanceMessage()
    {
    }

    public required RequestId RequestId { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.When(RequestId == default, "A request has an id.", "$.requestId")];

    private protected static IEnumerable<Fault> Counted(long ordinal, string at) => MessageText.When(ordinal < 1, "These are counted from 1.", at);
}

/// <summary>A request, in one of its revisions.</summary>
public abstract record RequestTerms : AssistanceMessage
{
    private protected RequestTerms()
    {
    }

    /// <summary>Rises with each text that is sent; the latest counts.</summary>
    public required long Revision { get; init; }

    public required RequestEnvelope Request { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. Counted(Revision, "$.revision"), .. EnvelopeRules.Check(Request, "$.request")];
}

/// <summary>A draft, shown before it is sent so that it is right first time. It asks for nothing and starts no clock.</summary>
public sealed record AssistanceDrafted : RequestTerms;

/// <summary>What the partner thinks of a draft.</summary>
public sealed record AssistanceCommented : AssistanceMessage
{
    public required long Revision { get; init; }

    public required IReadOnlyList<Remark> Remarks { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. Counted(Revision, "$.revision"),
        .. MessageText.When(Remarks.Count == 0, "Say something, or nothing at all.", "$.remarks"),
        .. EnvelopeRules.Each(Remarks, EnvelopeRules.Most, "$.remarks", Remark.Check),
    ];
}

/// <summary>The request, or the text of it that completes the one before.</summary>
public sealed record AssistanceRequested : RequestTerms
{
    public required DateTimeOffset SentAt { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(Request.Basis is null, "A request names the article that it rests on.", "$.request.basis"),
        .. MessageText.When(Request.Matter is null, "A request says what it is about.", "$.request.matter"),
        .. MessageText.When(Request.Office is null, "A request names the office that it comes from.", "$.request.office"),
    ];
}

/// <summary>The requested side has it, and says who deals with it and until when.</summary>
public sealed record AssistanceAcknowledged : AssistanceMessage
{
    public required long Revision { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required ContactPoint Office { get; init; }

    /// <summary>By when the requested side will decide, by its own clock.</summary>
    public DateTimeOffset? DecideBy { get; init; }

    public DateTimeOffset? ReplyBy { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. Counted(Revision, "$.revision"),
        .. EnvelopeRules.Check(Office, "$.office"),
        .. MessageText.When(DecideBy <= ReceivedAt, "It is due after it came in.", "$.decideBy"),
        .. MessageText.When(ReplyBy <= ReceivedAt, "It is due after it came in.", "$.replyBy"),
    ];
}

/// <summary>A remark on a part of a request, or something that it lacks.</summary>
/// <param name="Part">The part, for example <c>verified</c>.</param>
/// <param name="Text">What is said of it.</param>
public sealed record Remark(string Part, string Text)
{
    internal static IEnumerable<Fault> Check(Remark remark, string at) => [.. EnvelopeRules.Word(remark.Part, $"{at}.part"), .. MessageText.Check(remark.Text, MessageText.Longest, $"{at}.text")];
}

/// <summary>The requesting side needs it no more.</summary>
public sealed record AssistanceWithdrawn : AssistanceMessage
{
    public required string Reason { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.Check(Reason, MessageText.Longest, "$.reason")];
}
