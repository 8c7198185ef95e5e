using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Messages;

/// <summary>What the owner of an alert tells the partners that it shares it with.</summary>
public abstract record AlertMessage : MessagePayload
{
    private protected AlertMessage()
    {
    }

    /// <summary>The alert at its owner; with the sender it identifies the alert everywhere.</summary>
    public required AlertId AlertId { get; init; }

    /// <summary>Rises with each change at the owner. It, and not the order of arrival, decides what is in force.</summary>
    public required long Version { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(AlertId == default, "An alert has an id.", "$.alertId"),
        .. MessageText.When(Version < 1, "Versions begin at 1.", "$.version"),
    ];
}

/// <summary>What an alert says, with the day by which its need is reviewed.</summary>
public abstract record AlertTerms : AlertMessage
{
    private protected AlertTerms()
    {
    }

    public required DateOnly ReviewBy { get; init; }

    public required Alert Alert { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. Alert.Listing is null ? [] : new[] { new Fault(FaultCode.AlertFromList, "Published lists are imported, never exchanged.", "$.alert.listing") },
        .. MessageText.When(Conditions.KeepUntil < ReviewBy, "It cannot be kept for a shorter time than it is in force.", "$.conditions.keepUntil"),
    ];
}

/// <summary>An alert that the receiver has not had from the sender, or has no longer.</summary>
public sealed record AlertPublished : AlertTerms;

/// <summary>A later version of a shared alert.</summary>
public sealed record AlertAmended : AlertTerms;

/// <summary>The end of a shared alert at the receiver. Nothing is looked for by it any more.</summary>
public sealed record AlertWithdrawn : AlertMessage
{
    public required WithdrawalCause Cause { get; init; }
}

public enum WithdrawalCause
{
    /// <summary>Its owner ended it.</summary>
    Ended = 1,

    /// <summary>It goes on at its owner, and is not shared with the receiver any more.</summary>
    NoLongerShared,
}
