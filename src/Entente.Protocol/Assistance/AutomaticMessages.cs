using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>What the two sides of a subscription tell each other: the regular exchange of a predefined data set (TFA 12.12).</summary>
public abstract record AutomaticMessage : MessagePayload
{
    private protected AutomaticMessage()
    {
    }

    public required SubscriptionId SubscriptionId { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.When(SubscriptionId == default, "A subscription has an id.", "$.subscriptionId")];
}

/// <summary>One side offers a data set, or asks for it.</summary>
public sealed record AutomaticProposed : AutomaticMessage
{
    public required DataSet Set { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. Set.Check("$.set")];
}

/// <summary>What is exchanged, how often and for how long. Both sides agree to exactly this.</summary>
public sealed record DataSet
{
    public required string Name { get; init; }

    public required Basis Basis { get; init; }

    /// <summary>Whether it goes regularly, or before the goods arrive.</summary>
    public required AutomaticExchange Exchange { get; init; }

    /// <summary>Who gives.</summary>
    public required DataGiver Giver { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Categories and fields; no delivery has others.</summary>
    public required IReadOnlyList<GivenFields> Data { get; init; }

    /// <summary>Which declarations, seizures or goods, in words.</summary>
    public required string Selection { get; init; }

    /// <summary>How many days a delivery covers.</summary>
    public required int EveryDays { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    internal IEnumerable<Fault> Check(string at) =>
    [
        .. MessageText.Check(Name, 200, $"{at}.name"),
        .. EnvelopeRules.Check(Basis, $"{at}.basis"),
        .. EnvelopeRules.Word(Purpose, $"{at}.purpose"),
        .. MessageText.When(Data.Count == 0 || Data.Select(one => one.Data).Distinct(StringComparer.Ordinal).Count() != Data.Count, "Name each category once, and at least one.", $"{at}.data"),
        .. EnvelopeRules.Each(Data, EnvelopeRules.Most, $"{at}.data", GivenFields.Check),
        .. MessageText.Check(Selection, MessageText.Longest, $"{at}.selection"),
        .. MessageText.When(EveryDays is < 1 or > 366, "A delivery covers 1 to 366 days.", $"{at}.everyDays"),
        .. MessageText.When(Until < From, "It ends before it begins.", $"{at}.until"),
    ];
}

public enum AutomaticExchange { Automatic = 1, Advance }

/// <summary>Seen from who proposes.</summary>
public enum DataGiver { Proposer = 1, Other }

public sealed record AutomaticAnswered : AutomaticMessage
{
    public required ProposalAnswer Answer { get; init; }

    /// <summary>Why it is declined; with no other answer.</summary>
    public string? Reason { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.CheckOptional(Reason, MessageText.Longest, "$.reason"),
        .. MessageText.When((Answer == ProposalAnswer.Declined) != Reason is not null, "What is declined has a reason, and what is agreed has none.", "$.reason"),
    ];
}

public enum ProposalAnswer { Agreed = 1, Declined }

/// <summary>One delivery. Its records are the attachment.</summary>
public sealed record AutomaticDelivered : AutomaticMessage
{
    /// <summary>Without gaps from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The first day that it covers.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The fields that are filled.</summary>
    public required IReadOnlyList<GivenFields> Given { get; init; }

    public required int Records { get; init; }

    /// <summary>Of the attachment; a delivery without records has none.</summary>
    public string? Sha256 { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(Number < 1, "These are counted from 1.", "$.number"),
        .. MessageText.When(Until < From, "It ends before it begins.", "$.until"),
        .. EnvelopeRules.Each(Given, EnvelopeRules.Most, "$.given", GivenFields.Check),
        .. MessageText.When(Records < 0 || (Records > 0) != Sha256 is not null, "Records have a digest, and where there are none there is none.", "$.records"),
        .. Sha256 is null ? [] : EnvelopeRules.Digest(Sha256, "$.sha256"),
    ];
}

public sealed record AutomaticEnded : AutomaticMessage
{
    public required string Reason { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.Check(Reason, MessageText.Longest, "$.reason")];
}
