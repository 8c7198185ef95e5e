using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Messages;

/// <summary>What a message between nodes says: one type per kind, in the JSON of <see cref="MessageJson"/>.</summary>
/// <remarks>The base is closed: a kind that is not in <see cref="MessageKind.All"/> cannot be written.</remarks>
public abstract record MessagePayload
{
    private protected MessagePayload()
    {
    }

    /// <summary>Under which conditions its content is given. They travel with it and stay with it.</summary>
    public required Conditions Conditions { get; init; }

    /// <summary>What its JSON form cannot exclude.</summary>
    internal virtual IEnumerable<Fault> Check() => Conditions.Check();
}

/// <summary>Why content is given, what the receiver may do with it and for how long.</summary>
public sealed record Conditions
{
    /// <summary>What it is given for; any other use needs the provider's permission.</summary>
    public required Purpose Purpose { get; init; }

    public required HandlingCode Handling { get; init; }

    /// <summary>The conditions of <see cref="HandlingCode.H3"/>, in words.</summary>
    public string? HandlingNote { get; init; }

    /// <summary>Who at the receiver may see it.</summary>
    public required IReadOnlyList<AuthorityKind> Authorities { get; init; }

    public required Onward Onward { get; init; }

    /// <summary>The last day on which the receiver keeps it, unless a later message of the same matter says a later one.</summary>
    public required DateOnly KeepUntil { get; init; }

    /// <summary>The provider's own reference, for example of its case: what it is asked for by.</summary>
    public required string Reference { get; init; }

    public const int LongestReference = 100;

    /// <summary>Of messages that keep the exchange itself going and say nothing about anybody: kept for a year.</summary>
    /// <param name="reference">What it is about, for example the id of a message.</param>
    /// <param name="today">The day it is written.</param>
    public static Conditions OfTheExchange(string reference, DateOnly today) => new()
    {
        Purpose = Purpose.Administration,
        Handling = HandlingCode.H0,
        Authorities = Enum.GetValues<AuthorityKind>(),
        Onward = Onward.Never,
        KeepUntil = today.AddYears(1),
        Reference = reference,
    };

    internal IEnumerable<Fault> Check()
    {
        if (Authorities.Count == 0 || Authorities.Distinct().Count() != Authorities.Count)
        {
            yield return new(FaultCode.MessageValue, "Name each kind of authority that may see it once, and at least one.", "$.conditions.authorities");
        }

        if (Handling == HandlingCode.H3 && string.IsNullOrWhiteSpace(HandlingNote))
        {
            yield return new(FaultCode.MessageValue, "Handling code H3 needs its conditions in words.", "$.conditions.handlingNote");
        }

        foreach (var fault in MessageText.Check(Reference, LongestReference, "$.conditions.reference").Concat(MessageText.CheckOptional(HandlingNote, MessageText.Longest, "$.conditions.handlingNote")))
        {
            yield return fault;
        }
    }
}

/// <summary>Whether content may leave the authorities that it was given to.</summary>
public enum Onward
{
    Never = 1,

    /// <summary>With the provider's permission, asked for each case (Reg. (EC) 515/97 art. 30(4)).</summary>
    WithPermission,
}

/// <summary>What words in a message must be like.</summary>
internal static class MessageText
{
    public const int Longest = 4_000;

    public static IEnumerable<Fault> Check(string text, int longest, string at)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return new(FaultCode.MessageValue, "This must not be empty.", at);
        }
        else if (text.Length > longest)
        {
            yield return new(FaultCode.MessageValue, $"At most {longest} characters.", at);
        }
    }

    public static IEnumerable<Fault> CheckOptional(string? text, int longest, string at) => text is null ? [] : Check(text, longest, at);

    public static IEnumerable<Fault> When(bool wrong, string detail, string at)
    {
        if (wrong)
        {
            yield return new(FaultCode.MessageValue, detail, at);
        }
    }
}
