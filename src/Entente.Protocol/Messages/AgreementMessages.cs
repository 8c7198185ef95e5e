using Entente.Protocol.Faults;

namespace Entente.Protocol.Messages;

/// <summary>What the nodes of an agreement's parties tell each other about its text. The signature is over id, version and SHA-256 of the exact bytes.</summary>
public abstract record AgreementMessage : MessagePayload
{
    private protected AgreementMessage()
    {
    }

    /// <summary>For example <c>NL-CA-CMAA</c>.</summary>
    public required string Agreement { get; init; }

    public required int Version { get; init; }

    /// <summary>Of the exact bytes, 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>By a signing key of the sender's card.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    private const int LongestSignature = 1_024;

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. AgreementNames.Check(Agreement, Version),
        .. MessageText.When(Sha256.Length != 64 || Sha256.Any(c => !char.IsAsciiHexDigitLower(c)), "Expected 64 hexadecimal digits in lower case.", "$.sha256"),
        .. MessageText.When(Signature.Length is 0 or > LongestSignature, $"Expected at most {LongestSignature} bytes, and some.", "$.signature"),
    ];
}

/// <summary>A text that the sender's officers have approved and its node has signed. At the receiver it binds nobody before two officers have approved it.</summary>
public sealed record AgreementOffered : AgreementMessage
{
    /// <summary>What fits into a message as Base64.</summary>
    public const int LongestText = 700_000;

    /// <summary>The exact bytes.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    internal override IEnumerable<Fault> Check() =>
        [.. base.Check(), .. MessageText.When(Text.Length is 0 or > LongestText, $"Expected at most {LongestText} bytes, and some.", "$.text")];
}

/// <summary>The sender has signed the bytes that the receiver holds.</summary>
public sealed record AgreementSigned : AgreementMessage;

/// <summary>The sender has stopped something of the exchange with the receiver, at once. Nothing of it is given or taken on either side while it lasts; or, where it says how many an hour, no more than that.</summary>
public sealed record AgreementSuspended : MessagePayload
{
    /// <summary>More an hour is no throttle.</summary>
    public const int MostPerHour = 100_000;

    /// <summary>By which both name it.</summary>
    public required string SuspensionId { get; init; }

    /// <summary>One agreement, by its id; absent: all of them.</summary>
    public string? Agreement { get; init; }

    /// <summary>One article of it.</summary>
    public string? Article { get; init; }

    /// <summary>One category of data, in the words of agreements.</summary>
    public string? Category { get; init; }

    /// <summary>Only what the sender gives is stopped.</summary>
    public required bool GivingOnly { get; init; }

    /// <summary>Nothing is stopped: at most so many of these messages go in any hour, and the others wait. Absent: it is stopped.</summary>
    public int? PerHour { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Absent: until it is lifted.</summary>
    public DateOnly? LastDay { get; init; }

    public required string Reason { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.Check(SuspensionId, 100, "$.suspensionId"),
        .. Agreement is null ? [] : AgreementNames.Check(Agreement, 1),
        .. MessageText.CheckOptional(Article, 40, "$.article"),
        .. MessageText.CheckOptional(Category, 40, "$.category"),
        .. MessageText.When(Article is not null && (Agreement is null || Category is not null), "An article belongs to an agreement that is named, and stands without a category.", "$.article"),
        .. MessageText.When(PerHour is < 1 or > MostPerHour, $"Expected a number from 1 to {MostPerHour}.", "$.perHour"),
        .. MessageText.When(LastDay < From, "It ends before it begins.", "$.lastDay"),
        .. MessageText.Check(Reason, 500, "$.reason"),
    ];
}

/// <summary>The sender lets go on what it had stopped.</summary>
public sealed record AgreementResumed : MessagePayload
{
    public required string SuspensionId { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.Check(SuspensionId, 100, "$.suspensionId")];
}

/// <summary>How messages name an agreement.</summary>
internal static class AgreementNames
{
    private const int Longest = 100;

    public static IEnumerable<Fault> Check(string agreement, int version) =>
    [
        .. MessageText.When(
            agreement.Length is 0 or > Longest || agreement.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'), "Expected the id of an agreement, such as NL-CA-CMAA.", "$.agreement"),
        .. MessageText.When(version < 1, "Versions begin at 1.", "$.version"),
    ];
}
