using Entente.Protocol.Faults;

namespace Entente.Protocol.Messages;

/// <summary>What became of a message after it had arrived. The receipt of the wire says only that it did.</summary>
public sealed record Acknowledgement : MessagePayload
{
    /// <summary>The message that it is about.</summary>
    public required string MessageId { get; init; }

    public required EffectOutcome Outcome { get; init; }

    /// <summary>Why it was refused; with no other outcome.</summary>
    public RefusedFault? Fault { get; init; }

    public static Acknowledgement Of(string messageId, Fault? fault, DateOnly today) => new()
    {
        Conditions = Conditions.OfTheExchange(messageId, today),
        MessageId = messageId,
        Outcome = fault is null ? EffectOutcome.Done : EffectOutcome.Refused,
        Fault = fault is null ? null : new(fault.Code.Id, fault.Detail, fault.At),
    };

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.Check(MessageId, 200, "$.messageId"),
        .. MessageText.When((Outcome == EffectOutcome.Refused) != Fault is not null, "A refusal has a fault, and nothing else has.", "$.fault"),
        .. Fault?.Check() ?? [],
    ];
}

public enum EffectOutcome { Done = 1, Refused }

/// <summary>A fault of the receiver. It may be one that this node does not know.</summary>
/// <param name="Code">For example <c>alert-value</c>; its page explains it.</param>
/// <param name="Detail">What was found and what was expected.</param>
/// <param name="At">Where in the payload.</param>
public sealed record RefusedFault(string Code, string Detail, string? At = null)
{
    internal IEnumerable<Fault> Check() =>
    [
        .. MessageText.When(Code.Length is 0 or > 60 || Code.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'), "Expected the id of a fault, such as alert-value.", "$.fault.code"),
        .. MessageText.When(Detail.Length > MessageText.Longest, $"At most {MessageText.Longest} characters.", "$.fault.detail"),
        .. MessageText.CheckOptional(At, 500, "$.fault.at"),
    ];
}

/// <summary>The sender's node card changed. At the receiver it is a proposal, and counts for nothing before two officers have approved it.</summary>
public sealed record DirectoryUpdated : MessagePayload
{
    public const int LongestCard = 256 * 1024;

    /// <summary>The version that the card has.</summary>
    public required long Version { get; init; }

    /// <summary>The exact bytes of the card, with its signature.</summary>
    public required ReadOnlyMemory<byte> Card { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(Version < 1, "Versions begin at 1.", "$.version"),
        .. MessageText.When(Card.Length is 0 or > LongestCard, $"Expected at most {LongestCard} bytes, and some.", "$.card"),
    ];
}

/// <summary>There is another version of a code list. The list itself is the attachment.</summary>
public sealed record CodesUpdated : MessagePayload
{
    /// <summary>For example <c>hs</c> or <c>locode</c>.</summary>
    public required string List { get; init; }

    /// <summary>As its publisher names it, for example <c>2022</c> or <c>2024-2</c>.</summary>
    public required string Version { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required int Entries { get; init; }

    /// <summary>Of the attachment, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(List.Length is 0 or > 40 || List.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'), "Expected the name of a list, such as hs.", "$.list"),
        .. MessageText.Check(Version, 40, "$.version"),
        .. MessageText.When(Entries < 1, "A list has entries.", "$.entries"),
        .. MessageText.When(Sha256.Length != 64 || Sha256.Any(c => !char.IsAsciiHexDigitLower(c)), "Expected 64 hexadecimal digits in lower case.", "$.sha256"),
    ];
}
